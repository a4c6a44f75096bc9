import type { Desk } from '../answering/desk.ts'
import { counted, questionBefore } from '../answering/question.ts'
import type { Message } from '../domain/conversation.ts'
import { contradictionOf } from './contradictions.ts'
import { lessonIdOf, sourceOf } from './lesson-id.ts'
import { spokenTurns } from './spoken-turns.ts'

/** What a teammate takes back: the question that it answered, and the lesson that it became. */
export interface TakenBack {
  question: { text: string; context: string[]; last: Message }
  lessonId: string
}

/**
 * Words of a teammate right after a colleague's answer, or their own, with no question between: where both cannot be right,
 * they take that answer back. What only adds to it answers no question, and teaches nothing.
 */
export async function takenBack({ tx }: Desk, messages: Message[], said: Message): Promise<TakenBack | undefined> {
  // What was said on the phone in several breaths is one answer.
  const whole = spokenTurns(messages).messages
  const turns = counted(whole)
  const before = turns[turns.findIndex(({ id }) => id === said.id) - 1]
  if (before?.senderType !== 'human') return undefined
  const question = questionBefore(whole, before.id)
  if (question === undefined) return undefined
  const asked = { question: question.text }
  if (contradictionOf({ ...asked, reply: before.content }, { ...asked, reply: said.content }) === undefined)
    return undefined
  const { draftId } = before.metadata
  const draft = draftId === undefined ? undefined : await tx.drafts.get(draftId)
  // A draft that was sent as it was, or with its facts, confirmed its lesson and made none of its own.
  return { question, lessonId: (draft?.err === 0 ? draft.lessonId : null) ?? lessonIdOf(sourceOf(before)) }
}

/** The first clause of an answer. */
const firstClause = /^\s*([^:.!?\n]{1,60})[:.!?]+\s+/u
/** What such a clause says where it takes something back, in the languages that we know best. */
const takesBack =
  /wrong|mistake|\berror\b|correction|erratum|falsch|fehler|geirrt|stimmt nicht|korrektur|tromp[ée]|erreur|equivoc|corrección|sbaglia|errore|correzione|engan|\berro\b|correção|vergis|fout\b|correctie/iu
const apology =
  /^(?:oops|(?:i'm |so )?sorry|apologies|pardon|entschuldigung|désolée?|perdón|disculpas?|scusate|scusa|desculpe|excuses)\s*$/iu

/** The answer without "Sorry, I was wrong:" before it, which nobody else is to be told. */
export function withoutApology(text: string): string {
  const [clause = '', said = ''] = firstClause.exec(text) ?? []
  if (!takesBack.test(said) && !apology.test(said)) return text
  const rest = withoutApology(text.slice(clause.length))
  // Too little is left for an answer.
  return rest.trim().split(/\s+/).length < 3 ? text : rest.charAt(0).toUpperCase() + rest.slice(1)
}
