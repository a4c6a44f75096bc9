import type { ConversationEvent, ConversationView, Message } from './api.ts'
import { desk } from './desk.svelte.ts'
import { soon } from './words.ts'

/** What stands in a thread: words, and what happened between them. */
export type Moment =
  | { id: string; at: string; message: Message; event?: undefined }
  | { id: string; at: string; event: ConversationEvent; message?: undefined }

const told: Partial<Record<ConversationEvent['type'], string>> = {
  taken: 'took the conversation',
  released: 'gave it back to the agent',
  resolved: 'resolved it',
  reopened: 'opened it again',
  assigned: 'gave it to',
  snoozed: 'snoozed it',
  woken: 'ended the snooze',
  kind_changed: 'changed what it is',
  lead_changed: 'said something about the lead',
  opted_out: 'said STOP: nothing can be texted until they write START',
  opted_in: 'took the STOP back: they can be texted again',
  merged: 'merged it',
  unmerged: 'took it apart again',
  split: 'split it',
  follow_up_set: 'asked to be reminded',
  follow_up_due: 'says that a reminder is due',
  handed_over: 'handed it over to a person',
  noted: 'wrote a note',
  undone: 'took a message back',
  draft_rejected: 'rejected a draft',
  draft_withdrawn: 'withdrew the draft',
  lesson_learned: 'taught Lummy this answer',
  call_began: 'called',
  call_interrupted: 'spoke before the answer was over',
  call_not_taken: 'did not take the call',
  call_spoken: 'spoke with them on the phone',
  call_broke: 'lost the connection; the call went on',
  call_ended: 'ended the call',
  call_wants_text: 'would rather have a text than a call',
}

/** Everything that is shown of a conversation, oldest first. */
export function timelineOf({ messages, events }: ConversationView): Moment[] {
  const moments: Moment[] = [
    ...messages.map((message) => ({ id: message.id, at: message.createdAt, message })),
    ...events.filter(({ type }) => told[type]).map((event) => ({ id: event.id, at: event.at, event })),
  ]
  return moments.sort((a, b) => a.at.localeCompare(b.at))
}

/** One line on what happened; what came about by itself has no doer. */
export function sentence(event: ConversationEvent): string {
  const { type, actor } = event
  if (type === 'draft_withdrawn') return `The draft was withdrawn${detail(event)}`
  if (type === 'woken' && actor === 'customer') return `The snooze ended${detail(event)}`
  if (type === 'call_ended') return `The call ended after ${spanOf(Number(event.data['seconds'] ?? 0))}`
  if (type === 'call_broke') return `The connection of the call broke${detail(event)}. It went on.`
  const doer = type === 'call_not_taken' || type === 'call_spoken' ? textOf(event.data, 'teammateId') : actor
  return `${desk.nameOf(doer)} ${told[type]}${detail(event)}`
}

/** The words of a note that was written here; those of other places stay there. */
export const noteOf = ({ type, data }: ConversationEvent) => (type === 'noted' ? textOf(data, 'text') : '')

/** The conversation that was merged in here and not taken apart since. */
export function apart({ type, at, data }: ConversationEvent, events: ConversationEvent[]): string | undefined {
  const { from } = data
  if (type !== 'merged' || typeof from !== 'string') return undefined
  const isOver = events.some((later) => later.type === 'unmerged' && later.data['source'] === from && later.at > at)
  return isOver ? undefined : from
}

const spanOf = (seconds: number) => (seconds < 60 ? `${seconds} s` : `${Math.round(seconds / 60)} min`)

const textOf = (data: ConversationEvent['data'], name: string) =>
  typeof data[name] === 'string' ? String(data[name]) : ''

/** What an event says beside its verb. */
function detail({ type, data }: ConversationEvent): string {
  if (type === 'assigned') return ` ${textOf(data, 'name')}`
  if (type === 'snoozed') return ` until ${soon(textOf(data, 'until'))}`
  if (type === 'lead_changed') return `: ${textOf(data, 'slot')}`
  if (type === 'kind_changed') return `: ${textOf(data, 'to')}`
  if (type === 'merged') return data['into'] ? ' into another conversation' : ' with another conversation'
  const why = textOf(data, 'why')
  return why ? `: ${why.replaceAll('_', ' ')}` : ''
}
