import { atDesk, type Desk } from '../answering/desk.ts'
import { stopHeld } from '../answering/queue.ts'
import { readdress } from '../answering/readdress.ts'
import { textPlace } from '../answering/text-place.ts'
import { sayNotDelivered } from '../answering/undelivered.ts'
import type { Call } from '../domain/call.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import type { House } from '../house.ts'

/** Who says these words: this process, whoever holds the call, nobody yet, or nobody any more, since it is over. */
export async function onTheLine(
  house: House,
  businessId: string,
  row: Pick<OutboxRow, 'audience' | 'place'>,
): Promise<'here' | 'elsewhere' | 'later' | 'over' | 'no call'> {
  const { place, audience } = row
  if (audience === 'staff' || !house.messenger.abilities(place.connector).calls) return 'no call'
  const call = await house.store.of(businessId).calls.byPlace(place)
  if (call === undefined || call.endedAt !== null) return 'over'
  // A teammate's phone rings, or they speak: it would cut in.
  if (call.state === 'ringing' || call.state === 'bridged') return 'later'
  return (await house.messenger.holds(businessId, place)) ? 'here' : 'elsewhere'
}

/** Words that found no call any more. */
export async function sayElsewhere(house: House, businessId: string, outboxId: string): Promise<void> {
  await atDesk(house, businessId, async (desk) => {
    const row = await desk.tx.outbox.get(outboxId)
    if (row === undefined || row.conversationId === null) return
    await desk.tx.conversations.lock(row.conversationId)
    await afterTheCall(desk, row, await desk.tx.calls.byPlace(row.place))
  })
}

/** What a teammate said is texted where the number takes texts; what the agent was about to say, nobody waits for in that form. */
export async function afterTheCall(desk: Desk, row: OutboxRow, call: Call | undefined): Promise<void> {
  const { tx } = desk
  if (row.conversationId === null || (row.state !== 'held' && row.state !== 'ready')) return
  const conversation = await tx.conversations.lock(row.conversationId)
  if (row.teammateId === null) {
    await stopHeld(desk, row, 'the call ended before it was said')
    return
  }
  const place = call && (await textPlace(desk, call))
  // Where it cannot be texted, sending it says why.
  if (place === undefined) {
    await failed(desk, row, call)
    return
  }
  const name = (await tx.teammates.get(row.teammateId))?.name ?? 'A teammate'
  const other = { key: '', label: `a text to ${call?.number}`, place }
  await readdress(desk, row, conversation, other, { from: ['held', 'ready'], name })
}

async function failed(desk: Desk, row: OutboxRow, call: Call | undefined): Promise<void> {
  const why = call?.number
    ? 'the call is over, and no number of ours can text'
    : 'the call is over, and the number is withheld'
  if (!(await desk.tx.outbox.move(row.id, ['held', 'ready'], 'failed', { error: why }))) return
  await sayNotDelivered(desk, row, `This did not reach the customer: ${why}.`, 'failed')
}
