import type { InboundRequest, SocketLine, SocketTalk, Tools } from '#connectors/connector.ts'
import { verifyTwilio } from '#connectors/shared/twilio/verify.ts'
import type { CallFact, CallStep } from '#core/domain/call.ts'
import type { Outcome } from '#core/domain/event.ts'
import { Gone } from '#core/errors.ts'
import { type Frame, readFrame } from './frames.ts'
import { writeHandoff } from './handoff.ts'
import { holding, spokenLanguage } from './holding.ts'
import { linesOf } from './lines.ts'
import { callEvent, type Facts, spokenEvent } from './place.ts'
import { languagesOf, type VoiceSettings } from './settings.ts'
import { speakable } from './speakable.ts'
import { makeTimers } from './timers.ts'

/** After this without a word the caller hears that we are at it, and again after each further while. */
const holdingMs = 2_500
const holdingAgainMs = 3_500
/** How long a caller may be silent once we have finished speaking, and how long an utterance takes to say, a letter. */
const silentMs = 7_000
const messageSilentMs = 4_500
const letterMs = 65
/** Somebody who has begun to speak says more within this, or has stopped without a word that Twilio understood. */
const speakingMs = 15_000
/** The last words take no longer. */
const mostEndingMs = 20_000
/** Keys that belong together come within this. */
const digitsMs = 1_200
/** A socket that has not said which call it is by then is none of Twilio's. */
const setupMs = 5_000

/** Opens a ConversationRelay socket: verified before anything is read. Throws SignatureInvalid. */
export function accept(
  request: InboundRequest,
  settings: VoiceSettings,
  tools: Pick<Tools, 'now' | 'log'>,
): (line: SocketLine) => SocketTalk {
  verifyTwilio(request, settings.authToken)
  return (line) => talk(line, settings, tools)
}

