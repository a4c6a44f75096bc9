import { createHash } from 'node:crypto'
import type { HttpReply, InboundRequest, Received, Tools } from '#connectors/connector.ts'
import { verifyTwilio } from '#connectors/shared/twilio/verify.ts'
import type { CallFact, CallStep } from '#core/domain/call.ts'
import type { InboundEvent, Outcome } from '#core/domain/event.ts'
import { PayloadInvalid } from '#core/errors.ts'
import { readHandoff } from './handoff.ts'
import { readHeard } from './heard.ts'
import { linesOf, makingNow } from './lines.ts'
import { callEvent, callerOf, spokenEvent } from './place.ts'
import type { VoiceSettings } from './settings.ts'
import { connected, hungUp, listenOn, twimlFor, type Way, whisper } from './twiml.ts'

const callSidPattern = /^CA[0-9a-f]{32}$/i
/** Twilio's word for how sure it is of what it heard; below it we ask again. */
const leastConfidence = 0.3

/** Until we answer, the caller hears it ring; Twilio waits 15 s. */
const greetWithinMs = 8_000
/** A socket that stood no longer has said nothing to the end: ConversationRelay is not enabled, say. */
const greetingSeconds = 4
/** With the pause before it nobody hears nothing for four seconds, also where an answer is still being made. */
const askAgainWithinMs = 1_000
/** Twilio has given a request up by then. */
const mostMakingMs = 20_000

const wait: CallStep = { say: [], next: { kind: 'wait' } }

/** Verifies a request of Twilio about a call and reads what happened. Throws SignatureInvalid or PayloadInvalid. */
export function receive(request: InboundRequest, settings: VoiceSettings, tools: Pick<Tools, 'now'>): Received {
  const fields = verifyTwilio(request, settings.authToken)
  const query = new URL(request.url).searchParams
  const endpoint = endpoints[request.endpoint]
  const callSid = fields.get('CallSid') ?? ''
  if (request.method !== 'POST' || !callSidPattern.test(callSid)) throw new PayloadInvalid('no call of Twilio')
  if (endpoint === undefined) return { response: { status: 204 }, events: [] }
  const way: Way = {
    settings,
    base: baseOf(request),
    by: settings.mode === 'gather' || query.get('by') === 'gather' ? 'gather' : 'relay',
  }
  return endpoint({ request, settings, fields, query, callSid, way, now: tools.now() })
}

interface Given {
  request: InboundRequest
  settings: VoiceSettings
  /** Those that were signed. */
  fields: URLSearchParams
  query: URLSearchParams
  callSid: string
  way: Way
  now: Date
}

