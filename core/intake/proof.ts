import type { Desk } from '../answering/desk.ts'
import { openQuestion } from '../answering/question.ts'
import type { Conversation, MessageMetadata } from '../domain/conversation.ts'
import type { MessageEvent } from '../domain/event.ts'
import type { Check } from '../domain/identity.ts'
import { laneOf } from '../domain/place.ts'
import { addressIn, openCheckIn, takeAddress, takeCode } from '../identity/check.ts'
import { understand } from '../understanding/understand.ts'

/** Words by which somebody proves who they are, and what they are marked with: alone they ask for nothing. */
export interface ProofGiven {
  event: MessageEvent
  given: { code: NonNullable<MessageEvent['code']> } | { check: Check; address: string }
  marks: Partial<MessageMetadata>
}

const aside = { isThanks: true, isNod: true, isCode: true }

/** The code or the address that this message gives, where one is waited for. */
export async function proofIn({ tx, house }: Desk, event: MessageEvent): Promise<ProofGiven | undefined> {
  const { code } = event
  if (code !== undefined) return { event, given: { code }, marks: code.isAlone ? aside : {} }
  const address = event.author.handle.kind === 'phone' ? addressIn(event.text) : undefined
  const check = address && (await openCheckIn(tx, laneOf(event.place), house.now()))
  if (!address || !check || check.sentTo !== null) return undefined
  return { event, given: { check, address }, marks: aside }
}

/** What follows from it; the conversation owes a thought where they are proved now. */
export async function takeProof(
  desk: Desk,
  conversation: Conversation,
  { event, given }: { event: Pick<MessageEvent, 'place'>; given: ProofGiven['given'] },
): Promise<void> {
  const question = openQuestion(await desk.tx.messages.list(conversation.id))
  const { language } = understand(question?.text ?? '', question?.context ?? [])
  const languages = [language, (await desk.tx.business()).settings.language]
  if ('code' in given) await takeCode(desk, conversation, { code: given.code, place: event.place }, languages)
  else await takeAddress(desk, conversation, given.check, given.address, languages)
}
