import { recogniseTeammate } from '../accounts/recognise.ts'
import { draftCard } from '../answering/cards.ts'
import { act } from '../answering/act.ts'
import { reply } from '../answering/conversations.ts'
import { atDesk, type Desk } from '../answering/desk.ts'
import { approve, type By } from '../answering/drafts.ts'
import { mailIntent } from '../answering/mail-intent.ts'
import { notifyByMail, tellTeammate } from '../answering/show.ts'
import type { Teammate } from '../domain/business.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import type { MessageEvent, Outcome } from '../domain/event.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { settled, type Turn } from './turn.ts'

/** A reply to a notification: approves the draft that it shows, or is itself the answer (DESIGN 6.2). */
export async function handleStaffMail(
  house: House,
  turn: Turn,
  event: MessageEvent,
  notification: OutboxRow,
): Promise<Outcome> {
  const { businessId } = turn
  const scope = house.store.of(businessId)
  const seqs = turn.rows.map((row) => row.seq)
  const teammate = await recogniseTeammate(house, businessId, event.place, event.author)
  const conversationId = notification.conversationId
  if (teammate === undefined || conversationId === null) {
    // Nothing is said to an address that could not be proved: an answer would tell a forger that the address is good.
    await scope.inbox.markHandled(seqs, 'not a verified teammate: nothing was sent or learned')
    return { kind: 'done' }
  }
  const names = (await scope.teammates.list()).filter((one) => one.id !== teammate.id)
  const intent = mailIntent(event, names)
  try {
    await obey(
      house,
      { businessId, teammate, settle: settled(turn, intent.means) },
      conversationId,
      notification,
      intent,
    )
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    await tell(house, turn, event, teammate, conversationId, error.message, notification)
  }
  await scope.inbox.markHandled(seqs, intent.means)
  return { kind: 'done' }
}

async function obey(
  house: House,
  by: By,
  conversationId: string,
  notification: OutboxRow,
  intent: ReturnType<typeof mailIntent>,
): Promise<void> {
  switch (intent.means) {
    case 'approve': {
      const { draftId, version } = notification.payload
      if (typeof draftId !== 'string' || typeof version !== 'number')
        throw new Refused(409, 'That mail shows no draft to send.')
      await approve(house, by, draftId, version)
      return
    }
    case 'take':
      return act(house, by, conversationId, 'take')
    case 'note':
      await house.store.of(by.businessId).events.add({
        conversationId,
        type: 'noted',
        actor: by.teammate.id,
        receiptId: null,
        data: { why: intent.why },
      })
      if (intent.why !== 'note:') throw new Refused(409, `Kept as a note, not sent: ${intent.why}.`)
      return
    case 'send':
      await reply(house, by, conversationId, { text: intent.text })
  }
}

/** Says by mail why nothing was sent, and shows the newer draft where there is one. */
async function tell(
  house: House,
  turn: Turn,
  event: MessageEvent,
  teammate: Teammate,
  conversationId: string,
  sentence: string,
  notification: OutboxRow,
): Promise<void> {
  await atDesk(house, turn.businessId, async (desk: Desk) => {
    await tellTeammate(desk, conversationId, event.place, { kind: 'email', value: teammate.email }, sentence)
    const newer = await desk.tx.drafts.pending(conversationId)
    if (newer === undefined || newer.id === notification.payload.draftId) return
    const receipt = await desk.tx.receipts.get(newer.receiptId)
    const question = await desk.tx.messages.get(newer.messageId)
    const card = draftCard({
      draft: newer,
      receipt,
      question: question?.content ?? '',
      topic: undefined,
      publicUrl: house.publicUrl,
    })
    await notifyByMail(desk, conversationId, card, { draftId: newer.id, version: newer.version })
  })
}