/** One call over one socket: one thing at a time, in the order in which it happened. */
function talk(line: SocketLine, settings: VoiceSettings, { now, log }: Pick<Tools, 'now' | 'log'>): SocketTalk {
  const lines = linesOf(settings.number)
  let call: { callSid: string; sessionId: string; from: string | undefined } | undefined
  let language = settings.language
  let count = 0
  let turn = Promise.resolve()
  let isOver = false
  let isMessage = false
  /** Core is at it. */
  let isBusy = false
  /** They spoke over an answer: what this turn still brings is not said over them. */
  let isInterrupted = false
  /** Something beside the holding sentence was said in this turn. */
  let hasSaid = false
  /** The last words are being said. */
  let isEnding = false
  /** When we will have said what was written so far. */
  let saidAt = 0
  let digits = ''
  let unsubscribe = () => {}
  let finish = () => {}
  const timers = makeTimers()
  const { later, not } = timers
  const write = (out: object) => {
    if (!isOver) line.send(JSON.stringify(out))
  }

  /** Says it, and begins to count the caller's silence once it will have been heard. */
  const own = {
    say(text: string, spoken: string = language) {
      const token = speakable(text, spoken)
      if (token === '') return
      if (isOver) throw new Gone('the call is over')
      if (isInterrupted) return
      write({ type: 'text', token, last: true, lang: spokenLanguage(spoken, settings.language) })
      hasSaid = true
      saidAt = Math.max(saidAt, Date.now()) + token.length * letterMs
      // More of an answer may still be written.
      if (isBusy) hold(saidAt - Date.now() + holdingMs)
      else not('holding')
      awaitWords()
    },
  }

  function awaitWords() {
    const ourMs = Math.max(0, saidAt - Date.now())
    later('silent', ourMs + (isMessage ? messageSilentMs : silentMs), () => happened({ kind: 'unclear' }))
  }

  const isHolding = (heard: string) => heard.trim() !== '' && holding(language).startsWith(heard.trim())

  /** While core is at it, nobody is left in silence. */
  function hold(ms = holdingMs) {
    later('holding', ms, () => {
      write({ type: 'text', token: holding(language), last: true, lang: spokenLanguage(language, settings.language) })
      hold(holdingAgainMs)
    })
  }

  function facts(): Facts {
    count += 1
    const { callSid, sessionId } = call!
    return { settings, callSid, id: `${sessionId} ${count}`, now: now() }
  }

  /** Hands one event to core, after what came before, and does what it says. Words are stored also when nobody hears any more. */
  function inTurn(work: () => Promise<Outcome>, { isAsked, isWords = false }: { isAsked: boolean; isWords?: boolean }) {
    turn = turn
      .then(async () => {
        if (isOver || isEnding) return void (isWords && (await work()))
        isBusy = true
        hasSaid = false
        if (isAsked) {
          not('silent')
          hold()
        }
        const outcome = await work().finally(() => {
          isBusy = false
        })
        if (outcome.kind === 'done' && outcome.step !== undefined) follow(outcome.step)
        else if (outcome.kind === 'working') pollLater()
        else if (outcome.kind === 'done') follow({ say: [], next: { kind: 'listen' } })
        else end({ say: [], next: { kind: 'hang up' } })
      })
      .catch((error: unknown) => {
        log.warn({ err: error }, 'a call goes on by turns: its socket could not be served')
        line.close(1011, 'something went wrong; the call goes on by turns')
      })
  }
  const happened = (what: CallFact) =>
    inTurn(() => line.handle(callEvent(facts(), what)), {
      isAsked: what.kind !== 'interrupted' && what.kind !== 'waiting',
    })

  /** Something is still to come: the line is held, and asked about again. */
  function pollLater() {
    not('silent')
    if (!timers.has('holding')) hold()
    later('waiting', holdingMs, () => happened({ kind: 'waiting' }))
  }

  function follow(step: CallStep) {
    if (isOver || isEnding) return
    isInterrupted = false
    if (step.next.kind === 'dial' || step.next.kind === 'hang up') return end(step)
    isMessage = step.next.kind === 'message'
    for (const { text, language: spoken } of step.say) own.say(text, spoken)
    if (step.next.kind === 'wait') return pollLater()
    not('waiting')
    not('holding')
    if (!timers.has('silent')) awaitWords()
  }

  /**
   * The request that follows the socket says the product's last words, and rings or hangs up. An answer that was written just
   * before is heard first: ending the socket may cut it off.
   */
  function end(step: CallStep) {
    timers.clear()
    isEnding = true
    finish = () => {
      write({ type: 'end', handoffData: writeHandoff(step) })
      close()
    }
    const leftMs = Math.min(mostEndingMs, saidAt - Date.now())
    if (leftMs > 0) later('ending', leftMs, finish)
    else finish()
  }

  function close() {
    isOver = true
    timers.clear()
    unsubscribe()
    if (call !== undefined && lines.sockets.get(call.callSid) === own) lines.sockets.delete(call.callSid)
  }

  function read(said: Frame) {
    if (said.type === 'setup') {
      if (call !== undefined) return line.close(1008, 'a second setup')
      not('setup')
      call = { callSid: said.callSid, sessionId: said.sessionId, from: said.from }
      lines.sockets.set(said.callSid, own)
      unsubscribe = line.onNews(said.callSid, () => happened({ kind: 'waiting' }))
      // The greeting is being said.
      saidAt = Date.now() + silentMs
      awaitWords()
      return
    }
    if (call === undefined) return line.close(1008, 'no setup')
    const { from } = call
    switch (said.type) {
      case 'prompt': {
        // They are speaking: nothing of theirs is to be asked again, and nothing of ours is on its way.
        not('silent')
        if (!said.last) return later('silent', speakingMs, () => happened({ kind: 'unclear' }))
        // Whoever has spoken stopped what we said.
        saidAt = Date.now()
        isInterrupted = false
        const text = said.voicePrompt.trim()
        if (text === '') return happened({ kind: 'unclear' })
        // Noise is taken for any language: only those that were asked for are followed.
        const heard = languagesOf(settings).find((code) => code.slice(0, 2) === said.lang?.slice(0, 2))
        language = heard ?? language
        const spoken = { from, text, ...(heard === undefined ? {} : { language: heard.slice(0, 2) }) }
        return inTurn(() => line.handle(spokenEvent(facts(), spoken)), { isAsked: true, isWords: true })
      }
      case 'interrupt':
        saidAt = Date.now()
        if (isEnding) return finish()
        // "Okay" to "One moment, please": the answer is still what they wait for.
        if ((isBusy && !hasSaid) || isHolding(said.utteranceUntilInterrupt)) return
        isInterrupted = isBusy
        return happened({ kind: 'interrupted', heard: said.utteranceUntilInterrupt })
      case 'dtmf':
        not('silent')
        digits += said.digit
        if (digits.length > 40) return line.close(1008, 'too many keys')
        return later('digits', digitsMs, () => {
          const pressed = digits
          digits = ''
          happened({ kind: 'digits', digits: pressed })
        })
      case 'error':
        log.warn({ description: said.description }, 'Twilio did not understand what a call was told')
    }
  }

  later('setup', setupMs, () => line.close(1008, 'no setup'))
  return {
    frame(text) {
      let said: Frame | undefined
      try {
        said = readFrame(text)
      } catch {
        return line.close(1007, 'this is no message of ConversationRelay')
      }
      if (said !== undefined) read(said)
    },
    closed: close,
  }
}
