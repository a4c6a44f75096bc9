import type { Message } from '../domain/conversation.ts'
import { contextTurns } from '../domain/turn.ts'

/** Messages that count: what was undone, removed, written by a machine or said by the product itself does not. */
export function counted(messages: Message[]): Message[] {
  return messages.filter(
    ({ metadata }) => !metadata.isMachine && !metadata.isSystem && metadata.removedAt === undefined,
  )
}

/** The question that stands open: the customer's words since anybody answered; undefined when we spoke last. */
export function openQuestion(
  messages: Message[],
): { text: string; context: string[]; last: Message; turns: Message[] } | undefined {
  const turns = counted(messages)
  const answered = turns.findLastIndex((message) => message.senderType !== 'customer')
  return questionAt(turns, answered, turns.length, waits)
}

/** The question that the reply with this id answers: the customer's words between it and the reply before. */
export function questionBefore(
  messages: Message[],
  replyId: string,
): { text: string; context: string[]; last: Message } | undefined {
  const turns = counted(messages).filter((message) => message.senderType !== 'ai' || message.id === replyId)
  const reply = turns.findIndex((message) => message.id === replyId)
  if (reply < 0) return undefined
  const before = turns.slice(0, reply).findLastIndex((message) => message.senderType !== 'customer')
  const isSpoken = turns[reply]?.metadata.heard !== undefined
  return questionAt(turns, before, reply, isSpoken ? asks : asksInWriting)
}

function questionAt(turns: Message[], after: number, before: number, counts: (message: Message) => boolean) {
  const asked = turns.slice(after + 1, before).filter(counts)
  const last = asked.at(-1)
  if (last === undefined) return undefined
  return {
    text: asked.map((message) => message.content).join('\n'),
    context: turns.slice(Math.max(0, after + 1 - contextTurns), after + 1).map((message) => message.content),
    last,
    turns: turns.slice(-contextTurns - asked.length),
  }
}

/** Since when a customer waits: the time of the oldest message that nobody answered, or null. */
export function waitingSinceOf(messages: Message[]): string | null {
  const turns = counted(messages)
  const answered = turns.findLastIndex((message) => message.senderType !== 'customer')
  return turns.slice(answered + 1).find(waits)?.createdAt ?? null
}

/** Asks something, and no person has heard it yet: what was said to a teammate on the phone, or before they came to it, was. */
export function waits(message: Message): boolean {
  return asksInWriting(message) && message.metadata.isSpokenOf !== true
}

function asksInWriting(message: Message): boolean {
  return message.senderType === 'customer' && asks(message) && message.metadata.heard === undefined
}

function asks({ metadata }: Message): boolean {
  return !metadata.isThanks
}

/** The last thing a customer wrote, for threading. */
export function lastFromCustomer(messages: Message[]): Message | undefined {
  return counted(messages).findLast((message) => message.senderType === 'customer')
}
