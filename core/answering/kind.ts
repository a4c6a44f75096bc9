import { unblockErased } from '../accounts/blocked.ts'
import type { Conversation, ConversationKind } from '../domain/conversation.ts'
import { isPutAside, teaches } from '../domain/kind.ts'
import { reopenedPatch, waitingFor } from '../domain/turn.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { relearnConversation, unlearnConversation } from '../learning/taught-in.ts'
import { afterUnlearning } from '../learning/unlearn.ts'
import { record } from './act.ts'
import { withConversation } from './conversations.ts'
import type { Desk } from './desk.ts'
import type { By } from './drafts.ts'
import { refuseMerged } from './merged.ts'
import { waitingSinceOf } from './question.ts'
import { stopHeld } from './queue.ts'
import { showConversation } from './show.ts'
import { thinkAgain } from './think-again.ts'
import { withdrawOpen } from './withdraw.ts'

/**
 * Says what a conversation is about. `spam` also blocks its sender and `automated` puts it aside; what was learned from it is
 * unlearned. Out of the quiet list its sender is unblocked, its thread opens, what was answered in it is learned anew, and it
 * is answered as if it had just come.
 */
export async function setKind(house: House, by: By, conversationId: string, kind: ConversationKind): Promise<void> {
  const changed = await withConversation(house, by, conversationId, async (desk, conversation) => {
    refuseMerged(conversation)
    if (conversation.kind === kind) return undefined
    if (kind === 'test' || conversation.kind === 'test')
      throw new Refused(409, 'A test conversation is one because a teammate began it: that stays so.')
    if (isPutAside({ kind })) await putAside(desk, by, conversation, kind)
    else if (isPutAside(conversation)) await takeBack(desk, conversation, kind)
    else await desk.tx.conversations.update(conversation.id, { kind })
    const learned = await changeLearned(desk, by, conversation, kind)
    const facts = learned !== undefined && 'lessonIds' in learned ? { unlearned: learned.lessonIds } : {}
    await record(desk, by, conversation, 'kind_changed', { from: conversation.kind, to: kind, ...facts })
    if (kind === 'spam') await block(desk, conversation, house.now().toISOString())
    else if (conversation.kind === 'spam') await block(desk, conversation, null)
    await showConversation(desk, conversation.id)
    return learned
  })
  if (changed !== undefined) await afterUnlearning(house, by.businessId, changed)
  await thinkAgain(house, by.businessId, conversationId)
}

/** *Not spam*: a question that somebody asked. */
export async function notSpam(house: House, by: By, conversationId: string): Promise<void> {
  const known = await house.store.of(by.businessId).conversations.get(conversationId)
  if (known !== undefined && !isPutAside(known)) throw new Refused(409, 'This is no spam already.')
  await setKind(house, by, conversationId, 'support')
}

/** What it taught goes with it, and comes back with it; undefined where nothing changes for what was learned. */
async function changeLearned(desk: Desk, by: By, conversation: Conversation, kind: ConversationKind) {
  if (teaches(conversation) === teaches({ kind })) return undefined
  if (teaches({ kind })) {
    await relearnConversation(desk, { ...conversation, kind })
    return { agentId: conversation.agentId, owed: [] }
  }
  const why = `${by.teammate.name} marked what it was learned from as ${kind}`
  return unlearnConversation(desk, conversation, { why, actor: by.teammate.id })
}

async function putAside(desk: Desk, by: By, conversation: Conversation, kind: ConversationKind): Promise<void> {
  const { tx } = desk
  const { name } = by.teammate
  const why = kind === 'spam' ? `${name} marked it as spam` : `${name} put it aside`
  await withdrawOpen(desk, conversation.id, { why, actor: by.teammate.id, isMoot: true })
  for (const row of await tx.outbox.waiting(conversation.id)) {
    if (row.audience === 'customer') await stopHeld(desk, row, why)
  }
  await tx.conversations.update(conversation.id, {
    ...{ kind, waitingSince: null, waitingFor: 'nobody', assigneeId: null, humanUntil: null },
    ...{ snoozedUntil: null, followUpAt: null, followUpBy: null, thoughtOwedAt: null },
    ...(conversation.status === 'escalated' ? { status: 'active' as const } : {}),
  })
}

/** What a machine was thought to have written counts as a person's from now on. */
async function takeBack({ tx, house }: Desk, conversation: Conversation, kind: ConversationKind): Promise<void> {
  const messages = await tx.messages.list(conversation.id)
  for (const { id, senderType, metadata } of messages) {
    if (senderType === 'customer' && metadata.isMachine) await tx.messages.setMetadata(id, { isMachine: false })
  }
  const since = waitingSinceOf(await tx.messages.list(conversation.id))
  await tx.conversations.update(conversation.id, {
    ...reopenedPatch({ kind }, since),
    kind,
    waitingFor: waitingFor({ kind, status: 'active', waitingSince: since }),
    thoughtOwedAt: since === null ? null : house.now().toISOString(),
  })
}

/** Blocks, or unblocks, every handle of the sender that is not also a teammate's. */
async function block({ tx, house }: Desk, conversation: Conversation, at: string | null): Promise<void> {
  for (const handle of (await tx.people.get(conversation.personId))?.handles ?? []) {
    if ((await tx.people.byHandle(handle))?.teammateId) continue
    await tx.people.block(handle, at)
    if (at === null) await unblockErased(house, tx, handle)
  }
}
