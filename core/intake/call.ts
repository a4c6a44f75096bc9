import { isBlocked } from '../accounts/blocked.ts'
import { act } from '../answering/act.ts'
import { noticeCard } from '../answering/cards.ts'
import { atDesk, type Desk } from '../answering/desk.ts'
import { showConversation, showInThreads } from '../answering/show.ts'
import { endCall } from '../calls/end-call.ts'
import { keepHeard } from '../calls/heard.ts'
import { type Began, openCall } from '../calls/open-call.ts'
import { hasPerson, resume, sayDue } from '../calls/resume.ts'
import { sayer } from '../calls/sentence.ts'
import { spokenWith } from '../calls/spoken-with.ts'
import { stillWaitsFor } from '../calls/still-waits-for.ts'
import { ringNext, toPerson } from '../calls/to-person.ts'
import { afterReply, anythingElse } from '../calls/words.ts'
import type { Call, CallFact, CallStep } from '../domain/call.ts'
import type { Conversation } from '../domain/conversation.ts'
import type { CallEvent, Outcome } from '../domain/event.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { codeKeyed } from './code-keyed.ts'
import { fact } from './fact.ts'
import { settled, type Turn } from './turn.ts'

/** How often a caller is asked again before somebody's phone rings. */
const mostUnclear = 2

/** How often a caller who looks for a code in their mail is reminded of it. */
const mostLookingUp = 10

/** Whoever has heard this share of an answer has heard it. */
const mostHeard = 0.8
/** Whoever has waited so long has heard the greeting. */
const lostGreetingMs = 15_000

const hangUp: CallStep = { say: [], next: { kind: 'hang up' } }
/** Nobody waits for a step. */
const nothing: CallStep = { say: [], next: { kind: 'wait' } }

/** Something happened in a phone call: the step says what the caller hears next. */
export async function handleCall(house: House, turn: Turn, { place, at, what }: CallEvent): Promise<Outcome> {
  const scope = house.store.of(turn.businessId)
  const call = await scope.calls.byPlace(place)
  const done = async (step: CallStep): Promise<Outcome> => {
    await settled(turn, what.kind)(scope)
    return { kind: 'done', step }
  }
  if (what.kind === 'began') {
    if (call === undefined && (await isBlocked(house, scope, what.from))) return done(hangUp)
    return done(await atDesk(house, turn.businessId, (desk) => begin(desk, place, what)))
  }
  // Told of a call that we never heard begin, or that is of an erased customer.
  if (call === undefined) return done(hangUp)
  if (what.kind === 'digits' && what.code !== undefined && call.state === 'live')
    return done(await codeKeyed(house, turn, call, what.code))
  if (what.kind === 'bridged') await takeFor(house, turn.businessId, call, what.teammateId)
  if (what.kind === 'waiting') await sayDue(house, turn.businessId, call)
  return done(
    await atDesk(house, turn.businessId, async (desk) => {
      await desk.tx.leases.check(turn.lane, turn.fence)
      const conversation = await desk.tx.conversations.lock(call.conversationId)
      return happen[what.kind](desk, call, conversation, what as never, at)
    }),
  )
}

async function begin(desk: Desk, place: CallEvent['place'], began: Began): Promise<CallStep> {
  const { call, conversation, isNew } = await openCall(desk, place, began)
  return isNew ? greet(desk, call) : resume(desk, call, conversation)
}

async function greet(desk: Desk, call: Call): Promise<CallStep> {
  const { say, disclosure } = await sayer(desk.house, desk.tx, call)
  return { say: [...disclosure(), say('callGreeting'), say('callZero')], next: { kind: 'listen' } }
}

type Happened<K extends CallFact['kind']> = (
  desk: Desk,
  call: Call,
  conversation: Conversation,
  what: Extract<CallFact, { kind: K }>,
  /** The platform's time. */
  at: string,
) => Promise<CallStep>

