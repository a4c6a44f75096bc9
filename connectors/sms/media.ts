import type { Tools } from '#connectors/connector.ts'
import { fetchBytes } from '#connectors/shared/fetch-bytes.ts'
import { addressAt, isTwilio } from '#connectors/shared/twilio/address.ts'
import type { Attachment } from '#core/domain/file.ts'
import { NotAllowed } from '#core/errors.ts'
import type { SmsSettings } from './settings.ts'

/**
 * Fetches what came with a message, at most so many bytes. The credentials go to Twilio alone: the place that it names for
 * the bytes gets none. Throws Platform errors. https://www.twilio.com/docs/messaging/api/media-resource
 */
export async function download(
  { name, url }: Attachment,
  mostBytes: number,
  settings: SmsSettings,
  tools: Pick<Tools, 'environment' | 'now'>,
): Promise<Uint8Array> {
  if (url === undefined || !isTwilio(url)) throw new NotAllowed(`${name} to be kept by Twilio itself`)
  const user = settings.apiKeySid ?? settings.accountSid
  const secret = settings.apiKeySecret ?? settings.authToken
  const authorization = `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`
  const ask = async (signal: AbortSignal) => {
    const at = addressAt(tools.environment.TWILIO_API_URL, url)
    return followed(await fetch(at, { headers: { authorization }, redirect: 'manual', signal }), signal)
  }
  const needs = 'valid credentials of Twilio, to fetch media with'
  return fetchBytes(ask, mostBytes, { platform: 'Twilio', needs, now: tools.now() })
}

async function followed(asked: Response, signal: AbortSignal): Promise<Response> {
  const to = asked.headers.get('location')
  if (asked.status < 300 || asked.status >= 400 || to === null) return asked
  const address = new URL(to, asked.url)
  const isPlain = address.protocol === 'http:' && address.host === new URL(asked.url).host
  if (address.protocol !== 'https:' && !isPlain) throw new NotAllowed('media at an https address')
  return fetch(address, { signal })
}
