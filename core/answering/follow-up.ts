import { timeFrom } from '../domain/times.ts'
import { clockTime } from '../domain/when.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { By } from './by.ts'
import { withConversation } from './conversations.ts'
import { showConversation } from './show.ts'
import { refuseShut } from './shut.ts'

/**
 * Reminds of a conversation then, unless the customer answers before: `1d`, `3d`, `1w`, `tomorrow`, a weekday or an ISO
 * time; null or `none` forgets it. Returns the sentence that says so.
 */
export function followUp(
  house: House,
  by: By,
  conversationId: string,
  choice: string | null,
): Promise<{ say: string }> {
  return withConversation(house, by, conversationId, async (desk, conversation) => {
    const { tx } = desk
    refuseShut(conversation)
    if (conversation.status === 'resolved') throw new Refused(409, 'This conversation is resolved: nobody is reminded.')
    const { zone } = (await tx.business()).settings
    const isOff = choice === null || choice === 'none'
    const at = isOff ? undefined : timeFrom(choice, zone, house.now())?.toISOString()
    if (!isOff && at === undefined) throw new Refused(422, `“${choice}” is no time to be reminded at.`)
    const followUpBy = at === undefined ? null : by.teammate.id
    await tx.conversations.update(conversation.id, { followUpAt: at ?? null, followUpBy })
    const data = { at: at ?? null }
    await tx.events.add({
      ...{ conversationId: conversation.id, type: 'follow_up_set', actor: by.teammate.id, receiptId: null, data },
    })
    await showConversation(desk, conversation.id)
    if (at === undefined) return { say: 'Nobody will be reminded.' }
    return { say: `You are reminded ${clockTime(at, zone, house.now())}, unless the customer answers before.` }
  })
}
