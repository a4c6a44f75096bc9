/**
 * Renders the Markdown that people write in messages as DOM nodes: paragraphs, lists, bold, italics, code, links.
 * Text stays text: nothing of it is ever parsed as HTML.
 * @param {string} text
 * @returns {DocumentFragment}
 */
export function renderMarkdown(text) {
  const fragment = document.createDocumentFragment()
  for (const block of text.replaceAll('\r\n', '\n').split(/\n{2,}/)) {
    const lines = block.split('\n').filter((line) => line.trim() !== '')
    if (lines.length === 0) continue
    for (const group of grouped(lines)) fragment.append(group.kind === 'text' ? paragraph(group.lines) : list(group))
  }
  return fragment
}

const bullet = /^\s*[-*•]\s+/
const number = /^\s*\d{1,3}[.)]\s+/

/** @typedef {{ kind: 'text' | 'ul' | 'ol', lines: string[] }} Group */

/**
 * @param {string[]} lines
 * @returns {Group[]}
 */
function grouped(lines) {
  /** @type {Group[]} */
  const groups = []
  for (const line of lines) {
    const kind = bullet.test(line) ? 'ul' : number.test(line) ? 'ol' : 'text'
    const last = groups.at(-1)
    if (last && last.kind === kind) last.lines.push(line)
    else groups.push({ kind, lines: [line] })
  }
  return groups
}

/** @param {string[]} lines */
function paragraph(lines) {
  const made = document.createElement('p')
  lines.forEach((line, i) => {
    if (i > 0) made.append(document.createElement('br'))
    made.append(...inline(line.replace(/^#{1,6}\s+/, '')))
  })
  return made
}

/** @param {Group} group */
function list({ kind, lines }) {
  const made = document.createElement(kind === 'ol' ? 'ol' : 'ul')
  for (const line of lines) {
    const item = document.createElement('li')
    item.append(...inline(line.replace(kind === 'ol' ? number : bullet, '')))
    made.append(item)
  }
  return made
}

// One alternative after the other; each takes at most 2,000 characters, so that odd input stays linear.
const marks =
  /`([^`\n]{1,2000})`|\*\*([^*\n]{1,2000})\*\*|(?<![\w*])[*_]([^*_\n]{1,2000})[*_](?!\w)|\[([^\]\n]{1,500})\]\((\S{1,2000})\)|(https?:\/\/[^\s<>"]{1,2000})/g

/**
 * @param {string} line
 * @returns {(Node | string)[]}
 */
function inline(line) {
  const parts = []
  let at = 0
  for (const found of line.matchAll(marks)) {
    const [whole, code, bold, italic, label, target, bare] = found
    parts.push(line.slice(at, found.index))
    at = found.index + whole.length
    if (code) parts.push(element('code', code))
    else if (bold) parts.push(element('strong', bold))
    else if (italic) parts.push(element('em', italic))
    else if (label && target) parts.push(link(target, label) ?? whole)
    else if (bare) {
      const trailing = /[.,;:!?)\]]+$/.exec(bare)?.[0] ?? ''
      const url = bare.slice(0, bare.length - trailing.length)
      parts.push(link(url, url) ?? url, trailing)
    }
  }
  parts.push(line.slice(at))
  return parts.filter((part) => part !== '')
}

/**
 * @param {string} name
 * @param {string} text
 */
function element(name, text) {
  const made = document.createElement(name)
  made.textContent = text
  return made
}

/**
 * A link to the web or a mail address; undefined for everything else (`javascript:` among it).
 * @param {string} target
 * @param {string} label
 */
function link(target, label) {
  if (!URL.canParse(target) || !['http:', 'https:', 'mailto:'].includes(new URL(target).protocol)) return undefined
  const made = document.createElement('a')
  made.href = target
  made.rel = 'noopener noreferrer nofollow'
  made.target = '_blank'
  made.textContent = label
  return made
}
