import { Marked, type Token, type Tokens } from 'marked'

/** Turns Markdown into HTML in which nothing of the writer's own HTML is live and links lead to web, mail or phone only. */
export function markdownToHtml(markdown: string): string {
  return parser.parse(markdown, { async: false }).trim()
}

/** Turns Markdown into the plain text that a person would have typed: links with their address, lists with dashes. */
export function markdownToText(markdown: string): string {
  return textOf(parser.lexer(markdown))
}

/** The same with the addresses of links set apart, in order: only their words stand in the text. */
export function markdownToTextAndLinks(markdown: string): { text: string; links: string[] } {
  const links: string[] = []
  const tokens = parser.lexer(markdown)
  parser.walkTokens(tokens, (token) => {
    if ((token.type !== 'link' && token.type !== 'image') || token.text === token.href || !safeLink(token.href)) return
    if (token.href.replace(/^(?:mailto|tel):/, '') !== token.text && !links.includes(token.href)) links.push(token.href)
    // A link that reads as its address is written once.
    token.href = token.tokens ? inline(token.tokens) : token.text
  })
  return { text: textOf(tokens), links }
}

/** Escapes text for HTML content and attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

const renderer = {
  // A picture in an answer would load from somewhere when the mail is opened: show its link instead.
  image({ href, text }: Tokens.Image) {
    return safeLink(href) ? `<a href="${escapeHtml(href)}">${escapeHtml(text || href)}</a>` : escapeHtml(text)
  },
  link(this: { parser: { parseInline(tokens: Token[]): string } }, { href, tokens }: Tokens.Link) {
    const inner = this.parser.parseInline(tokens)
    return safeLink(href) ? `<a href="${escapeHtml(href)}">${inner}</a>` : inner
  },
}

// HTML is no syntax here but text: marked would let through what follows an opened <script>.
const tokenizer = { html: () => undefined, tag: () => undefined }

const parser = new Marked({ gfm: true, breaks: true, async: false }, { renderer, tokenizer })

function safeLink(href: string): boolean {
  return /^(?:https?:\/\/|mailto:|tel:)/i.test(href.trim())
}

function textOf(tokens: Token[]): string {
  return blocks(tokens)
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function blocks(tokens: Token[], depth = 0): string {
  return tokens.map((token) => block(token, depth)).join('')
}

function block(token: Token, depth: number): string {
  switch (token.type) {
    case 'space':
      return '\n\n'
    case 'heading':
    case 'paragraph':
      return `${inline(token.tokens ?? [])}\n\n`
    case 'blockquote':
      return `${prefixed(blocks(token.tokens ?? [], depth), '> ')}\n\n`
    case 'list':
      return `${(token as Tokens.List).items.map((item, index) => listItem(token as Tokens.List, item, index, depth)).join('\n')}\n\n`
    case 'code':
      return `${token.text}\n\n`
    case 'hr':
      return '---\n\n'
    case 'table':
      return `${table(token as Tokens.Table)}\n\n`
    case 'text':
      return token.tokens ? `${inline(token.tokens)}\n` : `${token.text}\n`
    default:
      return `${token.raw}\n`
  }
}

function listItem(list: Tokens.List, item: Tokens.ListItem, index: number, depth: number): string {
  const bullet = list.ordered ? `${Number(list.start || 1) + index}. ` : '- '
  const box = item.task ? (item.checked ? '[x] ' : '[ ] ') : ''
  const lines = `${box}${blocks(item.tokens, depth + 1)
    .replace(/\n{2,}/g, '\n')
    .trim()}`.split('\n')
  return lines
    .map((line, number) => (number === 0 ? `${bullet}${line}` : `${' '.repeat(bullet.length)}${line}`))
    .join('\n')
}

function table({ header, rows }: Tokens.Table): string {
  return [header, ...rows].map((row) => row.map((cell) => inline(cell.tokens)).join(' | ')).join('\n')
}

function inline(tokens: Token[]): string {
  return tokens.map(piece).join('')
}

function piece(token: Token): string {
  switch (token.type) {
    case 'br':
      return '\n'
    case 'link':
    case 'image': {
      const label = token.tokens ? inline(token.tokens) : token.text
      const same = label === token.href || `mailto:${label}` === token.href || `http://${label}` === token.href
      return same ? label : `${label} (${token.href})`
    }
    case 'strong':
    case 'em':
    case 'del':
      return inline(token.tokens ?? [])
    case 'codespan':
      return token.text
    case 'text':
    case 'escape':
      return 'tokens' in token && token.tokens ? inline(token.tokens) : token.text
    default:
      return token.raw
  }
}

function prefixed(text: string, prefix: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => `${prefix}${line}`.trimEnd())
    .join('\n')
}