const happen: { [K in Exclude<CallFact['kind'], 'began'>]: Happened<K> } = {
  async waiting(desk, call, conversation) {
    // The answer to its first request was lost, and with it the greeting.
    const isUngreeted = call.state === 'live' && (await desk.tx.messages.list(conversation.id)).length === 0
    const sinceMs = desk.house.now().getTime() - Date.parse(call.beganAt)
    return isUngreeted && sinceMs < lostGreetingMs ? greet(desk, call) : resume(desk, call, conversation)
  },

  async unclear(desk, call, conversation) {
    const { tx, house } = desk
    const { say } = await sayer(house, tx, call)
    if (call.state === 'message') {
      // Whoever is silent has said it all.
      return { say: [say('callPassedOn'), say('callBye')], next: { kind: 'hang up' } }
    }
    if (call.state !== 'live' || hasPerson(desk, conversation)) return resume(desk, call, conversation)
    const waiting = await stillWaitsFor(desk, call, mostLookingUp)
    if (waiting !== undefined) return waiting
    if (call.asked === 'more') return { say: [say('callBye')], next: { kind: 'hang up' } }
    if (call.unclear >= mostUnclear) return toPerson(desk, call, conversation, 'The caller could not be understood.')
    await tx.calls.update(call.id, { unclear: call.unclear + 1 })
    return { say: [say('callUnclear')], next: { kind: 'listen' } }
  },

  async digits(desk, call, conversation, { digits }) {
    if (call.state !== 'live') return resume(desk, call, conversation)
    if (digits.startsWith('0')) return toPerson(desk, call, conversation, 'The caller pressed 0 for a person.')
    if (call.asked !== null && /^[12]/.test(digits))
      return afterReply(desk, call, conversation, digits.startsWith('1') ? 'yes' : 'no')
    const waiting = await stillWaitsFor(desk, call, mostLookingUp)
    if (waiting !== undefined) return waiting
    const { say } = await sayer(desk.house, desk.tx, call)
    return { say: [say('callZero')], next: { kind: 'listen' } }
  },

  async interrupted(desk, call, conversation, { heard }) {
    await fact(desk, conversation, 'customer', 'call_interrupted', { heard: heard.slice(0, 500) })
    const answer = (await desk.tx.messages.list(conversation.id)).findLast(({ senderType }) => senderType === 'ai')
    if (answer !== undefined && heard.length < answer.content.length * mostHeard)
      await desk.tx.messages.setMetadata(answer.id, { isCutShort: true })
    return resume(desk, call, conversation)
  },

  async bridged(desk, call, conversation, { teammateId }) {
    await desk.tx.calls.update(call.id, { state: 'bridged', takenBy: teammateId })
    await showConversation(desk, conversation.id)
    return resume(desk, { ...call, state: 'bridged' }, conversation)
  },

  async dialled(desk, call, conversation, { teammateId, result }) {
    const { tx } = desk
    // Only who pressed 1 took it, whatever became of the phone.
    if (call.state === 'bridged') {
      await tx.calls.update(call.id, { state: 'live', takenBy: teammateId })
      await spokenWith(desk, call, conversation, teammateId)
      return anythingElse(desk, call)
    }
    if (call.state !== 'ringing') return resume(desk, call, conversation)
    await fact(desk, conversation, 'system', 'call_not_taken', { teammateId, result })
    return ringNext(desk, call, conversation, 'callNext')
  },

  async heard(desk, call, conversation, what, at) {
    await keepHeard(desk, call, conversation, what, at)
    return nothing
  },

  async unheard(desk, _, conversation, { why }) {
    await showInThreads(desk, conversation.id, noticeCard(`What they say on the phone is not written down: ${why}.`))
    return nothing
  },

  async broke(desk, call, conversation, { why, isAtOnce }) {
    await fact(desk, conversation, 'system', 'call_broke', { why })
    await showInThreads(desk, conversation.id, noticeCard(`The connection of this call broke: ${why}. It goes on.`))
    const step = await resume(desk, call, conversation)
    if (step.next.kind !== 'listen') return step
    const { say } = await sayer(desk.house, desk.tx, call)
    // Else they would not know who speaks, and that an AI does.
    const isUngreeted = isAtOnce && (await desk.tx.messages.list(conversation.id)).length === 0
    if (isUngreeted) return greet(desk, call)
    return { ...step, say: [say('callLine')] }
  },

  async ended(desk, call, conversation, { why }) {
    await endCall(desk, call, conversation, why)
    return hangUp
  },
}

/** Whoever pressed 1 has the conversation from now on, like anybody who takes it. */
async function takeFor(house: House, businessId: string, call: Call, teammateId: string): Promise<void> {
  const teammate = await house.store.of(businessId).teammates.get(teammateId)
  if (teammate === undefined || teammate.removedAt) return
  try {
    await act(house, { businessId, teammate }, call.conversationId, 'take')
  } catch (error) {
    // Resolved or merged away meanwhile: they speak with each other all the same.
    if (!(error instanceof Refused)) throw error
  }
}
