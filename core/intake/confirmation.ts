import type { ConfirmationEvent, Outcome } from '../domain/event.ts'
import type { House } from '../house.ts'
import { settled, type Turn } from './turn.ts'

/** A mail system asks whether it may forward to us: its code and link are shown with the integration, to nobody else. */
export async function handleConfirmation(house: House, turn: Turn, event: ConfirmationEvent): Promise<Outcome> {
  const { from, mailbox, code, link, at, place } = event
  const integration = await house.store.of(turn.businessId).write(async (tx) => {
    await settled(turn, 'a forwarding confirmation, shown with the integration')(tx)
    const found = (await tx.integrations.list()).find(
      (one) => one.connector === place.connector && one.account === place.account,
    )
    if (found === undefined) return undefined
    await tx.integrations.update(found.id, { confirmation: { from, mailbox, code, link, at } })
    await tx.audit.add({ actor: 'system', action: 'forwarding asked for', subject: found.id, data: { from, mailbox } })
    return found
  })
  if (integration !== undefined)
    house.live.publish(turn.businessId, { type: 'integration', id: integration.id, version: house.now().getTime() })
  return { kind: 'done' }
}
