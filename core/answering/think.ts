import { createHash } from 'node:crypto'
import type { Agent, Business } from '../domain/business.ts'
import type { Conversation, Message } from '../domain/conversation.ts'
import type { ModelUse, Usage } from '../domain/language.ts'
import type { Lead } from '../domain/lead.ts'
import type { LessonHit, Prediction } from '../domain/learning.ts'
import { Model } from '../errors.ts'
import type { House } from '../house.ts'
import { lanesOf, proofOf } from '../identity/proved.ts'
import { poolSubject } from '../learning/claims.ts'
import { conflictOver, openConflicts } from '../learning/conflict-over.ts'
import type { Engine } from '../learning/engine.ts'
import { fadedWhy } from '../learning/truth/faded.ts'
import { voucherFor } from '../learning/vouch.ts'
import { type Decision, decide, lacksCheck, type Situation } from '../routing/decide.ts'
import { ahead } from '../store/remembering.ts'
import type { Scope } from '../store/store.ts'
import { type Understanding, understand } from '../understanding/understand.ts'
import { alone, lastAlone, type Suspect } from './alone.ts'
import { isVeryUrgent, loopFor, peopleFor, productsOf, understood } from './circumstances.ts'
import { compose } from './compose.ts'
import { usualRecipients } from './envelope.ts'
import { writerFacts } from './facts.ts'
import { ungrounded } from './grounding.ts'
import { leadNow, withQuestion } from './lead.ts'
import { whyNoMail } from './other-machine.ts'
import { isPersonal } from './personal.ts'
import { strangersAmong } from './recipients.ts'
import { keptOf } from './replay.ts'
import { shapeFor } from './shape.ts'
import { type Makers, openAudits, type RowAtHand, type Standing } from './standing.ts'
import { voiceFor } from './voiced.ts'
import { writeDraft } from './write.ts'

export interface Thought {
  business: Business
  agent: Agent
  engine: Engine
  understanding: Understanding
  prediction: Prediction
  text: string
  /** How much the text reads like this business, 0-100. */
  voiceScore: number | null
  unfilled: string[]
  writer: string
  decision: Decision
  /** A code given back by another channel is all that is missing. */
  lacksCheck: boolean
  /** Where its topic stands, for the makers of this draft. */
  state: Standing
  makers: Makers
  row: RowAtHand
  /** The evidence that an answer is sent on. */
  proof: string | undefined
  /** The answer before, which the agent gave alone, where its customer doubts it. */
  suspect?: Suspect
  /** The lesson that somebody vouched for, where the draft is its very words. */
  vouchedFor?: string
  /** For the card: the topic's name and how much evidence is still missing. */
  topic: { name: string; sentence: string } | undefined
  /** The calls that it took, in order. */
  used: ModelUse[]
  /** Of a sales conversation: what is known by now. */
  lead: Lead | undefined
  inputs: Record<string, unknown>
}

