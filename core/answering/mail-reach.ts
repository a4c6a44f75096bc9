import type { OutboxRow } from '../domain/delivery.ts'
import type { MailEnvelope } from '../domain/outbound.ts'
import type { Handle } from '../domain/place.ts'
import { clockTime } from '../domain/when.ts'
import type { House } from '../house.ts'
import type { Bounce } from '../store/delivery.ts'
import type { Scope } from '../store/store.ts'

/** Why a mail does not go out now; sentences for staff. */
export interface MailBar {
  kind: 'mail'
  /** "they asked for no more mail": goes after "Not sent:". */
  why: string
}

const hourMs = 3_600_000
/** So often at most is written to one address without a person: whatever two machines say to each other, it ends. */
export const mostAlone = { anHour: 4, aDay: 12 }
/** A mailbox that was full or away is tried again after this; one that does not exist is not. */
const softMs = 72 * hourMs

/**
 * What a mail's recipients ask for, inside the write that commits `sending`. Who asked for no more mail gets nothing without a
 * person, and from a person only what they have asked for since; where mail came back, and beyond the pace, nothing automatic goes.
 */
export async function mailBar({ now }: Pick<House, 'now'>, tx: Scope, row: OutboxRow): Promise<MailBar | undefined> {
  const mail = row.payload.mail as MailEnvelope | undefined
  if (mail === undefined || row.payload.confirmsStop === true) return undefined
  const isAlone = row.teammateId === null
  for (const address of mail.to) {
    const stopped = await tx.optOuts.lock(mailHandle(address))
    if (stopped !== null && (isAlone || !(await hasWrittenSince(tx, row.conversationId, stopped))))
      return { kind: 'mail', why: `${address} asked for no more mail` }
    // A code was asked for just now, and is counted by whoever sends codes.
    if (!isAlone || row.payload.check !== undefined) continue
    const bounce = await tx.bounces.of(mailHandle(address))
    if (bounce !== undefined && stands(bounce, now()))
      return { kind: 'mail', why: `mail to ${address} came back (${bounce.why})` }
  }
  if (!isAlone || row.payload.check !== undefined) return undefined
  const since = new Date(now().getTime() - 24 * hourMs).toISOString()
  const lastHour = new Date(now().getTime() - hourMs).toISOString()
  const said = (await tx.outbox.automaticTo(row.place, since, mostAlone.aDay + 1)).filter(({ id }) => id !== row.id)
  const isTooMuch =
    said.length >= mostAlone.aDay || said.filter(({ createdAt }) => createdAt >= lastHour).length >= mostAlone.anHour
  return isTooMuch
    ? { kind: 'mail', why: 'they had so many automatic answers today that a person has to look' }
    : undefined
}

/** What is known of the addresses of a person, for staff; null where mail reaches them. */
export async function mailTrouble(
  tx: Scope,
  handles: readonly Handle[],
  { zone, now }: { zone: string; now: Date },
): Promise<string | null> {
  for (const handle of handles.filter(({ kind }) => kind === 'email')) {
    const stopped = await tx.optOuts.since(handle)
    if (stopped !== null)
      return `${handle.value} asked for no more mail on ${clockTime(stopped, zone, now)}: nothing goes there without a person.`
    const bounce = await tx.bounces.of(handle)
    if (bounce !== undefined && stands(bounce, now))
      return `Mail to ${handle.value} came back on ${clockTime(bounce.at, zone, now)} (${bounce.why}): nothing automatic goes there until they write.`
  }
  return null
}

/** Addresses that a copy need not go to: mail to them came back, or they asked for no more. */
export async function unreachableAmong(tx: Scope, addresses: readonly string[], now: Date): Promise<string[]> {
  const found: string[] = []
  for (const address of new Set(addresses)) {
    const bounce = await tx.bounces.of(mailHandle(address))
    if ((bounce !== undefined && stands(bounce, now)) || (await tx.optOuts.since(mailHandle(address))) !== null)
      found.push(address)
  }
  return found
}

/** They have written since they asked for no more: an answer to that is what they want. */
export async function hasWrittenSince(tx: Scope, conversationId: string | null, since: string): Promise<boolean> {
  if (conversationId === null) return false
  const messages = await tx.messages.list(conversationId)
  return messages.some(
    ({ senderType, metadata, createdAt }) => senderType === 'customer' && !metadata.isMachine && createdAt > since,
  )
}

export function mailHandle(address: string): Handle {
  return { kind: 'email', value: address.toLowerCase() }
}

/** The other server's words as they are kept: one line, without anybody's address. */
export function bounceWords(reason: string): string {
  return reason
    .replace(/<?[^\s<>]{1,200}@[^\s<>:,;]{1,200}>?[:,;]?/g, '')
    .replace(/[\s<>()]+/g, ' ')
    .trim()
    .slice(0, 200)
}

function stands({ at, isHard }: Bounce, now: Date): boolean {
  return isHard || now.getTime() - Date.parse(at) < softMs
}
