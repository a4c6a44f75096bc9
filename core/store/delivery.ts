import type {
  AccountCounts,
  Hold,
  InboxRow,
  OutboxRow,
  OutboxState,
  WaitReason,
  WrittenReply,
} from '../domain/delivery.ts'
import type { Handle, Place } from '../domain/place.ts'

/** Who handles a lane now, and with which fencing number. */
export interface Leases {
  /** Takes the lane for `forMs` unless somebody holds it; returns the fencing number. */
  take(lane: string, now: Date, forMs: number): Promise<number | undefined>
  /** False when somebody else took it since. */
  renew(lane: string, fence: number, now: Date, forMs: number): Promise<boolean>
  /** Inside a write: throws LeaseLost unless this fence still holds the lane; locks the lease row. */
  check(lane: string, fence: number): Promise<void>
  release(lane: string, fence: number): Promise<void>
  /** Leaves something small to whoever holds the lane next; false, and nothing left, when somebody else took it since. */
  leave(lane: string, fence: number, value: Record<string, unknown>): Promise<boolean>
  /** What was left last; it outlives the lease. */
  left(lane: string): Promise<Record<string, unknown> | undefined>
}

/** Events as they were kept, until they are handled. */
export interface Inbox {
  unhandled(lane: string, limit: number): Promise<InboxRow[]>
  markHandled(seqs: number[], result: string): Promise<void>
  /** Counts a failed attempt and keeps the error. */
  markFailed(seqs: number[], error: string): Promise<void>
  byPlatformId(
    connector: string,
    account: string,
    platformId: string,
  ): Promise<(InboxRow & { result: string | null }) | undefined>
  /** Rows given up on after too many attempts, for the page. */
  troubled(limit: number): Promise<(InboxRow & { error: string })[]>
}

/** What is to be sent, and what became of it. */
export interface Outbox {
  add(
    row: Omit<OutboxRow, 'attempts' | 'waitsFor' | 'platformId' | 'error' | 'createdAt' | 'updatedAt' | 'id'> & {
      id?: string
    },
  ): Promise<OutboxRow>
  get(id: string): Promise<OutboxRow | undefined>
  /** Changes the state only from one of these; false when another was faster. */
  move(
    id: string,
    from: OutboxState[],
    to: OutboxState,
    patch?: {
      platformId?: string
      error?: string | null
      notBefore?: string
      attempts?: number
      waitsFor?: WaitReason | null
      payload?: Record<string, unknown>
    },
  ): Promise<boolean>
  /** Customer rows of a conversation that are not over yet. */
  waiting(conversationId: string): Promise<OutboxRow[]>
  /**
   * What the agent or the product has said to whoever this thread reaches, in any conversation, since then (ISO), or is about
   * to: newest first.
   */
  automaticTo(place: Pick<Place, 'connector' | 'thread'>, since: string, limit: number): Promise<OutboxRow[]>
  /** What the agent is about to say on its own, in any conversation, and has not left yet. */
  automatic(): Promise<OutboxRow[]>
  /** What is being handed to a platform for a customer since then (ISO), in any conversation. */
  onTheirWay(since: string): Promise<OutboxRow[]>
  byPlatformId(connector: string, account: string, platformId: string): Promise<OutboxRow | undefined>
  byMessage(messageId: string): Promise<OutboxRow | undefined>
  /** In doubt and failed ones, for the page. */
  troubled(limit: number): Promise<OutboxRow[]>
  list(conversationId: string): Promise<OutboxRow[]>
  /** Makes what waits in this account due, oldest first, one every so often; returns each with its time. */
  release(connector: string, account: string, everyMs: number): Promise<Pick<OutboxRow, 'id' | 'notBefore'>[]>
  /** By connected account: what is due and has not gone, and what failed or is in doubt since then. */
  counts(since: string): Promise<AccountCounts[]>
}

/** Senders of ours through which nothing goes for now. */
export interface Holds {
  /** The one that lasts longest among these senders of an account; undefined = it may go. */
  on(connector: string, account: string, senders: string[]): Promise<Hold | undefined>
  /** Begins one, or goes on with it; it is never made shorter. */
  put(hold: Omit<Hold, 'since'>): Promise<Hold>
  /**
   * Ends those of an account (all, or of these senders) that wait for a permission or are over: what the platform asked us to
   * wait is waited. Returns what they were.
   */
  lift(connector: string, account: string, senders?: string[]): Promise<WaitReason[]>
  list(): Promise<Hold[]>
}

/** Who said STOP, by a digest of their handle: it holds for as long as the business, also of somebody who was erased. */
export interface OptOuts {
  /** Since when nothing may be sent to them, ISO; null = it may. */
  since(handle: Handle): Promise<string | null>
  /** The same, inside a write: until that is over, nobody else can change it. */
  lock(handle: Handle): Promise<string | null>
  /**
   * Records a STOP (its time) or takes it back (null); false when that was so already: an earlier STOP keeps its time. What the
   * same event changed, told once more by another process, counts as its change.
   */
  set(handle: Handle, since: string | null, eventId?: string): Promise<boolean>
}

/** Mail to an address came back. */
export interface Bounce {
  /** ISO. */
  at: string
  /** There is no such address; false = it took no mail just then. */
  isHard: boolean
  /** The other server's words, without addresses. */
  why: string
}

/** Addresses to which mail came back, by a digest, until their owners write again. */
export interface Bounces {
  of(handle: Handle): Promise<Bounce | undefined>
  /** The newest stands. */
  set(handle: Handle, bounce: Bounce): Promise<void>
  /** They wrote; false when there was none. */
  clear(handle: Handle): Promise<boolean>
}

/** How fast is sent by one number of ours, over all processes. */
export interface Paces {
  /** Gives out the next free time, ISO: at once where the last one lies `everyMs` back. */
  next(key: string, everyMs: number): Promise<string>
}

/** Teammates' words in staff threads. */
export interface Written {
  add(
    reply: Omit<WrittenReply, 'askedAt' | 'id' | 'attachments'> & {
      id?: string
      attachments?: WrittenReply['attachments']
    },
  ): Promise<WrittenReply>
  get(id: string): Promise<WrittenReply | undefined>
  byPlatformMessage(
    place: Pick<Place, 'connector' | 'account'>,
    platformMessageId: string,
  ): Promise<WrittenReply | undefined>
  move(
    id: string,
    from: WrittenReply['state'][],
    to: WrittenReply['state'],
    patch?: { text?: string; outboxId?: string },
  ): Promise<boolean>
  /** Those of a conversation that wait for a click, oldest first. */
  asked(conversationId: string): Promise<WrittenReply[]>
  /** Written, not sent. */
  list(): Promise<WrittenReply[]>
}
