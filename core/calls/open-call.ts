import type { Desk } from '../answering/desk.ts'
import { showConversation } from '../answering/show.ts'
import type { Call, CallFact } from '../domain/call.ts'
import type { Conversation } from '../domain/conversation.ts'
import type { Place } from '../domain/place.ts'

export type Began = Extract<CallFact, { kind: 'began' }>

/**
 * Opens a call and the conversation that it is: a conversation of its own, found for staff by the caller's number, which
 * proves nothing to anybody else. Called again for the same place, it is the same call.
 */
export async function openCall(
  desk: Desk,
  place: Place,
  began: Began,
): Promise<{ call: Call; conversation: Conversation; isNew: boolean }> {
  const { tx, house } = desk
  const known = await tx.calls.byPlace(place)
  if (known !== undefined)
    return { call: known, conversation: await tx.conversations.lock(known.conversationId), isNew: false }
  const person = await tx.people.byHandle(began.from)
  const personId = person?.personId ?? (await tx.people.create({ name: null, handle: began.from })).id
  const { settings } = await tx.business()
  const agent = await tx.agent()
  const conversation = await tx.conversations.create({
    ...{ agentId: agent.id, personId, customerEmail: null, channel: 'phone', kind: 'support' },
    subject: began.isWithheld ? 'Call, number withheld' : `Call from ${began.from.value}`,
  })
  await tx.conversations.addPlace(conversation.id, 'customer', place)
  const call = await tx.calls.add({
    ...{ place, conversationId: conversation.id, number: began.isWithheld ? null : began.from.value, to: began.to },
    ...{ language: began.language ?? settings.language, state: 'live', unclear: 0, asked: null, rest: null },
    ...{ rung: [], takenBy: null, beganAt: house.now().toISOString(), endedAt: null },
  })
  await tx.events.add({
    ...{ conversationId: conversation.id, type: 'call_began', actor: 'customer', receiptId: null },
    data: { callId: call.id },
  })
  await showConversation(desk, conversation.id)
  return { call, conversation, isNew: true }
}
