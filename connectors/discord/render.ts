import type { APIEmbed } from 'discord.js'
import { shorten } from '#connectors/shared/lines.ts'
import type { Button, Card } from '#core/domain/outbound.ts'
import type { Handle } from '#core/domain/place.ts'
import { escapeText, quotedDiscord, quoteLines, splitText, toDiscord } from './markdown.ts'

/** Discord's limits: https://discord.com/developers/docs/resources/message#embed-object-embed-limits */
export const limits = {
  content: 2000,
  title: 256,
  description: 4096,
  fields: 25,
  fieldName: 256,
  fieldValue: 1024,
  /** All texts of all embeds of one message. */
  embeds: 6000,
  rows: 5,
  buttonsInRow: 5,
  options: 25,
  label: 80,
  optionLabel: 100,
  customId: 100,
  threadName: 100,
}

/** A message as it is posted and changed; SDK types stop here. */
export interface DiscordMessage {
  content: string
  embeds: object[]
  components: object[]
  /** Whom it may call. Absent ones are called by nothing that stands in it. */
  allowed_mentions: { parse: string[]; users?: string[]; roles?: string[] }
}

/** Nothing in a message calls anybody. */
export const callsNobody = { parse: [] }

/** What a press or a form of ours begins with. */
export const markPrefix = 'lummy:'

/** The name of the menu behind *More*, where a button has its action's. */
export const menuId = `${markPrefix}menu`

/** Draws a card as an embed with buttons. What does not fit is in the admin, and that is said. */
export function renderCard(card: Card): DiscordMessage {
  const { content, allowed_mentions } = mentions(card.mentions ?? [])
  return { content, embeds: [embed(card)], components: rows(card), allowed_mentions }
}

/** A card's words alone. */
export function cardText(card: Card, room: number): string {
  const facts = card.facts.map(({ label, value }) => `**${escapeText(label)}** ${escapeText(shorten(value, 300))}`)
  const title = `**${shorten(escapeText(card.title.trim()), limits.title)}**`
  const head = first([title, ...facts].join('\n'), Math.floor(room / 2))
  return [head, description(card, room - head.length - 2)].filter((part) => part !== '').join('\n\n')
}

/** Words that are meant for the people there as they are, in as many messages as they need. */
export function renderReply(text: string): DiscordMessage[] {
  const parts = splitText(toDiscord(text), limits.content)
  return parts.map((content) => ({ content, embeds: [], components: [], allowed_mentions: callsNobody }))
}

/** What a thread is called: who it is about, and what they want. */
export function threadName({ title, quote }: Card): string {
  const words = quote?.replace(/\s+/g, ' ').trim()
  return shorten([title.trim(), words].filter(Boolean).join(': ') || 'Conversation', limits.threadName)
}

/** Who is called, and that nobody else is. */
function mentions(handles: readonly Handle[]): Pick<DiscordMessage, 'content' | 'allowed_mentions'> {
  const names = handles.map(({ value }) => value.slice(value.lastIndexOf('/') + 1))
  const all = names.filter((name) => name === 'everyone' || name === 'here')
  const roles = names.flatMap((name) => (/^&\d+$/.test(name) ? [name.slice(1)] : []))
  const users = names.filter((name) => /^\d+$/.test(name))
  const content = [
    ...all.map((name) => `@${name}`),
    ...roles.map((id) => `<@&${id}>`),
    ...users.map((id) => `<@${id}>`),
  ]
  return {
    content: shorten(content.join(' '), limits.content),
    allowed_mentions: {
      parse: all.length > 0 ? ['everyone'] : [],
      ...(users.length > 0 ? { users: users.slice(0, 100) } : {}),
      ...(roles.length > 0 ? { roles: roles.slice(0, 100) } : {}),
    },
  }
}

const colors: Record<Card['purpose'], number> = {
  conversation: 0x1f3a5f,
  draft: 0x2e7d4f,
  question: 0xb7791f,
  notice: 0x6b7280,
  hand_over: 0xb3261e,
}

