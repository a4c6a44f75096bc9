import { randomBytes } from 'node:crypto'
import { hashToken } from './tokens.ts'

const hourMs = 60 * 60 * 1000

/** What a one-time link is for, and how long it is good, ms. */
export const linkPurposes = {
  /** Creates the first owner's account; printed at the start. */
  owner: 24 * hourMs,
  /** A teammate sets name and password, and so confirms the address. */
  invite: 7 * 24 * hourMs,
  /** Sets a new password. */
  password: hourMs,
  /** Links a platform handle to a teammate. */
  handle: hourMs,
} as const
export type LinkPurpose = keyof typeof linkPurposes

/** Makes a one-time link's token (256 random bits) and the facts that are stored; the token itself never is. */
export function makeLink(
  purpose: LinkPurpose,
  now: Date,
): { token: string; hash: string; purpose: LinkPurpose; expiresAt: string } {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(now.getTime() + linkPurposes[purpose]).toISOString()
  return { token, hash: hashToken(token), purpose, expiresAt }
}

/** The hash to look a link up by; undefined when the text cannot be one of our tokens. */
export function linkHash(token: string): string | undefined {
  return /^[A-Za-z0-9_-]{43}$/.test(token) ? hashToken(token) : undefined
}

/** Decides on a stored link. The one who then marks it used first has it. */
export function judgeLink(
  row: { purpose: string; expiresAt: string; usedAt: string | null } | undefined,
  purpose: LinkPurpose,
  now: Date,
): 'good' | 'unknown' | 'used' | 'expired' {
  // A link for something else is not told apart from one that never was.
  if (row?.purpose !== purpose) return 'unknown'
  if (row.usedAt) return 'used'
  return Date.parse(row.expiresAt) <= now.getTime() ? 'expired' : 'good'
}
