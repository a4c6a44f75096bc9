import { escapeHtml, markdownToHtml, markdownToText } from '#connectors/shared/markdown.ts'
import type { ActionName } from '#core/domain/action.ts'
import type { Card } from '#core/domain/outbound.ts'
import { renderAnswer } from './answer.ts'
import type { Bodies } from './bodies.ts'
import type { Mailed } from './envelope.ts'

/** Renders what is to be sent as plain text and as HTML that holds nothing live. */
export function render(outbound: Mailed): Bodies {
  if (outbound.kind === 'reply') return renderAnswer(outbound)
  return renderCard(outbound.card, outbound.mail?.replyTo.includes('+') ?? false)
}

/**
 * A card as a notification. Where a reply goes to the customer (it has a signed address to go to), its first line says so;
 * then come the person's words, the draft and its sources, and what can be done about it.
 */
function renderCard(card: Card, replyReachesCustomer: boolean): Bodies {
  const blocks: Bodies[] = []
  const add = (text: string, html: string) => blocks.push({ text, html })
  if (replyReachesCustomer) {
    const canApprove = card.buttons.some(({ action }) => action === 'approve')
    const gesture = gestureOf(canApprove)
    add(markdownToText(gesture), `<p><strong>${markdownInline(gesture)}</strong></p>`)
  }
  add(card.title, `<h3>${escapeHtml(card.title)}</h3>`)
  if (card.status) add(card.status, `<p>${escapeHtml(card.status)}</p>`)
  if (card.facts.length > 0) {
    const rows = card.facts.map(
      ({ label, value }) => `<tr><td>${escapeHtml(label)}</td><td>${escapeHtml(value)}</td></tr>`,
    )
    add(card.facts.map(({ label, value }) => `${label}: ${value}`).join('\n'), `<table>${rows.join('')}</table>`)
  }
  // Customers' words are shown as they are, also where a source cites them: no Markdown of theirs becomes a link in a teammate's mail.
  if (card.quote) add(quoted(card.quote), `<blockquote>${escapeHtml(card.quote).replace(/\n/g, '<br>')}</blockquote>`)
  if (card.body) add(markdownToText(card.body), `<div>${markdownToHtml(card.body)}</div>`)
  if (card.sources.length > 0) {
    const items = card.sources.map((source) => `<li>${escapeHtml(source)}</li>`)
    add(
      `Sources:\n${card.sources.map((source) => `- ${source}`).join('\n')}`,
      `<p>Sources:</p><ul>${items.join('')}</ul>`,
    )
  }
  const words = card.buttons.flatMap(({ action, label }) => {
    const word = replyWords[action]
    return word === undefined ? [] : [{ word, label }]
  })
  if (replyReachesCustomer && words.length > 0) {
    const items = words.map(({ word, label }) => `<li><code>${word}</code>: ${escapeHtml(label)}</li>`)
    add(
      `Reply with one of these alone:\n${words.map(({ word, label }) => `- ${word}: ${label}`).join('\n')}`,
      `<p>Reply with one of these alone:</p><ul>${items.join('')}</ul>`,
    )
  }
  if (card.link) {
    add(
      `${card.link.label}: ${card.link.url}`,
      `<p><a href="${escapeHtml(card.link.url)}">${escapeHtml(card.link.label)}</a></p>`,
    )
  }
  const elsewhere = card.buttons.filter(({ action }) => !replyReachesCustomer || replyWords[action] === undefined)
  if (card.link && elsewhere.length > 0) {
    const labels = `There you can also: ${elsewhere.map(({ label }) => label).join(', ')}`
    add(labels, `<p>${escapeHtml(labels)}</p>`)
  }
  return { text: blocks.map(({ text }) => text).join('\n\n'), html: page(blocks.map(({ html }) => html).join('\n')) }
}

/** Buttons that have a word. Any other word in a reply would reach the customer, so the rest are pressed in the admin. */
const replyWords: Partial<Record<ActionName, string>> = {
  approve: 'approve',
  reject: 'reject',
  undo: 'undo',
  send_now: 'send now',
  send_again: 'retry',
  it_arrived: 'it arrived',
  take: 'take',
  release: 'release',
  resolve: 'resolve',
  reopen: 'reopen',
}

function gestureOf(canApprove: boolean): string {
  const approve = canApprove ? ' Reply `approve` to send the draft below.' : ''
  return `Reply to this mail and your words go to the customer.${approve} Begin with \`note:\` to keep them inside, with \`once:\` to send what is not to be learned.`
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
  return `<!doctype html>\n<html><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"></head><body>\n${body}\n</body></html>`
}
