import type { InboundRequest } from '#connectors/connector.ts'
import { isFresh, readEcdsaKey, verifyEcdsa } from '#connectors/shared/signatures.ts'
import { SignatureInvalid } from '#core/errors.ts'

/**
 * Checks SendGrid's ECDSA signature over timestamp + raw bytes, no more than 5 minutes old or ahead; throws SignatureInvalid.
 * Without a key the unguessable address of the integration is the proof, so a request that named none is refused.
 * https://www.twilio.com/docs/sendgrid/for-developers/parsing-email/securing-your-parse-webhooks
 */
export function verifyRequest(request: InboundRequest, publicKey: string | undefined, now: Date): void {
  if (publicKey === undefined) {
    if (request.account === undefined) throw new SignatureInvalid('this address needs a signature')
    return
  }
  const signature = request.headers['x-twilio-email-event-webhook-signature']
  const timestamp = request.headers['x-twilio-email-event-webhook-timestamp']
  const key = readEcdsaKey(publicKey)
  if (!key || !signature || !timestamp) throw new SignatureInvalid('signature missing')
  if (!isFresh(timestamp, now)) throw new SignatureInvalid('signature too old or from the future')
  if (!verifyEcdsa(key, signature, timestamp, request.body)) throw new SignatureInvalid()
}
