/** A keyed hash of bytes for one purpose, as `Seal.mac` makes it. */
export type Mac = (label: string, bytes: Uint8Array) => Uint8Array

/**
 * Says whether the answer to a message is audited: drawn before anything is sent, the same whenever it is asked, and
 * foreseen by nobody who lacks the key, so that no customer or teammate can write around it.
 */
export function isAudited(mac: Mac, messageId: string, share: number): boolean {
  return isDrawn(mac('audit', Buffer.from(messageId)), share)
}

/** Says whether a supervised draft is held back until staff wrote their own; a draw of its own. */
export function isBlind(mac: Mac, messageId: string, share: number): boolean {
  return isDrawn(mac('blind', Buffer.from(messageId)), share)
}

function isDrawn(hash: Uint8Array, share: number): boolean {
  if (hash.length < 6) throw new RangeError('A draw needs a hash of 6 bytes at the least.')
  let number = 0
  for (let i = 0; i < 6; i++) number = number * 256 + hash[i]!
  return number / 2 ** 48 < share
}

/** More open audits than this, or an older one, and the topic waits. */
const mostOpen = 10
const longestOpenMs = 5 * 24 * 3_600_000

export interface AuditState {
  open: number
  /** The topic waits in supervised until staff have caught up. */
  waits: boolean
  /** What it waits for; absent where it does not. */
  because?: 'many open' | 'old'
  oldestOpenedAt?: string
}

/** Says whether staff keep up with a topic's audits: who is not checked any more does not answer alone any more. */
export function auditState(open: readonly { openedAt: string }[], now: Date): AuditState {
  const oldestOpenedAt = open.reduce<string | undefined>(
    (oldest, { openedAt }) => (oldest === undefined || Date.parse(openedAt) < Date.parse(oldest) ? openedAt : oldest),
    undefined,
  )
  const isOld = oldestOpenedAt !== undefined && now.getTime() - Date.parse(oldestOpenedAt) >= longestOpenMs
  const because = open.length >= mostOpen ? 'many open' : isOld ? 'old' : undefined
  return {
    open: open.length,
    waits: because !== undefined,
    ...(because === undefined ? {} : { because }),
    ...(oldestOpenedAt === undefined ? {} : { oldestOpenedAt }),
  }
}
