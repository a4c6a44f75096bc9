import type { Message } from '../domain/conversation.ts'
import type { Desk } from './desk.ts'

/**
 * Whether nobody had said or done anything in a conversation's thread for so many hours before this message: people no
 * longer look there, so the message is shown in the channel, too.
 */
export async function wasQuietBefore({ tx }: Pick<Desk, 'tx'>, message: Message, hours: number): Promise<boolean> {
  const before = (await tx.events.list(message.conversationId)).filter(
    ({ actor, at }) => actor !== 'system' && at < message.createdAt,
  )
  const last = before.reduce<string | undefined>((a, { at }) => (a === undefined || at > a ? at : a), undefined)
  return last !== undefined && Date.parse(message.createdAt) - Date.parse(last) >= hours * 3_600_000
}
