import type { Handle, Place } from './place.ts'

/** What happened in a phone call beside words; words are messages of the call's place. Connectors report it. */
export type CallFact =
  /** It rings at our number. A withheld number is a handle that names the call alone. */
  | { kind: 'began'; from: Handle; to: string; isWithheld: boolean; language?: string; forwardedFrom?: string }
  /** The caller waits for the next words: the connector asks what they are. */
  | { kind: 'waiting' }
  /** Silence, noise, or words that nobody would trust. */
  | { kind: 'unclear' }
  /** `code`: they keyed in the code that was waited for; set where events are kept, which is where the code ends. */
  | { kind: 'digits'; digits: string; code?: { checkId: string; isRight: boolean } }
  /** They spoke while we did; `heard` is what they had heard until then. */
  | { kind: 'interrupted'; heard: string }
  /** A teammate has pressed to take it: the two are connected. */
  | { kind: 'bridged'; teammateId: string }
  /** What became of a teammate's phone that rang; `accepted` is told when they have finished. */
  | { kind: 'dialled'; teammateId: string; result: 'accepted' | 'refused' | 'no answer' | 'failed' }
  /**
   * A teammate who took it, or the caller, said this to the other. `stretch` is one transfer that is written down, in which
   * parts are counted up; they may come late, twice and out of order.
   */
  | { kind: 'heard'; by: 'caller' | 'teammate'; teammateId: string; stretch: string; sequence: number; text: string }
  /** What they say to each other could not be written down. */
  | { kind: 'unheard'; why: string }
  /** The connection was lost or closed by us; the call goes on by simpler means. */
  | { kind: 'broke'; why: string /** So soon that they have hardly heard the greeting. */; isAtOnce?: true }
  | { kind: 'ended'; why: string; seconds?: number }

/** Words for an ear: Markdown, and its language (ISO 639-1). The connector makes it speakable. */
export interface Said {
  text: string
  language: string
}

/** What a call does next: the product's own words, said after whatever was sent to its place, then one of these. */
export interface CallStep {
  say: Said[]
  next: CallNext
}

export type CallNext =
  /** The caller speaks or presses keys. */
  | { kind: 'listen' }
  /** An answer is being made, or a teammate is writing: the line is held, and `waiting` asks again. */
  | { kind: 'wait' }
  /** A teammate's phone rings; they hear the summary and press 1 to take it. */
  | { kind: 'dial'; teammateId: string; number: string; seconds: number; summary: Said; written: WrittenDown }
  /** Words for staff, until the caller is silent: voicemail without a recording. */
  | { kind: 'message' }
  | { kind: 'hang up' }

/** What each of the two hears before they speak with each other, where the number has that written down. */
export interface WrittenDown {
  caller: Said
  teammate: Said
}

/** One phone call, as it stands. */
export interface Call {
  id: string
  place: Place
  conversationId: string
  /** The caller's number (E.164); null where it was withheld, or erased. */
  number: string | null
  /** Ours, that was called. */
  to: string
  /** The language that we speak with them. */
  language: string
  /** `live`: the agent speaks; `ringing`: a teammate's phone rings; `bridged`: a teammate speaks; `message`: they leave words. */
  state: 'live' | 'ringing' | 'bridged' | 'message' | 'ended'
  /** How often in a row nothing was understood. */
  unclear: number
  /** What the caller was asked last, beside what they want. */
  asked: 'text' | 'more' | null
  /** An answer of which only the beginning was said: offered as a text. */
  rest: string | null
  /** The teammates whose phones rang, in order. */
  rung: string[]
  /** Whoever took it on the phone. */
  takenBy: string | null
  beganAt: string
  endedAt: string | null
}
