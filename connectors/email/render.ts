import { escapeHtml, markdownToHtml, markdownToText } from '#connectors/shared/markdown.ts'
import type { Card, Outbound } from '#core/domain/outbound.ts'

/** A mail's two bodies. */
export interface Bodies {
  text: string
  html: string
}

/** Renders what is to be sent as plain text and as HTML that holds nothing live. */
export function render(outbound: Exclude<Outbound, { kind: 'form' }>): Bodies {
  if (outbound.kind !== 'reply') return renderCard(outbound.card)
  return { text: markdownToText(outbound.text), html: page(markdownToHtml(outbound.text)) }
}

/**
 * A card as a notification: what a reply does comes first (the card's status), then the person's words, the draft and
 * its sources, and the words to reply with in place of buttons.
 */
function renderCard(card: Card): Bodies {
  const blocks: Bodies[] = []
  const add = (text: string, html: string) => blocks.push({ text, html })
  if (card.status) add(markdownToText(card.status), `<p><strong>${markdownInline(card.status)}</strong></p>`)
  add(card.title, `<h3>${escapeHtml(card.title)}</h3>`)
  if (card.facts.length > 0) {
    const rows = card.facts.map(
      ({ label, value }) => `<tr><td>${escapeHtml(label)}</td><td>${escapeHtml(value)}</td></tr>`,
    )
    add(card.facts.map(({ label, value }) => `${label}: ${value}`).join('\n'), `<table>${rows.join('')}</table>`)
  }
  // The customer's words are shown as they are: no Markdown of theirs becomes a link in a teammate's mail.
  if (card.quote) add(quoted(card.quote), `<blockquote>${escapeHtml(card.quote).replace(/\n/g, '<br>')}</blockquote>`)
  if (card.body) add(markdownToText(card.body), `<div>${markdownToHtml(card.body)}</div>`)
  if (card.sources.length > 0) {
    const items = card.sources.map((source) => `<li>${markdownInline(source)}</li>`)
    add(
      `Sources:\n${card.sources.map((source) => `- ${markdownToText(source)}`).join('\n')}`,
      `<p>Sources:</p><ul>${items.join('')}</ul>`,
    )
  }
  const words = card.buttons.map(({ action, label }) => ({ word: replyWord(action), label }))
  if (words.length > 0) {
    const items = words.map(({ word, label }) => `<li><code>${escapeHtml(word)}</code>: ${escapeHtml(label)}</li>`)
    add(
      `Reply with one word:\n${words.map(({ word, label }) => `- ${word}: ${label}`).join('\n')}`,
      `<p>Reply with one word:</p><ul>${items.join('')}</ul>`,
    )
  }
  if (card.link) {
    add(
      `${card.link.label}: ${card.link.url}`,
      `<p><a href="${escapeHtml(card.link.url)}">${escapeHtml(card.link.label)}</a></p>`,
    )
  }
  return { text: blocks.map(({ text }) => text).join('\n\n'), html: page(blocks.map(({ html }) => html).join('\n')) }
}

/** The word that stands for a button in a reply: `send_written` is "send written". */
function replyWord(action: string): string {
  return action.replaceAll('_', ' ')
}

function quoted(words: string): string {
  return words
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')
}

/** One line of Markdown without the paragraph around it. */
function markdownInline(markdown: string): string {
  return markdownToHtml(markdown).replace(/^<p>([\s\S]*)<\/p>$/, '$1')
}

function page(body: string): string {
  return `<!doctype html>\n<html><head><meta charset="utf-8"></head><body>\n${body}\n</body></html>`
}
