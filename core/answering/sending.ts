import type { ActionEvent } from '../domain/event.ts'
import type { Attachment } from '../domain/file.ts'
import { Refused } from '../errors.ts'
import { readAddressLine } from './recipients.ts'

/** How words are to be sent, beside the words: the same for a reply, an approval and an edit. */
export interface Sending {
  /** False: sent, but teaches nothing and judges nothing. */
  learn?: boolean
  /** When it goes out, ISO; absent = after the undo window. */
  sendAt?: string
  /** Whom it goes to by mail, where a person chose; what is absent stays as usual. */
  to?: string[]
  cc?: string[]
  /** Files that go along, each with its digest. */
  attachments?: Attachment[]
  /** Tokens of files that their author uploaded; core turns them into attachments. */
  files?: string[]
  /** Its author wrote it by mail: what becomes of it is said there, too. */
  via?: 'mail'
  /** How many answers of colleagues their author had seen: another one since then goes first, and they are told. */
  seenAnswers?: number
  /** They know that a colleague answered meanwhile, and send theirs, too. */
  too?: boolean
}

/** Further ahead nobody remembers why. */
const furthestMs = 90 * 86_400_000

/** What a form or a button says of how to send: `once` as a choice or a ticked box, a time in `sendAt`, lines of addresses. */
export function sendingOf({ choice, fields }: Pick<ActionEvent, 'choice' | 'fields'>): Sending {
  const isOnce = choice === 'once' || fields?.once === 'yes'
  return {
    ...(isOnce ? { learn: false } : {}),
    ...(choice === 'too' ? { too: true } : {}),
    ...(fields?.sendAt ? { sendAt: fields.sendAt } : {}),
    ...(fields?.to === undefined ? {} : { to: readAddressLine(fields.to) }),
    ...(fields?.cc === undefined ? {} : { cc: readAddressLine(fields.cc) }),
  }
}

/** The time to send at as ISO 8601 UTC; undefined = at once. Refuses what is no time, past, or over 90 days ahead. */
export function sendTime({ sendAt }: Sending, now: Date): string | undefined {
  if (sendAt === undefined) return undefined
  const at = Date.parse(sendAt)
  if (Number.isNaN(at)) throw new Refused(422, `“${sendAt}” is no time that something could be sent at.`)
  if (at <= now.getTime()) throw new Refused(422, 'That time has passed: nothing was sent.')
  if (at > now.getTime() + furthestMs) throw new Refused(422, 'At most 90 days ahead: nothing was sent.')
  return new Date(at).toISOString()
}
