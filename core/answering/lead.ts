import type { Conversation, Message } from '../domain/conversation.ts'
import { type Lead, type LeadSlot, leadSlots } from '../domain/lead.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { Engine } from '../learning/engine.ts'
import { leadFrom, warmthOf } from '../understanding/lead.ts'
import { nextQuestion, type StaffQuestion, staffQuestions } from '../understanding/lead-question.ts'
import { record } from './act.ts'
import { productsOf } from './circumstances.ts'
import { withConversation } from './conversations.ts'
import type { By } from './drafts.ts'
import { counted } from './question.ts'
import { showConversation } from './show.ts'
import { refuseShut } from './shut.ts'

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

/** A teammate says what a slot holds; their word stays. Null empties it. */
export async function setLead(
  house: House,
  by: By,
  conversationId: string,
  slot: LeadSlot,
  value: string | null,
): Promise<void> {
  await withConversation(house, by, conversationId, async (desk, conversation) => {
    refuseShut(conversation)
    if (conversation.kind !== 'sales') throw new Refused(409, 'Say first that this conversation is about sales.')
    if (!leadSlots.includes(slot)) throw new Refused(422, `There is no ${slot} to say: one of ${leadSlots.join(', ')}.`)
    const before = conversation.lead ?? { slots: {}, warmth: 'cold', reasons: [], asked: [] }
    const slots = { ...before.slots, [slot]: { value: value?.trim() || null, by: by.teammate.id } }
    const said = counted(await desk.tx.messages.list(conversationId)).flatMap((turn) =>
      turn.senderType === 'customer' ? [turn.content] : [],
    )
    const lead: Lead = { ...before, slots, ...warmthOf(slots, said) }
    await desk.tx.conversations.update(conversationId, { lead })
    await record(desk, by, conversation, 'lead_changed', { slot })
    await showConversation(desk, conversationId)
  })
}

/** Read again once a tenth more was learned. */
function questionsOf(engine: Engine): StaffQuestion[] {
  const before = known.get(engine)
  if (before !== undefined && engine.seq < before.seq * 1.1 + 10) return before.questions
  const questions = staffQuestions(engine.lessons().slice(-readLessons))
  known.set(engine, { seq: engine.seq, questions })
  return questions
}