const endpoints: Record<string, (given: Given) => Received> = {
  /** It rings. */
  ''(given) {
    const { fields, settings, callSid } = given
    const { handle, isWithheld } = callerOf(fields.get('From') ?? undefined, callSid)
    const forwardedFrom = fields.get('ForwardedFrom')
    return happened(
      given,
      'began',
      {
        ...{ kind: 'began', from: handle, to: settings.number, isWithheld, language: settings.language.slice(0, 2) },
        ...(forwardedFrom ? { forwardedFrom } : {}),
        // It still rings while this is made: no silence yet.
      },
      greetWithinMs,
    )
  },

  /** Words or keys, or nothing, after we listened. */
  turn(given) {
    const { fields, query, way } = given
    const [text, digits] = [fields.get('SpeechResult')?.trim() ?? '', fields.get('Digits') ?? '']
    if (/^[\d#*]{1,40}$/.test(digits)) return happened(given, onceId(given), { kind: 'digits', digits })
    const patient = query.get('patient')
    if (text === '' && digits === '' && patient !== null) return { response: listenOn(way, patient), events: [] }
    if (text === '' || isUnsure(fields.get('Confidence'))) return happened(given, onceId(given), { kind: 'unclear' })
    const facts = { settings: given.settings, callSid: given.callSid, id: onceId(given), now: given.now }
    return answered(given, spokenEvent(facts, { from: fields.get('From') ?? undefined, text }))
  },

  /** A held line asks what comes. */
  wait: (given) => happened(given, onceId(given), { kind: 'waiting' }, askAgainWithinMs),

  /** The socket is over: because we said so, or because it broke. */
  relayed(given) {
    const { fields, way, callSid, settings } = given
    const handed = readHandoff(fields.get('HandoffData') ?? undefined)
    if (handed !== undefined) return { response: twimlFor(way, [], handed), events: [] }
    // They have hung up: nobody hears anything any more.
    if (isOver(fields.get('CallStatus'))) return { response: hungUp(), events: [] }
    linesOf(settings.number).fallen.add(callSid)
    const why = fields.get('ErrorMessage') ?? fields.get('SessionStatus') ?? 'the connection was lost'
    const seconds = Number(fields.get('SessionDuration') ?? 0)
    return happened({ ...given, way: { ...way, by: 'gather' } }, onceId(given), {
      ...{ kind: 'broke', why: why.slice(0, 300) },
      ...(seconds < greetingSeconds ? { isAtOnce: true as const } : {}),
    })
  },

  /** What became of a teammate's phone. */
  dialled(given) {
    const { fields, query } = given
    const told = results[fields.get('DialCallStatus') ?? ''] ?? 'failed'
    // Picked up by somebody, or by a mailbox, who did not press 1.
    const result = told === 'accepted' && fields.get('DialBridged') === 'false' ? 'refused' : told
    const teammateId = query.get('teammate') ?? ''
    const way = { ...given.way, after: teammateId }
    return happened({ ...given, way }, onceId(given), { kind: 'dialled', teammateId, result })
  },

  /** What the two say, where it is written down. */
  heard(given) {
    const { settings, fields, query, callSid, now } = given
    const events = settings.writeDown ? readHeard(fields, query, { settings, callSid, now }) : []
    return { response: { status: 204 }, events }
  },

  /** A teammate has picked up; it is their own call, whose parent is the caller's. */
  whisper({ fields, query, way, callSid }) {
    const call = fields.get('ParentCallSid') ?? callSid
    const heard = { say: query.get('say') ?? '', language: query.get('language') ?? 'en' }
    return { response: whisper(way, { ...heard, teammate: query.get('teammate') ?? '', call }), events: [] }
  },

  /** They pressed a key, or none. */
  whispered(given) {
    const { fields, query, settings, now } = given
    const call = query.get('call') ?? ''
    if (fields.get('Digits') !== '1' || !callSidPattern.test(call)) return { response: hungUp(), events: [] }
    const facts = { settings, callSid: call, id: `bridged ${onceId(given)}`, now }
    const event = callEvent(facts, { kind: 'bridged', teammateId: query.get('teammate') ?? '' })
    return { response: () => connected(), events: [event] }
  },

  /** Twilio's word about a call as a whole. */
  status(given) {
    const { fields, settings, callSid, now } = given
    const status = fields.get('CallStatus')
    if (!isOver(status)) return { response: { status: 204 }, events: [] }
    linesOf(settings.number).fallen.delete(callSid)
    const seconds = Number(fields.get('CallDuration') ?? Number.NaN)
    const facts = { settings, callSid, id: 'ended', now }
    const what: CallFact = {
      ...{ kind: 'ended', why: status ?? 'completed' },
      ...(Number.isFinite(seconds) ? { seconds } : {}),
    }
    return { response: { status: 204 }, events: [callEvent(facts, what)] }
  },
}

/** An engine that does not say how sure it is writes 0 or nothing. */
function isUnsure(confidence: string | null): boolean {
  const sure = Number(confidence ?? 0)
  return sure > 0 && sure < leastConfidence
}

const results: Record<string, 'accepted' | 'refused' | 'no answer' | 'failed'> = {
  ...{ completed: 'accepted', answered: 'accepted', busy: 'refused', 'no-answer': 'no answer', canceled: 'no answer' },
}

function isOver(status: string | null): boolean {
  return ['completed', 'busy', 'failed', 'no-answer', 'canceled'].includes(status ?? '')
}

function happened(given: Given, id: string, what: CallFact, withinMs?: number): Received {
  const { settings, callSid, now } = given
  return answered(given, callEvent({ settings, callSid, id, now }, what), withinMs)
}

/** Somebody waits on the line: what was sent to their call meanwhile is said first. */
function answered({ settings, callSid, way, now }: Given, event: InboundEvent, withinMs?: number): Received {
  const lines = linesOf(settings.number)
  const making = makingNow(lines, callSid, now) ?? { words: [], open: 0, until: 0 }
  making.open += 1
  making.until = now.getTime() + mostMakingMs
  lines.making.set(callSid, making)
  return {
    events: [event],
    ...(withinMs === undefined ? {} : { withinMs }),
    response(outcome: Outcome): HttpReply {
      making.open -= 1
      // A retry that is answered first takes no words from the request that they are made for.
      const isLast = making.open <= 0
      const words = isLast || outcome.kind === 'done' ? making.words.splice(0) : []
      if (isLast && lines.making.get(callSid) === making) lines.making.delete(callSid)
      if (outcome.kind === 'refused') return hungUp()
      return twimlFor(way, words, (outcome.kind === 'done' ? outcome.step : undefined) ?? wait)
    },
  }
}

/** What stays the same when Twilio tries once more: its own token, else what was signed. */
function onceId({ request, fields }: Given): string {
  const token = request.headers['i-twilio-idempotency-token']
  const made = createHash('sha256').update(`${request.url}\n${fields.toString()}`).digest('hex').slice(0, 24)
  return `${request.endpoint} ${token ?? made}`
}

/** The integration's own address. */
function baseOf({ url, endpoint }: InboundRequest): string {
  const { origin, pathname } = new URL(url)
  const own = endpoint === '' ? pathname : pathname.slice(0, -(endpoint.length + 1))
  return origin + own.replace(/\/$/, '')
}
