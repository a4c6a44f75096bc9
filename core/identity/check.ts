import { noticeCard } from '../answering/cards.ts'
import type { Desk } from '../answering/desk.ts'
import { openQuestion } from '../answering/question.ts'
import { queueAnswer } from '../answering/queue.ts'
import type { SentenceName } from '../answering/sentences.ts'
import { showInThreads } from '../answering/show.ts'
import { withdrawOpen } from '../answering/withdraw.ts'
import type { Conversation, Message } from '../domain/conversation.ts'
import type { MessageEvent } from '../domain/event.ts'
import {
  askMs,
  type Check,
  callProofMs,
  codeMs,
  isOpen,
  lane as laneIn,
  mostTries,
  textProofMs,
} from '../domain/identity.ts'
import { laneOf, type Place } from '../domain/place.ts'
import type { Scope } from '../store/store.ts'
import { findEntities } from '../understanding/entities.ts'
import { linkProved } from './link.ts'
import { writtenAddresses } from './spoken-address.ts'

/** Checks of one number or to one address in an hour, and those of a whole business. */
const mostOfOne = 3
const mostOfAll = 60
const hourMs = 3_600_000

/**
 * Asks whoever wrote this message to prove who they are: a code goes to an address of theirs that is known already; where
 * none is known, they are asked for theirs. False where that is not possible now, so that nothing was said.
 */
export async function offerCheck(
  desk: Desk,
  conversation: Conversation,
  { metadata }: Pick<Message, 'metadata'>,
  languages: readonly string[],
): Promise<boolean> {
  const { tx, house } = desk
  const { number } = metadata
  if (number === undefined || desk.surfaces.mail === undefined) return false
  const lane = laneIn(metadata)
  const now = house.now()
  // They were asked already.
  if ((await openCheckIn(tx, lane, now)) !== undefined) return true
  const address = await knownAddress(tx, conversation.personId)
  if (!(await mayAsk(tx, now, [number, address ?? number]))) return false
  const check: Check = {
    ...{ id: crypto.randomUUID(), conversationId: conversation.id, handle: { kind: 'phone', value: number }, lane },
    ...{ sentTo: null, tries: 0, createdAt: now.toISOString(), provedAt: null, until: null, endedAt: null },
    expiresAt: new Date(now.getTime() + askMs).toISOString(),
  }
  await tx.checks.add(check)
  if (address !== undefined) await sendCode(desk, check, address, languages)
  await say(desk, conversation, address === undefined ? 'checkAddress' : 'checkOffer', languages)
  return true
}

/** They gave the address that they were asked for: the code goes there. What stands in it is said by nobody. */
export async function takeAddress(
  desk: Desk,
  conversation: Conversation,
  check: Check,
  address: string,
  languages: readonly string[],
): Promise<void> {
  const { tx, house } = desk
  if (!isOpen(check, house.now().toISOString()) || check.sentTo !== null) return
  // The same words whoever's address it is: nobody learns here who is a customer.
  await say(desk, conversation, 'checkSent', languages)
  const isOurs = (await tx.teammates.byEmail(address)) !== undefined || address === desk.surfaces.mail?.address
  const isTooMuch = !(await mayAsk(tx, house.now(), [address]))
  if (isOurs || isTooMuch) await tx.checks.update(check.id, { endedAt: house.now().toISOString() })
  else await sendCode(desk, check, address, languages)
}

