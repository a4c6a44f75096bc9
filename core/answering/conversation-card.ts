import type { Teammate } from '../domain/business.ts'
import type { Call } from '../domain/call.ts'
import type { Conversation, Message } from '../domain/conversation.ts'
import { isPutAside } from '../domain/kind.ts'
import { leadFacts, leadSentence } from '../domain/lead.ts'
import type { Button, Card } from '../domain/outbound.ts'
import { clockTime } from '../domain/when.ts'
import { conversationLink } from './cards.ts'
import { stopSentence } from './opt-out.ts'

/** What a conversation's card is drawn from. */
export interface ConversationShown {
  conversation: Conversation
  personName: string | null
  assignee: Teammate | undefined
  /** Whom it can be given to. */
  teammates: readonly Pick<Teammate, 'id' | 'name'>[]
  last: Message | undefined
  /** They are on the phone. */
  call?: Call
  /** How many messages of the customer are shown. */
  seen: number
  /** Since when nothing may be texted to them, ISO; null = it may. */
  stoppedAt: string | null
  /** Why mail does not reach them, a sentence; null = it does. */
  mailTrouble: string | null
  zone: string
  now: Date
  publicUrl: string
}

/** The live card that heads a conversation's thread. */
export function conversationCard(view: ConversationShown): Card {
  const { conversation } = view
  if (conversation.erasedAt !== undefined) return erasedCard(view)
  const earlier = conversation.followsId && conversationLink(view.publicUrl, conversation.followsId).url
  const menu = menuOf(view)
  return {
    purpose: 'conversation',
    title: `${conversation.kind === 'test' ? 'Test: ' : ''}${view.personName ?? conversation.customerEmail ?? 'Somebody new'}`,
    status: stateSentence(view),
    facts: [
      { label: 'Channel', value: conversation.channel },
      ...(view.stoppedAt === null ? [] : [{ label: 'STOP', value: stopSentence(view.stoppedAt, view.zone, view.now) }]),
      ...(view.mailTrouble === null ? [] : [{ label: 'Mail', value: view.mailTrouble }]),
      ...(conversation.subject ? [{ label: 'About', value: conversation.subject }] : []),
      ...(conversation.kind === 'sales' || conversation.kind === 'partner'
        ? [{ label: 'Kind', value: conversation.kind }]
        : []),
      ...leadRows(conversation),
      ...(conversation.waitingSince
        ? [{ label: 'Waiting since', value: clockTime(conversation.waitingSince, view.zone, view.now) }]
        : []),
      ...(conversation.followUpAt
        ? [{ label: 'Reminder', value: clockTime(conversation.followUpAt, view.zone, view.now) }]
        : []),
    ],
    ...(view.last === undefined ? {} : { quote: view.last.content }),
    ...(earlier ? { body: `Goes on from [an earlier conversation](${earlier}).` } : {}),
    sources: [],
    buttons: buttonsOf(conversation, view.seen),
    ...(menu.length > 0 ? { menu } : {}),
    link: conversationLink(view.publicUrl, conversation.mergedIntoId ?? conversation.id),
  }
}

/** Of somebody who may buy: how near they are to it, and what is known. */
export function leadRows({ kind, lead }: Pick<Conversation, 'kind' | 'lead'>): Card['facts'] {
  if (kind !== 'sales' || lead === null) return []
  const known = leadFacts(lead)
  return [{ label: 'Lead', value: leadSentence(lead) }, ...(known === '' ? [] : [{ label: 'Known', value: known }])]
}

/** What stands where the customer was. */
function erasedCard({ conversation, publicUrl }: ConversationShown): Card {
  return {
    ...{ purpose: 'conversation', title: 'Erased', facts: [], sources: [], buttons: [] },
    body: 'The customer of this conversation was erased. What was said is gone; what stands in this thread is yours to remove.',
    link: conversationLink(publicUrl, conversation.id),
  }
}

function buttonsOf(conversation: Conversation, seen: number): Button[] {
  const { id: target } = conversation
  if (conversation.mergedIntoId !== null) return [{ action: 'unmerge', label: 'Take apart', target }]
  if (isPutAside(conversation)) return [{ action: 'not_spam', label: 'Not spam', target }]
  if (conversation.status === 'resolved') return [{ action: 'reopen', label: 'Reopen', target }]
  return [
    { action: 'reply', label: 'Reply', target, style: 'primary' },
    conversation.humanUntil === null
      ? { action: 'take', label: 'Take', target }
      : { action: 'release', label: 'Release', target },
    { action: 'resolve', label: 'Resolve', target, version: seen },
  ]
}

