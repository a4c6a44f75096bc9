/**
 * The Markdown that people write in messages: paragraphs, lists, bold, italics, code, links.
 *
 * @typedef {{ kind: 'text' | 'code' | 'strong' | 'em', text: string } | { kind: 'a', text: string, href: string }} Span
 * @typedef {{ kind: 'p' | 'ul' | 'ol', lines: Span[][] }} Block
 */

/**
 * Renders Markdown as DOM nodes. Text stays text: nothing of it is ever parsed as HTML.
 * @param {string} text
 * @returns {DocumentFragment}
 */
export function renderMarkdown(text) {
  const fragment = document.createDocumentFragment()
  for (const { kind, lines } of readMarkdown(text)) {
    const block = document.createElement(kind)
    lines.forEach((spans, i) => {
      if (kind === 'p') {
        if (i > 0) block.append(document.createElement('br'))
        block.append(...spans.map(nodeOf))
      } else {
        const item = document.createElement('li')
        item.append(...spans.map(nodeOf))
        block.append(item)
      }
    })
    fragment.append(block)
  }
  return fragment
}

/**
 * Reads Markdown; time is linear in its length.
 * @param {string} text
 * @returns {Block[]}
 */
export function readMarkdown(text) {
  /** @type {Block[]} */
  const blocks = []
  for (const part of text.replaceAll('\r\n', '\n').split(/\n{2,}/)) {
    /** @type {Block | undefined} */
    let last
    for (const line of part.split('\n')) {
      if (line.trim() === '') continue
      const kind = bullet.test(line) ? 'ul' : number.test(line) ? 'ol' : 'p'
      if (last?.kind !== kind) {
        last = { kind, lines: [] }
        blocks.push(last)
      }
      last.lines.push(spansOf(line.replace(kind === 'ul' ? bullet : kind === 'ol' ? number : heading, '')))
    }
  }
  return blocks
}

const bullet = /^\s{0,20}[-*•]\s+/
const number = /^\s{0,20}\d{1,3}[.)]\s+/
const heading = /^#{1,6}\s+/

// One alternative after the other; each takes a bounded number of characters, so that odd input stays linear.
const marks =
  /`([^`\n]{1,300})`|\*\*(?!\s)([^*\n]{1,300})(?<!\s)\*\*|(?<![\w*])[*_](?!\s)([^*_\n]{1,300})(?<!\s)[*_](?!\w)|\[([^\]\n]{1,300})\]\(([^\s)]{1,2000})\)|(https?:\/\/[^\s<>"]{1,2000})/g

/**
 * @param {string} line
 * @returns {Span[]}
 */
function spansOf(line) {
  /** @type {Span[]} */
  const spans = []
  let at = 0
  for (const found of line.matchAll(marks)) {
    const [whole, code, bold, italic, label, target, bare] = found
    spans.push({ kind: 'text', text: line.slice(at, found.index) })
    at = found.index + whole.length
    if (code) spans.push({ kind: 'code', text: code })
    else if (bold) spans.push({ kind: 'strong', text: bold })
    else if (italic) spans.push({ kind: 'em', text: italic })
    else if (label && target) spans.push(link(target, label, whole))
    else if (bare) {
      const trailing = /[.,;:!?)\]]{1,10}$/.exec(bare)?.[0] ?? ''
      const url = bare.slice(0, bare.length - trailing.length)
      spans.push(link(url, url, url), { kind: 'text', text: trailing })
    }
  }
  spans.push({ kind: 'text', text: line.slice(at) })
  return spans.filter(({ text }) => text !== '')
}

/**
 * A link to the web or a mail address; what else looks like one (`javascript:` among it) stays text.
 * @param {string} href
 * @param {string} text
 * @param {string} otherwise
 * @returns {Span}
 */
function link(href, text, otherwise) {
  const isSafe = URL.canParse(href) && ['http:', 'https:', 'mailto:'].includes(new URL(href).protocol)
  return isSafe ? { kind: 'a', text, href } : { kind: 'text', text: otherwise }
}

/** @param {Span} span */
function nodeOf(span) {
  if (span.kind === 'text') return document.createTextNode(span.text)
  const made = document.createElement(span.kind)
  made.textContent = span.text
  if (span.kind === 'a' && made instanceof HTMLAnchorElement) {
    made.href = span.href
    made.rel = 'noopener noreferrer nofollow'
    made.target = '_blank'
  }
  return made
}
