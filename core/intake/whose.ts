import { readAddressToken } from '../accounts/address-token.ts'
import { homeOf } from '../answering/merged.ts'
import type { Conversation } from '../domain/conversation.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import type { MessageEvent } from '../domain/event.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'
import { isAnotherMatter, isLongOver } from './begins-anew.ts'
import { referredTo, refersTo, resumed, storedOf, takesPart } from './mail-thread.ts'
import { isThanks } from './thanks.ts'

/** Where a message belongs. */
export type Whose =
  | { to: 'staff thread'; conversation: Conversation }
  | { to: 'staff mail'; notification: OutboxRow }
  | { to: 'customer conversation'; conversation: Conversation }
  /** `follows` is what the same person's message goes on from. */
  | { to: 'new conversation'; follows?: Conversation }
  | { to: 'nobody'; why: string }

/**
 * Finds the conversation of a message: by the signed address it was sent to, by its thread, by the mails it refers to.
 * Neither an address nor a reference alone joins a conversation for somebody who does not take part in it. What was merged away stands where
 * it was merged into; what was over long ago, or is another matter, is gone on from in a conversation of its own.
 */
export async function whose(
  house: House,
  businessId: string,
  event: MessageEvent,
  isBareThanks = isThanks(event),
): Promise<Whose> {
  const scope = house.store.of(businessId)
  const inOrAfter = (conversation: Conversation, isByAddress = false) =>
    goesOn(house, businessId, event, conversation, { isBareThanks, isByAddress })
  const { connector, account } = event.place
  // Stored by a worker that died before it was done: it belongs where it stands, not in a second conversation.
  const stored = await storedOf(scope, event)
  const begun = stored?.senderType === 'customer' ? await scope.conversations.get(stored.conversationId) : undefined
  if (begun !== undefined) return { to: 'customer conversation', conversation: begun }
  const token = event.mail?.token === undefined ? undefined : readAddressToken(house.keys.macs, event.mail.token)
  if (token?.kind === 's') {
    const notification = await scope.outbox.get(token.id)
    if (notification !== undefined) return { to: 'staff mail', notification }
  }
  if (token?.kind === 'c') {
    const conversation = await scope.conversations.get(token.id)
    if (conversation !== undefined && (await mayUseAddress(scope, event, conversation)))
      return inOrAfter(conversation, true)
  }
  if (event.mail === undefined) {
    const known = await scope.conversations.byPlace(event.place)
    if (known?.role === 'staff') return { to: 'staff thread', conversation: await homeOf(scope, known.conversation) }
    if (known?.role === 'customer') return inOrAfter(known.conversation)
    const { customers } = house.messenger.abilities(event.place.connector)
    return customers ? { to: 'new conversation' } : { to: 'nobody', why: 'said outside of our threads' }
  }
  for (const reference of event.mail.references.slice(0, 20)) {
    const sent = await scope.outbox.byPlatformId(connector, account, reference)
    if (sent?.audience === 'staff') return { to: 'staff mail', notification: sent }
  }
  const conversation = (await referredTo(scope, event)) ?? (await resumed(scope, event, house.now()))
  return conversation === undefined ? { to: 'new conversation' } : inOrAfter(conversation)
}

/**
 * Our signed address wanders: into address books, and to whom a mail was forwarded. It alone joins a conversation only for who
 * takes part in it; anybody else has to have one of its mails before them.
 */
async function mayUseAddress(scope: Scope, event: MessageEvent, conversation: Conversation): Promise<boolean> {
  const home = await homeOf(scope, conversation)
  for (const one of new Set([conversation, home]))
    if ((await takesPart(scope, one, event.mail?.from ?? '')) || (await refersTo(scope, event, one.id))) return true
  return false
}

/** In this conversation, or in a new one that goes on from it; somebody else's new one is not tied to it. */
async function goesOn(
  house: House,
  businessId: string,
  event: MessageEvent,
  known: Conversation,
  { isBareThanks, isByAddress }: { isBareThanks: boolean; isByAddress: boolean },
): Promise<Whose> {
  const scope = house.store.of(businessId)
  const conversation = await homeOf(scope, known)
  // Whoever was erased is a stranger when they write again.
  if (conversation.erasedAt !== undefined) return { to: 'new conversation' }
  const { settings } = await scope.business()
  const isAnew =
    !event.author.isMachine &&
    !isBareThanks &&
    (isLongOver(conversation, settings, house.now()) ||
      (isByAddress && isAnotherMatter(conversation, await scope.messages.list(conversation.id), event)))
  if (!isAnew) return { to: 'customer conversation', conversation }
  const { personId } = (await scope.people.byHandle(event.author.handle)) ?? {}
  return { to: 'new conversation', ...(personId === conversation.personId ? { follows: conversation } : {}) }
}
