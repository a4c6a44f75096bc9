import { isBlocked, writtenAs } from '../accounts/blocked.ts'
import { recogniseTeammate } from '../accounts/recognise.ts'
import type { Conversation, ConversationKind } from '../domain/conversation.ts'
import type { MessageEvent, Outcome } from '../domain/event.ts'
import { isPutAside } from '../domain/kind.ts'
import { isNowhere } from '../domain/nowhere.ts'
import type { House } from '../house.ts'
import { ahead } from '../store/remembering.ts'
import type { Scope } from '../store/store.ts'
import { isNod } from '../understanding/nod.ts'
import { callerSpeaks } from './caller-speaks.ts'
import { handleConsent } from './consent.ts'
import { handleCopy } from './copies.ts'
import { customerSpeaks, type Found } from './customer-speaks.ts'
import { handleForward } from './forward.ts'
import { handleStaffMail } from './staff-mail.ts'
import { handleStaffWords } from './staff-words.ts'
import { isThanks, namesOfStaff } from './thanks.ts'
import type { Turn } from './turn.ts'
import { handleOutside } from './unknown-thread.ts'
import { type Whose, whose } from './whose.ts'

/** Decides whose words these are (ours, a machine's, staff's, a customer's) and hands them on; the loop guard lives here, once. */
export async function handleMessages(house: House, turn: Turn, events: MessageEvent[]): Promise<Outcome> {
  const scope = house.store.of(turn.businessId)
  const first = events[0] as MessageEvent
  const seqs = turn.rows.map((row) => row.seq)
  const done = async (result: string): Promise<Outcome> => {
    await scope.inbox.markHandled(seqs, result)
    return { kind: 'done' }
  }
  if (first.author.isUs) return done('our own words')
  await ahead(scope, (reads) => whatWordsNeed(house, reads, first))
  if (first.consent !== undefined) return handleConsent(house, turn, first, first.consent)
  if (first.mail?.isCopy) return handleCopy(house, turn, first)

  const names = [first.author.name, ...(await namesOfStaff(scope))]
  // A nod to what is long over opens nothing new; whether it was one is judged where it stands.
  const isBareThanks = events.every((event) => isThanks(event, names) || isNod(event.text))
  const found = await whose(house, turn.businessId, first, isBareThanks)
  const isCustomers = found.to === 'customer conversation' || found.to === 'new conversation'
  if (first.author.isMachine && !isCustomers) return done('machine mail, recorded only')
  switch (found.to) {
    case 'staff thread':
      for (const event of events) await handleStaffWords(house, turn, event, found.conversation)
      return { kind: 'done' }
    case 'staff mail':
      return handleStaffMail(house, turn, first, found.notification)
    case 'nobody':
      return handleOutside(house, turn, events, found.why)
    case 'customer conversation':
    case 'new conversation': {
      const teammate =
        first.mail === undefined
          ? undefined
          : await recogniseTeammate(house, turn.businessId, first.place, first.author)
      if (teammate !== undefined && first.mail?.isForward) return handleForward(house, turn, first, teammate)
      const isUnwanted = teammate === undefined && (await isBlocked(house, scope, first.author.handle))
      const kind = isUnwanted
        ? 'spam'
        : first.author.isMachine
          ? 'automated'
          : teammate || isNowhere(first.place)
            ? 'test'
            : 'support'
      const said: Found = { kind, names, ...placed(found, kind) }
      return house.messenger.abilities(first.place.connector).calls
        ? callerSpeaks(house, turn, events, said)
        : customerSpeaks(house, turn, events, said)
    }
  }
}

/** What is read about any words that come in, asked for together. */
function whatWordsNeed(house: House, scope: Scope, { place, messageId, author, mail }: MessageEvent) {
  const { calls, customers } = house.messenger.abilities(place.connector)
  return [
    ...[scope.business(), scope.agent(), scope.teammates.list()],
    scope.messages.byPlatformIds(place.connector, place.account, [messageId]),
    ...(customers ? writtenAs(house, author.handle).map((handle) => scope.people.byHandle(handle)) : []),
    ...(mail === undefined ? [scope.conversations.byPlace(place)] : []),
    ...(calls ? [scope.calls.byPlace(place)] : []),
  ]
}

/** What is spam stays among spam, and a person's words never go to where spam is put. */
function placed(found: Whose, kind: ConversationKind): { conversation?: Conversation; follows?: Conversation } {
  if (found.to === 'customer conversation') {
    const isQuiet = isPutAside(found.conversation)
    if (kind === 'spam') return isQuiet ? found : {}
    return found.conversation.kind === 'spam' ? {} : found
  }
  return found.to === 'new conversation' && found.follows !== undefined && kind !== 'spam' ? found : {}
}
