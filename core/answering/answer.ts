import { verdictDeadline } from '../domain/business-days.ts'
import type { Conversation, Message } from '../domain/conversation.ts'
import { isPutAside, teaches } from '../domain/kind.ts'
import type { House } from '../house.ts'
import { offerCheck } from '../identity/check.ts'
import { ahead } from '../store/remembering.ts'
import type { Scope } from '../store/store.ts'
import { acknowledge } from './acknowledge.ts'
import { askBlindly, checksOf, openChecks, stillStands } from './checks.ts'
import { atDesk, type Desk } from './desk.ts'
import { guide } from './guide.ts'
import { handOver } from './hand-over.ts'
import { recordUse } from './model-use.ts'
import { takenFor } from './noteworthy.ts'
import { isStopped } from './opt-out.ts'
import { openQuestion } from './question.ts'
import { queueAnswer } from './queue.ts'
import { notifyOfQuestion, showConversation } from './show.ts'
import { showDraft } from './show-draft.ts'
import { showHeld } from './show-held.ts'
import { type Thought, think } from './think.ts'
import { showReplaced } from './withdraw.ts'

/** A conversation whose open question is to be answered, and what is written with the decision: that it was made. */
export interface Asked {
  businessId: string
  conversationId: string
  /** First thing inside the write: throws where somebody else is to decide. */
  check(tx: Scope): Promise<void>
  /** Inside the write of the decision. */
  settle(tx: Scope, result: string): Promise<void>
  /** A draft that was withdrawn does not count as a decision about the question. */
  isAgain?: boolean
}

/** A conversation that changes under every thought is left to a later attempt. */
const mostThoughts = 3

/**
 * The customer spoke last: understands, recalls, decides, and stores the decision with its receipt. No transaction is held
 * over a model call; when the conversation moved on meanwhile the thought is dropped, checked in the insert, and what is
 * asked now is thought about afresh.
 */
export async function answerTurn(house: House, asked: Asked): Promise<void> {
  for (let thoughts = 0; thoughts < mostThoughts; thoughts++) if (await answerOnce(house, asked)) return
  throw new Error('the conversation changed under every thought')
}

/** False when the conversation moved on meanwhile. */
async function answerOnce(house: House, asked: Asked): Promise<boolean> {
  const scope = house.store.of(asked.businessId)
  await ahead(scope, ({ conversations, messages, drafts, business }) => [
    ...[conversations.get(asked.conversationId), conversations.places(asked.conversationId), business()],
    ...[messages.list(asked.conversationId), drafts.list(asked.conversationId)],
  ])
  const conversation = await scope.conversations.get(asked.conversationId)
  const question =
    conversation !== undefined && isOpen(conversation)
      ? openQuestion(await scope.messages.list(conversation.id))
      : undefined
  const over =
    conversation === undefined || question === undefined || (await isDecided(scope, question.last, asked))
      ? 'nothing to answer'
      : (await isStopped(house, scope, conversation))
        ? 'they said STOP: nothing can be sent'
        : undefined
  if (conversation === undefined || question === undefined || over !== undefined) {
    await scope.write(async (tx) => {
      await asked.check(tx)
      await asked.settle(tx, over ?? 'nothing to answer')
    })
    return true
  }
  const thought = await think(house, asked.businessId, conversation, question)
  return atDesk(house, asked.businessId, async (desk) => {
    const { tx } = desk
    await asked.check(tx)
    // A newer message or a teammate's reply: this thought answers what is no longer the question.
    if ((await tx.conversations.lock(conversation.id)).version !== conversation.version) {
      await recordUse(desk, conversation.id, null, thought.used)
      return false
    }
    // Asked in one breath with the lock of its topic.
    const read = ahead(tx, ({ conversations, messages, outbox, calls, business }) => [
      ...[
        conversations.places(conversation.id),
        messages.list(conversation.id),
        outbox.list(conversation.id),
        business(),
      ],
      ...(house.speaking === undefined ? [] : [calls.byPlace(house.speaking.place)]),
    ])
    // It was switched off, stopped or capped while it was thought about.
    const stands = await stillStands(desk, conversation, thought)
    await read
    if (!stands) {
      await recordUse(desk, conversation.id, null, thought.used)
      return false
    }
    await asked.settle(tx, thought.decision.action)
    await store(desk, conversation, question.last, thought)
    await showConversation(desk, conversation.id)
    await guide(desk, conversation)
    return true
  })
}

/** Nothing is proposed in what is put aside, merged away, or was resolved while it was thought about. */
function isOpen(conversation: Conversation): boolean {
  return !isPutAside(conversation) && conversation.mergedIntoId === null && conversation.status !== 'resolved'
}

/** Another worker may have decided this very message before it died. */
async function isDecided(scope: Scope, last: Message, { isAgain }: Asked): Promise<boolean> {
  const drafts = await scope.drafts.list(last.conversationId)
  return drafts.some(({ messageId, state }) => messageId === last.id && !(isAgain && state === 'withdrawn'))
}

