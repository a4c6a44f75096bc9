import type { CallEvent, InboundEvent, MessageEvent } from '../domain/event.ts'
import { isOpen } from '../domain/identity.ts'
import { laneOf } from '../domain/place.ts'
import type { Ports } from '../ports.ts'
import { openCheckIn } from './check.ts'
import { codeLength, isCodeOf, placesInCode } from './code.ts'
import { codeIn, digitsAlone, fewestDigits, withoutCode } from './spoken-code.ts'

type Needs = Pick<Ports, 'store' | 'keys' | 'now'>

/**
 * Where a code is expected in a thread: takes it out of the words, or of the keys pressed, before they are stored, and says
 * whether it is the right one. Wrong digits that stand among other words stay: they may be an order number; they count as a
 * try all the same. A code that is given back elsewhere proves nothing there, and is taken out, too.
 */
export async function keepCode(needs: Needs, businessId: string, event: InboundEvent): Promise<InboundEvent> {
  if (event.type === 'message') return keepSaid(needs, businessId, event)
  return event.type === 'call' ? keepKeyed(needs, businessId, event) : event
}

async function keepSaid(needs: Needs, businessId: string, event: MessageEvent): Promise<MessageEvent> {
  const { code: _, ...plain } = event
  if (event.author.isUs) return plain
  const found = codeIn(event.text) ?? digitsAlone(event.text, 1)
  if (found === undefined) return plain
  const check = event.author.handle.kind === 'phone' ? await waitingIn(needs, businessId, event) : undefined
  if (check === undefined) {
    const isOthers = await isOpenCode(needs, businessId, found.digits)
    return isOthers ? { ...plain, text: withoutCode(event.text, found) } : plain
  }
  const isRight = isCodeOf(needs.keys, check.id, found.digits)
  const digits = found.digits.length
  // One or two digits are an answer to something else, unless the rest of a code stands beside them.
  const isGone = isRight || (found.isAlone && digits >= fewestDigits)
  const text = isGone ? withoutCode(event.text, found) : event.text
  const piece = digits < codeLength ? { piece: { digits, fits: placesInCode(needs.keys, check.id, found.digits) } } : {}
  return { ...plain, text, code: { checkId: check.id, isRight, isAlone: found.isAlone, ...piece } }
}

async function keepKeyed(needs: Needs, businessId: string, event: CallEvent): Promise<CallEvent> {
  const { what } = event
  if (what.kind !== 'digits') return event
  const plain = { kind: what.kind, digits: what.digits }
  const digits = what.digits.replace(/\D/g, '')
  // A zero alone asks for a person.
  const check = digits === '0' || digits === '' ? undefined : await waitingIn(needs, businessId, event)
  if (check === undefined) return { ...event, what: plain }
  // Keyed too slowly, or cut short: no try, and no row holds it.
  if (digits.length < codeLength) return { ...event, what: { ...plain, digits: '' } }
  return {
    ...event,
    what: { ...plain, digits: '', code: { checkId: check.id, isRight: isCodeOf(needs.keys, check.id, digits) } },
  }
}

/** The check whose code is waited for in this thread. */
async function waitingIn({ store, now }: Needs, businessId: string, { place }: Pick<InboundEvent, 'place'>) {
  const check = await openCheckIn(store.of(businessId), laneOf(place), now())
  return check?.sentTo === null ? undefined : check
}

/** Whether these digits are the code of any check of this business that is open. */
async function isOpenCode({ store, keys, now }: Needs, businessId: string, digits: string): Promise<boolean> {
  if (digits.length !== codeLength) return false
  const since = new Date(now().getTime() - longestOpenMs).toISOString()
  const checks = await store.of(businessId).checks.since(since)
  return checks.some((check) => isOpen(check, now().toISOString()) && isCodeOf(keys, check.id, digits))
}

/** How long after it was made a check's code can still be out. */
const longestOpenMs = 60 * 60_000
