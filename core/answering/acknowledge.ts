import type { BusinessSettings } from '../domain/business.ts'
import type { Conversation, Message } from '../domain/conversation.ts'
import { expected, hoursIn, momentIn, spanIn } from '../domain/expected.ts'
import { teaches } from '../domain/kind.ts'
import { understand } from '../understanding/understand.ts'
import type { Desk } from './desk.ts'
import { whyNoMail } from './other-machine.ts'
import { openQuestion } from './question.ts'
import { queueAnswer } from './queue.ts'
import type { Sentences } from './sentences.ts'

/** Why the product speaks for itself: somebody wrote, or a person takes over. */
export type Occasion = 'arrival' | 'hand_over'

/**
 * Tells a customer once, in their language, that somebody will answer, and when that may be expected; where the business
 * wants that. Goes out like everything else, and counts as no answer. Not to machines, spam and tests, and not where
 * somebody of the business is in the conversation already.
 */
export async function acknowledge(desk: Desk, conversation: Conversation, occasion: Occasion): Promise<void> {
  const { tx, house } = desk
  const { settings } = await tx.business()
  // On the phone the call itself says what happens.
  if (!settings.acknowledge || !teaches(conversation) || conversation.channel === 'phone') return
  const isFirst = conversation.acknowledgedAt === null && conversation.answeredAt === null
  if (occasion === 'arrival' && (!isFirst || conversation.humanUntil !== null)) return
  const question = openQuestion(await tx.messages.list(conversation.id))
  // Whoever forges an address would have us write to it.
  if (question === undefined || question.last.metadata.mail?.isAligned === false) return
  if (occasion === 'arrival' && (await wasToldOfLate(desk, question.last))) return
  if ((await whyNoMail(house, tx, conversation, question)) !== undefined) return
  const { language } = understand(question.text, question.context)
  const text = acknowledgement(house.sentences, {
    ...{ occasion, settings, now: house.now(), languages: [language, settings.language] },
    conversation,
    saysWhen: isFirst,
  })
  await queueAnswer(desk, conversation, {
    text,
    draftId: undefined,
    teammate: undefined,
    disclosure: null,
    undoMs: settings.undoMs,
    isSystem: true,
  })
  await tx.conversations.update(conversation.id, { acknowledgedAt: house.now().toISOString() })
  await tx.events.add({
    conversationId: conversation.id,
    type: 'acknowledged',
    actor: 'system',
    receiptId: null,
    data: { occasion },
  })
}

/** Two machines that thank each other would do so forever: an address hears that somebody will answer once a day. */
async function wasToldOfLate({ tx, house }: Desk, last: Message): Promise<boolean> {
  const { connector, thread, mail } = last.metadata
  if (mail === undefined || connector === undefined || thread === undefined) return false
  const since = new Date(house.now().getTime() - 24 * 3_600_000).toISOString()
  return (await tx.outbox.automaticTo({ connector, thread }, since, 1)).length > 0
}

/** Pure: what the customer is told. */
export function acknowledgement(
  sentences: Sentences,
  given: {
    occasion: Occasion
    settings: Pick<BusinessSettings, 'zone' | 'hours' | 'holidays' | 'targets' | 'sayHours'>
    conversation: Pick<Conversation, 'waitingSince' | 'answeredAt'>
    now: Date
    /** Best first. */
    languages: string[]
    /** With the expected time and, where the business says them, its hours. */
    saysWhen: boolean
  },
): string {
  const { settings, languages } = given
  const language = sentences.languageOf(languages)
  const hours = settings.sayHours ? hoursIn(language, settings.hours) : ''
  return [
    sentences.say(given.occasion === 'hand_over' ? 'handedOver' : 'acknowledged', languages),
    ...(given.saysWhen ? [expectation(sentences, given)] : []),
    ...(given.saysWhen && hours !== '' ? [sentences.say('hours', languages, { hours })] : []),
  ].join(' ')
}

function expectation(
  sentences: Sentences,
  { settings, conversation, now, languages }: Parameters<typeof acknowledgement>[1],
): string {
  const language = sentences.languageOf(languages)
  const found = expected(conversation, settings, now)
  if (found.kind === 'soon') return sentences.say('soon', languages)
  if (found.kind === 'within') return sentences.say('within', languages, { time: spanIn(language, found.minutes) })
  const { day, time } = momentIn(language, settings.zone, found.at, now)
  const moment =
    typeof day === 'string'
      ? sentences.say(day, languages, { time })
      : sentences.say('day', languages, { day: day.name, time })
  return sentences.say(found.kind, languages, { time: moment })
}
