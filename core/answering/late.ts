import type { BusinessSettings } from '../domain/business.ts'
import type { Conversation } from '../domain/conversation.ts'
import type { Card } from '../domain/outbound.ts'
import { lateSteps, minutesLeft, type Target } from '../domain/targets.ts'
import { conversationLink, noticeCard } from './cards.ts'
import type { Desk } from './desk.ts'
import { handlesAt, tellHandOverPlaces } from './hand-over-places.ts'
import { minutesText } from './minutes.ts'
import { notifyByMail, showInThreads } from './show.ts'

/**
 * Says once in the thread that a target was missed, naming who has the conversation, and after the same time again, once,
 * where hand-overs are told. Returns whether it said anything; a step of core/intake/look-after.ts.
 */
export async function tellLate(desk: Desk, conversation: Conversation, settings: BusinessSettings): Promise<boolean> {
  const { tx, house } = desk
  const now = house.now()
  const due = lateSteps(conversation, settings).filter(({ at }) => at <= now.toISOString())
  if (due.length === 0) return false
  for (const { step, target } of due) {
    const card = await lateCard(desk, conversation, settings, target)
    if (step === 'thread') await sayInThread(desk, conversation, card)
    else if (!(await tellHandOverPlaces(desk, card))) continue
    await tx.events.add({
      conversationId: conversation.id,
      type: 'target_missed',
      actor: 'system',
      receiptId: null,
      data: { step, target: target.kind, minutes: target.minutes, dueAt: target.dueAt },
    })
  }
  await tx.conversations.update(conversation.id, { lateToldAt: now.toISOString() })
  return true
}

async function lateCard(
  { tx, house }: Desk,
  conversation: Conversation,
  settings: BusinessSettings,
  target: Target,
): Promise<Card> {
  const person = await tx.people.get(conversation.personId)
  const assignee = conversation.assigneeId === null ? undefined : await tx.teammates.get(conversation.assigneeId)
  const who = person?.name ?? conversation.customerEmail ?? 'A customer'
  const late = -minutesLeft(target, settings, house.now())
  const card = noticeCard(`${who} has waited longer than ${minutesText(target.minutes)} for an answer.`, {
    buttons: [
      { action: 'reply', label: 'Reply', target: conversation.id, style: 'primary' },
      ...(assignee === undefined ? [{ action: 'take' as const, label: 'Take', target: conversation.id }] : []),
    ],
    link: conversationLink(house.publicUrl, conversation.id),
  })
  const has = assignee === undefined ? 'Nobody has this conversation' : `${assignee.name} has this conversation`
  return { ...card, status: late > 0 ? `${has} · ${minutesText(late)} late` : has }
}

async function sayInThread(desk: Desk, conversation: Conversation, card: Card): Promise<void> {
  const mentions = (
    await Promise.all(desk.surfaces.roots.map((root) => handlesAt(desk, conversation.assigneeId, root)))
  ).flat()
  await showInThreads(desk, conversation.id, mentions.length === 0 ? card : { ...card, mentions })
  await notifyByMail(desk, conversation.id, card)
}
