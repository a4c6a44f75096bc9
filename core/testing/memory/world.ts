import { AsyncLocalStorage } from 'node:async_hooks'
import type { AuditedAnswer, TopicControl, Voucher } from '#core/domain/autonomy.ts'
import type { Agent, Business, Integration, StaffChannel, Teammate } from '#core/domain/business.ts'
import type { Call } from '#core/domain/call.ts'
import type { Conflict } from '#core/domain/conflict.ts'
import type {
  Conversation,
  ConversationEvent,
  ConversationPlace,
  Draft,
  KnownHandle,
  Message,
  Person,
  Receipt,
} from '#core/domain/conversation.ts'
import type { Hold, InboxRow, OutboxRow, WrittenReply } from '#core/domain/delivery.ts'
import type { Check, PersonLink } from '#core/domain/identity.ts'
import type { Evidence, ImportRun, LearningRow, Lesson, Topic } from '#core/domain/learning.ts'
import type { Handle } from '#core/domain/place.ts'
import type { AuditRow, ShadowMail } from '#core/store/accounts.ts'
import type { Bounce } from '#core/store/delivery.ts'
import type { LearningFacts, Snapshot } from '#core/store/learning.ts'
import type { SystemStore } from '#core/store/system.ts'

/** Rows by key. Values are frozen and replaced, never changed, so that a transaction can put the old ones back. */
export interface Table<V> {
  get(key: string): V | undefined
  set(key: string, value: V): V
  delete(key: string): void
  all(): V[]
  entries(): [string, V][]
  find(test: (value: V) => boolean): V | undefined
  filter(test: (value: V) => boolean): V[]
}

/** What one business owns. */
export interface Tenant {
  business: Table<Business & { passwordHash: string }>
  agents: Table<Agent & { truthSeq?: number }>
  leases: Table<{ lane: string; fence: number; until: number; left?: Record<string, unknown> }>
  inbox: Table<StoredInbox>
  people: Table<Person & { erasing?: string[] }>
  handles: Table<KnownHandle>
  teammates: Table<Teammate & { passwordHash: string | null }>
  conversations: Table<Conversation>
  calls: Table<Call>
  checks: Table<Check>
  personLinks: Table<PersonLink>
  places: Table<ConversationPlace & { id: string }>
  messages: Table<Message>
  drafts: Table<Draft>
  receipts: Table<Receipt>
  events: Table<ConversationEvent>
  outbox: Table<OutboxRow>
  optOuts: Table<{ since: string | null; toldBy: string | undefined }>
  bounces: Table<Bounce>
  paces: Table<{ freeAt: number }>
  holds: Table<Hold>
  written: Table<WrittenReply>
  learning: Table<LearningRow & { agentId: string; facts: LearningFacts }>
  snapshots: Table<Snapshot>
  lessons: Table<StoredLesson>
  topics: Table<Topic & { agentId: string }>
  switches: Table<TopicControl & { topicId: string }>
  evidence: Table<StoredEvidence>
  auditedAnswers: Table<AuditedAnswer>
  vouchers: Table<Voucher>
  voice: Table<{
    patternType: string
    patternData: Record<string, unknown>
    frequency: number
    lastUsed: string | null
  }>
  integrations: Table<Integration>
  staffChannels: Table<StaffChannel>
  imports: Table<ImportRun & { updatedAt: string }>
  imported: Table<{ externalId: string; importId: string }>
  shadowMails: Table<ShadowMail>
  conflicts: Table<Conflict>
  audit: Table<AuditRow>
}

export type StoredInbox = InboxRow & {
  handledAt: string | null
  result: string | null
  error: string
  retryAt: number
}
export type StoredLesson = Lesson & { agentId: string; vector?: Float32Array; embedder?: string }
export type StoredEvidence = Evidence & { draftId: string | null; importId: string | null; isDecided: boolean }

/** All rows of all businesses, and the one transaction that may be open. */
export interface World {
  now(): Date
  iso(): string
  /** Sorts by the time of its making. */
  newId(): string
  next(): number
  tenants: Map<string, Tenant>
  /** Throws for a business that is gone. */
  tenant(businessId: string): Tenant
  addTenant(businessId: string): Tenant
  refresh: Table<Parameters<SystemStore['saveRefresh']>[0] & { usedAt: string | null; isRevoked: boolean }>
  links: Table<Parameters<SystemStore['saveLink']>[0] & { usedAt: string | null }>
  /** Waits while a transaction is open, as one session does; refuses a call from inside it. */
  enter(): Promise<void>
  /** One at a time; a throw puts everything back. */
  transaction<T>(work: () => Promise<T>): Promise<T>
}

