import type { Agent, Business } from '../domain/business.ts'
import type { Conversation, Draft, Message } from '../domain/conversation.ts'
import type { House } from '../house.ts'
import { isAudited, isBlind } from '../learning/audit.ts'
import { poolSubject } from '../learning/claims.ts'
import type { Situation } from '../routing/decide.ts'
import { doubtAbout } from '../routing/doubt.ts'
import { ahead } from '../store/remembering.ts'
import type { Scope } from '../store/store.ts'
import { factsOf } from '../understanding/facts.ts'
import { type Makers, openAudits, type RowAtHand, type Standing, standing } from './standing.ts'

/** One in ten of the answers that are sent alone is checked, and one in twenty of the drafts is kept back. */
const auditShare = 0.1
const blindShare = 0.05

/** What is thought about, as far as it decides whether the agent may answer it alone. */
export interface Aloneness {
  agent: Agent
  business: Business
  topicId: string | undefined
  makers: Makers
  row: RowAtHand
  question: { text: string; last: Message; turns: Message[] }
  asksForPerson: boolean
  /** The lesson that the draft was made from, and the draft. */
  lessonId: string | undefined
  text: string
  /** Who vouched for exactly this text. */
  vouchedBy: string | undefined
}

/** An answer that the agent gave alone, and why its customer seems to doubt it. */
export interface Suspect {
  draft: Draft
  why: string
}

/** What `decide` is told about stage, proof, switch, limits and checks. */
export type AloneFacts = Pick<
  Situation,
  'stage' | 'certified' | 'switchedOn' | 'waits' | 'amounts' | 'vouchedBy' | 'audit' | 'isBlindSample' | 'doubt'
> & { limits: Pick<Situation['policy'], 'cap' | 'mostAmount'> }

/** Reads where the topic stands, draws what is to be checked, and looks whether the answer before is in doubt. */
export async function alone(
  house: House,
  scope: Scope,
  given: Aloneness,
): Promise<{
  state: Standing
  topic: { name: string; sentence: string } | undefined
  facts: AloneFacts
  suspect?: Suspect
}> {
  const { agent, business, topicId, makers, question, vouchedBy } = given
  const topic = topicId === undefined ? undefined : await scope.topics.get(topicId)
  const state = await standing(scope, agent, business, topic, makers, house.now(), given.row)
  const suspect = await suspectOf(house, scope, given)
  const mac = house.keys.mac
  const isDrawn = isAudited(mac, question.last.id, auditShare)
  return {
    state,
    topic: topic && { name: topic.name, sentence: state.sentence },
    ...(suspect === undefined ? {} : { suspect }),
    facts: {
      stage: state.stage,
      certified: state.certified,
      switchedOn: topic?.switchedOn ?? false,
      amounts: amountsIn(given.text),
      limits: { cap: topic?.cap ?? null, mostAmount: topic?.mostAmount ?? null },
      ...(state.waits === undefined ? {} : { waits: state.waits }),
      ...(vouchedBy === undefined ? {} : { vouchedBy }),
      ...(isDrawn ? { audit: business.settings.auditTime } : {}),
      ...(isBlind(mac, question.last.id, blindShare) ? { isBlindSample: true } : {}),
      ...(suspect === undefined ? {} : { doubt: suspect.why }),
    },
  }
}

/** Amounts of money that a text states, whatever the currency. */
export function amountsIn(text: string): number[] {
  const found = [...factsOf(text).values].flatMap((value) => /^money:(\d+(?:\.\d+)?)/.exec(value)?.[1] ?? [])
  return found.map(Number)
}

/** The last answer that the agent gave alone. */
export function lastAlone(turns: readonly Message[]): Message | undefined {
  return turns.findLast(({ senderType, metadata }) => senderType === 'ai' && metadata.draftId !== undefined)
}

/** The answer that the agent gave alone before these words, where they say that it was not right. */
async function suspectOf(
  house: House,
  scope: Scope,
  { question, asksForPerson, lessonId }: Aloneness,
): Promise<Suspect | undefined> {
  const spoken = question.turns.filter(({ senderType }) => senderType !== 'customer')
  const answer = lastAlone(spoken)
  const draft = answer?.metadata.draftId === undefined ? undefined : await scope.drafts.get(answer.metadata.draftId)
  if (answer === undefined || draft === undefined) return undefined
  const why = doubtAbout({
    text: question.text,
    answer: answer.content,
    isNext: spoken.at(-1) === answer,
    asksForPerson,
    // What a caller cut short, they have not been told.
    isSameAgain: lessonId !== undefined && draft.lessonId === lessonId && answer.metadata.isCutShort !== true,
    sinceMs: house.now().getTime() - Date.parse(answer.createdAt),
  })
  return why === undefined ? undefined : { draft, why }
}

/** A draft as far as its topic and its makers decide whether it may go out alone. */
export type MadeBy = Makers & { topicId: string | null }

/** Whether an answer may still be sent alone, by what stands now: asked inside the write that sends it. */
export async function mayStill(
  house: Pick<House, 'now'>,
  tx: Scope,
  conversation: Pick<Conversation, 'agentId'>,
  { topicId, ...makers }: MadeBy,
  { vouchedFor, row }: { vouchedFor?: string | undefined; row?: RowAtHand } = {},
): Promise<boolean> {
  await ahead(tx, ({ topics, agent, business, controls, auditedAnswers, vouchers }) => [
    ...[agent(conversation.agentId), business(), controls.get(conversation.agentId, poolSubject)],
    ...(topicId === null ? [] : [topics.get(topicId)]),
    ...[
      auditedAnswers.open(openAudits(conversation.agentId)),
      ...(vouchedFor === undefined ? [] : [vouchers.of(vouchedFor)]),
    ],
  ])
  const topic = topicId === null ? undefined : await tx.topics.get(topicId)
  const agent = await tx.agent(conversation.agentId)
  const { stage, waits } = await standing(tx, agent, await tx.business(), topic, makers, house.now(), row)
  if (stage === 'automatic') return true
  const isCapped = (topic?.cap ?? 'automatic') !== 'automatic'
  if (vouchedFor === undefined || waits !== undefined || isCapped) return false
  return (await tx.vouchers.of(vouchedFor)) !== undefined
}

/** Who made a stored draft. */
export async function makersOf(tx: Scope, draft: Draft): Promise<MadeBy> {
  const { inputs } = (await tx.receipts.get(draft.receiptId)) ?? { inputs: {} as Record<string, unknown> }
  return {
    topicId: draft.topicId,
    writer: draft.writer,
    embedder: String(inputs.embedder ?? ''),
    engine: String(inputs.engine ?? ''),
  }
}
