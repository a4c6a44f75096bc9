import type { Conversation } from '../domain/conversation.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import type { House } from '../house.ts'
import { noticeCard } from './cards.ts'
import { voidChecks } from './checks.ts'
import { atDesk, type Desk } from './desk.ts'
import { answeredSince, writingSince } from './first.ts'
import { guide } from './guide.ts'
import { openQuestion } from './question.ts'
import { cancel } from './queue.ts'
import { reopenWithout } from './reopen.ts'
import { askAboutWritten, showConversation, showInThreads } from './show.ts'
import { showDraft } from './show-draft.ts'
import { withdrawDraft } from './withdraw.ts'

/** The agent was paused: what it is about to say on its own is stopped now, and says so where staff see it. */
export async function stopAutomatic(house: House, businessId: string, agentId: string): Promise<void> {
  for (const { id, conversationId } of await house.store.of(businessId).outbox.automatic())
    if (conversationId !== null) await stopAlone(house, businessId, conversationId, id, 'paused', agentId)
}

const stops = {
  paused: { error: 'the agent was paused', sentence: 'Stopped, since the agent was paused: nothing was sent.' },
  stopped: {
    error: 'its topic is not answered alone any more',
    sentence: 'Stopped, since its topic is not answered alone any more: nothing was sent.',
  },
  unproved: {
    error: 'who is behind this number is not proved any more',
    sentence: 'Stopped, since who is behind this number is not proved any more: nothing was sent.',
  },
}

/** The same for one answer; one that has left meanwhile, or belongs to another agent, is left alone. */
export async function stopAlone(
  house: House,
  businessId: string,
  conversationId: string,
  outboxId: string,
  why: keyof typeof stops | { error: string; sentence: string },
  agentId?: string,
): Promise<void> {
  const { error, sentence } = typeof why === 'string' ? stops[why] : why
  await atDesk(house, businessId, async (desk) => {
    const conversation = await desk.tx.conversations.lock(conversationId)
    const row = await desk.tx.outbox.get(outboxId)
    if (row === undefined || (agentId !== undefined && conversation.agentId !== agentId)) return
    if (!(await cancel(desk, row, error))) return
    await afterCancel(desk, row, conversation, 'system', sentence)
  })
}

/** What a stopped answer leaves behind: the customer waits again, and a draft may be decided again. */
export async function afterCancel(
  desk: Desk,
  row: OutboxRow,
  conversation: Conversation,
  actor: string,
  sentence = 'Stopped: nothing was sent.',
): Promise<void> {
  const { tx } = desk
  await tx.events.add({
    conversationId: conversation.id,
    type: 'undone',
    actor,
    receiptId: null,
    data: { outboxId: row.id },
  })
  await showInThreads(desk, conversation.id, noticeCard(sentence, { body: String(row.payload.text ?? '') }), {
    outboxId: row.id,
  })
  if (row.draftId !== null) await voidChecks(desk, row.draftId, 'not sent')
  await proposeAgain(desk, row, conversation)
  await reopenWithout(desk, conversation, row, actor)
  await askAgain(desk, row, conversation)
  await askOthersAnew(desk, row, conversation)
  await tx.conversations.update(conversation.id, {})
  await showConversation(desk, conversation.id)
  await guide(desk, conversation)
}

/** The draft that was stopped may be decided again while it still answers what is asked; else it is withdrawn. */
async function proposeAgain(desk: Desk, { draftId }: OutboxRow, { id }: Conversation): Promise<void> {
  const { tx, house } = desk
  const draft = draftId === null ? undefined : await tx.drafts.get(draftId)
  if (draft === undefined) return
  const asked = openQuestion(await tx.messages.list(id))?.last
  if (asked?.id === draft.messageId && (await tx.drafts.pending(id)) === undefined) {
    const shownAt = house.now().toISOString()
    if (await tx.drafts.move(draft.id, ['approved', 'edited'], 'pending', { shownAt }))
      await showDraft(desk, { ...draft, state: 'pending' })
    return
  }
  const why = asked === undefined ? 'it was answered otherwise' : 'the customer wrote again'
  await withdrawDraft(desk, draft, { why, actor: 'system', isMoot: true }, ['approved', 'edited'])
}

/** Colleagues who are asked whether theirs goes out, too, are asked about theirs alone, where nobody else has answered. */
async function askOthersAnew(
  desk: Desk,
  { teammateId, createdAt }: OutboxRow,
  conversation: Conversation,
): Promise<void> {
  const { written } = desk.tx
  for (const one of await written.asked(conversation.id)) {
    const since = writingSince(one.askedAt)
    if (teammateId === null || one.teammateId === teammateId || createdAt < since) continue
    await askAboutWritten(desk, one, conversation, await answeredSince(desk.tx, conversation.id, since, one.teammateId))
  }
}

/** Words of a staff thread that were stopped wait for their author's word again; a stopped correction leaves the first ones. */
async function askAgain({ tx, ...desk }: Desk, row: OutboxRow, conversation: Conversation): Promise<void> {
  const { writtenId, corrects } = row.payload
  const written = typeof writtenId === 'string' ? await tx.written.get(writtenId) : undefined
  if (written === undefined) return
  if (typeof corrects === 'string') await tx.written.move(written.id, ['sent'], 'sent', { outboxId: corrects })
  else if (await tx.written.move(written.id, ['sent'], 'asked'))
    await askAboutWritten({ tx, ...desk }, written, conversation)
}
