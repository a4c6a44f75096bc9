import { atDesk, type Desk } from '../answering/desk.ts'
import { homeOf } from '../answering/merged.ts'
import { stopHeld } from '../answering/queue.ts'
import type { SentenceName } from '../answering/sentences.ts'
import { showConversation } from '../answering/show.ts'
import { withdrawOpen } from '../answering/withdraw.ts'
import type { Consent, InboundEvent, MessageEvent, Outcome } from '../domain/event.ts'
import { isPutAside } from '../domain/kind.ts'
import { resolvedPatch } from '../domain/turn.ts'
import type { House } from '../house.ts'
import type { Ports } from '../ports.ts'
import { obeyReceiver } from './delivery.ts'
import { fact } from './fact.ts'
import type { Turn } from './turn.ts'

/**
 * Obeys STOP and START, spam reports and unsubscribes before the platform is answered, whoever is about to send: what has not left by then does not leave.
 * Returns the event as it is to be kept; YES from somebody who had not said STOP is an ordinary word.
 */
export async function obey(
  { store }: Pick<Ports, 'store'>,
  given: { businessId: string; connector: string; account: string; inboxId: string },
  event: InboundEvent,
): Promise<InboundEvent> {
  if (event.type === 'delivery') await obeyReceiver({ store }, given.businessId, event)
  if (event.type !== 'message' || event.consent === undefined) return event
  const { consent, ...plain } = event
  if (event.author.isUs || event.author.isMachine) return plain
  if (consent.what === 'help') return event
  const { handle } = event.author
  return store.of(given.businessId).write(async (tx) => {
    const since = await tx.optOuts.lock(handle)
    // Told again: what they said since then stands.
    if (await tx.inbox.byPlatformId(given.connector, given.account, given.inboxId)) return event
    if (consent.onlyAfterStop && since === null) return plain
    // Two hubs may be told of one event at once: which of them stores it, it is the one that changed this.
    const eventId = `${given.connector} ${given.account} ${given.inboxId}`
    const isChange = await tx.optOuts.set(handle, consent.what === 'stop' ? event.at : null, eventId)
    return { ...event, consent: { ...consent, ...(isChange ? { isChange } : {}) } }
  })
}

/** What follows from the word: it opens nothing, teaches nothing and waits for no answer; staff see it where they talk. */
export async function handleConsent(house: House, turn: Turn, event: MessageEvent, consent: Consent): Promise<Outcome> {
  const scope = house.store.of(turn.businessId)
  const known = await scope.conversations.byPlace(event.place)
  const home = known?.role === 'customer' ? await homeOf(scope, known.conversation) : undefined
  await atDesk(house, turn.businessId, async (desk) => {
    const { tx } = desk
    await tx.leases.check(turn.lane, turn.fence)
    const conversation = home === undefined ? undefined : await tx.conversations.lock(home.id)
    // Somebody wrote again in between: the newer word has its own turn.
    const isStopped = (await tx.optOuts.lock(event.author.handle)) !== null
    if (conversation !== undefined && consent.isChange && conversation.erasedAt === undefined) {
      if (consent.what === 'stop' && isStopped) {
        for (const row of await tx.outbox.waiting(conversation.id))
          if (row.audience === 'customer' && isTheirs(house, row.place, event))
            await stopHeld(desk, row, 'they said STOP')
        await withdrawOpen(desk, conversation.id, { why: 'they said STOP', actor: 'customer', isMoot: true })
        if (!isPutAside(conversation) && conversation.status !== 'resolved')
          await tx.conversations.update(conversation.id, resolvedPatch('stop', house.now().toISOString()))
      }
      await fact(desk, conversation, 'customer', consent.what === 'stop' ? 'opted_out' : 'opted_in', {
        word: consent.word,
      })
      await showConversation(desk, conversation.id)
    }
    await confirm(desk, event, consent, { isStopped, conversationId: conversation?.id ?? null })
    await tx.inbox.markHandled(
      turn.rows.map(({ seq }) => seq),
      `${consent.what}: obeyed`,
    )
  })
  return { kind: 'done' }
}

function isTheirs(house: House, place: MessageEvent['place'], { author }: MessageEvent): boolean {
  const { recipient } = house.messenger.describe(place)
  return recipient?.kind === author.handle.kind && recipient.value === author.handle.value
}

/** The one text that a STOP is answered by, and only where the platform does not; HELP says who we are. */
async function confirm(
  desk: Desk,
  event: MessageEvent,
  consent: Consent,
  { isStopped, conversationId }: { isStopped: boolean; conversationId: string | null },
): Promise<void> {
  const { tx, house } = desk
  const name = sentenceFor(consent, isStopped)
  if (consent.isAnswered || name === undefined) return
  const { companyName, settings } = await tx.business()
  const languages = [...(consent.language === undefined ? [] : [consent.language]), settings.language]
  const row = await tx.outbox.add({
    ...{ conversationId, audience: 'customer', place: event.place, state: 'ready', cancelIf: [] },
    payload: {
      ...{ kind: 'reply', attachments: [], isSystem: true, answersWord: true },
      text: house.sentences.say(name, languages, { company: companyName }),
      // Nothing else goes to them.
      ...(consent.what === 'stop' ? { confirmsStop: true } : {}),
    },
    notBefore: house.now().toISOString(),
    ...{ messageId: null, draftId: null, teammateId: null },
  })
  desk.wake(row)
}

function sentenceFor({ what, isChange }: Consent, isStopped: boolean): SentenceName | undefined {
  if (what === 'help') return isStopped ? undefined : 'textHelp'
  // Said twice, it was confirmed already; taken back meanwhile, it is over.
  if (!isChange) return undefined
  if (what === 'stop') return isStopped ? 'textStopped' : undefined
  return isStopped ? undefined : 'textStarted'
}
