import type { Conversation, Draft, Message } from '../domain/conversation.ts'
import type { Lesson } from '../domain/learning.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { lessonIdOf } from '../learning/lesson-id.ts'
import { makeLesson } from '../learning/pair.ts'
import type { Scope } from '../store/store.ts'
import type { By } from './by.ts'
import { compose } from './compose.ts'
import { withConversation } from './conversations.ts'
import { knownFacts } from './facts.ts'
import { propose } from './propose.ts'
import { lastFromCustomer, openQuestion, questionBefore } from './question.ts'
import { refuseShut } from './shut.ts'

/** An old answer, ready to be filled with another customer's facts. */
interface OldAnswer extends Pick<Lesson, 'reply' | 'slots'> {
  lessonId: string | null
  question: string
  author: string
  at: string
}

/**
 * Puts an old answer, a lesson's or a teammate's, into a conversation as its draft: greeting and the other customer's facts
 * taken out, this customer's put in. It replaces what was proposed, and is sent by nobody but a teammate.
 */
export function useHere(house: House, by: By, conversationId: string, choice: string): Promise<Draft> {
  return withConversation(house, by, conversationId, async (desk, conversation) => {
    const { tx } = desk
    refuseShut(conversation)
    const old = (await fromLesson(tx, choice)) ?? (await fromMessage(tx, choice))
    if (old === undefined) throw new Refused(404, 'This answer is gone: it was forgotten or never sent.')
    const messages = await tx.messages.list(conversation.id)
    const asked = openQuestion(messages)
    const last = asked?.last ?? lastFromCustomer(messages)
    if (last === undefined) throw new Refused(409, 'The customer has not written anything that this could answer.')
    const query = asked ?? { text: last.content, context: [] }
    const { text, unfilled } = compose(old, query, await factsOf(tx, conversation))
    return propose(desk, conversation, {
      ...{ text, unfilled, lessonId: old.lessonId, messageId: last.id, actor: by.teammate.id },
      why: `${by.teammate.name} chose this answer`,
      withdrawn: `replaced by ${by.teammate.name}’s choice`,
      sources: [
        {
          lessonId: old.lessonId ?? choice,
          ...{ score: 1, why: `chosen by ${by.teammate.name}`, author: old.author, at: old.at, question: old.question },
        },
      ],
    })
  })
}

async function fromLesson(tx: Scope, id: string): Promise<OldAnswer | undefined> {
  const lesson = await tx.lessons.get(id)
  if (lesson === undefined) return undefined
  if (lesson.standing === 'superseded')
    throw new Refused(409, 'This answer was corrected since: choose the one that replaced it.')
  return { ...lesson, lessonId: lesson.id }
}

async function fromMessage(tx: Scope, id: string): Promise<OldAnswer | undefined> {
  const message = await tx.messages.get(id)
  if (message === undefined || message.senderType === 'customer' || message.metadata.removedAt) return undefined
  const { outboxId } = message.metadata
  if (outboxId !== undefined) {
    const learned = await fromLesson(tx, lessonIdOf(outboxId))
    if (learned !== undefined) return learned
    if ((await tx.outbox.get(outboxId))?.state !== 'sent') return undefined
  }
  return plain(tx, message)
}

/** Words that were never learned: what is that customer's own is taken out as learning would. */
async function plain(tx: Scope, message: Message): Promise<OldAnswer | undefined> {
  const conversation = await tx.conversations.get(message.conversationId)
  if (conversation === undefined) return undefined
  const asked = questionBefore(await tx.messages.list(conversation.id), message.id)
  const question = asked?.text ?? ''
  const author = message.metadata.teammateId ?? message.metadata.authorName ?? 'agent'
  const { reply, slots } = makeLesson({
    ...{ question, context: asked?.context ?? [], reply: message.content, author },
    known: await factsOf(tx, conversation),
  })
  return { reply, slots, lessonId: null, question, author, at: message.createdAt }
}

async function factsOf(tx: Scope, conversation: Conversation) {
  return knownFacts(await tx.people.get(conversation.personId), conversation)
}