/** Makes an empty world on this clock. */
export function makeWorld(now: () => Date): World {
  const writing = new AsyncLocalStorage<{ isOpen: boolean }>()
  let journal: (() => void)[] | undefined
  let open: Promise<void> | undefined
  let count = 0

  function table<V>(): Table<V> {
    const rows = new Map<string, V>()
    const put = (key: string, value: V | undefined) => {
      if (value === undefined) rows.delete(key)
      else rows.set(key, value)
    }
    const remember = (key: string) => {
      const before = rows.get(key)
      journal?.push(() => put(key, before))
    }
    const filter = (test: (value: V) => boolean) => {
      const found: V[] = []
      for (const value of rows.values()) if (test(value)) found.push(value)
      return found
    }
    return {
      get: (key) => rows.get(key),
      set(key, value) {
        remember(key)
        rows.set(key, Object.freeze(value) as V)
        return value
      },
      delete(key) {
        remember(key)
        rows.delete(key)
      },
      all: () => [...rows.values()],
      entries: () => [...rows.entries()],
      filter,
      find(test) {
        for (const value of rows.values()) if (test(value)) return value
        return undefined
      },
    }
  }

  const tenants = new Map<string, Tenant>()
  return {
    now,
    iso: () => now().toISOString(),
    next: () => ++count,
    newId: () => `00000000-0000-7000-8000-${(++count).toString(16).padStart(12, '0')}`,
    tenants,
    tenant(businessId) {
      const found = tenants.get(businessId)
      if (found === undefined) throw new Error(`no business ${businessId}`)
      return found
    },
    addTenant(businessId) {
      const tenant: Tenant = {
        ...{ business: table(), agents: table(), leases: table(), inbox: table(), people: table(), handles: table() },
        ...{
          teammates: table(),
          conversations: table(),
          calls: table(),
          checks: table(),
          personLinks: table(),
          places: table(),
          messages: table(),
          drafts: table(),
        },
        ...{
          receipts: table(),
          events: table(),
          outbox: table(),
          optOuts: table(),
          bounces: table(),
          paces: table(),
          holds: table(),
          written: table(),
          learning: table(),
          snapshots: table(),
        },
        ...{ lessons: table(), topics: table(), switches: table(), evidence: table(), voice: table() },
        ...{ integrations: table(), staffChannels: table(), imports: table(), imported: table(), audit: table() },
        ...{ conflicts: table(), shadowMails: table(), auditedAnswers: table(), vouchers: table() },
      }
      tenants.set(businessId, tenant)
      return tenant
    },
    refresh: table(),
    links: table(),

    async enter() {
      if (writing.getStore()?.isOpen) throw new Error('inside write, use the tx that was handed in')
      while (open !== undefined) await open
    },

    async transaction(work) {
      if (writing.getStore()?.isOpen) throw new Error('inside write, use the tx that was handed in')
      while (open !== undefined) await open
      let close = () => {}
      open = new Promise((resolve) => {
        close = resolve
      })
      const undo: (() => void)[] = []
      journal = undo
      const mark = { isOpen: true }
      try {
        return await writing.run(mark, work)
      } catch (error) {
        journal = undefined
        for (const back of undo.reverse()) back()
        throw error
      } finally {
        mark.isOpen = false
        journal = undefined
        open = undefined
        close()
      }
    },
  }
}

/** By time, then by id: the order in which the database reads them too. */
export function byTime<T extends { id: string }>(time: (row: T) => string): (a: T, b: T) => number {
  return (a, b) => compare(time(a), time(b)) || compare(a.id, b.id)
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The part of a patch that says something. */
export function said<T extends object>(patch: T): Partial<T> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Partial<T>
}

export function handleKey({ kind, value }: Handle): string {
  return `${kind} ${value}`
}

/** What the database says when a row points at nothing of this business. */
export function mustExist(row: unknown, what: string): void {
  if (row === undefined) throw new Error(`violates foreign key: no such ${what} in this business`)
}
