import { z } from 'zod'
import type { HttpReply, Received } from '#connectors/connector.ts'
import { markdownToText } from '#connectors/shared/markdown.ts'
import { id, maybe } from '#connectors/shared/maybe.ts'
import { actionNames } from '#core/domain/action.ts'
import type { ActionEvent, Outcome } from '#core/domain/event.ts'
import type { Form } from '#core/domain/outbound.ts'
import { authorOf, type Known, type Said, timeOf } from './activity.ts'
import { dialog, readForm, renderForm, renderSaid } from './form.ts'
import { placeOf } from './place.ts'
import { limits, renderCard } from './render.ts'

/** Reads an invoke: somebody waits for what it is answered with. Kinds that are not ours are answered 2xx. */
export function readInvoke(said: Said, known: Known): Received {
  switch (said.name) {
    case 'adaptiveCard/action':
      return pressed(said, known) ?? ignored
    case 'task/fetch':
      return opened(said, known) ?? ignored
    case 'task/submit':
      return submitted(said, known) ?? ignored
    default:
      return ignored
  }
}

/** Reads a press that an old client sends as a message without words; undefined when it is none of ours. */
export function readClick(said: Said, known: Known): ActionEvent | undefined {
  const data = ours.safeParse(said.value).data
  return data && actionOf('press', data.lummy, said, known)
}

const ignored: Received = { response: { status: 200 }, events: [] }

const ours = z.looseObject({
  lummy: z.object({
    action: z.enum(actionNames),
    target: id,
    version: maybe(z.number().int().min(0)),
    choice: maybe(id),
  }),
})

const execution = z.object({ action: z.object({ data: ours }) })
const task = z.object({ data: ours })

/** https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards */
function pressed(said: Said, known: Known): Received | undefined {
  const read = execution.safeParse(said.value).data
  if (!read) return undefined
  const event = actionOf('press', read.action.data.lummy, said, known)
  return { response: shownUnderCard, events: [{ ...event, canShow: ['words'] }] }
}

/** A button that asks for words: what answers it is the dialog. */
function opened(said: Said, known: Known): Received | undefined {
  const read = task.safeParse(said.value).data
  if (!read) return undefined
  const event = actionOf('open', read.data.lummy, said, known)
  return { response: (outcome) => json(shownInDialog(outcome)), events: [{ ...event, canShow: ['words', 'form'] }] }
}

function submitted(said: Said, known: Known): Received | undefined {
  const read = task.safeParse(said.value).data
  if (!read) return undefined
  const { text, fields, again } = readForm(read.data, said.localTimezone)
  const event: ActionEvent = {
    ...actionOf('submit', read.data.lummy, said, known),
    text,
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
    canShow: ['words'],
  }
  return { response: (outcome) => closed(outcome, again), events: [event] }
}

function actionOf(how: string, carried: z.infer<typeof ours>['lummy'], said: Said, known: Known): ActionEvent {
  const { action, target, version, choice } = carried
  const at = timeOf(said, known)
  return {
    type: 'action',
    // An invoke that is tried again has the same id.
    id: [how, said.conversation.id, said.id ?? `${said.replyToId}/${said.from.id}/${at}/${action}`].join('/'),
    place: placeOf(known.account, said.conversation),
    at,
    author: authorOf(said, known),
    action,
    target,
    ...(version === undefined ? {} : { version }),
    ...(choice === undefined ? {} : { choice }),
  }
}

const working = 'It is stored and being worked on: see the thread.'

/** The answer to a universal action: words under the card, or a card for whoever pressed alone. */
function shownUnderCard(outcome: Outcome): HttpReply {
  if (outcome.kind === 'done' && outcome.card !== undefined)
    return json({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: renderCard(outcome.card) })
  return json({ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: sentence(outcome) })
}

function sentence(outcome: Outcome): string {
  if (outcome.kind === 'working') return working
  if (outcome.kind === 'done') return outcome.say ?? 'Done.'
  // Plain words: a label would hide where a link leads, and Teams may not make it one.
  return outcome.news === undefined ? outcome.say : `${outcome.say}\n\n${markdownToText(outcome.news)}`
}

/** A text that is cut in the middle would be sent so. */
function openedForm(form: Form): object {
  if ((form.text?.length ?? 0) <= limits.input) return renderForm(form)
  return renderSaid('This text is too long to be edited here: open it in the admin.')
}

function shownInDialog(outcome: Outcome): object {
  if (outcome.kind === 'done' && outcome.form !== undefined) return openedForm(outcome.form)
  if (outcome.kind === 'done' && outcome.card !== undefined) return dialog(outcome.card.title, renderCard(outcome.card))
  if (outcome.kind === 'refused' && outcome.news !== undefined) return renderForm({ title: 'Lummy' }, outcome)
  return renderSaid(sentence(outcome))
}

/** Closes the dialog, says on its last page what there is to say, or shows the form again with what was filled in. */
function closed(outcome: Outcome, again: Form | undefined): HttpReply {
  if (outcome.kind === 'refused' && again !== undefined) return json(renderForm(again, outcome))
  if (outcome.kind === 'done' && outcome.say === undefined && outcome.card === undefined) return { status: 200 }
  return json(shownInDialog(outcome))
}

function json(value: unknown): HttpReply {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
}
