import { noticeCard } from '../answering/cards.ts'
import type { Desk } from '../answering/desk.ts'
import { counted, openQuestion } from '../answering/question.ts'
import { notifyByMail, notifyOfQuestion, showConversation, showInThreads } from '../answering/show.ts'
import type { Call } from '../domain/call.ts'
import type { Conversation, Message } from '../domain/conversation.ts'
import { isPutAside } from '../domain/kind.ts'
import { laneOf } from '../domain/place.ts'
import { afterTheCall } from './after-call.ts'
import { askedInCall } from './asked-in-call.ts'
import { spokenWith } from './spoken-with.ts'

/** They have hung up, or we have: what was not said goes another way, and whoever was not answered waits for staff. */
export async function endCall(desk: Desk, call: Call, conversation: Conversation, why: string): Promise<void> {
  const { tx, house } = desk
  if (call.endedAt !== null) return
  const endedAt = house.now().toISOString()
  const ended: Call = { ...call, state: 'ended', endedAt, asked: null, rest: null }
  await tx.calls.update(call.id, { state: 'ended', endedAt, asked: null, rest: null })
  await tx.events.add({
    ...{ conversationId: conversation.id, type: 'call_ended', actor: 'system', receiptId: null },
    data: { why, seconds: Math.round((Date.parse(endedAt) - Date.parse(call.beganAt)) / 1000) },
  })
  for (const row of await tx.outbox.waiting(conversation.id))
    if (row.audience === 'customer' && row.place.thread === call.place.thread) await afterTheCall(desk, row, ended)
  // What was proved in a call ends with it, and a code that was not given back is worth nothing any more.
  for (const check of await tx.checks.inLanes([laneOf(call.place)]))
    if (check.endedAt === null) await tx.checks.update(check.id, { endedAt })
  // They hung up while a teammate spoke with them.
  if (call.state === 'bridged' && call.takenBy !== null) await spokenWith(desk, call, conversation, call.takenBy)
  // What was stopped just now answers nothing.
  const messages = await tx.messages.list(conversation.id)
  const isMissed = !counted(messages).some(({ senderType }) => senderType === 'customer') && call.takenBy === null
  const isOpen = openQuestion(messages) !== undefined
  if ((isMissed || isOpen) && !isPutAside(conversation)) {
    const since = conversation.waitingSince ?? endedAt
    await tx.conversations.update(conversation.id, { waitingSince: since, waitingFor: 'staff', status: 'escalated' })
  }
  if (isMissed) await notifyOfQuestion(desk, conversation.id, 'A missed call: nobody has spoken with them.')
  const card = { ...noticeCard(callSentence(ended, messages, isMissed)), facts: askedInCall(messages) }
  await showInThreads(desk, conversation.id, card)
  if (!isMissed) await notifyByMail(desk, conversation.id, card)
  await showConversation(desk, conversation.id)
}

/** What a call was, in a few sentences. Pure. */
export function callSentence(
  call: Pick<Call, 'beganAt' | 'endedAt' | 'takenBy' | 'rung' | 'number'>,
  messages: Message[],
  isMissed: boolean,
): string {
  const seconds = Math.round((Date.parse(call.endedAt ?? call.beganAt) - Date.parse(call.beganAt)) / 1000)
  const length = seconds < 60 ? `${seconds} s` : `${Math.round(seconds / 60)} min`
  const tried =
    call.rung.length === 0 ? '' : ` ${call.rung.length === 1 ? 'One phone' : `${call.rung.length} phones`} rang.`
  const back = call.number === null ? ' The number is withheld: they cannot be answered.' : ''
  if (isMissed) return `Missed call, ${length}.${tried}${back}`
  const said = counted(messages).filter(({ metadata }) => !metadata.isThanks)
  const asked = said.filter(({ senderType }) => senderType === 'customer').length
  const answers = said.filter(({ senderType }) => senderType === 'ai').length
  const staff = said.filter(({ senderType }) => senderType === 'human').length
  const parts = [
    `${asked} ${asked === 1 ? 'message' : 'messages'}`,
    ...(answers === 0 ? [] : [`${answers} answered by the agent`]),
    ...(staff === 0 ? [] : [`${staff} by staff`]),
    ...(call.takenBy === null ? [] : ['taken on the phone']),
  ]
  const isOpen = openQuestion(messages) !== undefined
  return `Call ended after ${length}: ${parts.join(', ')}.${tried}${isOpen ? ` They wait for an answer.${back}` : ''}`
}
