import type { Conversation, Message } from '../domain/conversation.ts'
import type { Lead } from '../domain/lead.ts'
import type { Engine } from '../learning/engine.ts'
import { leadFrom } from '../understanding/lead.ts'
import { nextQuestion, type StaffQuestion, staffQuestions } from '../understanding/lead-question.ts'
import { productsOf } from './circumstances.ts'
import { counted } from './question.ts'

/** Lessons that are looked at for what staff ask, the newest. */
const readLessons = 5000
const known = new WeakMap<Engine, { seq: number; questions: StaffQuestion[] }>()

/** What a sales conversation knows by now, and what is worth asking next in staff's own words; undefined elsewhere. */
export function leadNow(
  engine: Engine,
  conversation: Conversation,
  messages: readonly Message[],
  language: string,
): { lead: Lead; question: StaffQuestion | undefined } | undefined {
  if (conversation.kind !== 'sales') return undefined
  const said = counted([...messages]).flatMap((turn) => (turn.senderType === 'customer' ? [turn.content] : []))
  const { customerEmail: email, lead: before } = conversation
  const lead = leadFrom(said, { products: productsOf(engine), email, before })
  return { lead, question: nextQuestion(lead, questionsOf(engine), language) }
}

/** The draft with one question under it; a draft that asks something already, or says nothing, stays as it is. */
export function withQuestion(text: string, question: StaffQuestion | undefined): string {
  return question === undefined || text.trim() === '' || text.includes('?') ? text : `${text}\n\n${question.text}`
}

/** Read again once a tenth more was learned. */
function questionsOf(engine: Engine): StaffQuestion[] {
  const before = known.get(engine)
  if (before !== undefined && engine.seq < before.seq * 1.1 + 10) return before.questions
  const questions = staffQuestions(engine.lessons().slice(-readLessons))
  known.set(engine, { seq: engine.seq, questions })
  return questions
}
