import type { Conversation } from '../domain/conversation.ts'
import type { OutboxRow, WrittenReply } from '../domain/delivery.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { noticeCard, writtenMenu } from './cards.ts'
import { replyInside, withConversation } from './conversations.ts'
import type { Desk } from './desk.ts'
import type { By } from './drafts.ts'
import { answeredSince, wasFaster } from './first.ts'
import { guide } from './guide.ts'
import type { Sending } from './sending.ts'
import { showInThreads, tellTeammate } from './show.ts'

/** *Send to customer*: the words as they stand now, under the name of who wrote them. */
export async function sendWritten(house: House, by: By, writtenId: string, how: Sending = {}): Promise<OutboxRow> {
  return decideWritten(house, by, writtenId, async (desk, written, conversation) => {
    const author = (await desk.tx.teammates.get(written.teammateId)) ?? by.teammate
    const first = await answeredSince(desk.tx, conversation.id, written.askedAt, author.id)
    // What was listed is sent by somebody who looks at the conversation as it is now.
    const isNews = first !== undefined && first.teammateId !== by.teammate.id && written.state === 'asked'
    if (isNews && !how.too) throw wasFaster(first)
    const row = await replyInside(desk, { ...by, teammate: author }, conversation, {
      ...how,
      text: written.text,
      attachments: written.attachments,
      writtenId,
    })
    if (!(await desk.tx.written.move(written.id, ['asked', 'listed'], 'sent', { outboxId: row.id }))) throw tooLate()
    await answerQuestion(desk, written, `Goes to the customer (${by.teammate.name})`, row.id)
    return row
  })
}

/** *Keep as note*: the words stay inside. */
export async function keepWritten(house: House, by: By, writtenId: string): Promise<void> {
  await decideWritten(house, by, writtenId, async (desk, written, conversation) => {
    if (!(await desk.tx.written.move(written.id, ['asked', 'listed'], 'note'))) throw tooLate()
    await desk.tx.events.add({
      conversationId: conversation.id,
      type: 'noted',
      actor: by.teammate.id,
      receiptId: null,
      data: {},
    })
    await answerQuestion(desk, written, 'Kept as a note')
    await guide(desk, conversation)
  })
}

/** Sweep's part: ten minutes without a click. The author is told where only they read it, and the words are listed. */
export async function listUnanswered(house: House, businessId: string, writtenId: string): Promise<void> {
  const scope = house.store.of(businessId)
  const written = await scope.written.get(writtenId)
  const author = written && (await scope.teammates.get(written.teammateId))
  if (written === undefined || author === undefined) return
  await withConversation(house, { businessId, teammate: author }, written.conversationId, async (desk) => {
    if (!(await desk.tx.written.move(written.id, ['asked'], 'listed'))) return
    const handle = (await desk.tx.teammates.handles(author.id)).find(({ kind }) => kind === written.place.connector)
    const buttons = [
      { action: 'send_written' as const, label: 'Send to customer', target: written.id },
      { action: 'keep_written' as const, label: 'Keep as note', target: written.id },
    ]
    if (handle !== undefined) {
      await tellTeammate(
        desk,
        written.conversationId,
        written.place,
        handle,
        'You wrote this; it was not sent to the customer.',
        {
          body: written.text,
          buttons,
          menu: writtenMenu(written.id),
        },
      )
    }
    desk.tell('conversation', written.conversationId)
  })
}

/** Replaces the buttons of the question by what was decided. */
async function answerQuestion(desk: Desk, written: WrittenReply, sentence: string, undo?: string): Promise<void> {
  const buttons = undo === undefined ? [] : [{ action: 'undo' as const, label: 'Undo', target: undo }]
  const card = noticeCard(sentence, { body: written.text, buttons })
  await showInThreads(desk, written.conversationId, card, { writtenId: written.id })
  desk.tell('conversation', written.conversationId)
}

async function decideWritten<T>(
  house: House,
  by: By,
  writtenId: string,
  work: (desk: Desk, written: WrittenReply, conversation: Conversation) => Promise<T>,
): Promise<T> {
  const known = await house.store.of(by.businessId).written.get(writtenId)
  if (known === undefined) throw new Refused(404, 'These words do not exist any more.')
  return withConversation(house, by, known.conversationId, async (desk, conversation) => {
    const written = await desk.tx.written.get(writtenId)
    if (written === undefined || (written.state !== 'asked' && written.state !== 'listed')) throw tooLate(written)
    return work(desk, written, conversation)
  })
}

function tooLate(written?: WrittenReply): Refused {
  if (written?.state === 'sent') return new Refused(409, 'This was sent already.')
  if (written?.state === 'note') return new Refused(409, 'This was kept as a note; nothing was sent.')
  return new Refused(409, 'These words were removed; nothing was sent.')
}
