import type { types } from '@slack/bolt'
import type { Button, Card, Outbound } from '#core/domain/outbound.ts'
import { escapeText, quoteLines, shorten, splitMrkdwn, toMrkdwn } from './mrkdwn.ts'

/** Slack's limits: https://docs.slack.dev/reference/block-kit/blocks */
const limits = { blocks: 50, text: 3000, field: 2000, fields: 10, buttons: 25, label: 75, title: 24, input: 3000 }

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
  const title = shorten(card.title.replaceAll('*', '∗').trim(), 500) || '–'
  const head: types.KnownBlock[] = [section(`*${escapeText(title)}*`)]
  if (card.status) head.push(context(escapeText(shorten(card.status, 1500))))
  for (let from = 0; from < card.facts.length; from += limits.fields)
    head.push(fields(card.facts.slice(from, from + limits.fields)))
  const quote = card.quote ? paragraphs(card.quote, limits.text / 2).map((part) => section(quoteLines(part))) : []
  const body = card.body ? paragraphs(card.body, limits.text).map((part) => section(part)) : []
  const tail = [...sources(card.sources), ...buttons(card)]

  const room = limits.blocks - head.length - tail.length - 1
  const middle = [...quote, ...body]
  const shown = middle.length > room ? [...middle.slice(0, room), context('_The rest is in the admin._')] : middle
  return marked(id, summary(card), [...head, ...shown, ...tail])
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

/** Draws a form with one large input; what it is for travels in its private metadata. */
export function renderForm(form: Extract<Outbound, { kind: 'form' }>, purpose: object): types.ModalView {
  return {
    type: 'modal',
    callback_id: `${markPrefix}${form.submit.action}`,
    private_metadata: JSON.stringify(purpose),
    title: plain(form.title, limits.title),
    submit: plain(form.submit.label, limits.title),
    close: plain('Cancel', limits.title),
    blocks: [
      {
        type: 'input',
        block_id: inputBlock,
        label: plain(form.label, 2000),
        element: {
          type: 'plain_text_input',
          action_id: inputBlock,
          multiline: true,
          max_length: limits.input,
          ...(form.text === '' ? {} : { initial_value: form.text }),
        },
      },
    ],
  }
}

/** The block and action id of a form's input. */
export const inputBlock = 'text'

/** A form's last page: one sentence. */
export function renderSaid(sentence: string): types.ModalView {
  return {
    type: 'modal',
    title: plain('Lummy', 24),
    close: plain('Close', 24),
    blocks: [section(toMrkdwn(shorten(sentence, 1000)))],
  }
}

/** What our buttons carry in `value`. */
export function buttonValue(button: Pick<Button, 'target' | 'version'>): string {
  return JSON.stringify({
    target: button.target,
    ...(button.version === undefined ? {} : { version: button.version }),
  })
}

function marked(id: string, text: string, blocks: types.KnownBlock[]): SlackMessage {
  const [first, ...others] = blocks
  return { text, blocks: first ? [{ ...first, block_id: `${markPrefix}${id}` }, ...others] : [] }
}

function paragraphs(markdown: string, limit: number): string[] {
  // More than this fills fifty blocks anyway.
  return splitMrkdwn(toMrkdwn(shorten(markdown, limits.blocks * limits.text)), limit)
}

function section(text: string): types.SectionBlock {
  return { type: 'section', expand: true, text: mrkdwn(text) }
}

function context(text: string): types.ContextBlock {
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

function buttons(card: Card): types.ActionsBlock[] {
  const tooLong = (card.body?.length ?? 0) > limits.input
  const link = card.link && linkButton(card.link.label, card.link.url, 'link')
  const elements = card.buttons.flatMap((button, index): types.Button[] => {
    if (!(button.action === 'edit' && tooLong)) return [pressButton(button, index)]
    return card.link ? [linkButton(button.label, card.link.url, 'edit_link')] : []
  })
  if (link) elements.push(link)
  const shown = elements.slice(0, limits.buttons)
  return shown.length === 0 ? [] : [{ type: 'actions', elements: shown }]
}

function pressButton(button: Button, index: number): types.Button {
  return {
    type: 'button',
    // Slack wants action ids unique within a block; what follows the second colon is only for that.
    action_id: `${markPrefix}${button.action}:${index}`,
    text: plain(button.label, limits.label),
    value: buttonValue(button),
    ...(button.style ? { style: button.style } : {}),
  }
}

function linkButton(label: string, url: string, name: string): types.Button {
  return { type: 'button', action_id: `${markPrefix}${name}`, text: plain(label, limits.label), url }
}

function mrkdwn(text: string): types.MrkdwnElement {
  // Verbatim: Slack must not turn "@channel" or "#general" in somebody's words into mentions.
  return { type: 'mrkdwn', text, verbatim: true }
}

function plain(text: string, limit: number): types.PlainTextElement {
  // Slack refuses a message with an empty text in it.
  return { type: 'plain_text', text: shorten(text.trim(), limit) || '–', emoji: true }
}

function summary(card: Card): string {
  const said = card.body ?? card.quote
  return escapeText([card.title, card.status, said && shorten(said, 300)].filter(Boolean).join(' · '))
}
