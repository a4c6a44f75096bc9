import type { Conversation } from '../domain/conversation.ts'
import type { Handle, Place } from '../domain/place.ts'
import { clockTime } from '../domain/when.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'
import { customerPlace } from './customer-place.ts'
import type { Desk } from './desk.ts'
import { hasWrittenSince, mailHandle } from './mail-reach.ts'

/** Since when whoever this place reaches wants nothing sent; null = it may be. */
export async function stoppedAt(
  { messenger }: Pick<House, 'messenger'>,
  tx: Scope,
  place: Place,
): Promise<string | null> {
  const { recipient } = messenger.describe(place)
  return recipient === undefined ? null : tx.optOuts.since(recipient)
}

/** The same of a conversation, where its answers go to. */
export async function isStopped(
  house: Pick<House, 'messenger'>,
  tx: Scope,
  conversation: Conversation,
): Promise<boolean> {
  const place = await customerPlace(tx, conversation).catch(() => undefined)
  return place !== undefined && (await stoppedAt(house, tx, place)) !== null
}

/** Since when nothing may be texted to this person, by any of their numbers. */
export async function stoppedSince(tx: Scope, handles: readonly Handle[]): Promise<string | null> {
  for (const handle of handles.filter(({ kind }) => kind === 'phone')) {
    const since = await tx.optOuts.since(handle)
    if (since !== null) return since
  }
  return null
}

/** What staff read: nobody can override it. */
export function stopSentence(since: string, zone: string, now: Date): string {
  return `They said STOP on ${clockTime(since, zone, now)}: nothing can be texted until they write START.`
}

/** The same of a mail to somebody who asked for no more, and has not written since. */
export async function refuseUnwanted(
  { house, tx }: Pick<Desk, 'house' | 'tx'>,
  conversationId: string,
  addresses: readonly string[],
): Promise<void> {
  for (const address of addresses) {
    const since = await tx.optOuts.since(mailHandle(address))
    if (since === null || (await hasWrittenSince(tx, conversationId, since))) continue
    const when = clockTime(since, (await tx.business()).settings.zone, house.now())
    throw new Refused(
      409,
      `${address} asked for no more mail on ${when}: they can be answered once they write again. Nothing was sent.`,
    )
  }
}

/** Tells a teammate at once that what they are about to send would not go out. */
export async function refuseStopped({ house, tx }: Pick<Desk, 'house' | 'tx'>, place: Place): Promise<void> {
  const since = await stoppedAt(house, tx, place)
  if (since === null) return
  const { zone } = (await tx.business()).settings
  throw new Refused(409, `${stopSentence(since, zone, house.now())} Nothing was sent.`)
}

/** The platform knows of a STOP that we did not hear: it is obeyed just so. */
export async function noteOptOut(
  { tx, house }: Desk,
  conversationId: string | null,
  recipient: Handle | undefined,
  word = 'STOP',
): Promise<void> {
  if (
    recipient === undefined ||
    !(await tx.optOuts.set(recipient, house.now().toISOString())) ||
    conversationId === null
  )
    return
  const said = { conversationId, actor: 'customer', receiptId: null, data: { word } }
  await tx.events.add({ ...said, type: 'opted_out' })
}
