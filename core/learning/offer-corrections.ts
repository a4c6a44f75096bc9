import { noticeCard } from '../answering/cards.ts'
import type { Desk } from '../answering/desk.ts'
import { showInThreads } from '../answering/show.ts'
import type { Conversation } from '../domain/conversation.ts'
import { toldOf } from './told.ts'

/** Offers, where an answer was corrected, to tell everybody else who had the old one; says nothing where nobody had. */
export async function offerCorrections(
  desk: Desk,
  conversation: Conversation,
  corrected: { lessonId: string; by: string },
): Promise<void> {
  const { tx, house } = desk
  const { lessonId } = corrected
  const lesson = await tx.lessons.get(lessonId)
  const told = await toldOf(tx, { lessonId, lesson, replacementId: corrected.by }, house.now())
  const others = told.filter((one) => one.conversationId !== conversation.id && !one.isCorrected)
  if (others.length === 0) return
  const many = others.length === 1 ? 'One other customer' : `${others.length} other customers`
  const doubt = others.every(({ isInDoubt }) => isInDoubt) ? 'may have heard' : 'heard'
  const press = { action: 'tell_corrected' as const, target: lessonId }
  const card = noticeCard(`${many} ${doubt} the old answer in the last 30 days.`, {
    body: 'You see who, and choose whether it is sent to each or proposed first; nothing leaves before that.',
    buttons: [{ ...press, label: `Tell those who heard the old answer (${others.length})` }],
    link: { label: 'See who', url: `${house.publicUrl}/admin/lessons?lesson=${lessonId}` },
  })
  await showInThreads(desk, conversation.id, card)
}
