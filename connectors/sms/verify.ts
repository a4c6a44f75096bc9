import type { InboundRequest } from '#connectors/connector.ts'
import { verifyTwilio } from '#connectors/shared/twilio/verify.ts'
import { PayloadInvalid } from '#core/errors.ts'

/**
 * Verifies a webhook of Twilio and returns its fields; where one was repeated it is left out, so that nobody has to choose
 * between two values. Throws SignatureInvalid, or PayloadInvalid where the signed body is no form.
 */
export function verify(request: InboundRequest, authToken: string): Record<string, string> {
  const signed = verifyTwilio(request, authToken)
  const fields: Record<string, string> = Object.create(null)
  for (const name of new Set(signed.keys())) {
    const values = signed.getAll(name)
    if (values.length === 1 && values[0] !== undefined) fields[name] = values[0]
  }
  if (Object.keys(fields).length === 0) throw new PayloadInvalid('no form of Twilio')
  return fields
}