/** Everything up to the decision; reads only. */
export async function think(
  house: House,
  businessId: string,
  conversation: Conversation,
  question: { text: string; context: string[]; last: Message; turns: Message[] },
): Promise<Thought> {
  const scope = house.store.of(businessId)
  await ahead(scope, (reads) => whatThoughtNeeds(reads, conversation, question))
  const business = await scope.business()
  const { engine, agent } = await house.learners.current(businessId, conversation.agentId, scope)
  const understanding = understand(question.text, question.context, productsOf(engine))
  const at = house.now().toISOString()
  const query = { text: question.text, context: question.context, language: understanding.language, at }
  const used: ModelUse[] = []
  const embedded = (usage: Usage) => used.push({ model: house.embedder.name, ...usage })
  const { hits, fallback: recallFallback } = await recall(
    house,
    scope,
    agent.id,
    engine,
    understanding.resolved,
    embedded,
  )
  const prediction = engine.predict(query, hits)
  const lessons = prediction.candidates.flatMap((candidate) => engine.lesson(candidate.lessonId) ?? [])
  const best = lessons[0]
  await ahead(scope, ({ topics, vouchers }) => [
    ...(prediction.topicId === undefined ? [] : [topics.get(prediction.topicId)]),
    ...(best === undefined ? [] : [vouchers.of(best.id)]),
  ])
  const facts = writerFacts(await scope.people.get(conversation.personId), conversation, question.last)
  const voucher = best === undefined ? undefined : await voucherFor(scope, best)
  const composed = best === undefined ? { text: '', filled: [], unfilled: [] } : compose(best, query, facts)
  const sales = leadNow(engine, conversation, await scope.messages.list(conversation.id), understanding.language)
  // Nothing is added to words that somebody vouched for.
  const words = voucher === undefined ? withQuestion(composed.text, sales?.question) : composed.text
  const local = { ...composed, text: words }
  const asks = local.text === composed.text ? undefined : sales?.question
  const assignee = conversation.assigneeId === null ? undefined : await scope.teammates.get(conversation.assigneeId)
  const voice = voiceFor(engine, {
    ...{ channel: conversation.channel, language: understanding.language, isLater: question.context.length > 0 },
    authors: assignee === undefined ? [] : [assignee.name, assignee.id],
  })
  const written = await writeDraft({
    // Somebody vouched for these very words: no model words them anew.
    ...(house.model === undefined || voucher !== undefined ? {} : { model: house.model }),
    request: {
      localDraft: local.text,
      lessons: lessons
        .slice(0, 5)
        .map((lesson) => ({ id: lesson.id, question: lesson.question, reply: compose(lesson, query, facts).text })),
      conversation: question.turns.map((turn) => ({
        from: turn.senderType === 'ai' ? 'agent' : turn.senderType,
        text: turn.content,
      })),
      business: { company: business.companyName, language: understanding.language, tone: voice.tone },
      ...shapeFor(conversation.channel),
    },
  })
  if (written.used !== undefined) used.push(written.used)
  const isLocal = written.writer === 'local'
  const unfilled = isLocal ? local.unfilled : []
  const identity = conversation.channel === 'email' ? await house.messenger.mailIdentity(businessId) : undefined
  const recipients = identity && (await usualRecipients(scope, conversation, identity, house.now()))
  const strangers = recipients === undefined ? [] : strangersAmong(recipients, conversation.customerEmail)
  const proof = await proofOf(scope, conversation, question.turns, house.now())
  const isSenderProved = proof === 'proved'
  const voiced = voice.put(written.text, {
    facts,
    // Nothing is added to words that somebody vouched for.
    isKept: voucher !== undefined,
    mayName: strangers.length === 0 && isSenderProved,
    signature: business.settings.signature,
  })
  const loose = ungrounded(
    voiced.text,
    [...lessons.slice(0, 5).map((lesson) => lesson.reply), ...(asks === undefined ? [] : [asks.text])],
    [...question.context, question.text],
    { isSales: conversation.kind === 'sales' },
  )
  const makers = { writer: written.writer, embedder: house.embedder.name, engine: engine.version }
  const row = { confidence: prediction.confidence, sureFrom: engine.sureFrom }
  const { asksForPerson } = understanding
  const {
    state,
    facts: aloneFacts,
    topic,
    suspect,
  } = await alone(house, scope, {
    ...{ agent, business, topicId: prediction.topicId, makers, question, asksForPerson, text: voiced.text },
    ...{ row, lessonId: best?.id, vouchedBy: voucher?.name },
  })
  const { limits, ...standsAlone } = aloneFacts
  const loop = await loopFor(house, scope, question.turns, understanding, { text: voiced.text, prediction })
  const noMail = await whyNoMail(house, scope, conversation, question)
  const people = await peopleFor(scope, business, conversation, {
    now: house.now(),
    topicId: prediction.topicId,
    isUrgent: isVeryUrgent(understanding),
  })
  const faded = best && fadedWhy(best, at)
  const conflict = best && (await conflictOver(scope, agent.id, engine, best))
  const situation: Situation = {
    understanding,
    prediction,
    ...standsAlone,
    policy: { ...business.settings, ...limits },
    unfilled,
    ungrounded: loose,
    writer: written.writer,
    agentStatus: agent.status,
    humanHasConversation: conversation.humanUntil !== null && conversation.humanUntil > house.now().toISOString(),
    isMachine: false,
    isTest: conversation.kind === 'test',
    isSourcedOnly: best?.standing === 'sourced',
    ...(faded === undefined ? {} : { faded }),
    ...(conflict === undefined ? {} : { conflict }),
    hasUnreadableFile: (question.last.metadata.attachments?.length ?? 0) > 0,
    // The customer's own name above it is not what makes an answer personal.
    isPersonal: isPersonal({
      text: written.text,
      filled: isLocal ? local.filled : [],
      templates: lessons.slice(0, 5).map((lesson) => lesson.reply),
      known: facts,
    }),
    strangers,
    isSenderProved,
    ...(proof === 'number' ? { unproved: proof } : {}),
    people,
    isOpen: people.isOpen,
    ...(loop === undefined ? {} : { doubt: loop.why }),
    ...(noMail === undefined ? {} : { noMail }),
  }
  const decision = decide(situation)
  return {
    business,
    agent,
    engine,
    understanding,
    prediction,
    text: voiced.text,
    voiceScore: voiced.score,
    unfilled,
    writer: written.writer,
    decision,
    lacksCheck: lacksCheck(situation),
    state,
    makers,
    row,
    proof: decision.action === 'answer' && decision.vouchedBy === undefined ? state.proof : undefined,
    ...(suspect === undefined ? {} : { suspect }),
    ...(voucher === undefined ? {} : { vouchedFor: voucher.lessonId }),
    topic,
    used,
    lead: sales && { ...sales.lead, asked: asks ? [...sales.lead.asked, asks.slot] : sales.lead.asked },
    inputs: {
      seq: engine.seq,
      at,
      engine: engine.version,
      embedder: house.embedder.name,
      hits,
      question: question.last.id,
      understood: understood(understanding, prediction),
      ...(sales === undefined ? {} : { lead: { warmth: sales.lead.warmth, reasons: sales.lead.reasons } }),
      ...(asks === undefined ? {} : { asks: { slot: asks.slot, lessonId: asks.lessonId } }),
      policy: policyOf(business),
      autonomy: { ...aloneFacts, attempts: state.attempts },
      ...(voice.profile === undefined ? {} : { voice: voiced.receipt }),
      situation: keptOf(situation, query),
      reply: createHash('sha256').update(written.text).digest('hex'),
      ...(used.length === 0 ? {} : { used }),
      ...(recallFallback === undefined ? {} : { recallFallback }),
      ...(written.fallback === undefined ? {} : { fallback: written.fallback }),
    },
  }
}

