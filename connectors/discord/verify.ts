import { createPublicKey, verify as proves } from 'node:crypto'
import type { InboundRequest } from '#connectors/connector.ts'
import { isFresh } from '#connectors/shared/signatures.ts'
import { SignatureInvalid } from '#core/errors.ts'

/** What Node wants before the 32 bytes of an Ed25519 key (RFC 8410). */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/**
 * Proves that Discord signed these raw bytes within 5 minutes of `now`, either way, and returns them as text.
 * Throws SignatureInvalid. https://discord.com/developers/docs/interactions/overview#setting-up-an-endpoint
 */
export function verify(request: InboundRequest, publicKey: string | undefined, now: Date): string {
  if (publicKey === undefined) throw new SignatureInvalid('no public key is set')
  const signature = request.headers['x-signature-ed25519']
  const time = request.headers['x-signature-timestamp']
  if (!time || !signature || !/^[0-9a-f]{128}$/i.test(signature)) throw new SignatureInvalid('signature missing')
  if (!isFresh(time, now)) throw new SignatureInvalid('timestamp not within 5 minutes')
  const signed = Buffer.concat([Buffer.from(time), request.body])
  if (!isSigned(signed, signature, publicKey)) throw new SignatureInvalid()
  return Buffer.from(request.body).toString('utf8')
}

function isSigned(signed: Buffer, signature: string, publicKey: string): boolean {
  try {
    const der = Buffer.concat([spkiPrefix, Buffer.from(publicKey, 'hex')])
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
    return proves(null, signed, key, Buffer.from(signature, 'hex'))
  } catch {
    return false
  }
}
