import { angry } from '../understanding/mood.ts'
import { veryUrgent } from '../understanding/urgency.ts'
import { type Gate, gatesOf, percent } from './gates.ts'
import type { Situation } from './situation.ts'
import { type Whom, whomFor } from './whom.ts'

export type { Situation } from './situation.ts'

export interface Decision {
  action: 'observe' | 'draft' | 'answer' | 'hand_over'
  /** Exactly what would be sent if the topic's stage were automatic: the rows that a certificate is about. */
  admitted: boolean
  /** A draft may be shown to staff beside whatever else happens. */
  showDraft: boolean
  /** Staff answer before they see the draft: it would have been sent (audit), or is one of the blind sample. */
  blind?: 'audit' | 'sample'
  /** It is sent, and staff look at it afterwards. */
  isAudited?: true
  /** Of a hand-over: who takes it, where that is known. */
  whom?: Whom
  /** It is sent on this teammate's word, not on proof. */
  vouchedBy?: string
  /** Sentences for the receipt, most important first. */
  reasons: string[]
  gates: Gate[]
}

/** Decides what becomes of a customer's message: pure, the same for the same situation (DESIGN, section 6). */
export function decide(situation: Situation): Decision {
  const gates = gatesOf(situation)
  const failed = gates.filter((gate) => !gate.passed)
  const admitted = failed.length === 0
  const { prediction, policy, stage, agentStatus } = situation
  const hasDraft = prediction.candidates.length > 0
  const isSure = prediction.confidence >= policy.showFrom
  const isSpeaking = stage === 'supervised' || stage === 'automatic' || situation.isSourcedOnly === true
  const showDraft =
    hasDraft &&
    isSure &&
    isSpeaking &&
    agentStatus !== 'paused' &&
    !situation.isMachine &&
    !situation.understanding.isThanks
  const because = (action: Decision['action'], ...reasons: string[]): Decision => ({
    action,
    admitted,
    showDraft,
    reasons,
    gates,
  })
  const blindly = (blind: NonNullable<Decision['blind']>, ...reasons: string[]): Decision => ({
    ...because('draft', ...reasons),
    showDraft: false,
    blind,
  })
  const handing = (why: string): Decision => {
    const whom = situation.people && whomFor(situation.people)
    return { ...because('hand_over', why, ...(whom?.reasons ?? [])), ...(whom === undefined ? {} : { whom }) }
  }

  if (situation.isMachine) return because('observe', 'Written by a machine: recorded, not answered.')
  if (situation.understanding.asksForPerson && !situation.humanHasConversation) {
    return handing('The customer asks for a person.')
  }
  const obstacles = failed.map((gate) => gate.detail)
  if (situation.humanHasConversation) return because('observe', 'A teammate has this conversation.')
  if (agentStatus === 'paused') return because('observe', 'The agent is paused.')
  if (situation.doubt !== undefined) return handing(situation.doubt)
  const grounds = groundsOf(situation)
  if (admitted && grounds !== undefined && !situation.isTest) {
    if (situation.audit === 'before') {
      return blindly(
        'audit',
        'One of the answers that are checked: staff answer first, then see the draft.',
        grounds.why,
      )
    }
    return {
      ...because('answer', grounds.why),
      ...(situation.audit === 'after' ? { isAudited: true } : {}),
      ...(grounds.vouchedBy === undefined ? {} : { vouchedBy: grounds.vouchedBy }),
    }
  }
  const alarm = alarmOf(situation)
  if (alarm !== undefined && !situation.isTest) return handing(alarm)
  if (showDraft && admitted && situation.isBlindSample && !situation.isTest) {
    return blindly('sample', 'One of the drafts that staff see only after they have answered.', stageReason(situation))
  }
  if (showDraft) return because('draft', stageReason(situation), ...obstacles)
  if (situation.understanding.isThanks) return because('observe', 'A thank-you: there is nothing to answer.')
  if (!hasDraft) return because('observe', 'No lesson fits yet.')
  if (!isSpeaking)
    return because('observe', `The topic is still ${stage}: its drafts are kept and judged in silence.`, ...obstacles)
  return because('observe', `Too unsure to propose a draft (${percent(prediction.confidence)}).`, ...obstacles)
}

/** Whether a check of who is behind the number is all that an answer without a person lacks. */
export function lacksCheck(situation: Situation): boolean {
  const failed = gatesOf(situation).filter((gate) => !gate.passed)
  const isPersons = situation.unfilled.every((name) => /^(customer|email|phone)/.test(name))
  const isOnly = failed.every(({ name }) => name === 'sender' || (name === 'slots' && isPersons))
  const isStopped = failed.length > 0 && isOnly && situation.unproved === 'number'
  const isAsked = situation.agentStatus !== 'paused' && situation.doubt === undefined && !situation.isTest
  return isStopped && isAsked && groundsOf(situation) !== undefined && alarmOf(situation) === undefined
}

/** What an answer without a person stands on: proof and the owner's switch, or a teammate's word for these very words. */
function groundsOf(situation: Situation): { why: string; vouchedBy?: string } | undefined {
  const { stage, certified, switchedOn, vouchedBy, waits, writer = 'local' } = situation
  if (waits !== undefined) return undefined
  if (stage === 'automatic' && certified && switchedOn)
    return { why: `The topic is certified and switched on, and every gate is open (${writer} writer).` }
  if (vouchedBy === undefined) return undefined
  return { why: `Vouched by ${vouchedBy}: these very words, and every gate is open. It is not proven.`, vouchedBy }
}

/** What a person has to look at now, whether or not a draft helps them. */
function alarmOf({ understanding }: Situation): string | undefined {
  const { urgency, sentiment = 0, sensitive } = understanding
  if (sensitive === 'threat') return 'About a threat: a person has to look at this now.'
  if (urgency !== undefined && urgency.level >= veryUrgent) return `Very urgent: ${urgency.why.join(', ')}.`
  if (sentiment <= angry && sensitive === 'complaint') return 'An angry complaint.'
  return undefined
}

function stageReason(situation: Situation): string {
  if (situation.isTest) return 'A test conversation: proposed to staff, counted nowhere.'
  if (situation.waits !== undefined) return situation.waits
  if (situation.stage !== 'automatic') {
    return situation.certified
      ? 'The topic is certified but not switched on.'
      : 'The topic has no certificate yet: staff decide.'
  }
  return 'A gate is closed: staff decide.'
}
