import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { type DialFields, ring } from './twilio-dial.ts'
import { type Caller, type Line, makePost, type Running, reached } from './twilio-line.ts'
import { sidOf } from './twilio-platform.ts'
import { openRelay, type Relay } from './twilio-relay.ts'
import { makeTranscript } from './twilio-transcript.ts'
import { makeTranscription } from './twilio-transcription.ts'
import { readTwiml, type Verb } from './twilio-twiml.ts'

type Input = { speech: string; confidence: number } | { digits: string } | 'silence'
/** Where a caller's words go now. */
type Ear = { by: 'gather'; take(input: Input): void } | { by: 'relay'; relay: Relay }

/** A document in the place of the one that runs. */
class Replaced extends Error {}
class HungUp extends Error {}

/** Calls one of the account's numbers, and goes by what its webhook says from then on. */
export function callNumber(line: Line, from: string, to: string, running: Map<string, Running>): Caller {
  const { account, colleagues = {} } = line
  const callSid = sidOf('CA', randomUUID())
  const transcript = makeTranscript(line.passes)
  const problems: string[] = []
  const asked: Caller['asked'] = []
  const number = account.numbers.find(({ phoneNumber }) => phoneNumber === to)
  if (number === undefined) throw new Error(`${to} is no number of the account`)
  let status = 'ringing'
  let ear: Ear | undefined
  let cursor = 0
  let replacement: string | undefined
  /** Ends what the line is doing. */
  let stop: (why: Error) => void = () => {}
  const over = Promise.withResolvers<'us' | 'caller'>()

  const facts = () => ({
    ...{ AccountSid: account.accountSid, ApiVersion: '2010-04-01', CallSid: callSid, CallStatus: status },
    ...{ From: from, To: to, Caller: from, Called: to, Direction: 'inbound' },
    ...(line.forwardedFrom === undefined ? {} : { ForwardedFrom: line.forwardedFrom }),
  })

  const isOver = () => status === 'completed'
  const post = makePost(line, { asked, problems })
  const transcription = makeTranscription({
    ...{ problems, parts: line.parts ?? 'as they are said' },
    to: (address) => new URL(address, number.voiceUrl).href,
    post: (url, fields) => post(url, { ...facts(), ...fields }),
  })

  /** Something that takes until the caller, we or the API end it. */
  function untilStopped<T>(work: Promise<T>): Promise<T> {
    const stopped = Promise.withResolvers<never>()
    stop = stopped.reject
    if (isOver()) stop(new HungUp())
    else if (replacement !== undefined) stop(new Replaced())
    return Promise.race([work, stopped.promise]).finally(() => {
      stop = () => {}
      ear = undefined
    })
  }

  /** What one document makes the line do; returns the document that follows it, if any. */
  async function perform(verbs: Verb[], at: string): Promise<{ verbs: Verb[] | undefined; at: string } | undefined> {
    for (const verb of verbs) {
      const to = (address: string | undefined) => new URL((address ?? at) || at, at).href
      const follow = async (address: string | undefined, fields: Record<string, string>) => ({
        verbs: await untilStopped(post(to(address), { ...facts(), ...fields })),
        at: to(address),
      })
      const { attributes } = verb
      switch (verb.name) {
        case 'Say':
          await untilStopped(say(verb))
          break
        case 'Pause':
          await untilStopped(transcript.pass(Number(attributes.length ?? 1) * 1000))
          break
        case 'Start':
          await transcription.start(verb)
          break
        case 'Stop':
          await transcription.stop(verb)
          break
        case 'Redirect':
          return follow(verb.text.trim(), {})
        case 'Gather': {
          const fields = await untilStopped(gather(verb))
          if (fields === undefined) break
          return follow(attributes.action, fields)
        }
        case 'Dial': {
          const fields = await untilStopped(dial(verb, to))
          if (attributes.action === undefined) break
          return follow(attributes.action, { ...fields })
        }
        case 'Connect': {
          const fields = await untilStopped(connect(verb, to))
          const next = attributes.action === undefined ? undefined : await follow(attributes.action, fields)
          // Told all the same; whatever is answered, nobody hears it.
          if (isOver()) throw new HungUp()
          if (next === undefined) break
          return next
        }
        case 'Hangup':
          return undefined
        default:
          problems.push(`12200: ${verb.name} is no verb that this stand-in knows`)
      }
    }
    return undefined
  }

  async function say({ text, attributes }: Verb): Promise<void> {
    const { until } = transcript.add('us', text, { language: attributes.language })
    await transcript.pass(Math.max(0, until - transcript.now()))
  }

  /** Listens, from the first word that it says itself on; undefined where it goes on with the next verb. */
  async function gather({ attributes, children }: Verb): Promise<Record<string, string> | undefined> {
    const kinds = (attributes.input ?? 'dtmf').split(' ')
    const heard = Promise.withResolvers<Input>()
    // Words in it may be spoken over; this caller hears them out.
    for (const child of children) {
      if (child.name === 'Say') await say(child)
      if (child.name === 'Pause') await transcript.pass(Number(child.attributes.length ?? 1) * 1000)
    }
    ear = { by: 'gather', take: heard.resolve }
    const input = await heard.promise
    if (input === 'silence') {
      await transcript.pass(Number(attributes.timeout ?? 5) * 1000)
      return attributes.actionOnEmptyResult === 'true' ? {} : undefined
    }
    if ('digits' in input) return kinds.includes('dtmf') ? { Digits: input.digits } : undefined
    if (!kinds.includes('speech')) return undefined
    return {
      SpeechResult: input.speech,
      Confidence: String(input.confidence),
      Language: attributes.language ?? 'en-US',
    }
  }

  /** One phone rings; the caller hears that it does. */
  async function dial(verb: Verb, to: (address: string | undefined) => string): Promise<DialFields> {
    const noun = verb.children.find(({ name }) => name === 'Number')
    const number = noun?.text.trim() ?? verb.text.trim()
    if (verb.attributes.callerId === undefined) problems.push('13214: no callerId')
    return ring({
      ...{ number, does: colleagues[number] ?? 'does not answer', transcript },
      timeoutMs: Number(verb.attributes.timeout ?? 30) * 1000,
      fields: {
        ...facts(),
        ParentCallSid: callSid,
        From: verb.attributes.callerId ?? from,
        Direction: 'outbound-dial',
      },
      whisperUrl: noun?.attributes.url === undefined ? undefined : to(noun.attributes.url),
      post,
      async talks() {
        for (const { who, text } of line.talk ?? []) transcript.add(who, text)
        await transcription.hear(line.talk ?? [])
      },
    })
  }

  async function connect(verb: Verb, to: (address: string | undefined) => string): Promise<Record<string, string>> {
    const noun = verb.children.find(({ name }) => name === 'ConversationRelay')
    const url = noun?.attributes.url ?? ''
    if (noun === undefined || !/^wss?:/.test(url)) {
      problems.push('64101: <Connect> without <ConversationRelay url="wss://…">')
      return { SessionStatus: 'failed', ErrorCode: '64101', ErrorMessage: 'Invalid URL' }
    }
    const sessionId = sidOf('VX', randomUUID())
    const greeting = noun.attributes.welcomeGreeting
    const parameters = noun.children.filter(({ name }) => name === 'Parameter')
    const opened = await openRelay({
      ...{
        authToken: account.authToken,
        url,
        reached: reached(line, to(url)),
        transcript,
        problems,
        asked: noun.attributes,
      },
      ...(line.relaySignature === undefined ? {} : { signature: line.relaySignature }),
      setup: {
        ...{ sessionId, accountSid: account.accountSid, callSid, parentCallSid: '', from, to: number!.phoneNumber },
        ...{ forwardedFrom: line.forwardedFrom ?? '', callType: 'PSTN', callerName: '', direction: 'inbound' },
        callStatus: 'IN-PROGRESS',
        customParameters: Object.fromEntries(parameters.map(({ attributes }) => [attributes.name, attributes.value])),
      },
    })
    if (!('says' in opened)) return { SessionId: sessionId, ...opened }
    if (greeting) transcript.add('us', greeting, { language: noun.attributes.language })
    ear = { by: 'relay', relay: opened }
    const from_ = transcript.now()
    try {
      const ended = await opened.ended
      const seconds = Math.round((transcript.now() - from_) / 1000)
      return { SessionId: sessionId, SessionDuration: String(seconds), ...ended }
    } finally {
      opened.hangsUp()
    }
  }

  async function live(): Promise<'us' | 'caller'> {
    const { voiceUrl } = number!
    let at = voiceUrl
    let verbs = await post(at, facts())
    status = 'in-progress'
    try {
      while (verbs !== undefined) {
        try {
          const next = await perform(verbs, at)
          if (next === undefined) break
          verbs = next.verbs
          at = next.at
        } catch (error) {
          if (!(error instanceof Replaced) || replacement === undefined) throw error
          verbs = readTwiml(replacement)
          replacement = undefined
        }
      }
      return 'us'
    } catch (error) {
      if (!(error instanceof HungUp)) throw error
      return 'caller'
    } finally {
      status = 'completed'
      if (number!.statusCallback !== '') {
        const seconds = String(Math.round(transcript.now() / 1000))
        await post(number!.statusCallback, { ...facts(), CallDuration: seconds, Duration: '1', Timestamp: 'now' })
      }
      await transcription.end()
    }
  }
  live().then(over.resolve, over.reject)
  over.promise.catch(() => {})
  running.set(callSid, {
    isOver,
    replace(twiml) {
      replacement = twiml
      stop(new Replaced())
    },
  })

  async function soon<T>(what: string, look: () => T | undefined): Promise<T> {
    for (const end = performance.now() + 15_000; performance.now() < end; await wait(4)) {
      const found = look()
      if (found !== undefined) return found
      if (isOver()) break
    }
    throw new Error(`the call ${isOver() ? 'ended' : 'went on'} without ${what}:\n${transcript.told()}`)
  }
  const listened = () => soon('being listened to', () => ear)
  /** Hears out what is being said. */
  const hearOut = () => transcript.pass(Math.max(0, transcript.until() - transcript.now()))
  async function relay(): Promise<Relay> {
    const now = await listened()
    if (now.by !== 'relay') throw new Error('this call goes by turns')
    return now.relay
  }
  function take(now: Extract<Ear, { by: 'gather' }>, input: Input) {
    ear = undefined
    now.take(input)
  }

  return {
    ...{ callSid, transcript, problems, asked, ended: over.promise },
    listening: async () => (await listened()).by,
    async says(text, { confidence = 0.9, language } = {}) {
      const now = await listened()
      await hearOut()
      transcript.add('caller', text)
      await hearOut()
      if (now.by === 'relay') now.relay.says(text, language)
      else take(now, { speech: text, confidence })
    },
    async presses(digits) {
      const now = await listened()
      transcript.add('caller', digits, { ms: 200 })
      if (now.by === 'relay') now.relay.presses(digits)
      else take(now, { digits })
    },
    async isSilent() {
      const now = await listened()
      if (now.by === 'relay') throw new Error('nobody is told of silence over a socket')
      take(now, 'silence')
    },
    async interrupts(heard, text) {
      const socket = await relay()
      socket.interrupts(heard)
      transcript.add('caller', text)
      await hearOut()
      socket.says(text)
    },
    async hangsUp() {
      if (isOver()) return
      status = 'completed'
      if (ear?.by === 'relay') ear.relay.hangsUp()
      else stop(new HungUp())
      await over.promise
    },
    drops: async () => (await relay()).drops(),
    async sends(...frames) {
      const socket = await relay()
      for (const frame of frames) socket.sends(frame)
    },
    async hears(words) {
      const isIt = (text: string) => (typeof words === 'string' ? text.includes(words) : words.test(text))
      const index = await soon(`hearing ${words}`, () => {
        const at = transcript.heard.findIndex(({ who, text }, at) => at >= cursor && who === 'us' && isIt(text))
        return at === -1 ? undefined : at
      })
      cursor = index + 1
      return transcript.heard[index]!.text
    },
  }
}
