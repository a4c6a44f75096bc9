import { randomUUID } from 'node:crypto'
import twilio from 'twilio'
import type { HttpReply } from '#connectors/connector.ts'
import type { CallStep, Said } from '#core/domain/call.ts'
import { holding, spokenLanguage } from './holding.ts'
import type { VoiceSettings } from './settings.ts'
import { speakable } from './speakable.ts'

/** How a call is spoken in, and where its next requests go. */
export interface Way {
  settings: VoiceSettings
  /** The integration's address, without an endpoint. */
  base: string
  by: 'relay' | 'gather'
  /** The teammate whose transfer is over: what was said in it was written down until now. */
  after?: string
}

/**
 * Seconds of silence after which we listen once more without a word, and after which a message is over. A key counts only
 * once so long no other came: whoever presses 0 must not wait longer.
 */
const silentSeconds = 3
const messageSilentSeconds = 4
/** A held line is asked about again after so many seconds; with the sentence nobody hears nothing for four. */
const waitSeconds = 2

type Response = InstanceType<typeof twilio.twiml.VoiceResponse>

/** What the caller hears and what comes next, in Twilio's words: answers first, then the product's own sentences. */
export function twimlFor(way: Way, answers: readonly string[], step: CallStep): HttpReply {
  const response = new twilio.twiml.VoiceResponse()
  const { settings } = way
  const language = step.say[0]?.language ?? settings.language
  const said: Said[] = [...answers.map((text) => ({ text, language })), ...step.say]
  const { next } = step
  // Else our own sentences would be written down as a teammate's.
  if (settings.writeDown && way.after !== undefined) response.stop().transcription({ name: nameOf(way.after) })
  switch (next.kind) {
    case 'listen':
    case 'message':
      if (way.by === 'relay') relay(response, way, said)
      else gather(response, way, said, next.kind)
      break
    case 'wait':
      if (way.by === 'relay') {
        relay(response, way, said.length > 0 ? said : [{ text: holding(language), language }])
        break
      }
      for (const one of said) say(response, settings, one)
      if (said.length === 0) say(response, settings, { text: holding(language), language })
      response.pause({ length: waitSeconds })
      response.redirect({ method: 'POST' }, address(way, 'wait'))
      break
    case 'dial': {
      const { teammateId, number, seconds, summary, written } = next
      for (const one of said) say(response, settings, one)
      if (settings.writeDown) {
        say(response, settings, written.caller)
        writeDown(response, way, teammateId, written.caller.language)
      }
      const dial = response.dial({
        ...{ timeout: seconds, callerId: settings.number, answerOnBridge: true, method: 'POST' },
        action: address(way, 'dialled', { teammate: teammateId }),
      })
      const told = settings.writeDown ? `${written.teammate.text} ${summary.text}` : summary.text
      const heard = { teammate: teammateId, say: told.slice(0, 600), language: summary.language }
      dial.number({ url: address(way, 'whisper', heard), method: 'POST' }, number)
      break
    }
    case 'hang up':
      for (const one of said) say(response, settings, one)
      response.hangup()
  }
  return xml(response)
}

/**
 * From here on what the two say is written down: of the caller's call, so the inbound track is the caller and the outbound
 * one whoever speaks with them. https://www.twilio.com/docs/voice/twiml/transcription
 */
function writeDown(response: Response, way: Way, teammateId: string, language: string): void {
  response.start().transcription({
    ...{ name: nameOf(teammateId), track: 'both_tracks', partialResults: false },
    ...{ statusCallbackUrl: address(way, 'heard', { teammate: teammateId }), statusCallbackMethod: 'POST' },
    languageCode: spokenLanguage(language, way.settings.language),
  })
}

/** One transfer of a call; a phone rings once in each. */
function nameOf(teammateId: string): string {
  return `transfer-${teammateId}`
}

/** A teammate's phone was answered: what it is about, and whether they take it. */
export function whisper(way: Way, heard: { teammate: string; call: string; say: string; language: string }): HttpReply {
  const response = new twilio.twiml.VoiceResponse()
  const { teammate, call } = heard
  const asked = response.gather({
    ...{ input: ['dtmf'], numDigits: 1, timeout: 8, method: 'POST' },
    action: address(way, 'whispered', { teammate, call }),
  })
  const { voice, language } = spoken(way.settings, heard.language)
  asked.say({ ...voice, language }, speakable(heard.say, heard.language))
  response.hangup()
  return xml(response)
}

/** The two are connected. */
export function connected(): HttpReply {
  return xml(new twilio.twiml.VoiceResponse())
}

export function hungUp(): HttpReply {
  const response = new twilio.twiml.VoiceResponse()
  response.hangup()
  return xml(response)
}

