import { shorten } from '#connectors/shared/lines.ts'
import { opensForm } from '#core/domain/action.ts'
import type { Button, Card } from '#core/domain/outbound.ts'
import type { Handle } from '#core/domain/place.ts'
import { plainText, quotedCardText, splitMarkdown, toCardText } from './markdown.ts'
import { userOf } from './place.ts'

/** An Adaptive Card: https://adaptivecards.io/explorer/ */
export type AdaptiveCard = { type: 'AdaptiveCard'; [field: string]: unknown }
export type Element = { type: string; [field: string]: unknown }

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages: 80 KB in UTF-16 are safe. */
export const limits = {
  card: 38_000,
  text: 28_000,
  block: 4_000,
  buttons: 6,
  menu: 25,
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
  const buttons = actions(card)
  // Quotation marks and line breaks take twice their room in JSON, so that only trying tells what fits.
  for (let share = 1; ; share /= 2) {
    const drawn = adaptiveCard(elementsOf(card, mentions, share), buttons, mentions)
    if (share < 1 / 64 || JSON.stringify(drawn).length <= limits.card) return drawn
  }
}

/** What a card shows, without its buttons, in a share of the room that a message has. */
export function elementsOf(card: Card, mentions: readonly Mention[] = [], share = 1): Element[] {
  const cut = (text: string, limit: number) => shorten(text, Math.max(20, Math.floor(limit * share)))
  const room = Math.floor(limits.text * share)
  const quote = cut(card.quote ?? '', card.body ? room / 2 : room)
  const body = cut(card.body ?? '', room)
  const isCut = quote.length < (card.quote ?? '').length || body.length < (card.body ?? '').length
  return [
    words(cut(card.title.trim(), 500) || '–', { weight: 'Bolder', size: 'Medium' }),
    ...(mentions.length === 0 ? [] : [textBlock(mentions.map(({ name }) => `<at>${name}</at>`).join(' '))]),
    ...(card.status ? [words(cut(card.status, 1500), { isSubtle: true, size: 'Small' })] : []),
    ...(card.facts.length === 0 ? [] : [factSet(card.facts, cut)]),
    ...(quote === ''
      ? []
      : [
          {
            type: 'Container',
            style: 'emphasis',
            items: blocksOf(quote).map((part) => textBlock(quotedCardText(part))),
          },
        ]),
    ...blocksOf(body).map((part) => textBlock(toCardText(part))),
    ...(isCut ? [words('The rest is in the admin.', { isSubtle: true, italic: true })] : []),
    ...card.sources
      .slice(0, 10)
      .map((line) => words(`• ${cut(line.replaceAll('\n', ' '), 400)}`, { isSubtle: true, size: 'Small' })),
  ]
}

function blocksOf(markdown: string): string[] {
  return splitMarkdown(markdown, limits.block)
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

function factSet(facts: Card['facts'], cut: (text: string, limit: number) => string): Element {
  return {
    type: 'FactSet',
    facts: facts.slice(0, 20).map(({ label, value }) => ({
      title: plainText(cut(label, 60)),
      value: plainText(cut(value, 500)),
    })),
  }
}

function actions(card: Card): Element[] {
  const tooLong = (card.body?.length ?? 0) > limits.input
  const link = card.link && openUrl(card.link.label, card.link.url)
  const shown = card.buttons.flatMap((button): Element[] => {
    if (!(button.action === 'edit' && tooLong)) return [press(button)]
    return card.link ? [openUrl(button.label, card.link.url)] : []
  })
  const first = [...shown, ...(link ? [link] : [])]
  const more = [...first.slice(limits.buttons), ...(card.menu ?? []).map(press)].slice(0, limits.menu)
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
