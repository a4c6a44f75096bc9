import type { Conversation } from '../domain/conversation.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import type { MailEnvelope } from '../domain/outbound.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { afterCancel } from './after-cancel.ts'
import { noticeCard } from './cards.ts'
import { replyInside, withConversation } from './conversations.ts'
import type { Desk } from './desk.ts'
import type { By } from './drafts.ts'
import { cancel } from './queue.ts'
import { settleSent } from './settle-sent.ts'
import { showInThreads } from './show.ts'
import { showHeld } from './show-held.ts'
import { saySentAgain } from './undelivered.ts'

/** Stops words that have not left yet; a draft that they came from stands open again. */
export async function undo(house: House, by: By, outboxId: string): Promise<void> {
  await decideRow(house, by, outboxId, async (desk, row, conversation) => {
    if (!(await cancel(desk, row, `undone by ${by.teammate.name}`))) throw new Refused(409, undoSentence(row))
    await afterCancel(desk, row, conversation, by.teammate.id)
  })
}

/** *Send now*: what was planned for later goes out after the undo window; what was held back is sent as new words of its author. */
export async function sendNow(house: House, by: By, outboxId: string): Promise<void> {
  await decideRow(house, by, outboxId, async (desk, row, conversation) => {
    const { payload } = row
    if (payload.sendAt === undefined || row.teammateId === null)
      throw new Refused(409, 'This was not planned for later.')
    const author = (await desk.tx.teammates.get(row.teammateId)) ?? by.teammate
    if (await wasUndone(desk, row)) throw new Refused(409, 'It was stopped already; nothing was sent.')
    const words = await wordsAgain(desk, row)
    if (row.state === 'held') {
      const { sendAt: _, ...rest } = payload
      const { undoMs } = (await desk.tx.business()).settings
      const delayMs = undoMs[conversation.channel] ?? house.messenger.abilities(row.place.connector).undoMs
      const notBefore = new Date(house.now().getTime() + delayMs).toISOString()
      await desk.tx.outbox.move(row.id, ['held'], 'held', { notBefore, payload: rest })
      const now = await desk.tx.outbox.get(row.id)
      if (now === undefined) return
      desk.wake(now)
      await showHeld(desk, { ...now, createdAt: house.now().toISOString() }, author.name)
    } else if (row.state === 'cancelled' && payload.sentAs === undefined) {
      const sent = await replyInside(desk, { ...by, teammate: author }, conversation, words)
      await desk.tx.outbox.move(row.id, ['cancelled'], 'cancelled', { payload: { ...payload, sentAs: sent.id } })
      await showInThreads(desk, conversation.id, noticeCard('Sent after all.', { body: words.text }), {
        outboxId: row.id,
      })
      await showHeld(desk, sent, author.name)
    } else throw new Refused(409, 'It has left already; nothing more was sent.')
    desk.tell('conversation', conversation.id)
  })
}

/** A person stopped it, which holds; what the customer's words or a pause held back may still be sent. */
async function wasUndone({ tx }: Desk, row: OutboxRow): Promise<boolean> {
  if (row.state !== 'cancelled' || row.conversationId === null) return false
  const events = await tx.events.list(row.conversationId)
  return events.some(({ type, actor, data }) => type === 'undone' && actor !== 'system' && data.outboxId === row.id)
}

/** *Send again*, of what failed or may not have arrived: only ever by a person's hand. */
export async function sendAgain(house: House, by: By, outboxId: string): Promise<void> {
  await decideRow(house, by, outboxId, async (desk, row) => {
    const moved = await desk.tx.outbox.move(row.id, ['in_doubt', 'failed'], 'ready', {
      notBefore: house.now().toISOString(),
      attempts: 0,
      error: null,
      waitsFor: null,
      payload: { ...row.payload, waitsSince: undefined, saidWaits: undefined, tries: undefined },
    })
    if (!moved) throw new Refused(409, 'This is on its way or has arrived; nothing was sent again.')
    await desk.tx.audit.add({ actor: by.teammate.id, action: 'sent again', subject: row.id })
    const now = await desk.tx.outbox.get(row.id)
    if (now !== undefined) desk.wake(now)
    await saySentAgain(desk, row, by.teammate.name)
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

/** The words of an answer as their author wrote them, with what went along. */
async function wordsAgain({ tx }: Desk, { messageId, payload }: OutboxRow) {
  const message = messageId === null ? undefined : await tx.messages.get(messageId)
  const mail = payload.mail as MailEnvelope | undefined
  return {
    text: message?.content ?? String(payload.text ?? ''),
    attachments: message?.metadata.attachments ?? [],
    ...(mail === undefined ? {} : { to: mail.to, cc: mail.cc }),
    ...(payload.learn === false ? { learn: false } : {}),
  }
}

/** Under the lock of its conversation: one message to a customer, one decision. */
export async function decideRow(
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
