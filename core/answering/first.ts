import type { Message } from '../domain/conversation.ts'
import { Refused } from '../errors.ts'
import type { Scope } from '../store/store.ts'

/** An answer that a colleague gave meanwhile. */
export interface First {
  teammateId: string | undefined
  name: string
  text: string
}

/** An answer of a colleague that is younger than this when words are written was not seen by who wrote them, ms. */
const writingMs = 10_000

/** Since when whoever wrote this then was writing, ISO. */
export function writingSince(at: string): string {
  return new Date(Date.parse(at) - writingMs).toISOString()
}

/** The newest answer of another teammate since then (ISO) that still stands; undefined = nobody was faster. */
export async function answeredSince(
  tx: Scope,
  conversationId: string,
  since: string,
  teammateId: string,
): Promise<First | undefined> {
  const given = (await answersOf(tx, conversationId, teammateId)).filter(({ createdAt }) => createdAt >= since)
  return firstOf(given)
}

/** How many answers of others stand there: whoever begins to write has seen so many. */
export async function answersSeen(tx: Scope, conversationId: string, teammateId: string): Promise<number> {
  return (await answersOf(tx, conversationId, teammateId)).length
}

/** Refuses words of whoever saw no more than so many answers of colleagues, and shows the others: one of two wins, the other is told. */
export async function refuseIfAnswered(
  tx: Scope,
  conversationId: string,
  seen: number,
  teammateId: string,
): Promise<void> {
  const first = firstOf((await answersOf(tx, conversationId, teammateId)).slice(seen))
  if (first !== undefined) throw wasFaster(first)
}

/** The refusal of words that came second, with what the customer gets instead. */
export function wasFaster({ name, text }: First): Refused {
  return new Refused(409, `${name} answered meanwhile; yours was not sent.`, `${name}: ${text}`)
}

/** What teammates other than this one told the customer, or are about to, oldest first. */
async function answersOf(tx: Scope, conversationId: string, teammateId: string): Promise<Message[]> {
  return (await tx.messages.list(conversationId)).filter(
    ({ senderType, metadata }) =>
      senderType === 'human' && metadata.teammateId !== teammateId && metadata.removedAt === undefined,
  )
}

function firstOf(given: Message[]): First | undefined {
  const last = given.at(-1)
  return (
    last && { teammateId: last.metadata.teammateId, name: last.metadata.authorName ?? 'A teammate', text: last.content }
  )
}
