import { compile, type DomNode, type FormatCallback } from 'html-to-text'

/** Deeper or longer than this no person writes; what lies beyond is left out of the text, never of the stored mail. */
const limits = { maxInputLength: 2_000_000, maxDepth: 200, maxChildNodes: 20_000, ellipsis: '…' }

/** Turns a mail's HTML into plain text in which quotes carry `>` and clients' signature blocks follow "-- ". */
export function htmlToText(html: string): string {
  return convert(html.slice(0, limits.maxInputLength))
    .replace(/\u00a0/g, ' ')
    .replace(/[ \t]+$/gm, '')
    .trim()
}

const signatureBlock: FormatCallback = (element, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 1 })
  builder.addInline('-- ', { noWordTransform: true })
  builder.addLineBreak()
  walk(element.children as DomNode[], builder)
  builder.closeBlock({ trailingLineBreaks: 1 })
}

const paragraph = { leadingLineBreaks: 2, trailingLineBreaks: 2 }
const heading = { ...paragraph, uppercase: false }

const convert = compile({
  wordwrap: false,
  limits,
  formatters: { signatureBlock },
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
    // Gmail, Outlook on the web, Thunderbird.
    { selector: 'div.gmail_signature', format: 'signatureBlock' },
    { selector: 'div#Signature', format: 'signatureBlock' },
    { selector: 'div.moz-signature', format: 'signatureBlock' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, format: 'heading', options: heading })),
    { selector: 'ul', format: 'unorderedList', options: { itemPrefix: '- ' } },
    { selector: 'hr', format: 'horizontalLine', options: { length: 30 } },
  ],
})
