import twilio from 'twilio'
import type { Tools } from '#connectors/connector.ts'
import { openTwilio } from '#connectors/shared/twilio/client.ts'
import type { Delivery, Outbound } from '#core/domain/outbound.ts'
import type { Place } from '#core/domain/place.ts'
import { Gone, Platform } from '#core/errors.ts'
import { spokenLanguage } from './holding.ts'
import { linesOf, makingNow } from './lines.ts'
import type { VoiceSettings } from './settings.ts'
import { speakable } from './speakable.ts'

/** Twilio's numbers for a call that is over. https://www.twilio.com/docs/api/errors/21220 */
const over = new Set([21220, 20404])

/** Says words in a call: over the socket held here, into the response being made here, else by changing the call at Twilio. */
export async function send(
  place: Place,
  outbound: Outbound,
  settings: VoiceSettings,
  tools: Pick<Tools, 'environment' | 'now' | 'webhookUrl'>,
): Promise<Delivery> {
  if (outbound.kind !== 'reply') throw new Platform('the phone has no place for staff', { notSent: true, retry: false })
  const callSid = place.thread
  const delivery = { platformId: `${callSid}/${outbound.id}` }
  const lines = linesOf(settings.number)
  const socket = lines.sockets.get(callSid)
  const response = makingNow(lines, callSid, tools.now())
  if (socket !== undefined) socket.say(outbound.text)
  else if (response !== undefined) response.words.push(outbound.text)
  else await change(callSid, outbound.text, settings, tools)
  return delivery
}

/** Whether this process can speak in a call now; one that goes by turns is changed at Twilio from anywhere. */
export function holds({ thread }: Place, settings: VoiceSettings, now: Date): boolean {
  const lines = linesOf(settings.number)
  const isHere = lines.sockets.has(thread) || makingNow(lines, thread, now) !== undefined
  return settings.mode === 'gather' || isHere || lines.fallen.has(thread)
}

async function change(
  callSid: string,
  text: string,
  settings: VoiceSettings,
  tools: Pick<Tools, 'environment' | 'now' | 'webhookUrl'>,
): Promise<void> {
  if (tools.webhookUrl === undefined) throw new Platform('the call cannot be reached', { notSent: true, retry: true })
  const response = new twilio.twiml.VoiceResponse()
  const language = spokenLanguage(settings.language, settings.language) as 'en-US'
  response.say({ language }, speakable(text, language))
  response.redirect({ method: 'POST' }, `${tools.webhookUrl}/wait?by=gather`)
  const api = openTwilio(settings, tools, ({ code }) =>
    code !== undefined && over.has(code) ? new Gone('the call is over') : undefined,
  )
  await api.calls(callSid).update({ twiml: response.toString() })
}
