import type { Conversation, Message } from '../domain/conversation.ts'
import { lane, type Proof, senderProof } from '../domain/identity.ts'
import type { Scope } from '../store/store.ts'

/** Whether whoever wrote these messages is proved now, or why not. */
export async function proofOf(
  tx: Scope,
  conversation: Pick<Conversation, 'channel'>,
  messages: readonly Message[],
  now: Date,
): Promise<Proof> {
  return senderProof(messages, conversation.channel, await tx.checks.inLanes(lanesOf(messages)), now.toISOString())
}

/** The lanes in which somebody wrote. */
export function lanesOf(messages: readonly Message[]): string[] {
  return [...new Set(messages.map(({ metadata }) => lane(metadata)))]
}

/** Whether everybody who wrote in this conversation is proved now: something personal may be said without a person. */
export async function isProved(
  tx: Scope,
  conversation: Pick<Conversation, 'id' | 'channel'>,
  now: Date,
): Promise<boolean> {
  return (await proofOf(tx, conversation, await tx.messages.list(conversation.id), now)) === 'proved'
}
