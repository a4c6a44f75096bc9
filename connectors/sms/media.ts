import type { Tools } from '#connectors/connector.ts'
import { platformError } from '#connectors/shared/http-errors.ts'
import { addressAt, isTwilio } from '#connectors/shared/twilio/address.ts'
import type { Attachment } from '#core/domain/file.ts'
import { NotAllowed, Platform, Unreachable } from '#core/errors.ts'
import type { SmsSettings } from './settings.ts'

/** How long the bytes of one file may take, ms. */
const timeoutMs = 15_000

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
  try {
    const signal = AbortSignal.timeout(timeoutMs)
    const asked = await fetch(addressAt(tools.environment.TWILIO_API_URL, url), {
      headers: { authorization },
      redirect: 'manual',
      signal,
    })
    const reply = await followed(asked, signal)
    if (!reply.ok || reply.body === null) throw { status: reply.status }
    return await read(reply.body, mostBytes)
  } catch (error) {
    const needs = 'valid credentials of Twilio, to fetch media with'
    const platform = platformError(error, { platform: 'Twilio', needs, now: tools.now() })
    throw platform instanceof Unreachable ? new Unreachable(platform.message, { notSent: true }) : platform
  }
}

async function followed(asked: Response, signal: AbortSignal): Promise<Response> {
  const to = asked.headers.get('location')
  if (asked.status < 300 || asked.status >= 400 || to === null) return asked
  const address = new URL(to, asked.url)
  const isPlain = address.protocol === 'http:' && address.host === new URL(asked.url).host
  if (address.protocol !== 'https:' && !isPlain) throw new NotAllowed('media at an https address')
  return fetch(address, { signal })
}

async function read(body: ReadableStream<Uint8Array>, mostBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    // Leaving the loop ends the stream: the rest is not read.
    if (size > mostBytes) throw new Platform('it is too large', { notSent: true, retry: false })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}
