import { opensForm } from '#core/domain/action.ts'
import type { Button, Card } from '#core/domain/outbound.ts'
import type { Handle } from '#core/domain/place.ts'
import { plainText, quotedCardText, shorten, splitMarkdown, toCardText } from './markdown.ts'
import { userOf } from './place.ts'

/** An Adaptive Card: https://adaptivecards.io/explorer/ */
export type AdaptiveCard = { type: 'AdaptiveCard'; [field: string]: unknown }
export type Element = { type: string; [field: string]: unknown }

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages: 80 KB in UTF-16 are safe. */
export const limits = {
  card: 38_000,
  block: 4_000,
  blocks: 12,
  buttons: 6,
  label: 40,
  input: 12_000,
}

/** Somebody who is called in a card, with the name that is shown. */
export interface Mention {
  id: string
  name: string
}

/** The newest that Teams draws on all its clients, and the first with a menu for secondary actions. */
export const cardVersion = '1.5'

/** Draws a card. What does not fit is left out with a word that the rest is in the admin. */
export function renderCard(card: Card, mentions: readonly Mention[] = []): AdaptiveCard {
  const whole = drawn(card, mentions, limits.blocks)
  for (let blocks = limits.blocks; blocks > 1 && JSON.stringify(whole).length > limits.card; blocks--) {
    const fewer = drawn(card, mentions, blocks - 1)
    if (JSON.stringify(fewer).length <= limits.card) return fewer
  }
  return whole
}

function drawn(card: Card, mentions: readonly Mention[], blocks: number): AdaptiveCard {
  return adaptiveCard(elementsOf(card, mentions, blocks), actions(card), mentions)
}

/** What a card shows, without its buttons, in at most so many blocks of text. */
export function elementsOf(card: Card, mentions: readonly Mention[] = [], blocks = limits.blocks): Element[] {
  const quote = card.quote ? splitMarkdown(card.quote, limits.block).map(quotedCardText) : []
  const body = card.body ? splitMarkdown(card.body, limits.block).map(toCardText) : []
  const shownQuote = quote.slice(0, Math.max(1, Math.floor(blocks / 2)))
  const shownBody = body.slice(0, Math.max(1, blocks - shownQuote.length))
  const isCut = shownQuote.length < quote.length || shownBody.length < body.length
  return [
    words(shorten(card.title.trim(), 500) || '–', { weight: 'Bolder', size: 'Medium' }),
    ...(mentions.length === 0 ? [] : [textBlock(mentions.map(({ name }) => `<at>${name}</at>`).join(' '))]),
    ...(card.status ? [words(shorten(card.status, 1500), { isSubtle: true, size: 'Small' })] : []),
    ...(card.facts.length === 0 ? [] : [factSet(card.facts)]),
    ...(shownQuote.length === 0
      ? []
      : [{ type: 'Container', style: 'emphasis', items: shownQuote.map((text) => textBlock(text)) }]),
    ...shownBody.map((text) => textBlock(text)),
    ...(isCut ? [words('The rest is in the admin.', { isSubtle: true, italic: true })] : []),
    ...sources(card.sources),
  ]
}

/** Wraps elements and actions as a card. */
export function adaptiveCard(body: Element[], actions: Element[], mentions: readonly Mention[] = []): AdaptiveCard {
  const entities = mentions.map(({ id, name }) => ({
    type: 'mention',
    text: `<at>${name}</at>`,
    mentioned: { id, name },
  }))
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: cardVersion,
    msteams: { width: 'Full', ...(entities.length === 0 ? {} : { entities }) },
    body,
    ...(actions.length === 0 ? {} : { actions }),
  }
}

/** What lists of chats and notifications show. */
export function summaryOf(card: Card): string {
  const said = card.body ?? card.quote
  return [card.title, card.status, said && shorten(said.replace(/\s+/g, ' '), 200)].filter(Boolean).join(' · ')
}

/** Whom a card calls, by their id at Teams; groups and whole channels cannot be called from a card. */
export function calledIn(handles: readonly Handle[] | undefined): string[] {
  return (handles ?? []).map(userOf).filter((id) => /^(?:29:|[0-9a-f]{8}-[0-9a-f-]{27}$)/i.test(id))
}

/** Words shown as they are: nothing in them is markup. */
export function words(text: string, look: Record<string, unknown> = {}): Element {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, ...look }] }
}

export function textBlock(text: string, look: Record<string, unknown> = {}): Element {
  return { type: 'TextBlock', wrap: true, text, ...look }
}

function factSet(facts: Card['facts']): Element {
  return {
    type: 'FactSet',
    facts: facts.slice(0, 20).map(({ label, value }) => ({
      title: plainText(shorten(label, 60)),
      value: plainText(shorten(value, 500)),
    })),
  }
}

function sources(lines: readonly string[]): Element[] {
  return lines
    .slice(0, 10)
    .map((line) => words(`• ${shorten(line.replaceAll('\n', ' '), 400)}`, { isSubtle: true, size: 'Small' }))
}

function actions(card: Card): Element[] {
  const tooLong = (card.body?.length ?? 0) > limits.input
  const link = card.link && openUrl(card.link.label, card.link.url)
  const shown = card.buttons.flatMap((button): Element[] => {
    if (!(button.action === 'edit' && tooLong)) return [press(button)]
    return card.link ? [openUrl(button.label, card.link.url)] : []
  })
  const first = [...shown, ...(link ? [link] : [])]
  const more = [...first.slice(limits.buttons), ...(card.menu ?? []).map(press)]
  return [...first.slice(0, limits.buttons), ...more.map((one) => ({ ...one, mode: 'secondary' }))]
}

/** What our actions carry, under a name of ours: the rest of their data is Teams' and the inputs'. */
export function carried({ action, target, version, choice }: Button) {
  return {
    lummy: {
      ...{ action, target },
      ...(version === undefined ? {} : { version }),
      ...(choice === undefined ? {} : { choice }),
    },
  }
}

/**
 * A button. One that asks for words opens a dialog (task/fetch), every other one is a universal action, which old clients
 * send as a message. https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/overview
 */
function press(button: Button): Element {
  const title = shorten(button.label.trim(), limits.label) || '–'
  const look = button.style === undefined ? {} : { style: button.style === 'danger' ? 'destructive' : 'positive' }
  const data = carried(button)
  const submit = { type: 'Action.Submit', title, ...look }
  if (opensForm(button)) return { ...submit, data: { msteams: { type: 'task/fetch' }, ...data } }
  return {
    ...{ type: 'Action.Execute', title, verb: button.action, ...look, data },
    fallback: { ...submit, data },
  }
}

function openUrl(label: string, url: string): Element {
  return { type: 'Action.OpenUrl', title: shorten(label, limits.label), url }
}