/** What is read for any thought, asked for together. */
function whatThoughtNeeds(scope: Scope, conversation: Conversation, { turns }: { turns: readonly Message[] }) {
  const { agentId, personId } = conversation
  const before = lastAlone(turns)?.metadata.draftId
  return [
    ...[scope.business(), scope.agent(agentId), scope.people.get(personId), scope.staffChannels.list()],
    ...[scope.checks.inLanes(lanesOf(turns)), scope.conflicts.list(openConflicts(agentId))],
    ...[scope.controls.get(agentId, poolSubject), scope.auditedAnswers.open(openAudits(agentId))],
    ...(before === undefined ? [] : [scope.drafts.get(before)]),
  ]
}

/** The settings that a decision rests on, as they stood. */
function policyOf({ settings }: Business) {
  const { showFrom, sendFrom, allowedSubjects, eps, alpha } = settings
  return { showFrom, sendFrom, allowedSubjects, eps, alpha }
}

/** How many lessons are recalled for a question. */
const recalled = 24

/** Candidates by vector and text; while the embedder is away, by the engine's own sketch of what it holds in memory. */
async function recall(
  house: House,
  scope: Scope,
  agentId: string,
  engine: Engine,
  text: string,
  onUsage: (usage: Usage) => void,
): Promise<{ hits: LessonHit[]; fallback?: string }> {
  try {
    const [vector] = await house.embedder.embed([text], undefined, onUsage)
    const query = { vector: vector as Float32Array, embedder: house.embedder.name, text }
    return { hits: await scope.lessons.recall(agentId, query, recalled) }
  } catch (error) {
    if (!(error instanceof Model)) throw error
    return { hits: engine.recall({ text }, recalled), fallback: error.message }
  }
}