/** A code was given back in this thread. `proved`: their question is to be thought about again. */
export async function takeCode(
  desk: Desk,
  conversation: Conversation,
  { code, place }: { code: NonNullable<MessageEvent['code']>; place: Place },
  languages: readonly string[],
): Promise<'proved' | 'wrong' | 'over'> {
  const { tx, house } = desk
  const now = house.now()
  const at = now.toISOString()
  const check = (await tx.checks.inLanes([laneOf(place)])).find(({ id }) => id === code.checkId)
  const answer = async (name: SentenceName) => {
    if (code.isAlone) await say(desk, conversation, name, languages)
  }
  if (check === undefined || !isOpen(check, at) || check.sentTo === null) {
    await answer('checkOver')
    return 'over'
  }
  const tries = check.tries + 1
  if (!code.isRight) {
    const isLast = tries >= mostTries
    await tx.checks.update(check.id, { tries, ...(isLast ? { endedAt: at } : {}) })
    await answer(isLast ? 'checkOver' : 'checkWrong')
    return isLast ? 'over' : 'wrong'
  }
  if (!(await linkProved(desk, conversation, check.sentTo))) {
    await tx.checks.update(check.id, { tries, endedAt: at })
    await answer('checkOver')
    return 'over'
  }
  const proofMs = house.messenger.abilities(place.connector).calls ? callProofMs : textProofMs
  const until = new Date(now.getTime() + proofMs).toISOString()
  await tx.checks.update(check.id, { tries, provedAt: at, until })
  await tx.audit.add({ actor: 'agent', action: 'number proved', subject: conversation.id, data: { checkId: check.id } })
  await withdrawOpen(desk, conversation.id, {
    why: 'the customer proved who they are',
    actor: 'customer',
    isMoot: true,
  })
  await tx.conversations.update(conversation.id, { thoughtOwedAt: at })
  await showInThreads(desk, conversation.id, noticeCard('They proved who they are: a code by mail came back.'))
  if (openQuestion(await tx.messages.list(conversation.id)) === undefined) await answer('checkDone')
  return 'proved'
}

/** The check of this thread that waits for an address or a code. */
export async function openCheckIn(tx: Pick<Scope, 'checks'>, lane: string, now: Date): Promise<Check | undefined> {
  return (await tx.checks.inLanes([lane])).findLast((check) => isOpen(check, now.toISOString()))
}

/** The address in words that give little else, where one was asked for: written or spoken. */
export function addressIn(said: string): string | undefined {
  const text = writtenAddresses(said)
  const [found, second] = findEntities(text).filter(({ type }) => type === 'email')
  if (found === undefined || second !== undefined || /[?？؟]/u.test(text)) return undefined
  const others = text.replace(found.value, '').match(/[\p{L}\p{N}]+/gu) ?? []
  return others.length <= mostWordsAround ? found.value.toLowerCase() : undefined
}

/** "Hello, my e-mail address is …, thank you". */
const mostWordsAround = 8

/** The first address that the person is known by. */
async function knownAddress(tx: Scope, personId: string): Promise<string | undefined> {
  return (await tx.people.get(personId))?.handles.find(({ kind }) => kind === 'email')?.value
}

async function mayAsk(tx: Scope, now: Date, whom: readonly string[]): Promise<boolean> {
  const recent = await tx.checks.since(new Date(now.getTime() - hourMs).toISOString())
  if (recent.length >= mostOfAll) return false
  const isOfThem = ({ handle, sentTo }: Check, one: string) => handle.value === one || sentTo === one
  return whom.every((one) => recent.filter((check) => isOfThem(check, one)).length < mostOfOne)
}

/** The mail that holds the code: it is put in while it is sent (answering/deliver.ts), so that no row holds it. */
async function sendCode(desk: Desk, check: Check, address: string, languages: readonly string[]): Promise<void> {
  const { tx, house } = desk
  const identity = desk.surfaces.mail
  if (identity === undefined) return
  const now = house.now().getTime()
  await tx.checks.update(check.id, { sentTo: address, expiresAt: new Date(now + codeMs).toISOString() })
  const { companyName: company } = await tx.business()
  const id = crypto.randomUUID()
  const row = await tx.outbox.add({
    ...{ id, conversationId: check.conversationId, audience: 'customer', state: 'ready', cancelIf: [] },
    place: { connector: 'email', account: identity.account, thread: address, private: true },
    payload: {
      ...{ kind: 'reply', attachments: [], isSystem: true, check: check.id },
      text: house.sentences.say('checkMail', languages, { company }),
      mail: {
        from: { address: identity.address, name: identity.name },
        ...{ replyTo: identity.address, to: [address], cc: [], references: [] },
        subject: house.sentences.say('checkSubject', languages, { company }),
        messageId: `<${id}@${identity.inboundDomain}>`,
      },
    },
    ...{ notBefore: house.now().toISOString(), messageId: null, draftId: null, teammateId: null },
  })
  desk.wake(row)
}

async function say(
  desk: Desk,
  conversation: Conversation,
  name: SentenceName,
  languages: readonly string[],
): Promise<void> {
  const { settings } = await desk.tx.business()
  await queueAnswer(desk, conversation, {
    ...{ text: desk.house.sentences.say(name, languages), draftId: undefined, teammate: undefined, disclosure: null },
    ...{ undoMs: settings.undoMs, isSystem: true },
  })
}
