import type { By } from '../answering/by.ts'
import { compose } from '../answering/compose.ts'
import { replyInside } from '../answering/conversations.ts'
import { atDesk, type Desk } from '../answering/desk.ts'
import { knownFacts } from '../answering/facts.ts'
import { lastFromCustomer } from '../answering/question.ts'
import { showHeld } from '../answering/show-held.ts'
import { isPutAside } from '../domain/kind.ts'
import type { Lesson } from '../domain/learning.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { proposeIn } from './tell.ts'
import { heardOf, replacementOf } from './told.ts'

export interface Corrections {
  sent: number
  /** A detail of theirs is missing: it waits as a draft. */
  proposed: number
  /** Another draft waits there. */
  waiting: number
  /** They can be written to no more. */
  refused: number
}

/**
 * Sends what is right by now to everybody who heard a lesson that was replaced, by the teammate's name and held for the
 * undo window: one message a conversation, and none to who knows already, however often it is asked for.
 */
export async function sendCorrections(house: House, by: By, lessonId: string): Promise<Corrections> {
  const scope = house.store.of(by.businessId)
  const old = await scope.lessons.get(lessonId)
  const right = old && (await replacementOf(scope, old))
  if (old === undefined || right === undefined)
    throw new Refused(409, 'Nothing has replaced this answer yet: give the right one in a conversation first.')
  const heard = await heardOf(scope, { lessonId, lesson: old, replacementId: right.id }, house.now())
  const done: Corrections = { sent: 0, proposed: 0, waiting: 0, refused: 0 }
  await house.learners.current(by.businessId)
  for (const { conversationId, rowId, isCorrected } of heard) {
    if (isCorrected) continue
    try {
      const outcome = await atDesk(house, by.businessId, (desk) =>
        correctIn(desk, by, { conversationId, rowId, old, right }),
      )
      if (outcome !== 'nothing') done[outcome]++
    } catch (error) {
      // This one said STOP, or is on no channel any more: the others are told all the same.
      if (!(error instanceof Refused)) throw error
      done.refused++
    }
  }
  await scope.write(async (tx) => {
    await by.settle?.(tx)
    const data = { ...done, by: by.teammate.name }
    await tx.audit.add({ actor: by.teammate.id, action: 'corrections sent', subject: lessonId, data })
  })
  return done
}

interface Here {
  conversationId: string
  rowId: string
  old: Lesson
  right: Lesson
}

async function correctIn(
  desk: Desk,
  by: By,
  { conversationId, rowId, old, right }: Here,
): Promise<keyof Corrections | 'nothing'> {
  const { tx, house } = desk
  const conversation = await tx.conversations.lock(conversationId)
  if (isPutAside(conversation) || conversation.mergedIntoId !== null || conversation.erasedAt !== undefined)
    return 'nothing'
  // Under the lock: somebody may have pressed a moment ago.
  const isTold = (await tx.outbox.list(conversationId)).some(
    ({ payload, state }) => payload.corrects === rowId && state !== 'cancelled' && state !== 'failed',
  )
  if (isTold) return 'nothing'
  if ((await tx.drafts.pending(conversationId)) !== undefined) return 'waiting'
  const last = lastFromCustomer(await tx.messages.list(conversationId))
  if (last === undefined) return 'nothing'
  const facts = knownFacts(await tx.people.get(conversation.personId), conversation)
  const { text, unfilled } = compose(right, { text: last.content, context: [] }, facts)
  if (unfilled.length > 0)
    return (await proposeIn(desk, by, conversationId, old.id, right)) === 'proposed' ? 'proposed' : 'nothing'
  const lead = house.sentences.say('corrected', [right.language, (await tx.business()).settings.language])
  // The lesson stands already, and one press is not a confirmation by each of them.
  const words = { text: `${lead}\n\n${text}`, corrects: rowId, learn: false }
  const row = await replyInside(desk, by, conversation, words)
  await showHeld(desk, row, by.teammate.name)
  return 'sent'
}
