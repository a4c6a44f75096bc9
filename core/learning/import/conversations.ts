import type { PastMessage } from './past-message.ts'

/** What is remembered of one past conversation while its messages go by. */
export interface PastConversation {
  key: string
  /** Earlier turns, oldest first, as many and as long as pairs.ts remembers. */
  context: string[]
  /** The customer's messages that nobody answered yet. */
  waiting: PastMessage[]
  lastMs: number
}

export interface Conversations {
  /** The conversation that a message belongs to, and those that were given up to make room for it. */
  find(
    message: PastMessage,
    partners: readonly string[],
  ): { conversation: PastConversation; closed: PastConversation[] }
  /** Closes and hands back all that is left. */
  closeAll(): PastConversation[]
}

/**
 * Sorts messages, oldest first, into conversations: by the source's own id, else by Message-IDs, else by subject and
 * partners. A conversation that was quiet for `idleMs`, or is the longest quiet of more than `limit`, is over: memory
 * is bounded by the traffic of that time, not by the length of the history.
 */
export function makeConversations(
  options: { idleMs: number; limit: number } = { idleMs: 90 * dayMs, limit: 20_000 },
): Conversations {
  /** Longest quiet first. */
  const open = new Map<string, PastConversation & { names: string[] }>()
  const byName = new Map<string, string>()

  function close(conversation: PastConversation & { names: string[] }): PastConversation {
    open.delete(conversation.key)
    for (const name of conversation.names) if (byName.get(name) === conversation.key) byName.delete(name)
    return conversation
  }

  return {
    find(message, partners) {
      const atMs = Date.parse(message.at)
      const closed: PastConversation[] = []
      for (const oldest of open.values()) {
        if (atMs - oldest.lastMs <= options.idleMs && open.size <= options.limit) break
        closed.push(close(oldest))
      }
      const names = namesOf(message, partners)
      const known = names.find((name) => byName.has(name))
      const key = known === undefined ? message.externalId : byName.get(known)!
      const conversation = open.get(key) ?? { key, context: [], waiting: [], lastMs: atMs, names: [] }
      conversation.lastMs = atMs
      for (const name of names) {
        if (byName.get(name) === key) continue
        byName.set(name, key)
        conversation.names.push(name)
      }
      open.delete(key)
      open.set(key, conversation)
      return { conversation, closed }
    },
    closeAll: () => [...open.values()].map(close),
  }
}

const dayMs = 24 * 60 * 60 * 1000

/** The names that messages of one conversation share, surest first. */
function namesOf(message: PastMessage, partners: readonly string[]): string[] {
  if (message.conversation !== undefined) return [`conversation ${message.conversation}`]
  const ids = [message.externalId, ...message.references.slice(0, 30)].map((id) => `id ${id}`)
  const subject = bareSubject(message.subject)
  // "Question" from two customers is two conversations: a subject alone says nothing.
  return subject === '' || partners.length === 0
    ? ids
    : [...ids, `subject ${subject} ${[...partners].sort().join(' ')}`]
}

/** A subject without its "Re:", "Fwd:", "AW:", "[list]" and the like, lower-case, single spaces. */
export function bareSubject(subject: string): string {
  let bare = subject.replace(/\s+/g, ' ').trim()
  for (;;) {
    const shorter = bare.replace(/^(?:\[[^\]]{0,40}\]|\p{L}{1,5}(?:\[\d+\]|\(\d+\))?\s?[::])\s*/u, '')
    if (shorter === bare) return bare.toLowerCase()
    bare = shorter
  }
}
