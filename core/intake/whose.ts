import { readAddressToken } from '../accounts/address-token.ts'
import type { Conversation } from '../domain/conversation.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import type { MessageEvent } from '../domain/event.ts'
import type { House } from '../house.ts'

/** Where a message belongs. */
export type Whose =
  | { to: 'staff thread'; conversation: Conversation }
  | { to: 'staff mail'; notification: OutboxRow }
  | { to: 'customer conversation'; conversation: Conversation }
  | { to: 'new conversation' }
  | { to: 'nobody'; why: string }

/**
 * Finds the conversation of a message: by the signed address it was sent to, by its thread, by the mails it refers to.
 * A reference alone joins a conversation only for somebody who already takes part in it.
 */
export async function whose(house: House, businessId: string, event: MessageEvent): Promise<Whose> {
  const scope = house.store.of(businessId)
  const { connector, account } = event.place
  // Stored by a worker that died before it was done: it belongs where it stands, not in a second conversation.
  const stored = await scope.messages.byPlatformIds(connector, account, [event.messageId])
  const begun = stored?.senderType === 'customer' ? await scope.conversations.get(stored.conversationId) : undefined
  if (begun !== undefined) return { to: 'customer conversation', conversation: begun }
  const token = event.mail?.token === undefined ? undefined : readAddressToken(house.keys.macs, event.mail.token)
  if (token?.kind === 's') {
    const notification = await scope.outbox.get(token.id)
    if (notification !== undefined) return { to: 'staff mail', notification }
  }
  if (token?.kind === 'c') {
    const conversation = await scope.conversations.get(token.id)
    if (conversation !== undefined) return { to: 'customer conversation', conversation }
  }
  if (event.mail === undefined) {
    const known = await scope.conversations.byPlace(event.place)
    if (known?.role === 'staff') return { to: 'staff thread', conversation: known.conversation }
    if (known?.role === 'customer') return { to: 'customer conversation', conversation: known.conversation }
    const { customers } = house.messenger.abilities(event.place.connector)
    return customers ? { to: 'new conversation' } : { to: 'nobody', why: 'said outside of our threads' }
  }
  for (const reference of event.mail.references.slice(0, 20)) {
    const sent = await scope.outbox.byPlatformId(connector, account, reference)
    if (sent?.audience === 'staff') return { to: 'staff mail', notification: sent }
  }
  const answered = await scope.messages.byPlatformIds(connector, account, event.mail.references.slice(0, 20))
  const conversation = answered && (await scope.conversations.get(answered.conversationId))
  if (conversation !== undefined && (await takesPart(house, businessId, conversation, event.author.handle.value))) {
    return { to: 'customer conversation', conversation }
  }
  return { to: 'new conversation' }
}

async function takesPart(
  house: House,
  businessId: string,
  conversation: Conversation,
  address: string,
): Promise<boolean> {
  if (conversation.customerEmail === address) return true
  const messages = await house.store.of(businessId).messages.list(conversation.id, { limit: 200 })
  return messages.some(
    ({ metadata: { mail } }) => mail && [mail.from, ...mail.to, ...mail.cc, ...mail.replyTo].includes(address),
  )
}
