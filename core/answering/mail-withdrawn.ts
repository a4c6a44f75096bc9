import type { Draft } from '../domain/conversation.ts'
import { conversationLink, noticeCard } from './cards.ts'
import type { Desk } from './desk.ts'
import { notifyByMail } from './show.ts'

/**
 * Tells those who were mailed this draft that it is off the table, but not who took it there. Where the customer asks anew,
 * the mail of their new words says it instead (replaced.ts).
 */
export async function mailWithdrawn(
  desk: Desk,
  draft: Draft,
  { why, actor }: { why: string; actor: string },
): Promise<void> {
  const isAskedAnew = actor === 'customer' && !why.includes('removed')
  if (isAskedAnew || desk.surfaces.mail === undefined) return
  const { tx, house } = desk
  const rows = await tx.outbox.list(draft.conversationId)
  const mailed = new Set(
    rows.flatMap(({ payload, place }) =>
      payload.draftId === draft.id && place.connector === 'email' ? [place.thread] : [],
    ),
  )
  if (mailed.size === 0) return
  const body = `The draft that you were mailed is not to be approved any more: ${why}. It said:\n\n${draft.text}`
  const card = noticeCard(`Withdrawn: ${why}`, { body, link: conversationLink(house.publicUrl, draft.conversationId) })
  for (const { id, email } of await tx.teammates.list())
    if (id !== actor && mailed.has(email)) await notifyByMail(desk, draft.conversationId, card, {}, id)
}
