import { createHash } from 'node:crypto'
import twilio from 'twilio'
import type { InboundRequest } from '#connectors/connector.ts'
import { sameSecret } from '#connectors/shared/signatures.ts'
import { SignatureInvalid } from '#core/errors.ts'

/**
 * Checks Twilio's signature over the public address and the form's fields, and returns the fields that were signed; of a
 * GET those of the address. A body that is no form has to be the one whose SHA-256 stands in the signed address. Throws
 * SignatureInvalid. https://www.twilio.com/docs/usage/security#validating-requests
 */
export function verifyTwilio(request: InboundRequest, authToken: string): URLSearchParams {
  const signature = request.headers['x-twilio-signature']
  if (!signature) throw new SignatureInvalid('signature missing')
  const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers['content-type'] ?? '')
  const query = new URLSearchParams(queryOf(request.url))
  const fields = new URLSearchParams(isForm ? Buffer.from(request.body).toString('utf8') : '')
  const hashes = query.getAll('bodySHA256')
  // The SDK looks for a hash only where the address names one: a body that is no form would go unchecked.
  if (hashes.length > 1 || (hashes.length === 0 && !isForm && request.body.length > 0))
    throw new SignatureInvalid('the body is not signed')
  if (hashes[0] !== undefined && !sameSecret(hashes[0].toLowerCase(), sha256(request.body)))
    throw new SignatureInvalid('the body is another than was signed')
  if (!addressesOf(request).some((address) => isSigned(authToken, signature, address, fields)))
    throw new SignatureInvalid()
  return request.method === 'GET' ? query : fields
}

/** The address as it was called, and for a socket as Twilio names it, with and without the port that it stands for. */
function addressesOf({ url, headers }: InboundRequest): string[] {
  if (headers.upgrade?.toLowerCase() !== 'websocket') return [url]
  const socket = url.replace(/^http(s?):/i, 'ws$1:')
  // The SDK takes 80 for the port of every scheme but https.
  return [socket, socket.replace(/^(wss:\/\/(?:[^@/?#]*@)?(?:\[[^\]]*\]|[^/?#:]+))(?=[/?#]|$)/i, '$1:443')]
}

function isSigned(authToken: string, signature: string, address: string, fields: URLSearchParams): boolean {
  // Without a prototype a field named __proto__ is one like any other.
  const values: Record<string, string[]> = Object.create(null)
  for (const [name, value] of fields) {
    values[name] ??= []
    values[name].push(value)
  }
  try {
    return twilio.validateRequest(authToken, signature, address, values)
  } catch {
    // It throws where the address is none.
    return false
  }
}

function queryOf(url: string): string {
  const from = url.indexOf('?')
  return from === -1 ? '' : url.slice(from + 1).replace(/#.*$/s, '')
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
