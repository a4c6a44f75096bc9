import { createHmac, createPublicKey, type KeyObject, timingSafeEqual, verify } from 'node:crypto'

/** How far a platform's timestamp may be from our clock, either way, ms. Slack's and SendGrid's advice is 5 minutes. */
export const clockToleranceMs = 5 * 60 * 1000

/** Compares two secrets or digests without telling by the time taken where they differ; a length may be seen. */
export function sameSecret(left: string | Uint8Array, right: string | Uint8Array): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Computes an HMAC over the parts, one after the other, as hex. */
export function hmacHex(
  algorithm: 'sha1' | 'sha256',
  secret: string | Uint8Array,
  ...parts: (string | Uint8Array)[]
): string {
  const hmac = createHmac(algorithm, secret)
  for (const part of parts) hmac.update(part)
  return hmac.digest('hex')
}

/** Tells whether a timestamp header (whole seconds since 1970, digits only) is within the tolerance of `now`, either way. */
export function isFresh(timestampSeconds: string | undefined, now: Date, toleranceMs = clockToleranceMs): boolean {
  if (timestampSeconds === undefined || !/^\d{1,12}$/.test(timestampSeconds)) return false
  return Math.abs(now.getTime() - Number(timestampSeconds) * 1000) <= toleranceMs
}

/** Decodes padded standard base64; undefined when a character is out of place (Node's decoder ignores those). */
export function strictBase64(text: string): Buffer | undefined {
  if (text.length === 0 || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : undefined
}

/** Reads an elliptic-curve public key given as PEM or as bare base64 DER (as SendGrid shows it); undefined when it is none. */
export function readEcdsaKey(text: string): KeyObject | undefined {
  try {
    const bare = text.replace(/-----(?:BEGIN|END) PUBLIC KEY-----/g, '').replace(/\s+/g, '')
    const key = createPublicKey({ key: Buffer.from(bare, 'base64'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ec' ? key : undefined
  } catch {
    return undefined
  }
}

/**
 * Verifies an ECDSA-SHA256 signature (base64 of DER) over the parts, one after the other.
 * SendGrid signs timestamp + raw body: https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features
 */
export function verifyEcdsa(key: KeyObject, signature: string, ...parts: (string | Uint8Array)[]): boolean {
  const bytes = strictBase64(signature)
  if (!bytes) return false
  try {
    return verify('sha256', Buffer.concat(parts.map((part) => Buffer.from(part))), key, bytes)
  } catch {
    return false
  }
}
