import type { Message } from '../domain/conversation.ts'
import { maskSecrets } from '../understanding/mask.ts'
import { spokenAnswer } from './spoken-answer.ts'

/** What a teammate said on the phone in one go, as one answer, and the parts in which it was heard. */
export interface SpokenTurn {
  said: Message
  parts: Message[]
}

/**
 * A conversation as it is learned from: what a teammate says on the phone in one go is one answer, without what only keeps
 * the talk going. Talk that is nothing else, and words of nobody verified, are left out, so that what the caller said before
 * and after is one question. Written messages stay as they are. Pure.
 */
export function spokenTurns(messages: readonly Message[]): { messages: Message[]; turns: SpokenTurn[] } {
  const all: Message[] = []
  const turns: SpokenTurn[] = []
  let open: Message[] = []
  const close = () => {
    const [first] = open
    const text = spokenAnswer(maskSecrets(open.map(({ content }) => content).join(' ')).text)
    if (first?.metadata.teammateId !== undefined && text !== undefined) {
      const said = { ...first, content: text }
      all.push(said)
      turns.push({ said, parts: open })
    }
    open = []
  }
  for (const message of messages) {
    const { heard, teammateId, isThanks } = message.metadata
    if (heard !== undefined && message.senderType === 'human') {
      const before = open.at(-1)?.metadata
      if (before !== undefined && (before.heard?.stretch !== heard.stretch || before.teammateId !== teammateId)) close()
      open.push(message)
      continue
    }
    // Who says "mhm" or "okay" in between does not end what is being said.
    if (heard === undefined || !isThanks) close()
    all.push(message)
  }
  close()
  return { messages: all, turns }
}
