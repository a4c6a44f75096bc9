import type { Prediction, Stage } from '../domain/learning.ts'
import type { Understanding } from '../understanding/understand.ts'

/** Everything that a decision rests on; nothing else is looked at. */
export interface Situation {
  understanding: Pick<Understanding, 'asksForPerson' | 'isThanks' | 'sensitive' | 'pointsAtFile'>
  prediction: Prediction
  stage: Stage
  certified: boolean
  switchedOn: boolean
  policy: {
    /** Lowest confidence for a draft that staff see. */
    showFrom: number
    /** Lowest confidence for an answer without a person. */
    sendFrom: number
    /** Sensitive subjects that the owner opted in by name. */
    allowedSubjects?: readonly string[]
    /** The greatest amount of money that an answer without a person may state; absent = any. */
    mostAmount?: number | null
    /** The highest stage that the business lets this topic reach; absent = any. */
    cap?: Stage | null
  }
  /** Slots of the draft that nothing filled. */
  unfilled: readonly string[]
  /** Facts of the draft that stand in no lesson and not in this conversation. */
  ungrounded: readonly string[]
  /** Who worded the draft: `local`, or a model's name. Certificates are per writer. */
  writer?: string
  agentStatus: 'learning' | 'active' | 'paused'
  /** A teammate has taken the conversation. */
  humanHasConversation: boolean
  isMachine: boolean
  /** A teammate trying things out: treated as a customer, counted nowhere. */
  isTest?: boolean
  /** The best lesson was taught from a page and never sent by staff. */
  isSourcedOnly?: boolean
  hasUnreadableFile: boolean
  /** The draft holds a filled slot, or a fact of this customer or conversation. */
  isPersonal?: boolean
  /** Who would get the answer beside the customer. */
  strangers?: readonly string[]
  /** The sender's address is proved (DMARC), or needs no proof. */
  isSenderProved?: boolean
  /** Amounts of money that the draft states. */
  amounts?: readonly number[]
  /** Who vouched by name for exactly these words. */
  vouchedBy?: string
  /** Why answers of this topic wait for staff although it is proven: too many are still to be checked. */
  waits?: string
  /** What the customer seems to hold against the answer that they have just had from the agent alone. */
  doubt?: string
  /** Drawn to be checked: staff answer it first, or look at it once it was sent. */
  audit?: 'before' | 'after'
  /** Drawn to be answered without seeing the draft. */
  isBlindSample?: boolean
}

export interface Gate {
  name: string
  passed: boolean
  detail: string
}

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

  if (situation.isMachine) return because('observe', 'Written by a machine: recorded, not answered.')
  if (situation.understanding.asksForPerson && !situation.humanHasConversation) {
    return because('hand_over', 'The customer asks for a person.')
  }
  const obstacles = failed.map((gate) => gate.detail)
  if (situation.humanHasConversation) return because('observe', 'A teammate has this conversation.')
  if (agentStatus === 'paused') return because('observe', 'The agent is paused.')
  if (situation.doubt !== undefined) return because('hand_over', situation.doubt)
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

/** What an answer without a person stands on: proof and the owner's switch, or a teammate's word for these very words. */
function groundsOf(situation: Situation): { why: string; vouchedBy?: string } | undefined {
  const { stage, certified, switchedOn, vouchedBy, waits, writer = 'local' } = situation
  if (waits !== undefined) return undefined
  if (stage === 'automatic' && certified && switchedOn)
    return { why: `The topic is certified and switched on, and every gate is open (${writer} writer).` }
  if (vouchedBy === undefined) return undefined
  return { why: `Vouched by ${vouchedBy}: these very words, and every gate is open. It is not proven.`, vouchedBy }
}

/** Stage and switches are no gates: they say who may act, not whether this answer could go out. */
function gatesOf(situation: Situation): Gate[] {
  const { understanding, prediction, policy, unfilled, ungrounded, strangers = [], amounts = [] } = situation
  const most = policy.mostAmount ?? Number.POSITIVE_INFINITY
  const tooMuch = amounts.filter((amount) => amount > most)
  const isAllowed =
    understanding.sensitive === undefined || policy.allowedSubjects?.includes(understanding.sensitive) === true
  const gate = (name: string, passed: boolean, open: string, closed: string): Gate => ({
    name,
    passed,
    detail: passed ? open : closed,
  })
  return [
    gate('lesson', prediction.candidates.length > 0, 'A lesson fits.', 'No lesson fits.'),
    gate(
      'confidence',
      prediction.confidence >= policy.sendFrom,
      `${percent(prediction.confidence)} sure, ${percent(policy.sendFrom)} asked for.`,
      `Only ${percent(prediction.confidence)} sure; an answer without a person takes ${percent(policy.sendFrom)}.`,
    ),
    gate(
      'language',
      prediction.languageMismatch !== true,
      'The lesson is in the customer’s language.',
      'The lesson is in another language than the question.',
    ),
    gate('slots', unfilled.length === 0, 'Every slot is filled.', `Missing: ${unfilled.join(', ')}.`),
    gate(
      'grounding',
      ungrounded.length === 0,
      'Every fact stands in the lessons or in this conversation.',
      `Not found in lessons or conversation: ${ungrounded.join(', ')}.`,
    ),
    gate(
      'subject',
      isAllowed,
      'No subject that needs a person.',
      `About ${understanding.sensitive}: a person answers this.`,
    ),
    gate(
      'amount',
      tooMuch.length === 0,
      'No amount above the topic’s limit.',
      `States ${tooMuch.join(', ')}; the topic’s limit for an answer without a person is ${most}.`,
    ),
    gate(
      'cap',
      (policy.cap ?? 'automatic') === 'automatic',
      'The topic may be answered alone.',
      `The business lets this topic go no further than ${policy.cap}.`,
    ),
    gate('person', !understanding.asksForPerson, 'Nobody asked for a person.', 'The customer asks for a person.'),
    gate('thanks', !understanding.isThanks, 'There is something to answer.', 'A thank-you needs no answer.'),
    gate(
      'files',
      !(situation.hasUnreadableFile || understanding.pointsAtFile),
      'Nothing rests on a file.',
      'The point may lie in a file that cannot be read.',
    ),
    gate(
      'source',
      situation.isSourcedOnly !== true,
      'Staff have said this to a customer.',
      'Taught from a page; staff have not said it to a customer yet.',
    ),
    gate(
      'recipients',
      !(situation.isPersonal && strangers.length > 0),
      strangers.length > 0 ? 'It holds nothing personal.' : 'Only the customer gets it.',
      `Also goes to ${strangers.slice(0, 3).join(', ')}${strangers.length > 3 ? ', …' : ''}: nothing personal without a person.`,
    ),
    gate(
      'sender',
      !(situation.isPersonal && situation.isSenderProved === false),
      situation.isSenderProved === false ? 'It holds nothing personal.' : 'The sender is who they say.',
      'The sender’s address is not proved (DMARC): nothing personal without a person.',
    ),
    gate('machine', !situation.isMachine, 'Written by a person.', 'Written by a machine.'),
    gate('take-over', !situation.humanHasConversation, 'Nobody has taken over.', 'A teammate has this conversation.'),
  ]
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

function percent(share: number): string {
  return `${Math.floor(share * 100)} %`
}
