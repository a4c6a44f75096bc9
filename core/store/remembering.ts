import type { Conversation } from '../domain/conversation.ts'
import type { Scope } from './store.ts'

type Group = {
  [G in keyof Scope]: Scope[G] extends object ? (Scope[G] extends Anything ? never : G) : never
}[keyof Scope]
type Anything = (...given: never[]) => unknown
/** `conversations.get`: a function of a group; `agent`: one of the scope itself. */
export type Call =
  | { [G in Group]: `${G}.${keyof Scope[G] & string}` }[Group]
  | Exclude<keyof Scope, Group | 'businessId' | 'write'>

/** What is read more than once in one go, and whose answer only a write changes. */
export const reads: ReadonlySet<Call> = new Set<Call>([
  ...(['business', 'agent'] as const),
  ...(['teammates.list', 'teammates.get', 'staffChannels.list'] as const),
  ...(['people.get', 'people.byHandle', 'checks.inLanes'] as const),
  ...(['conversations.get', 'conversations.byPlace', 'conversations.places', 'calls.byPlace', 'calls.of'] as const),
  ...(['messages.get', 'messages.list', 'messages.byPlatformIds', 'events.list', 'receipts.get'] as const),
  ...(['drafts.get', 'drafts.list', 'drafts.pending', 'drafts.open'] as const),
  ...(['outbox.get', 'outbox.list', 'outbox.waiting', 'outbox.byMessage'] as const),
  ...(['holds.on', 'conflicts.list'] as const),
  ...(['topics.get', 'controls.get', 'evidence.of', 'auditedAnswers.open', 'vouchers.of'] as const),
])

/** Writes that leave everything but these groups, or these reads, as it was. Any other call makes everything be read anew. */
export const touches: Readonly<Partial<Record<Call, readonly (Group | Call)[]>>> = {
  'messages.add': ['messages'],
  'messages.setMetadata': ['messages'],
  'events.add': ['events'],
  'conversations.update': ['conversations.get', 'conversations.byPlace'],
  'conversations.schedule': ['conversations.get', 'conversations.byPlace'],
  'conversations.addPlace': ['conversations'],
  'drafts.add': ['drafts'],
  'drafts.move': ['drafts'],
  'receipts.add': ['receipts'],
  'outbox.add': ['outbox'],
  'outbox.move': ['outbox'],
  'calls.update': ['calls'],
  'evidence.admit': ['evidence'],
  'inbox.markHandled': ['inbox'],
  'audit.add': ['audit'],
  'auditedAnswers.add': ['auditedAnswers'],
  // What the lock of a topic orders; the row is made where there is none.
  'controls.lock': ['controls', 'topics', 'evidence', 'auditedAnswers', 'vouchers'],
  // Asked anew each time, and changes nothing.
  'lessons.recall': [],
}

/**
 * A scope that reads once what is read several times, until a write may have changed it. For one transaction, or for reads
 * that belong to one thought: what others change meanwhile is not seen. What comes back is frozen: it has several readers.
 */
export function remembering(scope: Scope): Scope {
  const known = new Map<string, Promise<unknown>>()
  const locked = new Set<unknown>()
  const forget = (touched: readonly string[] | undefined) => {
    if (touched === undefined) return known.clear()
    for (const key of known.keys()) {
      const call = key.slice(0, key.indexOf('('))
      if (touched.includes(call) || touched.includes(call.split('.', 1)[0]!)) known.delete(key)
    }
  }

  const read = (name: Call, call: Fn, given: unknown[]) => {
    const key = keyOf(name, given)
    const before = known.get(key)
    if (before !== undefined) return before
    const found = Promise.resolve(call(...given)).then((value) => {
      // A conversation that was found by its place is not asked for again by its id.
      if (name === 'conversations.byPlace' && known.get(key) === found)
        add((value as { conversation: Conversation } | undefined)?.conversation)
      return frozen(value)
    })
    known.set(key, found)
    // What failed is not remembered.
    found.catch(() => known.delete(key))
    return found
  }

  const add = (conversation: Conversation | undefined) => {
    if (conversation !== undefined) known.set(itself(conversation.id), Promise.resolve(frozen(conversation)))
  }

  const write = async (name: Call, call: Fn, given: unknown[]) => {
    const [id, patch] = given
    const before = name === 'conversations.update' && locked.has(id) ? await known.get(itself(id)) : undefined
    forget(touches[name])
    try {
      const result = await call(...given)
      forget(touches[name])
      // Nobody else changes what is locked here.
      if (name === 'conversations.lock') {
        locked.add(id)
        add(result as Conversation)
      }
      if (before !== undefined) add(changedTo(before as Conversation, patch, result as string))
      return result
    } catch (error) {
      forget(touches[name])
      throw error
    }
  }

  const wrap = (name: Call, call: Fn): Fn =>
    reads.has(name) ? (...given) => read(name, call, given) : (...given) => write(name, call, given)
  /** One by one, as they are used: a write uses few of them. */
  const wrapAll = (values: object, prefix: string): object => {
    const made = new Map<string | symbol, unknown>()
    return new Proxy(values, {
      get(_, name: keyof typeof values) {
        if (made.has(name)) return made.get(name)
        const value: unknown = values[name]
        const wrapped =
          typeof value === 'function'
            ? wrap(`${prefix}${String(name)}` as Call, value.bind(values))
            : typeof value === 'object' && value !== null
              ? wrapAll(value, `${String(name)}.`)
              : value
        made.set(name, wrapped)
        return wrapped
      },
    })
  }
  const remembers = wrapAll(scope, '') as Scope
  rememberers.add(remembers)
  return remembers
}

const rememberers = new WeakSet<Scope>()

/**
 * Asks for these in one go: whoever asks for one of them next finds it remembered. A scope that remembers nothing is left
 * alone, and what fails fails where it is asked for.
 */
export async function ahead(scope: Scope, reads: (scope: Scope) => Promise<unknown>[]): Promise<void> {
  if (rememberers.has(scope)) await Promise.allSettled(reads(scope))
}

/** A conversation after a change, as it is read then; undefined where that is not certain. */
function changedTo(before: Conversation, patch: unknown, updatedAt: string): Conversation | undefined {
  const said = Object.entries(patch as Partial<Conversation>).filter(([, value]) => value !== undefined)
  if (!said.every(([, value]) => isKeptAsItIs(value))) return undefined
  return { ...before, ...Object.fromEntries(said), version: before.version + 1, updatedAt }
}

/** A database keeps it in no other form. */
function isKeptAsItIs(value: unknown): boolean {
  if (typeof value !== 'string') return value === null || typeof value === 'boolean' || Number.isInteger(value)
  const at = /^\d{4}-\d\d-/.test(value) ? new Date(value) : undefined
  return at === undefined ? /^[\w -]*$/.test(value) : !Number.isNaN(at.getTime()) && at.toISOString() === value
}

function itself(conversationId: unknown): string {
  return keyOf('conversations.get', [conversationId])
}

/** One question, however its facts are ordered. */
function keyOf(name: Call, given: unknown[]): string {
  if (given.every((one) => typeof one === 'string')) return `${name}(${given.join('\u0000')}`
  return `${name}(${JSON.stringify(given, (_, value) => (isFacts(value) ? sorted(value) : value))}`
}

function isFacts(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}

function sorted(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

type Fn = (...given: unknown[]) => unknown

function frozen<T>(value: T): T {
  return typeof value === 'object' && value !== null ? Object.freeze(value) : value
}