/** What is needed less often. */
function menuOf({ conversation, teammates }: ConversationShown): Button[] {
  const { id: target, assigneeId } = conversation
  if (conversation.mergedIntoId !== null || isPutAside(conversation)) return []
  const spam: Button[] =
    conversation.kind === 'test' ? [] : [{ action: 'spam', label: 'Spam: block the sender', target }]
  const who: Button = { action: 'who_is', label: 'Who this is…', target }
  if (conversation.status === 'resolved') return [who, ...spam]
  const snooze = { action: 'snooze' as const, target }
  return [
    { action: 'find', label: 'Find an answer', target },
    ...(conversation.snoozedUntil === null ? [] : [{ action: 'wake' as const, label: 'End the snooze', target }]),
    { ...snooze, label: 'Snooze for 1 hour', choice: '1h' },
    { ...snooze, label: 'Snooze until tomorrow', choice: 'tomorrow' },
    { ...snooze, label: 'Snooze until Monday', choice: 'monday' },
    ...reminders(conversation),
    ...teammates
      .filter(({ id }) => id !== assigneeId)
      .map(({ id, name }) => ({ action: 'assign' as const, label: `Assign to ${name}`, target, choice: id })),
    ...kinds(conversation),
    { action: 'merge', label: 'Merge into another…', target },
    { action: 'split', label: 'Split from a message on…', target },
    who,
    ...spam,
  ]
}

/** What else it could be about; a test stays one. */
function kinds({ id, kind }: Conversation): Button[] {
  if (kind === 'test') return []
  return (['support', 'sales', 'partner'] as const)
    .filter((other) => other !== kind)
    .map((other) => ({ action: 'set_kind' as const, label: `It is about ${other}`, target: id, choice: other }))
}

function reminders({ id, followUpAt }: Conversation): Button[] {
  const remind = { action: 'follow_up' as const, target: id }
  return [
    { ...remind, label: 'Remind me in 1 day', choice: '1d' },
    { ...remind, label: 'Remind me in 3 days', choice: '3d' },
    { ...remind, label: 'Remind me in 1 week', choice: '1w' },
    ...(followUpAt === null ? [] : [{ ...remind, label: 'Forget the reminder', choice: 'none' }]),
  ]
}

function stateSentence(view: ConversationShown): string {
  const { conversation, assignee, zone, now, call } = view
  if (call !== undefined && call.endedAt === null) return callState(call, assignee)
  const { status, resolvedBy, snoozedUntil } = conversation
  if (conversation.mergedIntoId !== null) return 'Merged into another conversation'
  if (conversation.kind === 'spam') return 'Spam: the sender is blocked'
  if (conversation.kind === 'automated') return 'Put aside: written by a machine'
  if (status === 'resolved') {
    if (resolvedBy === 'customer') return 'Resolved: the customer confirmed'
    if (resolvedBy === 'stop') return 'Closed: they said STOP'
    return resolvedBy === 'quiet' ? 'Closed: nobody wrote for a while' : 'Resolved'
  }
  const whose = assignee === undefined ? waitingSentence(conversation) : `${assignee.name} has it`
  return snoozedUntil === null ? whose : `Snoozed until ${clockTime(snoozedUntil, zone, now)} · ${whose}`
}

function callState({ state, takenBy }: Call, assignee: Teammate | undefined): string {
  const what = {
    live: assignee === undefined ? 'the agent speaks' : `${assignee.name} has it: what you reply is said`,
    ringing: 'a teammate’s phone rings',
    bridged: takenBy !== null && takenBy === assignee?.id ? `speaks with ${assignee.name}` : 'speaks with a teammate',
    message: 'leaves a message',
    ended: 'over',
  }
  return `On the phone now · ${what[state]}`
}

function waitingSentence({ status, waitingFor }: Conversation): string {
  if (status === 'escalated') return 'Needs a person'
  if (waitingFor === 'staff') return 'Waiting for an answer'
  return waitingFor === 'customer' ? 'Answered: waiting for the customer' : 'Nothing to do'
}
