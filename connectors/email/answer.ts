import { escapeHtml, markdownToHtml, markdownToText } from '#connectors/shared/markdown.ts'
import type { Brand, MailQuote, Outbound } from '#core/domain/outbound.ts'
import type { Bodies } from './bodies.ts'

type Reply = Extract<Outbound, { kind: 'reply' }>

/**
 * An answer to a customer: the words, the writer's signature, and what is answered below, as mail programs quote it. Where
 * the business has a look, its name, logo and colour stand above. Text and background keep the reader's own colours, so that
 * light, dark and high-contrast programs show it as they show everything; the layout is tables, which Outlook knows.
 */
export function renderAnswer({ text, attachments, signature, brand, quote }: Reply): Bodies {
  // A mail that only carries files has no words, and SendGrid takes no empty body.
  const words = text.trim() || `Attached: ${attachments.map(({ name }) => name).join(', ')}`
  const own = signature && words.endsWith(signature) ? words.slice(0, -signature.length).trimEnd() : words
  const below = own === words ? '' : (signature ?? '')
  return {
    text: [markdownToText(words), ...(quote === undefined ? [] : [quotedText(quote)])].join('\n\n'),
    html: document([
      ...(brand === undefined ? [] : [row(header(brand), 'padding:0 0 16px')]),
      ...(own === '' ? [] : [row(markdownToHtml(own))]),
      ...(below === '' ? [] : [row(markdownToHtml(below), 'padding:8px 0 0;opacity:.75')]),
      ...(quote === undefined ? [] : [row(quotedHtml(quote), 'padding:16px 0 0')]),
    ]),
  }
}

/** The colour is a bar, never behind or on words: whatever it is, they can be read. */
function header({ name, logoUrl, colour }: Brand): string {
  // Many logos are dark, and made for paper: they keep white behind them in the dark.
  const logo =
    logoUrl === null
      ? ''
      : `<td style="padding:0 12px 0 0"><img src="${escapeHtml(logoUrl)}" alt="" height="40" style="display:block;height:40px;max-width:160px;border:0;background:#ffffff;border-radius:4px"></td>`
  const named = `<td style="font-size:18px;font-weight:bold">${escapeHtml(name)}</td>`
  const bar = colour === null ? 'border-bottom:1px solid #b8b8b8' : `border-bottom:4px solid ${escapeHtml(colour)}`
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td style="padding:0 0 10px;${bar}"><table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>${logo}${named}</tr></table></td></tr></table>`
}

function quotedText({ line, text }: MailQuote): string {
  return [line, ...text.split('\n').map((one) => `> ${one}`.trimEnd())].join('\n')
}

/** Their words as they wrote them: no Markdown of theirs becomes a link. Gmail folds by the first class, Apple Mail by `cite`. */
function quotedHtml({ line, text }: MailQuote): string {
  const words = escapeHtml(text).replace(/\n/g, '<br>\n')
  return `<div class="gmail_quote"><div class="gmail_attr">${escapeHtml(line)}</div>
<blockquote type="cite" class="gmail_quote" style="margin:8px 0 0;padding:0 0 0 12px;border-left:2px solid #b8b8b8">${words}</blockquote></div>`
}

function row(html: string, style = ''): string {
  return `<tr><td${style === '' ? '' : ` style="${style}"`}>${html}</td></tr>`
}

/** https://www.caniemail.com/features/html-meta-color-scheme/: without it Apple Mail shows a white page in the dark. */
function document(rows: string[]): string {
  const font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:15px;line-height:1.5"
  return `<!doctype html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<style>:root{color-scheme:light dark} pre{white-space:pre-wrap} td{overflow-wrap:anywhere} th{text-align:left}</style></head>
<body style="margin:0;padding:0">
<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td style="font-family:Arial,sans-serif"><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;${font}"><tr><td style="padding:16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="${font}">
${rows.join('\n')}
</table>
</td></tr></table>
<!--[if mso]></td></tr></table><![endif]-->
</body></html>`
}
