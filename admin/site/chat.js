import { openChat } from './chat-client.js'
import { chosenFiles, fileList } from './chat-files.js'
import { renderMarkdown } from './markdown.js'

const $ = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id))
const text = /** @type {HTMLTextAreaElement} */ ($('text'))
const list = $('messages')
const query = new URLSearchParams(location.search)
const publicId = query.get('with') ?? ''

const address = new URL('/api/chat', location.href)
address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
if (publicId) address.searchParams.set('with', publicId)

const filesUrl = new URL('/api/chat/files', location.href)
if (publicId) filesUrl.searchParams.set('with', publicId)

const chat = openChat({
  url: address.href,
  filesUrl: filesUrl.href,
  storage: localStorageOrNone(),
  name: publicId,
  page: document.referrer || location.href,
  onChange: draw,
})

const files = chosenFiles({
  input: /** @type {HTMLInputElement} */ ($('file')),
  button: $('attach'),
  list: $('files'),
  trouble: $('trouble'),
  upload: (file) => chat.upload(file),
})

addEventListener('online', () => chat.hurry())
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) chat.hurry()
})

$('form').addEventListener('submit', (event) => {
  event.preventDefault()
  const words = text.value.trim()
  const added = files.ready()
  if (!added || (!words && added.length === 0)) return
  chat.send(words, added)
  files.clear()
  text.value = ''
  text.focus()
})
text.addEventListener('keydown', (event) => {
  // While an input method composes, Enter chooses a word.
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault()
    const form = /** @type {HTMLFormElement} */ ($('form'))
    form.requestSubmit()
  }
})

if (query.has('embedded') && parent !== window) {
  const leave = () => parent.postMessage({ lummy: 'close' }, '*')
  $('close').hidden = false
  $('close').addEventListener('click', leave)
  addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') leave()
  })
}
text.focus()

const states = { connecting: 'Connecting… what you write is kept.', open: 'Connected', closed: 'Closed' }

function draw() {
  const { state, site, problem, messages, own } = chat.view()
  $('status').textContent = problem || states[state]
  $('status').dataset['state'] = state
  if (site) {
    $('name').textContent = site.name
    document.title = site.name
    if (site.greeting) $('greeting').textContent = site.greeting
    $('disclosure').textContent = site.disclosure ?? ''
    $('disclosure').hidden = !site.disclosure
  }
  $('empty').hidden = messages.length + own.length > 0
  const rows = [
    ...messages.map((message) => ({ ...message, mark: 'shown' })),
    ...own.map((message) => ({ ...message, from: 'customer', name: '', mark: message.state })),
  ]
  rows.forEach(place)
  const main = list.parentElement
  const grew = list.childElementCount > Number(list.dataset['count'] ?? 0)
  list.dataset['count'] = String(list.childElementCount)
  if (main && grew) main.scrollTo({ top: main.scrollHeight })
}

/**
 * Puts a message at its place; a node is made once, so that screen readers read it once.
 * @param {any} row
 * @param {number} i
 */
function place(row, i) {
  const id = `m-${row.id}`
  const node = document.getElementById(id) ?? made(row, id)
  if (list.children[i] !== node) list.insertBefore(node, list.children[i] ?? null)
  if (node.dataset['mark'] === row.mark) return
  node.dataset['mark'] = row.mark
  const fate = node.querySelector('.fate')
  if (fate) fate.replaceWith(fateOf(row))
  // Once they are stored they have links.
  if (row.files?.length) node.querySelector('.attached')?.replaceWith(fileList(row.files))
}

/**
 * @param {any} row
 * @param {string} id
 */
function made(row, id) {
  const item = document.createElement('li')
  item.id = id
  item.dataset['from'] = row.from
  const words = document.createElement('div')
  words.className = 'words'
  words.append(renderMarkdown(row.text))
  if (row.from !== 'customer') item.append(byline(row))
  if (row.text) item.append(words)
  if (row.files?.length) item.append(fileList(row.files))
  const fate = document.createElement('p')
  fate.className = 'fate'
  if (row.from === 'customer') item.append(fate)
  return item
}

/** @param {any} row */
function byline({ from, name, at }) {
  const line = document.createElement('p')
  line.className = 'by'
  line.append(name || (from === 'agent' ? $('name').textContent || 'Assistant' : 'Our team'), ' ')
  if (from === 'agent') {
    const badge = document.createElement('span')
    badge.className = 'badge'
    badge.textContent = 'AI'
    badge.title = 'Written by an AI assistant'
    line.append(badge, ' ')
  }
  line.append(timeOf(at))
  return line
}

/** @param {any} row */
function fateOf(row) {
  const line = document.createElement('p')
  line.className = `fate ${row.mark}`
  if (row.mark === 'waiting') line.textContent = 'Sending…'
  else if (row.mark === 'refused') {
    const again = document.createElement('button')
    again.type = 'button'
    again.textContent = 'Send again'
    again.addEventListener('click', () => chat.sendAgain(row.id))
    line.append(`${row.sentence ?? 'Not sent.'} `, again)
  } else {
    const tick = document.createElement('span')
    tick.textContent = '✓'
    tick.setAttribute('aria-label', 'sent')
    tick.setAttribute('role', 'img')
    line.append(`${timeOf(row.at)} `, tick)
  }
  return line
}

/** @param {string} at */
function timeOf(at) {
  const time = new Date(at)
  const isToday = time.toDateString() === new Date().toDateString()
  return time.toLocaleString(undefined, isToday ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' })
}

function localStorageOrNone() {
  try {
    return localStorage
  } catch {
    const none = () => null
    return { getItem: none, setItem: none, removeItem: none, key: none, length: 0 }
  }
}
