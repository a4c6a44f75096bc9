import type { Conversation } from '../domain/conversation.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { noticeCard } from './cards.ts'
import { withConversation } from './conversations.ts'
import { settleSent } from './deliver.ts'
import type { Desk } from './desk.ts'
import type { By } from './drafts.ts'
import { cancel } from './queue.ts'
import { askAboutWritten, showConversation, showDraft, showInThreads } from './show.ts'

/** Stops words that have not left yet; a draft that they came from stands open again. */
export async function undo(house: House, by: By, outboxId: string): Promise<void> {
  await decideRow(house, by, outboxId, async (desk, row, conversation) => {
    if (!(await cancel(desk, row, `undone by ${by.teammate.name}`))) throw new Refused(409, undoSentence(row))
    await afterCancel(desk, row, conversation, by.teammate.id)
  })
}

/** What a stopped answer leaves behind: the customer waits again, and a draft may be decided again. */
export async function afterCancel(
  desk: Desk,
  row: OutboxRow,
  conversation: Conversation,
  actor: string,
): Promise<void> {
  const { tx } = desk
  await tx.events.add({
    conversationId: conversation.id,
    type: 'undone',
    actor,
    receiptId: null,
    data: { outboxId: row.id },
  })
  await showInThreads(
    desk,
    conversation.id,
    noticeCard('Stopped: nothing was sent.', { body: String(row.payload.text ?? '') }),
    {
      outboxId: row.id,
    },
  )
  const draft = row.draftId === null ? undefined : await tx.drafts.get(row.draftId)
  if (draft !== undefined && (await tx.drafts.pending(conversation.id)) === undefined) {
    if (
      await tx.drafts.move(draft.id, ['approved', 'edited'], 'pending', { shownAt: desk.house.now().toISOString() })
    ) {
      await showDraft(desk, { ...draft, state: 'pending' })
    }
  }
  await askAgain(desk, row, conversation)
  await tx.conversations.update(conversation.id, {})
  await showConversation(desk, conversation.id)
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

/** *Send again*, of what failed or may not have arrived: only ever by a person's hand. */
export async function sendAgain(house: House, by: By, outboxId: string): Promise<void> {
  await decideRow(house, by, outboxId, async (desk, row) => {
    const moved = await desk.tx.outbox.move(row.id, ['in_doubt', 'failed'], 'ready', {
      notBefore: house.now().toISOString(),
      attempts: 0,
      error: null,
    })
    if (!moved) throw new Refused(409, 'This is on its way or has arrived; nothing was sent again.')
    await desk.tx.audit.add({ actor: by.teammate.id, action: 'sent again', subject: row.id })
    const now = await desk.tx.outbox.get(row.id)
    if (now !== undefined) desk.wake(now)
    desk.tell('outbox', row.id)
  })
}

/** *It arrived*: a person knows better than the platform. */
export async function itArrived(house: House, by: By, outboxId: string): Promise<void> {
  const row = await house.store.of(by.businessId).outbox.get(outboxId)
  if (row === undefined) throw new Refused(404, 'This message does not exist.')
  if (row.state !== 'in_doubt') throw new Refused(409, 'Nobody doubts that one.')
  await settleSent(house, by.businessId, row, { platformId: row.platformId ?? row.id })
}

async function decideRow(
  house: House,
  by: By,
  outboxId: string,
  work: (desk: Desk, row: OutboxRow, conversation: Conversation) => Promise<void>,
): Promise<void> {
  const known = await house.store.of(by.businessId).outbox.get(outboxId)
  if (known?.conversationId == null || known.audience !== 'customer')
    throw new Refused(404, 'This message does not exist.')
  await withConversation(house, by, known.conversationId, async (desk, conversation) => {
    const row = await desk.tx.outbox.get(outboxId)
    if (row !== undefined) await work(desk, row, conversation)
  })
}

function undoSentence(row: OutboxRow): string {
  return row.state === 'cancelled' ? 'It was stopped already.' : 'Too late: it has left. You can send a correction.'
}
