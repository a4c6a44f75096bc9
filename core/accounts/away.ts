import { noticeCard } from '../answering/cards.ts'
import type { Desk } from '../answering/desk.ts'
import { showInThreads } from '../answering/show.ts'
import type { Teammate } from '../domain/business.ts'
import type { Conversation } from '../domain/conversation.ts'
import { timeFormat } from '../domain/formats.ts'
import { timeFrom } from '../domain/times.ts'
import type { Actor } from '../door.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'
import { tellBusiness } from './tell.ts'

/**
 * Says until when a teammate is away, or with null that they are back. `until` is an ISO time or words such as
 * "until Monday". Themselves or an owner; audited. What is theirs stays theirs until its customer writes.
 */
export async function setAway(
  house: House,
  actor: Actor,
  teammateId: string,
  until: string | null,
  settle?: (tx: Scope) => Promise<void>,
): Promise<Teammate> {
  if (actor.teammateId !== teammateId && actor.role !== 'owner')
    throw new Refused(403, 'Only an owner may do this for somebody else.')
  const scope = house.store.of(actor.businessId)
  const { settings } = await scope.business()
  const time = until === null ? null : timeFrom(until, settings.zone, house.now())
  if (time === undefined) throw new Refused(422, 'Until when? For example: until Monday, 3 days, 2026-12-01.')
  const saved = await scope.write(async (tx) => {
    await settle?.(tx)
    const teammate = await tx.teammates.get(teammateId)
    if (teammate === undefined || teammate.removedAt) throw new Refused(404, 'This teammate does not exist.')
    const awayUntil = time?.toISOString() ?? null
    await tx.teammates.update(teammateId, { awayUntil })
    const action = awayUntil === null ? 'teammate back' : 'teammate away'
    await tx.audit.add({ actor: actor.teammateId, action, subject: teammateId, data: awayUntil ? { awayUntil } : {} })
    return { ...teammate, awayUntil }
  })
  tellBusiness(house, actor.businessId)
  return saved
}

/**
 * The customer wrote: what somebody away has returns to everybody, with a sentence in the thread. Inside the write that
 * stores the message, with the conversation locked. True when it did.
 */
export async function returnIfAway(desk: Desk, conversation: Conversation): Promise<boolean> {
  const { tx, house } = desk
  const assignee = conversation.assigneeId === null ? undefined : await tx.teammates.get(conversation.assigneeId)
  if (assignee?.awayUntil == null || assignee.awayUntil <= house.now().toISOString()) return false
  await release(desk, conversation, `${assignee.name} is away until ${await dayText(tx, assignee.awayUntil)}`, 'away')
  return true
}

/** Nobody has it any more: the thread says why, and that it is open for everybody. */
export async function release(desk: Desk, conversation: Conversation, why: string, reason: string): Promise<void> {
  const { tx } = desk
  await tx.conversations.update(conversation.id, { assigneeId: null, humanUntil: null })
  await tx.events.add({
    conversationId: conversation.id,
    type: 'released',
    actor: 'system',
    receiptId: null,
    data: { why: reason, teammateId: conversation.assigneeId },
  })
  await showInThreads(desk, conversation.id, noticeCard(`${why}: open for everybody.`))
}

/** "Mon 23 Nov, 09:00", by the business's clocks. */
async function dayText(tx: Scope, at: string): Promise<string> {
  const { settings } = await tx.business()
  return timeFormat('en-GB', {
    ...{ timeZone: settings.zone, weekday: 'short', day: 'numeric', month: 'short' },
    ...{ hour: '2-digit', minute: '2-digit' },
  }).format(new Date(at))
}
