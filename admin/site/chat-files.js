/** Files in the chat: those that are about to be sent, and those of messages. */

const mostFiles = 5
const largestBytes = 10 * 1024 * 1024

/**
 * @typedef {{ token: string, name: string, size: number }} Uploaded
 * @typedef {{ name: string, size: number, url?: string, previewUrl?: string }} Shown
 */

/**
 * Lets somebody add files to the next message; each is handed over at once, and can be taken off again.
 * @param {{
 *   input: HTMLInputElement,
 *   button: HTMLElement,
 *   list: HTMLElement,
 *   trouble: HTMLElement,
 *   upload(file: File): Promise<Uploaded>,
 * }} parts
 */
export function chosenFiles({ input, button, list, trouble, upload }) {
  /** @type {{ name: string, size: number, uploaded: Uploaded | undefined }[]} */
  let chosen = []

  const say = (/** @type {string} */ sentence) => {
    trouble.textContent = sentence
    trouble.hidden = sentence === ''
  }
  const draw = () => {
    list.hidden = chosen.length === 0
    list.replaceChildren(...chosen.map((one) => chip(one, () => take(one))))
  }
  /** @param {typeof chosen[number]} one */
  const take = (one) => {
    chosen = chosen.filter((other) => other !== one)
    draw()
    button.focus()
  }
  /** @param {File} file */
  const add = async (file) => {
    if (chosen.length >= mostFiles) return say(`At most ${mostFiles} files go with one message.`)
    if (file.size > largestBytes) return say(`${file.name} is too large: at most ${sizeText(largestBytes)}.`)
    const one = { name: file.name, size: file.size, uploaded: /** @type {Uploaded | undefined} */ (undefined) }
    chosen.push(one)
    draw()
    try {
      one.uploaded = await upload(file)
    } catch (error) {
      chosen = chosen.filter((other) => other !== one)
      say(error instanceof Error ? error.message : String(error))
    }
    draw()
  }

  button.addEventListener('click', () => input.click())
  input.addEventListener('change', () => {
    say('')
    for (const file of input.files ?? []) void add(file)
    input.value = ''
  })
  return {
    /** What goes with the next message; undefined while a file is still on its way. */
    ready() {
      const done = chosen.flatMap(({ uploaded }) => uploaded ?? [])
      if (done.length === chosen.length) return done
      say('One moment: a file is still being sent.')
      return undefined
    },
    clear() {
      chosen = []
      say('')
      draw()
    },
  }
}

/**
 * The files of a message: pictures are shown, all can be opened.
 * @param {Shown[]} files
 */
export function fileList(files) {
  const list = document.createElement('ul')
  list.className = 'attached'
  for (const file of files) {
    const item = document.createElement('li')
    const label = `${file.name} · ${sizeText(file.size)}`
    const opened = file.url ? link(file.url, label) : document.createElement('span')
    if (!file.url) opened.textContent = label
    if (file.previewUrl && file.url) {
      const picture = document.createElement('img')
      picture.src = file.previewUrl
      picture.alt = file.name
      picture.loading = 'lazy'
      opened.replaceChildren(picture)
      opened.title = label
    }
    item.append(opened)
    list.append(item)
  }
  return list
}

/**
 * @param {string} url
 * @param {string} label
 */
function link(url, label) {
  const made = document.createElement('a')
  made.href = url
  made.target = '_blank'
  made.rel = 'noopener'
  made.textContent = label
  return made
}

/**
 * @param {{ name: string, size: number, uploaded: Uploaded | undefined }} one
 * @param {() => void} onTake
 */
function chip({ name, size, uploaded }, onTake) {
  const item = document.createElement('li')
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = '×'
  button.setAttribute('aria-label', `Take ${name} off`)
  button.addEventListener('click', onTake)
  item.append(`${name} · ${uploaded ? sizeText(size) : 'sending…'} `, button)
  return item
}

/** @param {number} bytes */
function sizeText(bytes) {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 999_500 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
