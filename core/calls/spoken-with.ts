import { noticeCard } from '../answering/cards.ts'
import type { Desk } from '../answering/desk.ts'
import { counted, waits } from '../answering/question.ts'
import { showConversation, showInThreads } from '../answering/show.ts'
import type { Call } from '../domain/call.ts'
import type { Conversation } from '../domain/conversation.ts'
import { isPutAside } from '../domain/kind.ts'
import { fact } from '../intake/fact.ts'

/**
 * A teammate has spoken with the caller: what they had asked until then was heard by a person and waits no more, also where
 * nothing of the talk was written down, and whoever of them hung up.
 */
export async function spokenWith(
  desk: Desk,
  call: Pick<Call, 'place'>,
  conversation: Conversation,
  teammateId: string,
): Promise<void> {
  const { tx } = desk
  const name = (await tx.teammates.get(teammateId))?.name ?? 'A teammate'
  await fact(desk, conversation, 'system', 'call_spoken', { teammateId })
  const { connector, thread } = call.place
  for (const message of counted(await tx.messages.list(conversation.id)))
    if (waits(message) && message.metadata.connector === connector && message.metadata.thread === thread)
      await tx.messages.setMetadata(message.id, { isSpokenOf: true })
  if (!isPutAside(conversation))
    await tx.conversations.update(conversation.id, {
      ...{ waitingSince: null, waitingFor: 'customer', humanUntil: null, status: 'active' },
    })
  await showInThreads(desk, conversation.id, noticeCard(`${name} spoke with them on the phone.`))
  await showConversation(desk, conversation.id)
}
