import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { replyInside, withConversation } from './conversations.ts'
import type { By } from './drafts.ts'
import { showHeld } from './show-held.ts'
import { withSignature } from './signature.ts'

/** *Send a correction*: the changed words follow what the customer already has, and the lesson follows the words. */
export async function sendCorrection(house: House, by: By, writtenId: string): Promise<void> {
  const known = await house.store.of(by.businessId).written.get(writtenId)
  if (known === undefined) throw new Refused(404, 'These words do not exist any more.')
  await withConversation(house, by, known.conversationId, async (desk, conversation) => {
    const written = await desk.tx.written.get(writtenId)
    const row = written?.outboxId ? await desk.tx.outbox.get(written.outboxId) : undefined
    if (written === undefined || row === undefined) throw new Refused(409, 'Nothing was sent that could be corrected.')
    const { signature } = row.payload
    if (row.payload.text === withSignature(written.text, typeof signature === 'string' ? signature : ''))
      throw new Refused(409, 'The customer has these very words already.')
    // What was not to be learned is not learned from its correction either.
    const learn = row.payload.learn === false ? { learn: false } : {}
    const words = { text: written.text, corrects: row.id, writtenId, ...learn }
    const sent = await replyInside(desk, by, conversation, words)
    await desk.tx.written.move(writtenId, ['sent'], 'sent', { outboxId: sent.id })
    await showHeld(desk, sent, by.teammate.name)
  })
}
