import { counted, openQuestion } from '../answering/question.ts'
import type { Message } from '../domain/conversation.ts'
import type { Card } from '../domain/outbound.ts'
import { shortened } from './shortened.ts'

/** What fits on a card that is read in passing. */
const mostAsked = 4
const mostChars = 140

/** What a call was about, for staff: what the caller asked, the newest last, and who answered it. Pure. */
export function askedInCall(messages: readonly Message[]): Card['facts'] {
  const turns = counted([...messages])
  const open = openQuestion([...messages])?.last.id
  const asked = turns.flatMap((message, at) => {
    const { senderType, metadata } = message
    if (senderType !== 'customer' || metadata.isThanks || metadata.isCode || metadata.heard !== undefined) return []
    const next = turns.slice(at + 1).find((turn) => turn.senderType !== 'customer')
    const by = next?.senderType === 'ai' ? 'the agent' : next?.metadata.authorName
    const became =
      message.id === open
        ? 'waits for an answer'
        : message.metadata.isSpokenOf
          ? 'spoken about on the phone'
          : by === undefined
            ? undefined
            : `answered by ${by}`
    return {
      label: 'Asked',
      value: `${shortened(message.content, mostChars)}${became === undefined ? '' : ` (${became})`}`,
    }
  })
  const before = asked.length - mostAsked
  return [...(before > 0 ? [{ label: 'Before', value: `${before} more` }] : []), ...asked.slice(-mostAsked)]
}
