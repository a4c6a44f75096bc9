import { type Lead, type LeadSlot, leadSlots } from '../domain/lead.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { warmthOf } from '../understanding/lead.ts'
import { record } from './act.ts'
import { withConversation } from './conversations.ts'
import type { By } from './drafts.ts'
import { counted } from './question.ts'
import { showConversation } from './show.ts'
import { refuseShut } from './shut.ts'

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
