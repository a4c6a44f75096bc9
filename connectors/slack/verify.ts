import { isValidSlackRequest } from '@slack/bolt'
import type { InboundRequest } from '#connectors/connector.ts'
import { isFresh } from '#connectors/shared/signatures.ts'
import { SignatureInvalid } from '#core/errors.ts'

/**
 * Proves that Slack signed these raw bytes within 5 minutes of `now`, either way, and returns them as text.
 * Throws SignatureInvalid. https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function verify(request: InboundRequest, signingSecret: string | undefined, now: Date): string {
  if (!signingSecret) throw new SignatureInvalid('no signing secret is set')
  const time = request.headers['x-slack-request-timestamp']
  const signature = request.headers['x-slack-signature']
  if (!time || !signature) throw new SignatureInvalid('signature missing')
  // Bolt refuses old timestamps, but not those of the future.
  if (!isFresh(time, now)) throw new SignatureInvalid('timestamp not within 5 minutes')
  const body = Buffer.from(request.body.buffer, request.body.byteOffset, request.body.byteLength).toString('utf8')
  const headers = { 'x-slack-signature': signature, 'x-slack-request-timestamp': Number(time) }
  if (!withoutTraces(() => isValidSlackRequest({ signingSecret, body, headers, nowMilliseconds: now.getTime() })))
    throw new SignatureInvalid()
  return body
}

/**
 * Runs a check that waits for nothing and swallows its own errors, without the stack traces that nobody reads.
 * Bolt compares by two HMACs with a random Buffer as key; Node 24's createHmac finds out by four exceptions inside
 * that a Buffer is no KeyObject, and their traces cost several times what all the hashing does.
 */
function withoutTraces(check: () => boolean): boolean {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0
  try {
    return check()
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}
