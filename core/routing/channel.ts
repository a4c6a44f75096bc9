import type { StaffChannel } from '../domain/business.ts'
import type { ConversationKind } from '../domain/conversation.ts'

/** What chooses the channel of a conversation. */
export interface ChannelFacts {
  kind: ConversationKind
  /** The addresses that the customer wrote to, lower-case. */
  addresses: readonly string[]
  /** Of the last question, if known. */
  topicId: string | undefined
}

/**
 * The channel of one account in which a conversation's thread is opened: the one for its address, else for its topic, else
 * for sales, else the one for all. Undefined = the account's own. Pure.
 */
export function channelFor(channels: readonly StaffChannel[], facts: ChannelFacts): StaffChannel | undefined {
  const { addresses, topicId, kind } = facts
  return (
    channels.find(({ purpose, value }) => purpose === 'address' && value !== null && addresses.includes(value)) ??
    channels.find(({ purpose, value }) => purpose === 'topic' && topicId !== undefined && value === topicId) ??
    channels.find(({ purpose }) => purpose === 'sales' && kind === 'sales') ??
    channels.find(({ purpose }) => purpose === 'conversations')
  )
}
