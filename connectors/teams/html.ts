/** The words of a message's HTML. */
export interface HtmlWords {
  text: string
  /** Somebody else's words that were quoted above them. */
  quoted?: string
  /** Files that stand in it by name only: their bytes are not sent to bots. */
  files: number
}

/**
 * Turns the HTML that Teams makes of a message into Markdown. `mentions` are the words that stand for each mention, in the
 * order of the entities. Runs in linear time; unknown tags are dropped and their words kept.
 */
export function readHtml(html: string, mentions: readonly string[]): HtmlWords {
  const state: State = { out: [''], quoted: [], lists: [], links: [], files: 0, skipping: 0, isCode: false, mentions }
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    const close = open < 0 ? -1 : html.indexOf('>', open)
    if (close < 0) {
      say(state, unescapeHtml(html.slice(at)))
      break
    }
    say(state, unescapeHtml(html.slice(at, open)))
    tag(state, html.slice(open + 1, close))
    at = close + 1
  }
  const text = state.out.join('')
  const quoted = state.quoted.join('').trim()
  return { text, ...(quoted === '' ? {} : { quoted }), files: state.files }
}

interface State {
  out: string[]
  quoted: string[]
  lists: { isOrdered: boolean; count: number }[]
  links: { href: string; from: number }[]
  files: number
  /** How deep inside a quote of somebody else's message. */
  skipping: number
  isCode: boolean
  mentions: readonly string[]
  /** The end tag of a mention whose own words are left out. */
  hides?: string
}

function say(state: State, text: string): void {
  if (text === '' || state.hides !== undefined) return
  const words = state.isCode ? text : text.replace(/[\n\t ]+/g, ' ')
  if (state.skipping > 0) state.quoted.push(words)
  else if (!(words === ' ' && endsLine(state))) state.out.push(words)
}

const blocks = new Set(['p', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'tr'])
const marks: Record<string, string> = {
  ...{ b: '**', strong: '**', i: '_', em: '_', s: '~~', strike: '~~', del: '~~' },
}

function tag(state: State, inside: string): void {
  const [, slash, name = ''] = /^(\/?)([a-z][a-z0-9]*)/i.exec(inside) ?? []
  const element = name.toLowerCase()
  const isEnd = slash === '/'
  if (state.hides !== undefined) {
    if (isEnd && element === state.hides) delete state.hides
    return
  }
  // A reply with a quote: the author's name and the words in it are not those of whoever replies.
  if (element === 'blockquote' && (state.skipping > 0 || /schema\.skype\.com\/(?:Reply|Forward)/i.test(inside)))
    state.skipping = Math.max(0, state.skipping + (isEnd ? -1 : 1))
  else if (state.skipping > 0) {
    if (element === 'p' || element === 'br') state.quoted.push('\n')
  } else if (!isEnd && isMention(element, inside)) mention(state, element, inside)
  else if (element === 'attachment' && !isEnd) state.files += 1
  else if (element === 'br') state.out.push('\n')
  else if (element === 'img' || element === 'emoji') state.out.push(isEnd ? '' : unescapeHtml(attribute(inside, 'alt')))
  else if (element === 'hr') state.out.push('\n---\n')
  else if (element === 'pre' || element === 'codeblock') code(state, isEnd)
  else if (element === 'code' && !state.isCode) state.out.push('`')
  else if (element === 'a') link(state, inside, isEnd)
  else if (element === 'ul' || element === 'ol') list(state, element === 'ol', isEnd)
  else if (element === 'li') item(state, isEnd)
  else if (element === 'blockquote') state.out.push(isEnd ? '\n\n' : '\n\n> ')
  else if (marks[element] !== undefined) state.out.push(marks[element])
  else if (blocks.has(element) && !endsLine(state)) state.out.push(element === 'p' && isEnd ? '\n\n' : '\n')
}

/** `<at id="0">` or `<span itemtype="http://schema.skype.com/Mention" itemid="0">`. */
function isMention(element: string, inside: string): boolean {
  return element === 'at' || (element === 'span' && /schema\.skype\.com\/Mention/i.test(inside))
}

function mention(state: State, element: string, inside: string): void {
  const index = Number(attribute(inside, element === 'at' ? 'id' : 'itemid') || '0')
  state.out.push(state.mentions[index] ?? '@someone')
  state.hides = element
}

function code(state: State, isEnd: boolean): void {
  state.isCode = !isEnd
  state.out.push(isEnd ? '\n```\n' : '\n```\n')
}

function link(state: State, inside: string, isEnd: boolean): void {
  if (!isEnd) {
    state.links.push({ href: unescapeHtml(attribute(inside, 'href')), from: state.out.length })
    return
  }
  const opened = state.links.pop()
  if (opened === undefined) return
  const label = state.out.splice(opened.from).join('').trim()
  state.out.push(linkText(label, opened.href))
}

function linkText(label: string, href: string): string {
  const bare = (address: string) => address.replace(/^(?:https?:\/\/|mailto:|tel:)/i, '').replace(/\/$/, '')
  if (!/^(?:https?:\/\/|mailto:|tel:)/i.test(href)) return label
  if (label === '' || bare(label) === bare(href)) return label || href
  return `[${label.replace(/[[\]]/g, '\\$&')}](${href.replace(/\(/g, '%28').replace(/\)/g, '%29').replace(/\s/g, '%20')})`
}

function list(state: State, isOrdered: boolean, isEnd: boolean): void {
  if (isEnd) state.lists.pop()
  else state.lists.push({ isOrdered, count: 0 })
  if (!endsLine(state)) state.out.push('\n')
  // What follows a whole list would else belong to its last item.
  if (isEnd && state.lists.length === 0) state.out.push('\n')
}

function item(state: State, isEnd: boolean): void {
  if (isEnd) return
  const current = state.lists.at(-1)
  if (current !== undefined) current.count += 1
  const bullet = current?.isOrdered ? `${current.count}. ` : '- '
  state.out.push(
    `${endsLine(state) ? '' : '\n'}${'  '.repeat(Math.max(0, Math.min(state.lists.length, 8) - 1))}${bullet}`,
  )
}

function endsLine({ out }: State): boolean {
  for (let index = out.length - 1; index >= 0; index--) {
    const part = out[index]
    if (part !== undefined && part !== '') return part.endsWith('\n')
  }
  return true
}

/** One attribute's value; Teams writes them in double quotes. */
function attribute(inside: string, name: string): string {
  const at = inside.toLowerCase().indexOf(` ${name}="`)
  if (at < 0) return ''
  const from = at + name.length + 3
  const to = inside.indexOf('"', from)
  return to < 0 ? '' : inside.slice(from, to)
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' }

function unescapeHtml(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[String(name).toLowerCase()] ?? whole
    const point = decimal !== undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff) ? String.fromCodePoint(point) : whole
  })
}
