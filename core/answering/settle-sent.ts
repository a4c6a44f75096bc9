import type { OutboxRow } from '../domain/delivery.ts'
import { isNowhere } from '../domain/nowhere.ts'
import type { Delivery } from '../domain/outbound.ts'
import type { House } from '../house.ts'
import { noteSent } from '../integrations/last-sent.ts'
import { afterSent } from '../learning/sent.ts'
import { ahead } from '../store/remembering.ts'
import { atDesk } from './desk.ts'
import { endHold } from './holds.ts'
import type { Pace } from './place-rules.ts'
import { foundAgain } from './roots-left.ts'
import { staffPlace } from './show.ts'
import { showGone } from './show-waits.ts'
import { goOnAt } from './text-place.ts'
import { sayDelivered } from './undelivered.ts'

/** The platform took it (or said so later): what follows from that happens in the same transaction. */
export async function settleSent(
  house: House,
  businessId: string,
  row: OutboxRow,
  delivery: Delivery,
  pace?: Pace,
): Promise<boolean> {
  // Judging needs the engine, and inside the transaction nothing but the database may be asked.
  if (row.teammateId !== null) await house.learners.current(businessId)
  const learned = await atDesk(house, businessId, async (desk) => {
    const { tx } = desk
    // Its message may have been merged into another conversation while nobody knew whether it had arrived.
    const said = row.messageId === null ? undefined : await tx.messages.get(row.messageId)
    const conversationId = said?.conversationId ?? row.conversationId
    const conversation = conversationId === null ? undefined : await tx.conversations.lock(conversationId)
    const moved = await tx.outbox.move(row.id, ['sending', 'in_doubt'], 'sent', {
      platformId: delivery.platformId,
      error: null,
      waitsFor: null,
      ...(isToOneAlone(row) ? { payload: withoutCard(row.payload) } : {}),
    })
    if (!moved) return undefined
    desk.tell('outbox', row.id)
    if (conversation !== undefined && row.audience === 'customer')
      await ahead(tx, ({ messages, events, drafts, business }) => [
        ...[messages.list(conversation.id), events.list(conversation.id), business()],
        ...(row.draftId === null ? [] : [drafts.get(row.draftId)]),
      ])
    await endHold(desk, row, pace)
    await showGone(desk, row)
    if (row.audience === 'staff') {
      if (conversation !== undefined && row.payload.live === true) {
        const place = delivery.thread === undefined ? row.place : { ...row.place, thread: delivery.thread }
        if (staffPlace(await tx.conversations.places(conversation.id), place) === undefined) {
          await tx.conversations.addPlace(conversation.id, 'staff', place)
        }
        await tx.conversations.setCard(conversation.id, place, delivery.platformId)
        if (delivery.thread !== undefined && desk.surfaces.all.some(({ isFailing }) => isFailing))
          await foundAgain(tx, row.place)
      }
      return undefined
    }
    if (conversation !== undefined) await goOnAt(desk, conversation.id, row.place)
    await sayDelivered(desk, row)
    return conversation === undefined ? undefined : afterSent(desk, conversation, row, delivery)
  })
  if (!isNowhere(row.place)) await noteSent(house, businessId, row.place)
  if (learned !== undefined) await house.jobs.run(businessId, { name: 'project', id: learned })
  return learned !== undefined
}

/** It may repeat what customers said, and hangs on none of their conversations: erasing one would not find it. */
function isToOneAlone({ audience, conversationId, payload }: OutboxRow): boolean {
  return audience === 'staff' && conversationId === null && payload.kind === 'direct' && payload.mail === undefined
}

function withoutCard({ card: _, ...payload }: OutboxRow['payload']): OutboxRow['payload'] {
  return { ...payload, gone: true }
}
