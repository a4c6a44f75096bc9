import { channelNames } from '../domain/channel-names.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import { afterQuiet } from '../domain/quiet-hours.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'
import { type MailBar, mailBar } from './mail-reach.ts'

/** Why an answer does not go to its place now. */
export type Bar =
  /** They said STOP. */
  | { kind: 'opted out' }
  /** It can go there no more; the sentence is for staff. */
  | { kind: 'too late'; why: string }
  /** It goes then, ISO. `why` = staff are told; absent where it is a matter of seconds. */
  | { kind: 'later'; at: string; why?: string }
  /** Whom the mail goes to wants none, takes none, or had enough of them. */
  | MailBar

/** How fast one sender of ours may send: what the platform counts together. */
export interface Pace {
  sender: string
  /** 0 = as fast as the platform takes it. */
  everyMs: number
}

/** Somebody who wrote so recently is awake. */
const awakeMs = 60 * 60_000
const hourMs = 3_600_000

/**
 * What the place of an answer asks for, inside the write that commits `sending`: a STOP that comes now is after it, or
 * before it. Undefined = it may go.
 */
export async function barOf(
  { messenger, now }: Pick<House, 'messenger' | 'now'>,
  tx: Scope,
  row: OutboxRow,
  pace: Pace | undefined,
): Promise<Bar | undefined> {
  const { channel, recipient, answerWithinMs } = messenger.describe(row.place)
  const confirmsStop = row.payload.confirmsStop === true
  if (recipient !== undefined && !confirmsStop && (await tx.optOuts.lock(recipient)) !== null)
    return { kind: 'opted out' }
  const barred = await mailBar({ now }, tx, row)
  if (barred !== undefined) return barred
  const last = row.conversationId === null ? undefined : await lastHere(tx, row.conversationId, row)
  // A word is answered as soon as it was said; it stands in no conversation.
  if (answerWithinMs !== undefined && row.conversationId !== null && row.payload.answersWord !== true) {
    const isOver = last === undefined || now().getTime() - Date.parse(last) > answerWithinMs
    const hours = Math.round(answerWithinMs / hourMs)
    if (isOver)
      return {
        kind: 'too late',
        why: `they last wrote more than ${hours} hours ago, and ${channelNames[channel]} takes no free answer after that. Use another channel`,
      }
  }
  if ((channel === 'sms' || channel === 'whatsapp') && !(await wasAsked(tx, row, last, now()))) {
    const { settings } = await tx.business()
    const at = afterQuiet(settings, now())
    if (at > now()) return { kind: 'later', at: at.toISOString(), why: 'quiet hours' }
  }
  // Its turn was given to it already.
  if (pace === undefined || pace.everyMs === 0 || row.payload.turn === row.notBefore) return undefined
  const at = await tx.paces.next(`${row.place.connector}/${pace.sender}`, pace.everyMs)
  return Date.parse(at) > now().getTime() ? { kind: 'later', at } : undefined
}

/** When the customer last wrote in this place. */
async function lastHere(tx: Scope, conversationId: string, { place }: OutboxRow): Promise<string | undefined> {
  return (await tx.messages.list(conversationId)).findLast(
    ({ senderType, metadata }) =>
      senderType === 'customer' && metadata.connector === place.connector && metadata.thread === place.thread,
  )?.createdAt
}

/** An answer to what they wait for, or to what they have just written; not what was planned, nor a correction. */
async function wasAsked(tx: Scope, row: OutboxRow, last: string | undefined, now: Date): Promise<boolean> {
  const { conversationId, payload } = row
  if (payload.isSystem === true || conversationId === null) return true
  if (payload.corrects !== undefined || payload.sendAt !== undefined) return false
  if (last !== undefined && now.getTime() - Date.parse(last) < awakeMs) return true
  return (await tx.conversations.get(conversationId))?.waitingSince != null
}
