import type { By } from '../answering/by.ts'
import { compose } from '../answering/compose.ts'
import { atDesk } from '../answering/desk.ts'
import { knownFacts } from '../answering/facts.ts'
import { propose } from '../answering/propose.ts'
import { lastFromCustomer } from '../answering/question.ts'
import { isPutAside } from '../domain/kind.ts'
import type { Lesson } from '../domain/learning.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { whoWasTold } from './told.ts'

/**
 * Proposes a correction in every conversation whose customer had an answer that is right no longer. Nothing is sent by
 * itself, and a draft that waits there already is left alone (`waiting`).
 */
export async function tellThem(
  house: House,
  by: By,
  lessonId: string,
  days?: number,
): Promise<{ proposed: number; waiting: number }> {
  const { told, replacement } = await whoWasTold(house, by.businessId, lessonId, days)
  if (replacement === null)
    throw new Refused(409, 'Nothing has replaced this answer yet: give the right one in a conversation first.')
  let [proposed, waiting] = [0, 0]
  for (const { conversationId, isCorrected } of told) {
    if (isCorrected) continue
    const done = await atDesk(house, by.businessId, (desk) =>
      proposeIn(desk, by, conversationId, lessonId, replacement),
    )
    if (done === 'proposed') proposed++
    if (done === 'waiting') waiting++
  }
  const scope = house.store.of(by.businessId)
  await scope.write(async (tx) => {
    await by.settle?.(tx)
    const data = { proposed, waiting, by: by.teammate.name }
    await tx.audit.add({ actor: by.teammate.id, action: 'corrections proposed', subject: lessonId, data })
  })
  return { proposed, waiting }
}

/** With its draft in the conversation: proposes what is right now; a draft that waits there already is left alone. */
export async function proposeIn(
  desk: Parameters<typeof propose>[0],
  { teammate }: By,
  conversationId: string,
  oldId: string,
  right: Lesson,
): Promise<'proposed' | 'waiting' | 'nothing'> {
  const { tx, house } = desk
  const conversation = await tx.conversations.lock(conversationId)
  if (isPutAside(conversation) || conversation.mergedIntoId !== null) return 'nothing'
  if ((await tx.drafts.pending(conversationId)) !== undefined) return 'waiting'
  const last = lastFromCustomer(await tx.messages.list(conversationId))
  if (last === undefined) return 'nothing'
  const facts = knownFacts(await tx.people.get(conversation.personId), conversation)
  const { text, unfilled } = compose(right, { text: last.content, context: [] }, facts)
  const { settings } = await tx.business()
  const lead = house.sentences.say('corrected', [right.language, settings.language])
  const { id, question, author, at } = right
  await propose(desk, conversation, {
    ...{ text: `${lead}\n\n${text}`, unfilled, messageId: last.id, lessonId: id, actor: teammate.id },
    why: `${teammate.name} corrects what this customer was told before`,
    withdrawn: `replaced by ${teammate.name}’s correction`,
    sources: [{ lessonId: id, score: 1, why: `replaces ${oldId}`, author, at, question }],
  })
  return 'proposed'
}
