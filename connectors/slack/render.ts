import type { types } from '@slack/bolt'
import { shorten } from '#connectors/shared/lines.ts'
import type { Button, Card } from '#core/domain/outbound.ts'
import type { Handle } from '#core/domain/place.ts'
import { limits } from './limits.ts'
import { escapeText, quotedMrkdwn, quoteLines, splitMrkdwn, toMrkdwn } from './mrkdwn.ts'

/** Longest text that Slack lets a person edit in a form, in characters. */
export const longestFormText = limits.input

/** A message as chat.postMessage and chat.update take it. */
export interface SlackMessage {
  /** What notifications and old clients show. */
  text: string
  blocks: types.KnownBlock[]
}

/** Starts the block id that carries our outbox id: Slack repeats it in every event about the message. */
export const markPrefix = 'lummy:'

/** Draws a card. A draft longer than a form can hold keeps its text, and its Edit button leads to the admin. */
export function renderCard(id: string, card: Card): SlackMessage {
  return marked(id, summary(card), cardBlocks(card))
}

/** A card's blocks, at most so many as a message has; a long one says that it goes on elsewhere. */
export function cardBlocks(card: Card): types.KnownBlock[] {
  const title = shorten(card.title.replaceAll('*', '∗').trim(), 500) || '–'
  const head: types.KnownBlock[] = [section(`*${escapeText(title)}*`)]
  if (card.mentions && card.mentions.length > 0) head.push(section(card.mentions.map(mention).join(' ')))
  if (card.status) head.push(context(escapeText(shorten(card.status, 1500))))
  for (let from = 0; from < card.facts.length; from += limits.fields)
    head.push(fields(card.facts.slice(from, from + limits.fields)))
  const quote = card.quote
    ? paragraphs(card.quote, limits.text / 2, quotedMrkdwn).map((part) => section(quoteLines(part)))
    : []
  const body = card.body ? paragraphs(card.body, limits.text).map((part) => section(part)) : []
  const tail = [...sources(card.sources), ...buttons(card)]

  const room = limits.blocks - head.length - tail.length - 1
  const middle = [...quote, ...body]
  const shown = middle.length > room ? [...middle.slice(0, room), context('_The rest is in the admin._')] : middle
  return [...head, ...shown, ...tail]
}

/** Draws words that are meant for the people in the thread as they are. */
export function renderReply(id: string, text: string): SlackMessage {
  const parts = paragraphs(text, limits.text)
  return marked(
    id,
    shorten(escapeText(text), limits.text),
    parts.slice(0, limits.blocks).map((part) => section(part)),
  )
}

/** Calls somebody: a user, a group (S…), or everybody who is here. https://docs.slack.dev/messaging/formatting-message-text */
function mention({ value }: Handle): string {
  const name = value.slice(value.lastIndexOf('/') + 1)
  if (/^(?:here|channel|everyone)$/.test(name)) return `<!${name}>`
  return /^S[A-Z0-9]+$/.test(name) ? `<!subteam^${name}>` : `<@${escapeText(name)}>`
}

/** What our buttons carry in `value`. */
export function buttonValue(button: Pick<Button, 'target' | 'version' | 'choice'>): string {
  return JSON.stringify({
    target: button.target,
    ...(button.version === undefined ? {} : { version: button.version }),
    ...(button.choice === undefined ? {} : { choice: button.choice }),
  })
}

/** The name of the menu behind *More*, where a button has its action's. */
export const menuName = 'menu'

function marked(id: string, text: string, blocks: types.KnownBlock[]): SlackMessage {
  const [first, ...others] = blocks
  return { text, blocks: first ? [{ ...first, block_id: `${markPrefix}${id}` }, ...others] : [] }
}

function paragraphs(markdown: string, limit: number, read = toMrkdwn): string[] {
  // More than this fills fifty blocks anyway.
  return splitMrkdwn(read(shorten(markdown, limits.blocks * limits.text)), limit)
}

export function section(text: string): types.SectionBlock {
  return { type: 'section', expand: true, text: mrkdwn(text) }
}

export function context(text: string): types.ContextBlock {
  return { type: 'context', elements: [mrkdwn(text)] }
}

function fields(facts: Card['facts']): types.SectionBlock {
  const half = limits.field / 4
  return {
    type: 'section',
    fields: facts.map(({ label, value }) =>
      mrkdwn(`*${escapeText(shorten(label.replaceAll('*', '∗'), 60))}*\n${escapeText(shorten(value, half - 100))}`),
    ),
  }
}

function sources(lines: string[]): types.KnownBlock[] {
  if (lines.length === 0) return []
  const text = lines.map((line) => `• ${toMrkdwn(shorten(line.replaceAll('\n', ' '), 400))}`).join('\n')
  const [first] = splitMrkdwn(text, limits.field)
  return first ? [context(first)] : []
}

export function buttons(card: Card): types.ActionsBlock[] {
  const tooLong = (card.body?.length ?? 0) > limits.input
  const link = card.link && linkButton(card.link.label, card.link.url, 'link')
  const elements = card.buttons.flatMap((button, index): types.Button[] => {
    if (!(button.action === 'edit' && tooLong)) return [pressButton(button, index)]
    return card.link ? [linkButton(button.label, card.link.url, 'edit_link')] : []
  })
  if (link) elements.push(link)
  const menu = card.menu && card.menu.length > 0 ? [menuElement(card.menu)] : []
  const shown = [...elements.slice(0, limits.buttons - menu.length), ...menu]
  return shown.length === 0 ? [] : [{ type: 'actions', elements: shown }]
}

/** Everything behind *More*; what an overflow menu cannot hold becomes a select, which the same choice does not fire twice. */
export function menuElement(menu: Button[]): types.Overflow | types.StaticSelect {
  const action_id = `${markPrefix}${menuName}`
  const options = menu.slice(0, limits.menu).map((button) => ({
    text: plain(button.label, limits.label),
    value: menuValue(button),
  }))
  if (options.length <= limits.overflow) return { type: 'overflow', action_id, options }
  return { type: 'static_select', action_id, placeholder: plain('More', limits.label), options }
}

/** What an entry carries; Slack allows 150 characters, so the keys are left out: action, target, version, choice. */
function menuValue({ action, target, version, choice }: Button): string {
  return [action, target, version ?? '', choice ?? ''].join(' ')
}

export function pressButton(button: Button, index: number): types.Button {
  return {
    type: 'button',
    // Slack wants action ids unique within a block; what follows the second colon is only for that.
    action_id: `${markPrefix}${button.action}:${index}`,
    text: plain(button.label, limits.label),
    value: buttonValue(button),
    ...(button.style ? { style: button.style } : {}),
  }
}

export function linkButton(label: string, url: string, name: string): types.Button {
  return { type: 'button', action_id: `${markPrefix}${name}`, text: plain(label, limits.label), url }
}

function mrkdwn(text: string): types.MrkdwnElement {
  // Verbatim: Slack must not turn "@channel" or "#general" in somebody's words into mentions.
  return { type: 'mrkdwn', text, verbatim: true }
}

export function plain(text: string, limit: number): types.PlainTextElement {
  // Slack refuses a message with an empty text in it.
  return { type: 'plain_text', text: shorten(text.trim(), limit) || '–', emoji: true }
}

function summary(card: Card): string {
  const said = card.body ?? card.quote
  return escapeText([card.title, card.status, said && shorten(said, 300)].filter(Boolean).join(' · '))
}
