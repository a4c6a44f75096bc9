import type { Desk } from '../answering/desk.ts'
import { handOver } from '../answering/hand-over.ts'
import { counted } from '../answering/question.ts'
import { isTextable } from '../answering/text-place.ts'
import type { Call, CallStep } from '../domain/call.ts'
import type { Conversation } from '../domain/conversation.ts'
import { openingHours } from '../domain/hours.ts'
import type { Scope } from '../store/store.ts'
import { sayer } from './sentence.ts'
import { spokenSummary, writtenForTeammate } from './summary.ts'
import { type Ringable, whomToRing } from './whom-to-ring.ts'

/** How long each teammate's phone rings, seconds. */
const ringSeconds = 25

/** The agent stops: a teammate's phone rings, or the caller leaves words where nobody can be reached. */
export async function toPerson(desk: Desk, call: Call, conversation: Conversation, why: string): Promise<CallStep> {
  // Whoever pressed a key without a word waits, too.
  if (conversation.waitingSince === null)
    await desk.tx.conversations.update(conversation.id, {
      ...{ waitingSince: desk.house.now().toISOString(), waitingFor: 'staff' },
    })
  if (conversation.status !== 'escalated') await handOver(desk, conversation, { why, actor: 'agent', receiptId: null })
  return ringNext(desk, call, conversation, 'callConnect')
}

/** The next phone that may ring, else voicemail. */
export async function ringNext(
  desk: Desk,
  call: Call,
  conversation: Conversation,
  sentence: 'callConnect' | 'callNext',
): Promise<CallStep> {
  const { tx, house } = desk
  const next = await nextToRing(desk, call, conversation)
  if (next === undefined) return takeMessage(desk, call)
  const { say } = await sayer(house, tx, call)
  await tx.calls.update(call.id, { state: 'ringing', rung: [...call.rung, next.id], asked: null, unclear: 0 })
  desk.tell('conversation', conversation.id)
  const summary = await summaryFor(tx, call, conversation)
  return {
    say: [say(sentence)],
    next: {
      ...{ kind: 'dial', teammateId: next.id, number: next.number, seconds: ringSeconds, summary },
      written: { caller: say('callWritten'), teammate: writtenForTeammate },
    },
  }
}

/** Nobody comes to the phone: says when somebody calls back, and takes words for staff. */
export async function takeMessage(desk: Desk, call: Call): Promise<CallStep> {
  const { tx, house } = desk
  const { say, callBack } = await sayer(house, tx, call)
  await tx.calls.update(call.id, { state: 'message', asked: null, unclear: 0 })
  desk.tell('conversation', call.conversationId)
  const when = call.number === null ? [] : [callBack()]
  return {
    say: [say('callNobody'), ...when, ...(isTextable(desk, call) ? [say('callTextInstead')] : []), say('callLeave')],
    next: { kind: 'message' },
  }
}

async function nextToRing(
  { tx, house }: Desk,
  call: Call,
  { assigneeId, id }: Conversation,
): Promise<Ringable | undefined> {
  const { settings } = await tx.business()
  const now = house.now()
  const others = (await tx.calls.open()).filter((one) => one.id !== call.id)
  const drafts = await tx.drafts.list(id)
  const topicId = drafts.findLast((draft) => draft.topicId !== null)?.topicId
  return whomToRing({
    teammates: await withNumbers(tx),
    assigneeId,
    rung: call.rung,
    busy: new Set(
      others.flatMap(({ state, takenBy, rung }) => [takenBy, state === 'ringing' ? rung.at(-1) : null]).filter(isText),
    ),
    isOpen: openingHours(settings).isOpen(now),
    isUrgent: topicId !== undefined && topicId !== null && settings.urgentTopics.includes(topicId),
    ...{ callId: call.id, caller: call.number, now },
  })
}

/** The confirmed teammates, each with the number that they take calls at. */
export async function withNumbers(tx: Scope) {
  const teammates = (await tx.teammates.list()).filter(({ confirmedAt }) => confirmedAt !== null)
  return Promise.all(
    teammates.map(async (teammate) => ({
      ...teammate,
      number: (await tx.teammates.handles(teammate.id)).find(({ kind }) => kind === 'phone')?.value,
    })),
  )
}

async function summaryFor(tx: Scope, call: Call, conversation: Conversation) {
  const { companyName } = await tx.business()
  const person = await tx.people.get(conversation.personId)
  const said = counted(await tx.messages.list(conversation.id)).filter(({ metadata }) => !metadata.isThanks)
  const drafts = await tx.drafts.list(conversation.id)
  const topicId = drafts.findLast((draft) => draft.topicId !== null)?.topicId
  const topic = topicId ? await tx.topics.get(topicId) : undefined
  return spokenSummary({
    company: companyName,
    caller: person?.name ?? call.number,
    topic: topic?.name,
    asked: said.findLast(({ senderType }) => senderType === 'customer')?.content,
    answered: said.filter(({ senderType }) => senderType === 'ai').length,
  })
}

function isText(value: string | null | undefined): value is string {
  return typeof value === 'string'
}
