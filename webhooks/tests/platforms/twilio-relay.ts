import { createHmac } from 'node:crypto'
import { WebSocket } from 'ws'
import { z } from 'zod'
import type { Transcript } from './twilio-transcript.ts'

/** How a ConversationRelay session ended, as the `<Connect action>` is told. */
export interface RelayEnded {
  SessionStatus: 'ended' | 'completed' | 'failed'
  HandoffData?: string
  ErrorCode?: string
  ErrorMessage?: string
}

/** The socket of one call, as the caller's side of it acts. */
export interface Relay {
  /** Partial words, then all of them. */
  says(text: string, language?: string): void
  presses(digits: string): void
  /** Speaks over us, who are cut off; `heard` is what had been said until then. */
  interrupts(heard: string): void
  /** Whatever bytes. */
  sends(frame: string): void
  /** The network loses it. */
  drops(): void
  hangsUp(): void
  ended: Promise<RelayEnded>
}

/** What Twilio takes from us. https://www.twilio.com/docs/voice/conversationrelay/websocket-messages */
const taken = z.discriminatedUnion('type', [
  z.strictObject({
    ...{ type: z.literal('text'), token: z.string(), last: z.boolean(), lang: z.string().optional() },
    ...{ interruptible: z.boolean().optional(), preemptible: z.boolean().optional() },
  }),
  z.strictObject({
    ...{ type: z.literal('play'), source: z.url(), loop: z.number().optional() },
    ...{ interruptible: z.boolean().optional(), preemptible: z.boolean().optional() },
  }),
  z.strictObject({ type: z.literal('sendDigits'), digits: z.string().regex(/^[\dwW#*]+$/) }),
  z.strictObject({
    type: z.literal('language'),
    ...{ ttsLanguage: z.string().optional(), transcriptionLanguage: z.string().optional() },
  }),
  z.strictObject({ type: z.literal('end'), handoffData: z.string().optional() }),
])

/** What one session is about. */
export interface RelayFacts {
  authToken: string
  /** Replaces the good one. */
  signature?: string
  /** The public address, as TwiML names it, and what is signed. */
  url: string
  /** Where that leads on this machine. */
  reached: string
  setup: Record<string, unknown>
  /** The attributes of `<ConversationRelay>`: what Twilio tells depends on them. */
  asked: Record<string, string>
  transcript: Transcript
  /** What Twilio would not have taken. */
  problems: string[]
}

/** Opens the socket, signed as Twilio signs it, and says who calls. Resolves once it stands, or with how it failed. */
export async function openRelay(facts: RelayFacts): Promise<Relay | RelayEnded> {
  const { authToken, url, transcript, asked } = facts
  const signature = facts.signature ?? createHmac('sha1', authToken).update(url).digest('base64')
  const socket = new WebSocket(facts.reached, {
    headers: { 'x-twilio-signature': signature },
    perMessageDeflate: false,
  })
  const told = { ended: undefined as RelayEnded | undefined }
  let words = ''
  let isByUs = false

  socket.on('message', (data) => {
    const read = taken.safeParse(parsed(String(data)))
    if (!read.success) {
      facts.problems.push(`64107: ${String(data).slice(0, 200)}`)
      send({ type: 'error', description: `Invalid message received: ${String(data)}` })
      return
    }
    const said = read.data
    if (said.type === 'text') {
      words += said.token
      if (!said.last || words === '') return
      transcript.add('us', words, { language: said.lang })
      words = ''
    }
    if (said.type === 'end') {
      told.ended = { SessionStatus: 'ended', ...(said.handoffData ? { HandoffData: said.handoffData } : {}) }
      socket.close()
    }
  })
  socket.on('error', () => {})
  // `once` of node:events would throw at an error, which is one way among others to end.
  const closed = new Promise<[code: number, reason: string]>((resolve) =>
    socket.on('close', (code, reason) => resolve([code, String(reason)])),
  )
  const opened = new Promise<true>((resolve) => socket.on('open', () => resolve(true)))
  if ((await Promise.race([opened, closed])) !== true)
    return { SessionStatus: 'failed', ErrorCode: '64102', ErrorMessage: 'Unable to connect to WebSocket' }

  const ended = closed.then(([code, reason]): RelayEnded => {
    if (told.ended !== undefined) return told.ended
    if (isByUs) return { SessionStatus: 'completed' }
    const why = `WebSocket ended unexpectedly (${code} ${reason})`.trim()
    return { SessionStatus: 'failed', ErrorCode: '64105', ErrorMessage: why }
  })
  send({ type: 'setup', ...facts.setup })

  function send(frame: object) {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
  }

  /** Since May 2025 nothing that a caller says or presses while we speak is told, unless the document asks for it. */
  const tells = (what: 'speech' | 'dtmf') => ['any', what].includes(asked.reportInputDuringAgentSpeech ?? 'none')
  let isOverUs = false

  function speaking(value: 'on' | 'off') {
    if (asked.events?.includes('speaker-events')) send({ type: 'info', name: 'clientSpeaking', value })
  }

  return {
    ended,
    says(text, language = asked.language ?? 'en-US') {
      const isTold = !isOverUs || tells('speech')
      isOverUs = false
      if (!isTold) return
      // Only where it listens for several does it say in which they spoke, and then without a country.
      const lang = asked.transcriptionLanguage === 'multi' ? language.slice(0, 2) : (asked.language ?? 'en-US')
      const parts = text.split(' ')
      const isPartial = asked.partialPrompts === 'true' && parts.length > 1
      speaking('on')
      const prompt = (voicePrompt: string, last: boolean) => send({ type: 'prompt', voicePrompt, lang, last })
      if (isPartial) prompt(parts.slice(0, Math.ceil(parts.length / 2)).join(' '), false)
      speaking('off')
      prompt(text, true)
    },
    presses(digits) {
      const isOurTurn = transcript.until() > transcript.now()
      if (asked.dtmfDetection !== 'true' || (isOurTurn && !tells('dtmf'))) return
      for (const digit of digits) send({ type: 'dtmf', digit })
    },
    interrupts(heard) {
      transcript.cut()
      isOverUs = true
      const durationUntilInterruptMs = heard.length * 65
      send({ type: 'interrupt', utteranceUntilInterrupt: heard, durationUntilInterruptMs })
    },
    sends: (frame) => socket.send(frame),
    drops: () => socket.terminate(),
    hangsUp() {
      isByUs = true
      socket.close()
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
