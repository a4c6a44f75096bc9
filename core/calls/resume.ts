import { deliver, sayNow } from '../answering/deliver.ts'
import type { Desk } from '../answering/desk.ts'
import { openQuestion } from '../answering/question.ts'
import type { Call, CallStep } from '../domain/call.ts'
import type { Conversation } from '../domain/conversation.ts'
import { laneOf } from '../domain/place.ts'
import type { House } from '../house.ts'
import { openCheckIn } from '../identity/check.ts'
import { ringNext, toPerson, withNumbers } from './to-person.ts'

/** How long a caller waits for a teammate to approve what is proposed, before somebody's phone rings. */
export const approvalMs = 12_000

/** Says what is due in a call now, in this process, in the order in which it was written. Returns how much of it was said. */
export async function sayDue(
  house: House,
  businessId: string,
  call: Pick<Call, 'conversationId' | 'place'>,
): Promise<number> {
  const scope = house.store.of(businessId)
  const now = house.now().toISOString()
  let said = 0
  for (const row of await scope.outbox.waiting(call.conversationId)) {
    if (row.audience !== 'customer' || laneOf(row.place) !== laneOf(call.place) || row.notBefore > now) continue
    const mine = house.speaking?.toSay.find(({ id }) => id === row.id)
    await (mine === undefined ? deliver(house, businessId, row.id) : sayNow(house, businessId, mine))
    if ((await scope.outbox.get(row.id))?.state === 'sent') said += 1
  }
  return said
}

/** What a call does next, by how it stands: what was due has been said. */
export async function resume(desk: Desk, call: Call, conversation: Conversation): Promise<CallStep> {
  switch (call.state) {
    case 'ended':
      return { say: [], next: { kind: 'hang up' } }
    case 'message':
      return { say: [], next: { kind: 'message' } }
    case 'ringing':
    case 'bridged':
      return { say: [], next: { kind: 'wait' } }
    case 'live':
      return live(desk, call, conversation)
  }
}

async function live(desk: Desk, call: Call, conversation: Conversation): Promise<CallStep> {
  const { tx, house } = desk
  if (await hasUnsaid(desk, call)) return { say: [], next: { kind: 'wait' } }
  const question = openQuestion(await tx.messages.list(conversation.id))
  if (hasPerson(desk, conversation)) {
    const taker = (await withNumbers(tx)).find(({ id }) => id === conversation.assigneeId)
    if (taker?.number !== undefined && !call.rung.includes(taker.id))
      return ringNext(desk, call, conversation, 'callConnect')
    // A teammate writes what is said.
    return { say: [], next: question === undefined ? { kind: 'listen' } : { kind: 'wait' } }
  }
  // They look for the code in their mail, or spell their address.
  const isAsked = (await openCheckIn(tx, laneOf(call.place), house.now())) !== undefined
  if (question === undefined || isAsked) return { say: [], next: { kind: 'listen' } }
  const isProposed = (await tx.drafts.pending(conversation.id))?.messageId === question.last.id
  const since = Date.parse(question.last.createdAt)
  if (isProposed && house.now().getTime() - since < approvalMs) return { say: [], next: { kind: 'wait' } }
  return toPerson(
    desk,
    call,
    conversation,
    isProposed ? 'Nobody approved the draft while the caller waited.' : 'There was no answer that could be said.',
  )
}

/** A teammate has taken the conversation. */
export function hasPerson({ house }: Pick<Desk, 'house'>, { humanUntil }: Conversation): boolean {
  return humanUntil !== null && humanUntil > house.now().toISOString()
}

/** Something is still to be said in this call. */
export async function hasUnsaid({ tx }: Pick<Desk, 'tx'>, { conversationId, place }: Call): Promise<boolean> {
  const waiting = await tx.outbox.waiting(conversationId)
  return waiting.some((row) => row.audience === 'customer' && laneOf(row.place) === laneOf(place))
}
