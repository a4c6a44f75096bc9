import { angry } from '../understanding/mood.ts'
import { danger, urgent } from '../understanding/urgency.ts'
import type { Situation } from './situation.ts'

export interface Gate {
  name: string
  passed: boolean
  detail: string
}

/** Stage and switches are no gates: they say who may act, not whether this answer could go out. */
export function gatesOf(situation: Situation): Gate[] {
  const { understanding, prediction, policy, unfilled, ungrounded, strangers = [], amounts = [] } = situation
  const { urgency = { level: 0, why: [] } } = understanding
  const { answerHours = 'always' } = policy
  const isForeign = understanding.kind === 'pitch' || understanding.kind === 'job'
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
    gate(
      'mood',
      (understanding.sentiment ?? 0) > angry,
      'The customer is not angry.',
      'The customer is angry: a person answers.',
    ),
    gate(
      'urgency',
      urgency.level < danger,
      urgency.level < urgent ? 'Not urgent.' : `Urgent: ${urgency.why.join(', ')}.`,
      `Very urgent (${urgency.why.join(', ')}): a person looks at this.`,
    ),
    gate(
      'kind',
      !isForeign,
      'From somebody who wants something of the business.',
      understanding.kind === 'job' ? 'An application: staff decide.' : 'Somebody sells to the business: staff decide.',
    ),
    gate(
      'hours',
      answerHours === 'always' || situation.isOpen === undefined || situation.isOpen === (answerHours === 'open'),
      answerHours === 'always' ? 'Answers go out at any hour.' : `Answers go out now: the business is ${answerHours}.`,
      `Answers go out on their own only while the business is ${answerHours}.`,
    ),
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
    gate('standing', situation.faded === undefined, 'Staff still say this.', situation.faded ?? ''),
    gate('conflict', situation.conflict === undefined, 'No other answer contradicts it.', situation.conflict ?? ''),
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
      situation.unproved === 'number'
        ? 'A number proves nothing: nothing personal without a check or a person.'
        : 'The sender’s address is not proved (DMARC): nothing personal without a person.',
    ),
    gate('machine', !situation.isMachine, 'Written by a person.', 'Written by a machine.'),
    ...(situation.noMail === undefined ? [] : [gate('address', false, '', situation.noMail)]),
    gate('take-over', !situation.humanHasConversation, 'Nobody has taken over.', 'A teammate has this conversation.'),
  ]
}

export function percent(share: number): string {
  return `${Math.floor(share * 100)} %`
}
