import type { InboundEvent } from '../domain/event.ts'
import { laneOf } from '../domain/place.ts'
import type { Ports } from '../ports.ts'
import { openCheckIn } from './check.ts'
import { isCodeOf } from './code.ts'
import { codeIn, withoutCode } from './spoken-code.ts'

/**
 * Where a code is expected in a thread: takes it out of the words before they are stored, and says whether it is the right
 * one. Wrong digits that stand among other words stay: they may be an order number; they count as a try all the same.
 */
export async function keepCode(
  { store, keys, now }: Pick<Ports, 'store' | 'keys' | 'now'>,
  businessId: string,
  event: InboundEvent,
): Promise<InboundEvent> {
  if (event.type !== 'message') return event
  const { code: _, ...plain } = event
  if (event.author.handle.kind !== 'phone' || event.author.isUs) return plain
  const found = codeIn(event.text)
  const check = found && (await openCheckIn(store.of(businessId), laneOf(event.place), now()))
  if (found === undefined || check === undefined || check.sentTo === null) return plain
  const isRight = isCodeOf(keys, check.id, found.digits)
  const text = isRight || found.isAlone ? withoutCode(event.text, found) : event.text
  return { ...plain, text, code: { checkId: check.id, isRight, isAlone: found.isAlone } }
}
