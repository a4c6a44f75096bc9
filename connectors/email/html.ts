import { compile, type DomNode, type FormatCallback } from 'html-to-text'
import { told, withoutTold } from '#connectors/shared/reply/lines.ts'
import { containers } from './containers.ts'

/** Longer or deeper than this no person writes; what lies beyond is left out of the text, never of the stored mail. */
const limits = { maxInputLength: 1_000_000, maxDepth: 200, maxChildNodes: 20_000, ellipsis: '…' }
const deepestTree = 3000

/** Turns a mail's HTML into plain text in which quotes carry `>` and clients' signature blocks follow "-- ". */
export function htmlToText(html: string): string {
  return withoutTold(markedText(html))
}

/** As `htmlToText`, with the containers of known clients told to the rules that take the text apart. */
export function markedText(html: string): string {
  // A pasted picture's bytes are no words, and must not push the words beyond the limit.
  const bounded = html.replace(/data:[\w/+.-]{1,60};base64,[\w+/=]*/gi, '').slice(0, limits.maxInputLength)
  // The tree builder takes quadratic time for thousands of elements inside each other.
  const text = depthOf(bounded) > deepestTree ? withoutTags(bounded) : convert(bounded)
  return (
    text
      .replaceAll('\u00a0', ' ')
      .split('\n')
      .map((line) => line.trimEnd().replace(/^ {1,3}(?=\d{1,3}\. )/, ''))
      .join('\n')
      // Outlook and Gmail draw an empty line as a paragraph with a space in it.
      .replace(/\n{3,}/g, '\n\n')
      .trim()
  )
}

/** How many elements stand open at once at most, those that need no closing tag left out. */
function depthOf(html: string): number {
  let [depth, deepest] = [0, 0]
  for (const [, slash, name] of html.matchAll(/<(\/?)([a-z][a-z0-9]{0,20})/gi)) {
    if (/^(?:area|base|br|col|embed|hr|img|input|link|meta|source|wbr)$/i.test(name ?? '')) continue
    depth = slash ? Math.max(0, depth - 1) : depth + 1
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

function withoutTags(html: string): string {
  let text = ''
  for (let index = 0; index < html.length; ) {
    const open = html.indexOf('<', index)
    const close = open < 0 ? -1 : html.indexOf('>', open)
    if (close < 0) return text + html.slice(index)
    text += html.slice(index, open)
    if (/^<(?:br|\/p|\/div|\/tr|\/li)\b/i.test(html.slice(open, open + 6))) text += '\n'
    index = close + 1
  }
  return text
}

/** Marks the first line of a container for the rules that read the text. */
const telling =
  (sign: string): FormatCallback =>
  (element, walk, builder) => {
    builder.openBlock({ leadingLineBreaks: 1 })
    builder.addInline(sign, { noWordTransform: true })
    walk(element.children as DomNode[], builder)
    builder.closeBlock({ trailingLineBreaks: 1 })
  }

/** Cells of a row stand beside each other with a space between: "Order 123", not "Order123". */
const cell: FormatCallback = (element, walk, builder) => {
  walk(element.children as DomNode[], builder)
  builder.addInline(' ')
}

/** A signature that a client keeps in a container of its own; Proton leaves an empty one where there is none. */
const signatureBlock: FormatCallback = (element, walk, builder) => {
  if (!hasWords(element)) return
  builder.openBlock({ leadingLineBreaks: 1 })
  builder.addInline('-- ', { noWordTransform: true })
  builder.addLineBreak()
  walk(element.children as DomNode[], builder)
  builder.closeBlock({ trailingLineBreaks: 1 })
}

/** Gmail's own quotes stand in a div; a blockquote of that class alone is a passage that the writer set off. */
const gmailBlockquote: FormatCallback = (element, walk, builder, options) => {
  const isQuote = isInside(element, 'gmail_quote') || isIntroduced(element)
  const format = isQuote ? builder.options.formatters.blockquote : builder.options.formatters.block
  format?.(element, walk, builder, options)
}

function isInside(element: DomNode, className: string): boolean {
  for (let node: DomNode | null | undefined = element.parent; node; node = node.parent)
    if (
      String(node.attribs?.class ?? '')
        .split(/\s+/)
        .includes(className)
    )
      return true
  return false
}

/** The words right before it end in a colon: a client's attribution. */
function isIntroduced(element: DomNode): boolean {
  const siblings = element.parent?.children ?? []
  const at = siblings.indexOf(element)
  const before = siblings.slice(Math.max(0, at - 6), at).findLast(hasWords)
  return before !== undefined && /[:：]\s*$/.test(wordsOf(before).slice(-200))
}

function hasWords(node: DomNode): boolean {
  return wordsOf(node).trim() !== ''
}

function wordsOf(root: DomNode): string {
  let text = ''
  const left: DomNode[] = [root]
  while (left.length > 0 && text.length < 5_000) {
    const node = left.pop() as DomNode
    if (node.type === 'text') text += node.data ?? ''
    left.push(...(node.children ?? []).toReversed())
  }
  return text
}

const paragraph = { leadingLineBreaks: 2, trailingLineBreaks: 2 }
const heading = { ...paragraph, uppercase: false }

const convert = compile({
  wordwrap: false,
  limits,
  formatters: {
    cell,
    signatureBlock,
    gmailBlockquote,
    quoteBelow: telling(told.quoteBelow),
    attribution: telling(told.attribution),
  },
  selectors: [
    { selector: 'img', format: 'skip' },
    { selector: 'title', format: 'skip' },
    {
      selector: 'a',
      format: 'anchor',
      options: { linkBrackets: ['(', ')'], hideLinkHrefIfSameAsText: true, ignoreHref: false, noAnchorUrl: true },
    },
    // Addresses in "On …, Anna <a@b.example> wrote:" are links too; repeating them would hide the line from its rule.
    { selector: 'a[href^="mailto:"]', format: 'anchor', options: { ignoreHref: true } },
    {
      selector: 'blockquote',
      format: 'blockquote',
      options: { leadingLineBreaks: 1, trailingLineBreaks: 1, trimEmptyLines: true },
    },
    { selector: 'blockquote.gmail_quote', format: 'gmailBlockquote' },
    ...containers.flatMap(({ selectors, holds }) => selectors.map((selector) => ({ selector, format: holds }))),
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, format: 'heading', options: heading })),
    { selector: 'ul', format: 'unorderedList', options: { itemPrefix: '- ' } },
    { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'td', format: 'cell' },
    { selector: 'th', format: 'cell' },
    { selector: 'hr', format: 'horizontalLine', options: { length: 30 } },
  ],
})
