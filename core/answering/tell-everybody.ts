import type { Card } from '../domain/outbound.ts'
import type { Desk } from './desk.ts'
import { staffEnvelope } from './envelope.ts'
import { tellHandOverPlaces } from './hand-over-places.ts'

/** Shows a card of no conversation where hand-overs are told, else where staff work, else in every teammate's mail. */
export async function tellEverybody(desk: Desk, card: Card): Promise<void> {
  if (await tellHandOverPlaces(desk, card)) return
  const { surfaces, tx, house } = desk
  const add = async (row: Pick<Parameters<typeof tx.outbox.add>[0], 'place' | 'payload'> & { id?: string }) => {
    const base = { conversationId: null, audience: 'staff', state: 'ready', cancelIf: [] } as const
    const nobody = { messageId: null, draftId: null, teammateId: null, notBefore: house.now().toISOString() }
    desk.wake(await tx.outbox.add({ ...base, ...nobody, ...row, cancelIf: [] }))
  }
  for (const place of surfaces.roots) await add({ place, payload: { kind: 'card', card } })
  if (surfaces.roots.length > 0 || surfaces.mail === undefined) return
  for (const { email, confirmedAt } of await tx.teammates.list()) {
    if (confirmedAt === null) continue
    const id = crypto.randomUUID()
    const given = { outboxId: id, to: email, subject: card.title, conversationId: id }
    // Nobody's words to a customer answer this.
    const mail = { ...staffEnvelope(house, surfaces.mail, given), replyTo: surfaces.mail.address }
    const place = { connector: 'email', account: surfaces.mail.account, thread: email, private: true }
    await add({ id, place, payload: { kind: 'card', card, mail } })
  }
}
