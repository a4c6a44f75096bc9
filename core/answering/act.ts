import type { Conversation, ConversationAct, ConversationEventType } from '../domain/conversation.ts'
import { timeFrom } from '../domain/times.ts'
import { reopenedPatch, resolvedPatch } from '../domain/turn.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { assigneeOf, tellAssignee } from './assign.ts'
import { withConversation } from './conversations.ts'
import type { Desk } from './desk.ts'
import type { By } from './drafts.ts'
import { refuseUnseen } from './news.ts'
import { waitingSinceOf } from './question.ts'
import { teammateSpoke } from './queue.ts'
import { showConversation } from './show.ts'
import { refuseShut } from './shut.ts'
import { thinkAgain } from './think-again.ts'

/**
 * Takes, releases, assigns, snoozes, wakes, resolves or reopens a conversation. While a person has it, the agent is silent.
 * `choice` is whom (a teammate's id, address or name, or `nobody`) or until when (`1h`, `tomorrow`, `monday`, an ISO time).
 * `seen` is how many messages of the customer they saw: what they did not see is not resolved.
 */
export async function act(
  house: House,
  by: By,
  conversationId: string,
  action: ConversationAct,
  choice?: string,
  seen?: number,
): Promise<void> {
  await withConversation(house, by, conversationId, async (desk, conversation) => {
    refuseShut(conversation)
    if (action === 'resolve' && seen !== undefined) await refuseUnseen(desk.tx, conversation, seen)
    await acts[action](desk, by, conversation, choice ?? '')
    await showConversation(desk, conversation.id)
  })
  await thinkAgain(house, by.businessId, conversationId)
}

/** Keeps that a teammate did something, for reports and for who wants to know who did. */
export async function record(
  { tx }: Desk,
  by: By,
  conversation: Pick<Conversation, 'id'>,
  type: ConversationEventType,
  data: Record<string, unknown> = {},
): Promise<void> {
  const { id, name } = by.teammate
  await tx.events.add({ conversationId: conversation.id, type, actor: id, receiptId: null, data })
  const action = `conversation ${type.replaceAll('_', ' ')}`
  await tx.audit.add({ actor: id, action, subject: conversation.id, data: { by: name, ...data } })
}

type Act = (desk: Desk, by: By, conversation: Conversation, choice: string) => Promise<void>

const acts: Record<ConversationAct, Act> = {
  async take(desk, by, conversation) {
    await hand(desk, conversation, by.teammate.id)
    await record(desk, by, conversation, 'taken')
    await teammateSpoke(desk, conversation, by.teammate, { did: 'took it' })
  },

  async release(desk, by, conversation) {
    await hand(desk, conversation, null)
    await record(desk, by, conversation, 'released')
  },

  async assign(desk, by, conversation, choice) {
    const to = await assigneeOf(desk, by, choice)
    if (to?.id === conversation.assigneeId) throw new Refused(409, `${to.name} has it already.`)
    if (to?.id === by.teammate.id) return acts.take(desk, by, conversation, '')
    await hand(desk, conversation, to?.id ?? null)
    if (to === undefined) return record(desk, by, conversation, 'released')
    await record(desk, by, conversation, 'assigned', { to: to.id, name: to.name })
    await teammateSpoke(desk, conversation, to, { did: 'was given it' })
    await tellAssignee(desk, by, conversation, to)
  },

  async snooze(desk, by, conversation, choice) {
    if (conversation.status === 'resolved') throw new Refused(409, 'This conversation is resolved: nothing comes back.')
    const { settings } = await desk.tx.business()
    const until = timeFrom(choice, settings.zone, desk.house.now())?.toISOString()
    if (until === undefined) throw new Refused(422, 'Until when? For example: 1h, tomorrow, monday, 2026-12-01 14:00.')
    await desk.tx.conversations.update(conversation.id, { snoozedUntil: until })
    await record(desk, by, conversation, 'snoozed', { until })
  },

  async wake(desk, by, conversation) {
    if (conversation.snoozedUntil === null) throw new Refused(409, 'This conversation is not snoozed.')
    await desk.tx.conversations.update(conversation.id, { snoozedUntil: null })
    await record(desk, by, conversation, 'woken')
  },

  async resolve(desk, by, conversation) {
    if (conversation.status === 'resolved') return
    await teammateSpoke(desk, conversation, by.teammate, { did: 'resolved it' })
    await desk.tx.conversations.update(conversation.id, resolvedPatch('teammate', desk.house.now().toISOString()))
    await record(desk, by, conversation, 'resolved', { by: 'teammate' })
  },

  async reopen(desk, by, conversation) {
    if (conversation.status !== 'resolved') return
    const since = waitingSinceOf(await desk.tx.messages.list(conversation.id))
    const thoughtOwedAt = since === null ? null : desk.house.now().toISOString()
    await desk.tx.conversations.update(conversation.id, { ...reopenedPatch(conversation, since), thoughtOwedAt })
    await record(desk, by, conversation, 'reopened')
  },
}

/** Whoever has it has it for the business's hours; while they do, the agent is silent. */
async function hand({ tx, house }: Desk, conversation: Conversation, teammateId: string | null): Promise<void> {
  const { settings } = await tx.business()
  const until = new Date(house.now().getTime() + settings.takeOverHours * 3_600_000).toISOString()
  const patch = { assigneeId: teammateId, humanUntil: teammateId === null ? null : until }
  await tx.conversations.update(conversation.id, patch)
}
