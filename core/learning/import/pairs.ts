import { contextTurns } from '../../domain/turn.ts'
import { type Conversations, makeConversations, type PastConversation } from './conversations.ts'
import type { PastMessage, PastPair, SkipReason } from './past-message.ts'

export interface Pairing {
  /** Takes the next message, oldest first; returns the pairs that are complete now, in the order of their answers. */
  take(message: PastMessage): PastPair[]
  /** No more messages: returns the pairs that were still open. */
  end(): PastPair[]
  /** Counts a row that could not even be read. */
  malformed(): void
  counts(): PairingCounts
}

export interface PairingCounts {
  messages: number
  pairs: number
  /** Messages, by why they teach nothing. */
  skipped: Record<SkipReason, number>
  /** Answers by who wrote them. */
  staff: Record<string, number>
}

/**
 * Makes question → answer pairs of past messages. What the customer wrote since the last answer is the question; an
 * author's messages within ten minutes are one answer. Its state is the open conversations alone.
 */
export function makePairing(given: {
  isStaff: (address: string) => boolean
  /** ISO 8601: older answers are context only. */
  since?: string
  conversations?: Conversations
}): Pairing {
  const conversations = given.conversations ?? makeConversations()
  const sinceMs = given.since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(given.since)
  const counts = emptyCounts()
  /** Answers that may still be added to, the one that is complete first at the front. */
  const held = new Map<string, { pair: PastPair; lastMs: number }>()
  let lastId = ''

  function sideOf(message: PastMessage): 'customer' | 'staff' {
    return message.side ?? (given.isStaff(message.from.address) ? 'staff' : 'customer')
  }

  /** The reason why a message is neither question nor answer. */
  function reasonToSkip(message: PastMessage, side: 'customer' | 'staff'): SkipReason | undefined {
    if (message.externalId === lastId) return 'duplicate'
    if (message.isList) return 'newsletter'
    if (message.isMachine) return 'automatic'
    const receivers = [...message.to, ...message.cc]
    if (message.side === undefined && side === 'staff' && receivers.every(given.isStaff)) return 'internal'
    if (message.text.trim() === '') return 'empty'
    return undefined
  }

  function release(key: string): PastPair[] {
    const one = held.get(key)
    if (!one) return []
    held.delete(key)
    counts.pairs += 1
    counts.staff[one.pair.author] = (counts.staff[one.pair.author] ?? 0) + 1
    return [one.pair]
  }

  function releaseBefore(ms: number): PastPair[] {
    const ready: PastPair[] = []
    for (const [key, one] of held) {
      if (one.lastMs >= ms) break
      ready.push(...release(key))
    }
    return ready
  }

  function asked(conversation: PastConversation, message: PastMessage): PastPair[] {
    const ready = release(conversation.key)
    if (conversation.waiting.length >= maxWaiting) {
      conversation.waiting.shift()
      counts.skipped.unanswered += 1
    }
    conversation.waiting.push({ ...message, text: message.text.slice(0, maxChars) })
    return ready
  }

  function answered(conversation: PastConversation, message: PastMessage) {
    const atMs = Date.parse(message.at)
    const author = message.from.name ?? message.from.address
    const open = held.get(conversation.key)
    if (open && open.pair.author === author && conversation.waiting.length === 0) {
      open.pair.reply = `${open.pair.reply}\n\n${message.text.trim()}`.slice(0, maxChars)
      open.lastMs = atMs
      held.delete(conversation.key)
      held.set(conversation.key, open)
      remember(conversation, [message.text])
      return
    }
    const question = conversation.waiting.map((one) => one.text.trim()).join('\n')
    const [first] = conversation.waiting
    if (!first) {
      counts.skipped.unasked += 1
      remember(conversation, [message.text])
      return
    }
    if (atMs < sinceMs) counts.skipped['too old'] += 1
    else {
      const { address, name } = first.from
      held.set(conversation.key, {
        lastMs: atMs,
        pair: {
          externalId: message.externalId,
          at: message.at,
          question,
          context: [...conversation.context],
          reply: message.text.trim().slice(0, maxChars),
          author,
          channel: message.channel,
          customer: name === undefined ? { address } : { address, name },
        },
      })
    }
    conversation.waiting = []
    remember(conversation, [question, message.text])
  }

  function forget(closed: readonly PastConversation[]) {
    for (const one of closed) counts.skipped.unanswered += one.waiting.length
  }

  return {
    take(message) {
      counts.messages += 1
      const side = sideOf(message)
      const reason = reasonToSkip(message, side)
      lastId = message.externalId
      const ready = releaseBefore(Date.parse(message.at) - oneAnswerMs)
      if (reason !== undefined) {
        counts.skipped[reason] += 1
        return ready
      }
      const { conversation, closed } = conversations.find(message, partnersOf(message, side, given.isStaff))
      forget(closed)
      if (side === 'customer') ready.push(...asked(conversation, message))
      else {
        const open = held.get(conversation.key)
        if (open && open.pair.author !== (message.from.name ?? message.from.address))
          ready.push(...release(conversation.key))
        answered(conversation, message)
      }
      return ready
    },
    end() {
      const ready = releaseBefore(Number.POSITIVE_INFINITY)
      forget(conversations.closeAll())
      return ready
    },
    malformed() {
      counts.skipped.malformed += 1
    },
    counts: () => structuredClone(counts),
  }
}

/** Pairs of messages that come oldest first. */
export async function* pairsOf(
  messages: AsyncIterable<PastMessage> | Iterable<PastMessage>,
  pairing: Pairing,
): AsyncGenerator<PastPair> {
  for await (const message of messages) yield* pairing.take(message)
  yield* pairing.end()
}

/** An author's messages this close together are one answer. */
const oneAnswerMs = 10 * 60 * 1000
const contextChars = 1000
const maxChars = 10_000
const maxWaiting = 20

function remember(conversation: PastConversation, texts: readonly string[]) {
  const turns = texts.map((text) => text.trim().slice(0, contextChars))
  conversation.context = [...conversation.context, ...turns].slice(-contextTurns)
}

/** The customers of a message: everybody on it who is not staff. */
function partnersOf(message: PastMessage, side: 'customer' | 'staff', isStaff: (address: string) => boolean): string[] {
  const others = [...message.to, ...message.cc].filter((address) => !isStaff(address))
  const all = side === 'customer' ? [message.from.address, ...others] : others
  return [...new Set(all)].filter((address) => address !== '')
}

function emptyCounts(): PairingCounts {
  return {
    messages: 0,
    pairs: 0,
    staff: {},
    skipped: {
      newsletter: 0,
      automatic: 0,
      internal: 0,
      unanswered: 0,
      unasked: 0,
      empty: 0,
      duplicate: 0,
      'too old': 0,
      malformed: 0,
    },
  }
}
