import type { Tools } from '#connectors/connector.ts'
import type { Delivery, Outbound } from '#core/domain/outbound.ts'
import type { Place } from '#core/domain/place.ts'
import { NotAllowed, Platform, RateLimited } from '#core/errors.ts'
import { type Api, openApi } from './api.ts'
import { filesFor, linkLine, mediaUrl } from './files.ts'
import { type Pair, pairOf, writeAddress } from './place.ts'
import { render } from './render.ts'
import type { SmsSettings } from './settings.ts'

/** So long a later part of one answer is waited for inside the call, ms: nobody else can send the rest. */
const longestPauseMs = 5_000

/** What takes longer is taken for lost, and staff are told so: no part may begin after that, ms. */
const longestMs = 15_000

/**
 * Sends an answer to a pair of numbers: one call of Twilio's, which joins segments to up to 1,600 characters. What is longer
 * goes as several, and so do several pictures by WhatsApp; once the first has gone, whatever fails leaves the answer in doubt, so that nothing is sent twice.
 */
export async function send(place: Place, outbound: Outbound, settings: SmsSettings, tools: Tools): Promise<Delivery> {
  if (outbound.kind !== 'reply') throw new NotAllowed('a place for staff; text messages have none')
  const pair = pairOf(place)
  const api = openApi(settings, tools)
  const parts = partsOf(pair, outbound)
  if (parts.length === 0) throw new Platform('there is nothing in it', { notSent: true, retry: false })
  // Which number a service chooses is told with what becomes of it.
  const isChosen = pair.ours === settings.messagingServiceSid
  let first: string | undefined
  const until = tools.now().getTime() + longestMs
  for (const [at, part] of parts.entries()) {
    const one = {
      pair,
      ...part,
      settings,
      callback: callbackOf(tools, outbound.id, { hasMore: at < parts.length - 1, isChosen }),
    }
    const sid = await (at === 0
      ? sendOne(api, one)
      : sendLater(api, one, { at, many: parts.length, msLeft: () => until - tools.now().getTime() }))
    first ??= sid
  }
  return { platformId: first ?? outbound.id }
}

/** One message of Twilio's. */
interface Part {
  body?: string
  media?: string[]
}

/** The words in as few messages as hold them; pictures with the first, of WhatsApp one a message. */
function partsOf(pair: Pair, { text, attachments }: Extract<Outbound, { kind: 'reply' }>): Part[] {
  const { media, links } = filesFor(pair, attachments)
  const words: Part[] = render(text, links.map(linkLine)).map((body) => ({ body }))
  const each = pair.channel === 'whatsapp' ? media.map((file) => [file]) : media.length > 0 ? [media] : []
  const [picture, ...more] = each.map((files): Part => ({ media: files.map(mediaUrl) }))
  const [first = {}, ...rest] = words
  return picture === undefined ? words : [{ ...first, ...picture }, ...rest, ...more]
}

interface One extends Part {
  pair: Pair
  settings: SmsSettings
  callback: string | undefined
}

async function sendOne(api: Api, { pair, body, media, settings, callback }: One): Promise<string> {
  const { channel, ours, theirs } = pair
  const { messagingServiceSid } = settings
  const { sid } = await api.messages.create({
    to: writeAddress(channel, theirs),
    // The number that they know, which has to be in the service's pool; a service adds what it was set to do, and chooses
    // where they know none. https://www.twilio.com/docs/api/errors/21603
    ...(ours === messagingServiceSid ? {} : { from: writeAddress(channel, ours) }),
    ...(body === undefined ? {} : { body }),
    ...(media === undefined ? {} : { mediaUrl: media }),
    ...(messagingServiceSid === undefined ? {} : { messagingServiceSid }),
    ...(callback === undefined ? {} : { statusCallback: callback }),
  })
  return sid
}

async function sendLater(
  api: Api,
  one: One,
  { at, many, msLeft }: { at: number; many: number; msLeft(): number },
): Promise<string> {
  try {
    if (msLeft() <= 0) throw new Error('Twilio took too long over the one before')
    return await sendOne(api, one).catch(async (error: unknown) => {
      if (!(error instanceof RateLimited) || error.retryAfterMs > longestPauseMs) throw error
      if (error.retryAfterMs >= msLeft()) throw error
      await new Promise((resume) => setTimeout(resume, error.retryAfterMs))
      return sendOne(api, one)
    })
  } catch (error) {
    const why = error instanceof Error ? error.message : 'something went wrong'
    throw new Platform(`part ${at + 1} of ${many} did not go: ${why}`, { notSent: false, retry: false })
  }
}

/** Where Twilio tells what became of it; our id comes back in the address. */
function callbackOf(
  { webhookUrl }: Tools,
  outboxId: string,
  { hasMore, isChosen }: { hasMore: boolean; isChosen: boolean },
): string | undefined {
  if (webhookUrl === undefined) return undefined
  return `${webhookUrl}/status?lummy=${encodeURIComponent(outboxId)}${hasMore ? '&more' : ''}${isChosen ? '&chosen' : ''}`
}
