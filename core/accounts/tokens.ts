import { createHash, randomBytes } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'

export const accessTokenMs = 15 * 60 * 1000
/** How long a browser may stay away before it has to sign in again; each refresh starts it anew. */
export const refreshTokenMs = 30 * 24 * 60 * 60 * 1000
/** Two tabs may refresh at the same moment: within this time a used token is a race, not a theft. */
export const refreshRaceMs = 10_000

/** Who calls: a teammate of one business. */
export interface Claims {
  teammate: string
  business: string
  role: 'owner' | 'teammate'
}

/** Label of the derived key that signs access tokens. */
export const accessKeyLabel = 'access-token'

/** Signs a JWT (HS256) that is good for 15 minutes. */
export function makeAccessToken(key: Uint8Array, claims: Claims, now: Date): Promise<string> {
  const { teammate, ...rest } = claims
  return new SignJWT(rest)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(teammate)
    .setIssuedAt(now)
    .setExpirationTime(new Date(now.getTime() + accessTokenMs))
    .sign(key)
}

/** Reads an access token; undefined when it is not ours, changed or expired. Keys newest first, as after a rotation. */
export async function readAccessToken(
  keys: readonly Uint8Array[],
  token: string,
  now: Date,
): Promise<Claims | undefined> {
  for (const key of keys) {
    try {
      const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], issuer, audience, currentDate: now })
      const { sub, ...rest } = payload
      return payloadShape.safeParse({ ...rest, teammate: sub }).data
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error
    }
  }
  return undefined
}

const issuer = 'lummy'
const audience = 'lummy-api'
const payloadShape = z.object({ teammate: z.string(), business: z.string(), role: z.enum(['owner', 'teammate']) })

/** Makes a refresh token of 256 random bits; only its hash is stored. */
export function makeRefreshToken(now: Date): { token: string; hash: string; expiresAt: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashToken(token), expiresAt: new Date(now.getTime() + refreshTokenMs).toISOString() }
}

/** SHA-256, hex: enough for a token that is random itself. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/**
 * Decides on a refresh token as it was before this use. A token used twice was copied: its whole family
 * (everything that descends from one sign-in) is revoked. https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2
 */
export function judgeRefresh(
  row: { expiresAt: string; usedAt: string | null } | undefined,
  now: Date,
): 'rotate' | 'unknown' | 'expired' | 'revoke family' {
  if (!row) return 'unknown'
  if (row.usedAt && now.getTime() - Date.parse(row.usedAt) > refreshRaceMs) return 'revoke family'
  return Date.parse(row.expiresAt) <= now.getTime() ? 'expired' : 'rotate'
}
