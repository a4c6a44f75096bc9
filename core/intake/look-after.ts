import { noticeCard } from '../answering/cards.ts'
import { atDesk, type Desk } from '../answering/desk.ts'
import { tellLate } from '../answering/late.ts'
import { notifyByMail, showConversation, showInThreads } from '../answering/show.ts'
import { thinkAgain } from '../answering/think-again.ts'
import type { BusinessSettings } from '../domain/business.ts'
import type { Conversation } from '../domain/conversation.ts'
import { quietAt } from '../domain/due.ts'
import { resolvedPatch } from '../domain/turn.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { learnHeard } from '../learning/learn-heard.ts'
import { fact } from './fact.ts'

/**
 * Does what time alone brings about for one conversation: a snooze ends, a reminder comes due, an answered conversation
 * falls quiet, what was said on the phone is learned, a thought that is owed is thought. The sweep calls it; safe to call twice, late, or at the same time elsewhere.
 */
export async function lookAfter(house: House, businessId: string, conversationId: string): Promise<void> {
  try {
    await atDesk(house, businessId, async (desk) => {
      const { tx } = desk
      const { settings } = await tx.business()
      for (const step of steps) {
        const conversation = await tx.conversations.lock(conversationId)
        if (conversation.mergedIntoId === null && (await step(desk, conversation, settings)))
          await showConversation(desk, conversationId)
      }
      // Also when nothing was due any more: it is scheduled anew.
      desk.tell('conversation', conversationId)
    })
  } catch (error) {
    // Gone meanwhile: there is nothing left to look after.
    if (!(error instanceof Refused)) throw error
    return
  }
  await learnHeard(house, businessId, conversationId)
  await thinkAgain(house, businessId, conversationId)
}

/** Each does its part if it is due, and says whether it did anything. */
type Step = (desk: Desk, conversation: Conversation, settings: BusinessSettings) => Promise<boolean>

const wake: Step = async (desk, conversation) => {
  if (!isDue(desk, conversation.snoozedUntil)) return false
  await desk.tx.conversations.update(conversation.id, { snoozedUntil: null })
  await fact(desk, conversation, 'system', 'woken', { why: 'the snooze is over' })
  await say(desk, conversation, 'Back from its snooze.')
  return true
}

/** A reminder ends a snooze, too: somebody wanted to be told then. What is resolved has none. */
const remind: Step = async (desk, conversation) => {
  const { tx } = desk
  if (!isDue(desk, conversation.followUpAt)) return false
  const by = conversation.followUpBy === null ? undefined : await tx.teammates.get(conversation.followUpBy)
  await tx.conversations.update(conversation.id, {
    ...{ followUpAt: null, followUpBy: null, waitingFor: 'staff', snoozedUntil: null },
  })
  await fact(desk, conversation, 'system', 'follow_up_due', { by: by?.id ?? null })
  await say(desk, conversation, `${by?.name ?? 'A teammate'} asked to be reminded: the customer has not answered.`)
  return true
}

const quieten: Step = async (desk, conversation, settings) => {
  if (!isDue(desk, quietAt(conversation, settings))) return false
  const waiting = await desk.tx.outbox.waiting(conversation.id)
  if (waiting.some(({ audience }) => audience === 'customer')) {
    // Something planned for later is still to come: the quiet begins anew.
    await desk.tx.conversations.update(conversation.id, {})
    return false
  }
  const patch = resolvedPatch('quiet', desk.house.now().toISOString())
  await desk.tx.conversations.update(conversation.id, patch)
  await fact(desk, conversation, 'system', 'resolved', { by: 'quiet' })
  return true
}

const steps: Step[] = [wake, remind, quieten, tellLate]

function isDue({ house }: Desk, at: string | null): boolean {
  return at !== null && at <= house.now().toISOString()
}

async function say(desk: Desk, conversation: Conversation, sentence: string): Promise<void> {
  const card = noticeCard(sentence)
  await showInThreads(desk, conversation.id, card)
  await notifyByMail(desk, conversation.id, card)
}
