import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose'
import type { InboundRequest } from '#connectors/connector.ts'
import { clockToleranceMs } from '#connectors/shared/signatures.ts'
import { SignatureInvalid } from '#core/errors.ts'
import type { Keys } from './keys.ts'

/** What was proved of a request before its body is read. */
export interface Proof {
  /** The address that answers go to, as the token says it. */
  serviceUrl: string
  /** The channels that the key may speak for; empty = any. */
  endorsements: readonly string[]
}

/**
 * Proves that the Bot Framework sent this request to our app: signature, issuer, audience, expiry. The body is not signed:
 * `proves` then compares it with what the token says. Throws SignatureInvalid.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#step-4-verify-the-jwt-token
 */
export async function verify(request: InboundRequest, appId: string, keys: Keys, now: Date): Promise<Proof> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (token === undefined) throw new SignatureInvalid('token missing')
  const published = await keys.find(keyIdOf(token))
  if (published === undefined) throw new SignatureInvalid('unknown key')
  const claims = await claimsOf(token, {
    ...{ key: published.key, issuer: await keys.issuer(), audience: appId, now },
  })
  const serviceUrl = claims.serviceurl ?? claims.serviceUrl
  if (typeof serviceUrl !== 'string') throw new SignatureInvalid('the token names no service URL')
  return { serviceUrl, endorsements: published.endorsements }
}

/** Refuses a body that is not what the token was made for. Throws SignatureInvalid. */
export function proves(
  proof: Proof,
  activity: { serviceUrl?: string | undefined; channelId?: string | undefined },
): void {
  if (activity.serviceUrl !== proof.serviceUrl) throw new SignatureInvalid('the service URL is not that of the token')
  const { channelId = '' } = activity
  if (channelId !== 'msteams') throw new SignatureInvalid('not from Teams')
  if (proof.endorsements.length > 0 && !proof.endorsements.includes(channelId))
    throw new SignatureInvalid('signed with a key for other channels')
}

function keyIdOf(token: string): string {
  try {
    return decodeProtectedHeader(token).kid ?? ''
  } catch {
    throw new SignatureInvalid('token malformed')
  }
}

async function claimsOf(
  token: string,
  { key, issuer, audience, now }: { key: Parameters<typeof jwtVerify>[1]; issuer: string; audience: string; now: Date },
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, key as Uint8Array, {
      ...{ issuer, audience, currentDate: now, requiredClaims: ['exp'] },
      algorithms: ['RS256', 'RS384', 'RS512'],
      clockTolerance: clockToleranceMs / 1000,
    })
    return payload
  } catch (error) {
    // Whatever is wrong with it (a TypeError of a key that does not fit, too), it proves nothing.
    throw new SignatureInvalid(error instanceof errors.JWTExpired ? 'token expired' : 'token invalid')
  }
}