/** Writes receipt, draft, evidence and, for an answer, the outbox row; all or nothing. */
async function store(desk: Desk, conversation: Conversation, last: Message, thought: Thought): Promise<void> {
  const { tx, house } = desk
  const { decision, prediction } = thought
  const receiptId = crypto.randomUUID()
  const best = prediction.candidates[0]
  await tx.receipts.add({
    id: receiptId,
    conversationId: conversation.id,
    messageId: last.id,
    action: decision.action,
    reasons: [
      ...decision.reasons,
      ...(thought.proof === undefined ? [] : [thought.proof]),
      takenFor(thought.understanding),
    ],
    gates: decision.gates,
    lessons: prediction.candidates.slice(0, 5).map((candidate) => {
      const lesson = thought.engine.lesson(candidate.lessonId)
      return {
        lessonId: candidate.lessonId,
        score: candidate.score,
        why: candidate.why,
        author: lesson?.author ?? '',
        at: lesson?.at ?? '',
        question: lesson?.question ?? '',
      }
    }),
    topicId: prediction.topicId ?? null,
    confidence: prediction.confidence,
    inputs: { ...thought.inputs, ...checksOf(decision) },
    claims: decision.admitted ? thought.state.claims : [],
  })
  const isDraft = decision.action === 'draft' && decision.blind === undefined
  const isShown = isDraft || (decision.action === 'hand_over' && decision.showDraft)
  const draft = await tx.drafts.add({
    id: crypto.randomUUID(),
    conversationId: conversation.id,
    messageId: last.id,
    state: decision.action === 'answer' ? 'approved' : isShown ? 'pending' : 'shadow',
    text: thought.text,
    unfilled: thought.unfilled,
    lessonId: best?.lessonId ?? null,
    topicId: prediction.topicId ?? null,
    confidence: prediction.confidence,
    signals: prediction.signals,
    writer: thought.writer,
    voiceScore: thought.voiceScore,
    receiptId,
    why: null,
    shownAt: isShown ? house.now().toISOString() : null,
    blind: decision.blind ?? null,
  })
  const fact = (type: 'draft_made' | 'draft_shown', data: Record<string, unknown>) =>
    tx.events.add({ conversationId: conversation.id, type, actor: 'agent', receiptId, data })
  await fact('draft_made', { draftId: draft.id, state: draft.state })
  if (isShown) await fact('draft_shown', { draftId: draft.id })
  await recordUse(desk, conversation.id, receiptId, thought.used)
  if (decision.admitted && decision.action !== 'answer' && teaches(conversation)) {
    for (const claim of thought.state.claims) {
      await tx.evidence.admit(claim, {
        draftId: draft.id,
        deadline: verdictDeadline(house.now(), thought.business.settings),
        blind: draft.state === 'shadow',
      })
    }
  }
  await openChecks(desk, conversation, draft, thought)
  await tx.conversations.update(conversation.id, {
    sentiment: thought.understanding.sentiment,
    ...(thought.lead === undefined ? {} : { lead: thought.lead }),
    thoughtOwedAt: null,
  })
  if (decision.action === 'hand_over')
    await handOver(desk, conversation, {
      why: decision.reasons.join('; '),
      actor: 'agent',
      receiptId,
      ...(decision.whom === undefined ? {} : { whom: decision.whom }),
    })
  else if (decision.action !== 'answer' && !thought.understanding.isThanks) {
    const languages = [thought.understanding.language, thought.business.settings.language]
    const isAsked = thought.lacksCheck && (await offerCheck(desk, conversation, last, languages))
    if (!isAsked) await acknowledge(desk, conversation, 'arrival')
  }
  if (isShown) {
    await showDraft(desk, draft, thought.topic)
    await showReplaced(desk, draft)
  }
  // A hand-over was told with its summary.
  const isSilent = !isShown && (decision.action === 'observe' || decision.action === 'draft')
  if (decision.blind !== undefined) await askBlindly(desk, draft)
  if (isSilent && !thought.understanding.isThanks) {
    await notifyOfQuestion(desk, conversation.id, decision.reasons[0] ?? '')
  }
  if (decision.action !== 'answer') return
  const row = await queueAnswer(desk, conversation, {
    text: thought.text,
    draftId: draft.id,
    teammate: undefined,
    disclosure: disclosureIn(house, thought),
    undoMs: thought.business.settings.undoMs,
    ...(decision.vouchedBy === undefined || thought.vouchedFor === undefined ? {} : { vouchedFor: thought.vouchedFor }),
  })
  await showHeld(desk, row, thought.agent.name)
}

/** Says that an AI answers, where the business says so; the standard sentence in the customer's own language. */
function disclosureIn(house: House, { business, understanding }: Thought): string | null {
  const { disclosure, language } = business.settings
  return disclosure && house.sentences.translate('disclosure', disclosure, [understanding.language, language])
}
