import type { Conversation, Draft } from '../domain/conversation.ts'
import type { OutboxRow, WrittenReply } from '../domain/delivery.ts'
import type { ActionEvent } from '../domain/event.ts'
import { lessonIdOf } from '../learning/lesson-id.ts'
import type { Scope } from '../store/store.ts'

/** What a message of staff's thread shows, that somebody points at. */
export interface PointedAt {
  conversation: Conversation | undefined
  /** The answer to the customer, where it is one, or became one. */
  answer: OutboxRow | undefined
  draft: Draft | undefined
  /** A teammate's own words. */
  written: WrittenReply | undefined
  /** The customer's message that a card of ours repeats. */
  messageId: string | undefined
}

/**
 * Finds what a message is about: by what our card carries, else by a teammate's words in one of our threads, else by the
 * thread. What was said elsewhere is about nothing that we know; no history is asked for.
 */
export async function pointedAt(scope: Scope, { place, about, target }: ActionEvent): Promise<PointedAt> {
  const shown = about?.outboxId === undefined ? undefined : await scope.outbox.get(about.outboxId)
  const written =
    about === undefined || shown !== undefined
      ? undefined
      : await scope.written.byPlatformMessage(place, about.messageId)
  const asked = about === undefined ? await scope.drafts.get(target) : undefined
  const draft = asked ?? (await draftOf(scope, shown))
  const answerId = [text(shown?.payload.outboxId), written?.outboxId].find(Boolean)
  const answer = shown?.audience === 'customer' ? shown : answerId ? await scope.outbox.get(answerId) : undefined
  const conversationId = [draft, answer, written, shown].flatMap((one) => one?.conversationId ?? [])[0]
  const conversation =
    conversationId === undefined
      ? about && (await scope.conversations.byPlace(place))?.conversation
      : await scope.conversations.get(conversationId)
  const from = draft ?? (answer?.draftId ? await scope.drafts.get(answer.draftId) : undefined)
  return {
    ...{ conversation, written, draft: from },
    answer: answer ?? (conversation && from && (await answerFrom(scope, conversation.id, from.id))),
    messageId: text(shown?.payload.about),
  }
}

/** The lessons that an answer may have come from, or that it taught; the first that is known is meant. */
export function lessonsOf({ answer, draft }: Pick<PointedAt, 'answer' | 'draft'>): string[] {
  const taught = answer?.teammateId ? [lessonIdOf(answer.id)] : []
  return [...taught, ...(draft?.lessonId ? [draft.lessonId] : [])]
}

async function draftOf(scope: Scope, row: OutboxRow | undefined): Promise<Draft | undefined> {
  const id = text(row?.payload.draftId) ?? row?.draftId ?? undefined
  return id === undefined ? undefined : scope.drafts.get(id)
}

async function answerFrom(scope: Scope, conversationId: string, draftId: string): Promise<OutboxRow | undefined> {
  const rows = await scope.outbox.list(conversationId)
  return rows.findLast((row) => row.audience === 'customer' && row.draftId === draftId)
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