/** What facts may take of a card: the words need the rest. */
const mostInFields = 2000

function embed(card: Card): APIEmbed {
  const title = shorten(escapeText(card.title.trim()) || '–', limits.title)
  const fields = card.facts.slice(0, limits.fields).map(({ label, value }) => ({
    name: shorten(escapeText(label) || '–', 60),
    value: shorten(escapeText(value) || '–', 300),
    inline: value.length <= 40,
  }))
  let fieldSize = 0
  const shown = fields.filter(({ name, value }) => {
    fieldSize += name.length + value.length
    return fieldSize <= mostInFields
  })
  const room = Math.min(limits.description, limits.embeds - title.length - Math.min(fieldSize, mostInFields) - 100)
  return {
    title,
    color: colors[card.purpose],
    description: description(card, room),
    ...(shown.length ? { fields: shown } : {}),
  }
}

const rest = '\n-# The rest is in the admin.'

/** Status, quote, body and sources in one text of at most `room` characters; the draft has the most of it. */
function description({ status, quote, body, sources }: Card, room: number): string {
  const above = status ? `-# ${escapeText(shorten(status.replace(/\s+/g, ' '), 300))}` : ''
  const below = sources.map((line) => `-# • ${toDiscord(shorten(line.replace(/\s+/g, ' '), 200))}`).slice(0, 5)
  const left = room - above.length - below.join('\n').length - rest.length - 8
  const quoted = quote ? first(quoteLines(quotedDiscord(quote)), body ? Math.floor(left / 3) : left) : ''
  const words = body ? first(toDiscord(body), left - quoted.length) : ''
  return [above, quoted, words, below.join('\n')].filter((part) => part !== '').join('\n\n')
}

function first(text: string, room: number): string {
  const [part = '', ...others] = splitText(text, Math.max(room, 100))
  return others.length === 0 ? part : `${part}${rest}`
}

/** Buttons in rows, the menu in the last. */
function rows(card: Card): object[] {
  const link = card.link && { type: 2, style: 5, label: shorten(card.link.label, limits.label), url: card.link.url }
  const buttons = [...unique(card.buttons).map(pressButton), ...(link ? [link] : [])]
  const options = unique(card.menu ?? []).slice(0, limits.options)
  const menu = options.length === 0 ? [] : [row([menuElement(options)])]
  const shown = buttons.slice(0, (limits.rows - menu.length) * limits.buttonsInRow)
  return [...inRows(shown), ...menu]
}

function inRows(elements: object[]): object[] {
  const all: object[] = []
  for (let from = 0; from < elements.length; from += limits.buttonsInRow)
    all.push(row(elements.slice(from, from + limits.buttonsInRow)))
  return all
}

function row(components: object[]): object {
  return { type: 1, components }
}

const styles = { primary: 1, danger: 4 }

function pressButton(button: Button): object {
  const { label, style } = button
  return { type: 2, style: style ? styles[style] : 2, label: shorten(label, limits.label), custom_id: pressId(button) }
}

function menuElement(menu: Button[]): object {
  const options = menu.map((button) => ({ label: shorten(button.label, limits.optionLabel), value: pressId(button) }))
  return { type: 3, custom_id: menuId, placeholder: 'More', min_values: 1, max_values: 1, options }
}

/** What a button carries: action, target, version, choice. */
export function pressId({ action, target, version, choice }: Omit<Button, 'label'>): string {
  return `${markPrefix}${[action, target, version ?? '', choice ?? ''].join(' ').trimEnd()}`
}

/** Discord refuses a message in which two buttons carry the same, or one carries more than it allows. */
function unique(buttons: readonly Button[]): Button[] {
  const ids = buttons.map(pressId)
  return buttons.filter((_, index) => {
    const id = ids[index] ?? ''
    return id.length <= limits.customId && ids.indexOf(id) === index
  })
}
