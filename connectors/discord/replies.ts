import type { HttpReply } from '#connectors/connector.ts'
import { shorten } from '#connectors/shared/lines.ts'
import type { Outcome } from '#core/domain/event.ts'
import { renderForm } from './form.ts'
import { splitText, toDiscord } from './markdown.ts'
import { callsNobody, limits, renderCard } from './render.ts'

/** Kinds of answers: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object */
const kinds = { pong: 1, message: 4, nothing: 6, choices: 8, form: 9 }

/** Shown to whoever did it alone. */
const ephemeral = 64

export const pong = json({ type: kinds.pong })
export const noChoices = json({ type: kinds.choices, data: { choices: [] } })

/** Says a sentence, Markdown, to whoever pressed or typed. */
export function says(markdown: string): HttpReply {
  const [content = '…'] = splitText(toDiscord(markdown), limits.content)
  return json({ type: kinds.message, data: { content, flags: ephemeral, allowed_mentions: callsNobody } })
}

/** The answer to a press, a command or a form. Words of a form that were refused are given back: Discord has closed it. */
export function reply(outcome: Outcome, from: { isCommand: boolean; text?: string | undefined }): HttpReply {
  const { isCommand, text } = from
  if (outcome.kind === 'working') return says('It is stored and being worked on.')
  if (outcome.kind === 'refused') {
    const yours = text ? `\n\nYour words:\n${fenced(shorten(text, 1200))}` : ''
    return says(`${outcome.say}${outcome.news ? `\n\n${shorten(outcome.news, 500)}` : ''}${yours}`)
  }
  const { form, card = form?.card } = outcome
  if (form?.submit !== undefined) return json({ type: kinds.form, data: renderForm(form, form.submit) })
  // A form that is only read is a message: Discord's have a button to send in any case.
  if (card !== undefined) return json({ type: kinds.message, data: { ...renderCard(card), flags: ephemeral } })
  if (outcome.say) return says(outcome.say)
  return isCommand ? says('Done.') : json({ type: kinds.nothing })
}

function fenced(text: string): string {
  return `\`\`\`\n${text.replaceAll('```', "'''")}\n\`\`\``
}

function json(value: object): HttpReply {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
}