function relay(response: Response, way: Way, said: readonly Said[]): void {
  const { settings, base } = way
  const greeting = said.map(({ text, language }) => speakable(text, language)).join(' ')
  const attributes: RelayAttributes = {
    url: `${base.replace(/^http/, 'ws')}/relay`,
    ...(greeting === '' ? {} : { welcomeGreeting: greeting }),
    // Also after a transfer it goes on in the language that they speak.
    language: spokenLanguage(said[0]?.language ?? settings.language, settings.language),
    ...voiceOf(settings.voice),
    // Without partial prompts nobody knows that a caller speaks until they have finished.
    ...{ interruptible: 'any', dtmfDetection: true, partialPrompts: true },
    // Else whoever speaks over us is heard to speak, and none of the words or keys with which they did are told.
    reportInputDuringAgentSpeech: 'any',
    ...(settings.otherLanguages.length === 0 ? {} : manyLanguages),
  }
  const relayed = response
    .connect({ action: address(way, 'relayed'), method: 'POST' })
    // The SDK takes it for a yes or no; the documentation names four words.
    .conversationRelay(attributes as unknown as Parameters<Connect['conversationRelay']>[0])
  // A voice of Google or Amazon speaks one language; whoever is left to choose takes one that speaks this one.
  const other = settings.voice === undefined ? {} : { ttsProvider: 'ElevenLabs' }
  for (const code of settings.otherLanguages) relayed.language({ code, ...other })
}

/** A voice with whose it is, told by its name: `Joanna-Neural`, `en-US-Journey-O`, an id of ElevenLabs. */
function voiceOf(voice: string | undefined): { voice?: string; ttsProvider?: string } {
  if (voice === undefined) return {}
  if (/^[a-z]{2,3}-[A-Z]{2}-/.test(voice)) return { voice, ttsProvider: 'Google' }
  return /^[A-Z][a-zé]+(?:-Neural|-Generative)?$/.test(voice) ? { voice, ttsProvider: 'Amazon' } : { voice }
}

type Connect = ReturnType<Response['connect']>
type RelayAttributes = Omit<Parameters<Connect['conversationRelay']>[0] & {}, 'reportInputDuringAgentSpeech'> & {
  reportInputDuringAgentSpeech: 'none' | 'dtmf' | 'speech' | 'any'
}

/**
 * Naming languages does not make Twilio listen for them: their speech is told apart by Deepgram alone, which then says with
 * each prompt which it was. https://www.twilio.com/docs/voice/twiml/connect/conversationrelay#automatic-language-detection
 */
const manyLanguages = {
  ...{ transcriptionLanguage: 'multi', transcriptionProvider: 'Deepgram', speechModel: 'nova-3-general' },
}

/** Nothing was heard yet: the line is listened to once more. */
export function listenOn(way: Way, language: string): HttpReply {
  const response = new twilio.twiml.VoiceResponse()
  gather(response, way, [{ text: '', language }], 'again')
  return xml(response)
}

function gather(response: Response, way: Way, said: readonly Said[], why: 'listen' | 'message' | 'again'): void {
  const { settings } = way
  const { language } = spoken(settings, said[0]?.language ?? settings.language)
  const asked = response.gather({
    ...{
      input: ['speech', 'dtmf'],
      timeout: why === 'message' ? messageSilentSeconds : silentSeconds,
      speechTimeout: 'auto',
      actionOnEmptyResult: true,
      method: 'POST',
    },
    // Silence at the end of this one counts.
    action: address(way, 'turn', why === 'listen' ? { patient: language } : {}),
    language: language as 'en-US',
  })
  // Inside, so that they may speak before it is over.
  for (const one of said.filter(({ text }) => text !== '')) {
    const { voice, language } = spoken(settings, one.language)
    asked.say({ ...voice, language }, speakable(one.text, one.language))
  }
}

function say(response: Response, settings: VoiceSettings, { text, language }: Said): void {
  const { voice, language: named } = spoken(settings, language)
  response.say({ ...voice, language: named }, speakable(text, language))
}

type SayLanguage = NonNullable<NonNullable<Extract<Parameters<Response['say']>[0], object>['language']>>
type SayVoice = NonNullable<Extract<Parameters<Response['say']>[0], object>['voice']>

/** A chosen voice speaks its own language alone; those of ConversationRelay have other names than those of turns. */
function spoken(settings: VoiceSettings, language: string): { voice: { voice?: SayVoice }; language: SayLanguage } {
  const isOwn =
    settings.mode === 'gather' && settings.voice !== undefined && settings.language.slice(0, 2) === language.slice(0, 2)
  return {
    voice: isOwn ? { voice: settings.voice as SayVoice } : {},
    language: spokenLanguage(language, settings.language) as SayLanguage,
  }
}

/** An endpoint of ours; a call that goes by turns says so in each address. */
function address({ base, by }: Way, endpoint: string, query: Record<string, string> = {}): string {
  // Each address is one of its own: what is told there twice is a retry.
  return `${base}/${endpoint}?${new URLSearchParams({ by, ...query, once: randomUUID().slice(0, 13) })}`
}

function xml(response: Response): HttpReply {
  return { status: 200, headers: { 'content-type': 'text/xml; charset=utf-8' }, body: response.toString() }
}
