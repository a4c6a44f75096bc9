/**
 * Puts the chat on any page: <script src="https://desk.example/chat.js" data-with="chat-…" async></script>
 * The chat itself runs in a frame of ours, so that neither page can touch the other.
 */
;(() => {
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript)
  if (!script) return
  const base = new URL(script.src)
  const address = new URL('/chat?embedded=1', base)
  const publicId = script.dataset['with']
  if (publicId) address.searchParams.set('with', publicId)

  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = script.dataset['label'] ?? 'Chat with us'
  button.setAttribute('aria-expanded', 'false')
  Object.assign(button.style, {
    position: 'fixed',
    right: '20px',
    bottom: '20px',
    zIndex: '2147483000',
    padding: '12px 18px',
    border: '0',
    borderRadius: '999px',
    font: '600 15px/1.3 system-ui, sans-serif',
    color: '#fff',
    background: '#1c6b51',
    boxShadow: '0 4px 18px rgb(0 0 0 / 22%)',
    cursor: 'pointer',
  })
  /** @type {HTMLIFrameElement | undefined} */
  let frame

  const open = () => {
    frame ??= makeFrame()
    frame.style.display = 'block'
    button.style.display = 'none'
    button.setAttribute('aria-expanded', 'true')
    frame.focus()
  }
  const close = () => {
    if (frame) frame.style.display = 'none'
    button.style.display = 'block'
    button.setAttribute('aria-expanded', 'false')
    button.focus()
  }
  const makeFrame = () => {
    const made = document.createElement('iframe')
    made.src = address.href
    made.title = 'Chat'
    Object.assign(made.style, {
      position: 'fixed',
      right: 'max(0px, min(20px, 100vw - 420px))',
      bottom: 'max(0px, min(20px, 100vw - 420px))',
      zIndex: '2147483000',
      width: 'min(400px, 100vw)',
      height: 'min(620px, 100dvh)',
      border: '0',
      borderRadius: '14px',
      boxShadow: '0 10px 50px rgb(0 0 0 / 28%)',
      colorScheme: 'normal',
    })
    document.body.append(made)
    return made
  }
  button.addEventListener('click', open)
  addEventListener('message', (event) => {
    if (event.origin === base.origin && event.source === frame?.contentWindow && event.data?.lummy === 'close') close()
  })
  const mount = () => document.body.append(button)
  if (document.body) mount()
  else addEventListener('DOMContentLoaded', mount)
})()
