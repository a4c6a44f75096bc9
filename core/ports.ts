import type * as c from './domain/conversation.ts'
import type { InboundEvent } from './domain/event.ts'
import type { Embedder, LanguageModel } from './domain/language.ts'
import type { Evidence, LearningEntry, LearningRow, Lesson, LessonHit, Topic } from './domain/learning.ts'
import type { Delivery, Outbound } from './domain/outbound.ts'
import type { Handle, Place } from './domain/place.ts'

export type { Embedder, LanguageModel }

/** What core needs from outside. Real ones live in core/outside and webhooks, fakes in core/testing. */
export interface Ports {
  store: Store
  messenger: Messenger
  jobs: Jobs
  live: Live
  files: FileStore
  embedder: Embedder
  /** Absent = the local engine writes. */
  model?: LanguageModel
  keys: Keys
  now(): Date
  log: Log
}

export interface Log {
  info(fields: object, sentence: string): void
  warn(fields: object, sentence: string): void
  error(fields: object, sentence: string): void
}

/** Keyed functions made from LUMMY_SECRET_KEY. */
export interface Keys {
  mac(label: string, bytes: Uint8Array): Uint8Array
  /** One code a key, newest key first: what was signed before a rotation still reads. */
  macs(label: string, bytes: Uint8Array): readonly Uint8Array[]
  derive(label: string): Uint8Array
  derivedAll(label: string): readonly Uint8Array[]
}

/** Content-addressed files. */
export interface FileStore {
  /** Stores and returns the SHA-256, hex; the same bytes twice are one file. */
  put(bytes: Uint8Array): Promise<string>
  get(digest: string): Promise<Uint8Array>
}

/** Sends through the integration that serves the place; throws Platform errors. */
export interface Messenger {
  send(businessId: string, place: Place, outbound: Outbound): Promise<Delivery>
  /** What the platform's own profile says of a handle; undefined where the platform cannot tell. */
  profile(
    businessId: string,
    place: Place,
    handle: Handle,
  ): Promise<{ email?: string; name: string; isOutsider: boolean; isMachine: boolean } | undefined>
  /** Where this business's staff are shown conversations: one thread-opening place per connected staff integration. */
  staffRoots(businessId: string): Promise<Place[]>
  /** How this business writes mail; undefined without a connected e-mail integration. */
  mailIdentity(businessId: string): Promise<MailIdentity | undefined>
  /** Static facts of a connector. */
  abilities(connector: string): {
    channel: c.Channel
    undoMs: number
    burstMs: number
    updates: boolean
    staff: boolean
    customers: boolean
  }
}

/** The business's own address, and where replies to it are received. */
export interface MailIdentity {
  account: string
  address: string
  name: string
  inboundDomain: string
}

/** Wake-ups only: the database says what there is to do, so a lost or doubled job does no harm. */
export interface Jobs {
  /** This lane has something in its inbox. Deduplicated by lane. */
  wakeLane(businessId: string, lane: string, delayMs: number): Promise<void>
  /** This outbox row may be due. */
  deliver(businessId: string, outboxId: string, delayMs: number): Promise<void>
  /** Runs an import, a re-embedding and other long work in a worker. */
  run(businessId: string, task: { name: 'import' | 'project'; id: string }): Promise<void>
}

/** Tells open pages what changed; they refetch. */
export interface Live {
  publish(businessId: string, event: LiveEvent): void
  /** Returns the unsubscribe function. */
  subscribe(businessId: string, listener: (event: LiveEvent) => void): () => void
}
export interface LiveEvent {
  type: 'conversation' | 'draft' | 'lesson' | 'topic' | 'agent' | 'integration' | 'import' | 'outbox'
  id: string
  version: number
}

/** The one source of truth. `of` is the only door to tenant data. */
export interface Store {
  of(businessId: string): Scope
  system: SystemStore
}

/** What is not any one business's: routing, sign-in, sweep. A few methods, on purpose. */
export interface SystemStore {
  ping(): Promise<void>
  /** Inserts inbox rows; the unique key judges "seen before". Calls in flight together share one INSERT. Returns the lanes with fresh rows. */
  keep(
    rows: {
      businessId: string
      lane: string
      connector: string
      account: string
      platformId: string
      event: InboundEvent
    }[],
  ): Promise<{ businessId: string; lane: string }[]>
  integrationById(id: string): Promise<{ businessId: string; integration: c.Integration } | undefined>
  integrationByAccount(
    connector: string,
    account: string,
  ): Promise<{ businessId: string; integration: c.Integration } | undefined>
  /** All connected integrations, for sockets that we open. */
  integrations(connector?: string): Promise<{ businessId: string; integration: c.Integration }[]>
  createBusiness(input: {
    email: string
    passwordHash: string
    companyName: string
    industry: string
    settings: c.BusinessSettings
    ownerName: string
    ownerEmail?: string
    agentName: string
    confirmedAt: string | null
  }): Promise<{ businessId: string; teammateId: string; agentId: string }>
  removeBusiness(businessId: string): Promise<void>
  businesses(): Promise<c.Business[]>
  /** Sign-in by address: every business where this address is a teammate. */
  signIn(email: string): Promise<{ businessId: string; teammate: c.Teammate; passwordHash: string | null }[]>
  saveRefresh(row: {
    hash: string
    family: string
    businessId: string
    teammateId: string
    expiresAt: string
  }): Promise<void>
  /** Marks it used and returns it as it was; undefined when unknown. */
  useRefresh(
    hash: string,
  ): Promise<
    { family: string; businessId: string; teammateId: string; expiresAt: string; usedAt: string | null } | undefined
  >
  revokeRefresh(family: string): Promise<void>
  saveLink(row: {
    hash: string
    purpose: string
    businessId: string | null
    teammateId: string | null
    data: Record<string, unknown>
    expiresAt: string
  }): Promise<void>
  readLink(hash: string): Promise<
    | {
        purpose: string
        businessId: string | null
        teammateId: string | null
        data: Record<string, unknown>
        expiresAt: string
        usedAt: string | null
      }
    | undefined
  >
  /** True for the one caller that used it first. */
  useLink(hash: string): Promise<boolean>
  /** What is due and may have lost its wake-up: lanes with unhandled rows and no live lease, outbox rows that are due, `sending` rows left behind, questions past their time. */
  sweep(
    now: Date,
    limit: number,
  ): Promise<{
    lanes: { businessId: string; lane: string }[]
    outbox: { businessId: string; outboxId: string }[]
    stuckSending: { businessId: string; outboxId: string }[]
    asked: { businessId: string; writtenId: string }[]
    undecided: { businessId: string; claim: string }[]
    imports: { businessId: string; importId: string }[]
    unprojected: { businessId: string; agentId: string }[]
  }>
  /**
   * Seals the settings of the next integrations, in order of id, with the newest key, where another one had sealed them.
   * `after` = the `next` of the call before; no `next` = that was all. Safe to stop and to begin again.
   */
  resealBatch(after: string | undefined, limit: number): Promise<{ seen: number; resealed: number; next?: string }>
}

/** What a row of the learning log says beside its entry. */
export interface LearningFacts {
  conversationId?: string
  confidence?: number
  /** ISO 8601, for what was said in the past; else now. */
  at?: string
}

/** One business's data. Inside `write`, use only the `tx` handed in (PGlite is one session). */
export interface Scope {
  businessId: string
  /** Runs in one transaction; a throw rolls back. Never calls a model or a platform inside. */
  write<T>(work: (tx: Scope) => Promise<T>): Promise<T>

  business(): Promise<c.Business>
  saveSettings(settings: Partial<c.BusinessSettings>): Promise<void>
  /** The business's first agent, or the one named. */
  agent(id?: string): Promise<c.Agent>
  saveAgent(
    id: string,
    patch: Partial<Pick<c.Agent, 'name' | 'status' | 'learningStage' | 'voiceProfile'>>,
  ): Promise<void>

  leases: {
    /** Takes the lane for `forMs` unless somebody holds it; returns the fencing number. */
    take(lane: string, now: Date, forMs: number): Promise<number | undefined>
    /** False when somebody else took it since. */
    renew(lane: string, fence: number, now: Date, forMs: number): Promise<boolean>
    /** Inside a write: throws LeaseLost unless this fence still holds the lane; locks the lease row. */
    check(lane: string, fence: number): Promise<void>
    release(lane: string, fence: number): Promise<void>
  }

  inbox: {
    unhandled(lane: string, limit: number): Promise<c.InboxRow[]>
    markHandled(seqs: number[], result: string): Promise<void>
    /** Counts a failed attempt and keeps the error. */
    markFailed(seqs: number[], error: string): Promise<void>
    byPlatformId(
      connector: string,
      account: string,
      platformId: string,
    ): Promise<(c.InboxRow & { result: string | null }) | undefined>
    /** Rows given up on after too many attempts, for the page. */
    troubled(limit: number): Promise<(c.InboxRow & { error: string })[]>
  }

  people: {
    byHandle(handle: Handle): Promise<c.KnownHandle | undefined>
    create(person: { name: string | null; handle: Handle }): Promise<c.Person>
    get(id: string): Promise<(c.Person & { handles: Handle[] }) | undefined>
    rename(id: string, name: string): Promise<void>
    remove(id: string): Promise<void>
  }

  teammates: {
    list(): Promise<c.Teammate[]>
    get(id: string): Promise<c.Teammate | undefined>
    byEmail(email: string): Promise<c.Teammate | undefined>
    create(input: {
      email: string
      name: string
      role: c.Role
      passwordHash: string | null
      confirmedAt: string | null
    }): Promise<c.Teammate>
    update(id: string, patch: { name?: string; passwordHash?: string; confirmedAt?: string }): Promise<void>
    /** Links a platform handle to a teammate. */
    link(id: string, handle: Handle): Promise<void>
    handles(id: string): Promise<Handle[]>
  }

  conversations: {
    create(input: {
      agentId: string
      personId: string
      customerEmail: string | null
      channel: c.Channel
      subject: string
      isTest: boolean
    }): Promise<c.Conversation>
    get(id: string): Promise<c.Conversation | undefined>
    /** Inside a write: SELECT … FOR UPDATE, the lock that orders everything that happens to one conversation. */
    lock(id: string): Promise<c.Conversation>
    /** Raises `version` by one. */
    update(
      id: string,
      patch: Partial<
        Pick<
          c.Conversation,
          | 'status'
          | 'subject'
          | 'sentiment'
          | 'humanUntil'
          | 'assigneeId'
          | 'waitingSince'
          | 'customerEmail'
          | 'personId'
        >
      >,
    ): Promise<void>
    list(filter: {
      status?: c.ConversationStatus
      waiting?: boolean
      search?: string
      before?: string
      limit: number
    }): Promise<(c.Conversation & { personName: string | null; preview: string; pendingDraftId: string | null })[]>
    byPlace(
      place: Pick<Place, 'connector' | 'account' | 'thread'>,
    ): Promise<{ conversation: c.Conversation; role: 'customer' | 'staff' } | undefined>
    addPlace(conversationId: string, role: 'customer' | 'staff', place: Place): Promise<void>
    places(conversationId: string): Promise<c.ConversationPlace[]>
    setCard(conversationId: string, place: Place, cardPlatformId: string, thread?: string): Promise<void>
  }

  messages: {
    /** Returns the existing row when the platform id was stored before. */
    add(
      message: Omit<c.Message, 'createdAt' | 'id'> & { id?: string; createdAt?: string },
    ): Promise<{ message: c.Message; isNew: boolean }>
    get(id: string): Promise<c.Message | undefined>
    /** Oldest first. */
    list(conversationId: string, options?: { after?: string; limit?: number }): Promise<c.Message[]>
    last(conversationId: string, senderType?: c.SenderType): Promise<c.Message | undefined>
    /** The newest stored message among these platform ids. */
    byPlatformIds(connector: string, account: string, ids: string[]): Promise<c.Message | undefined>
    setContent(id: string, content: string, metadata: Partial<c.MessageMetadata>): Promise<void>
    setMetadata(id: string, metadata: Partial<c.MessageMetadata>): Promise<void>
  }

  drafts: {
    add(draft: Omit<c.Draft, 'version' | 'createdAt'>): Promise<c.Draft>
    get(id: string): Promise<c.Draft | undefined>
    /** The pending one of a conversation, at most one (a partial unique index says so). */
    pending(conversationId: string): Promise<c.Draft | undefined>
    /** Drafts, shown or shadow, that answer messages of this conversation and have no verdict yet. */
    open(conversationId: string): Promise<c.Draft[]>
    /** Open drafts, pending or shadow, that come from this lesson. */
    byLesson(lessonId: string): Promise<c.Draft[]>
    /** Changes the state only from one of these; false when another was faster. */
    move(
      id: string,
      from: c.DraftState[],
      to: c.DraftState,
      patch?: { why?: string; text?: string; shownAt?: string },
    ): Promise<boolean>
    list(conversationId: string): Promise<c.Draft[]>
  }

  receipts: {
    add(receipt: Omit<c.Receipt, 'createdAt'>): Promise<c.Receipt>
    get(id: string): Promise<c.Receipt | undefined>
  }

  events: {
    add(event: Omit<c.ConversationEvent, 'id' | 'at'> & { at?: string }): Promise<void>
    list(conversationId: string): Promise<c.ConversationEvent[]>
  }

  outbox: {
    add(
      row: Omit<c.OutboxRow, 'attempts' | 'platformId' | 'error' | 'createdAt' | 'updatedAt' | 'id'> & { id?: string },
    ): Promise<c.OutboxRow>
    get(id: string): Promise<c.OutboxRow | undefined>
    /** Changes the state only from one of these; false when another was faster. */
    move(
      id: string,
      from: c.OutboxState[],
      to: c.OutboxState,
      patch?: {
        platformId?: string
        error?: string | null
        notBefore?: string
        attempts?: number
        payload?: Record<string, unknown>
      },
    ): Promise<boolean>
    /** Customer rows of a conversation that are not over yet. */
    waiting(conversationId: string): Promise<c.OutboxRow[]>
    byPlatformId(connector: string, account: string, platformId: string): Promise<c.OutboxRow | undefined>
    byMessage(messageId: string): Promise<c.OutboxRow | undefined>
    /** In doubt and failed ones, for the page. */
    troubled(limit: number): Promise<c.OutboxRow[]>
    list(conversationId: string): Promise<c.OutboxRow[]>
  }

  written: {
    add(reply: Omit<c.WrittenReply, 'askedAt' | 'id'> & { id?: string }): Promise<c.WrittenReply>
    get(id: string): Promise<c.WrittenReply | undefined>
    byPlatformMessage(
      place: Pick<Place, 'connector' | 'account'>,
      platformMessageId: string,
    ): Promise<c.WrittenReply | undefined>
    move(
      id: string,
      from: c.WrittenReply['state'][],
      to: c.WrittenReply['state'],
      patch?: { text?: string; outboxId?: string },
    ): Promise<boolean>
    /** Written, not sent. */
    list(): Promise<c.WrittenReply[]>
  }

  learning: {
    /** Inside a write: gives the next seq (locks the agent's row) and appends. */
    append(agentId: string, entry: LearningEntry, facts: LearningFacts): Promise<LearningRow>
    /** Inside a write: locks the agent's row, so that nobody else appends until it ends; returns the last seq. */
    lock(agentId: string): Promise<number>
    /** Inside a write: appends in this order with few statements (imports: hundreds at a time). */
    appendMany(agentId: string, rows: { entry: LearningEntry; facts: LearningFacts }[]): Promise<LearningRow[]>
    rows(agentId: string, afterSeq: number, limit: number): Promise<LearningRow[]>
    /** Blanks rows: by lesson, by person or by import. Returns how many. */
    erase(agentId: string, which: { lessonId: string } | { personId: string } | { importId: string }): Promise<number>
    /** Writes projections when `fromSeq` is still the agent's projected seq; false when another worker did it. */
    project(
      agentId: string,
      fromSeq: number,
      toSeq: number,
      change: { lessons: (Lesson & { vector?: Float32Array; embedder?: string })[]; topics: Topic[] },
    ): Promise<boolean>
    /** Before a rebuild: drops lessons and topics (switches are kept) and sets the projected seq to 0. */
    resetProjection(agentId: string): Promise<void>
    /** A number that every erase raises: engines in memory that were folded under an older one start again. */
    epoch(agentId: string): Promise<number>
  }

  lessons: {
    get(id: string): Promise<Lesson | undefined>
    list(filter: { topicId?: string; search?: string; limit: number; before?: string }): Promise<Lesson[]>
    /** Candidates by vector (pgvector) and by text (trigram / full text), fused. */
    recall(
      agentId: string,
      query: { vector: Float32Array; embedder: string; text: string },
      limit: number,
    ): Promise<LessonHit[]>
    count(agentId: string): Promise<number>
  }

  topics: {
    list(agentId: string): Promise<(Topic & { switchedOn: boolean })[]>
    get(id: string): Promise<(Topic & { switchedOn: boolean }) | undefined>
    switch(id: string, on: boolean, by: string): Promise<void>
  }

  evidence: {
    /** Inside a write: gives the next position of the claim. */
    admit(claim: string, row: { draftId: string | null; deadline: string; blind: boolean }): Promise<number>
    /** Decides every open row of this draft in all claims. */
    decide(draftId: string, err: 0 | 1 | null, reason: string): Promise<void>
    /** In order of position. */
    rows(claim: string): Promise<Evidence[]>
    /** Admitted and decided at once (imports). */
    addDecided(
      claim: string,
      rows: { err: 0 | 1 | null; reason: string; blind: boolean; importId: string }[],
    ): Promise<void>
    removeImport(importId: string): Promise<void>
    /** Rows past their deadline become errors, reason `undecided`. */
    expire(claim: string, now: Date): Promise<number>
  }

  voice: {
    replace(
      agentId: string,
      patterns: {
        patternType: 'greeting' | 'closing' | 'tone' | 'vocabulary'
        patternData: Record<string, unknown>
        frequency: number
        lastUsed: string
      }[],
    ): Promise<void>
    list(
      agentId: string,
    ): Promise<
      { patternType: string; patternData: Record<string, unknown>; frequency: number; lastUsed: string | null }[]
    >
  }

  integrations: {
    list(): Promise<c.Integration[]>
    get(id: string): Promise<c.Integration | undefined>
    add(input: {
      agentId: string
      connector: string
      account: string
      label: string
      settings: Record<string, unknown>
    }): Promise<c.Integration>
    update(
      id: string,
      patch: {
        settings?: Record<string, unknown>
        status?: c.Integration['status']
        lastEventAt?: string
        lastError?: string | null
        label?: string
      },
    ): Promise<void>
  }

  imports: {
    start(input: {
      agentId: string
      name: string
      digest: string
      total: number
      fromSeq: number
    }): Promise<c.ImportRun>
    get(id: string): Promise<c.ImportRun | undefined>
    byDigest(digest: string): Promise<c.ImportRun | undefined>
    update(id: string, patch: Partial<Pick<c.ImportRun, 'state' | 'total' | 'done' | 'summary'>>): Promise<void>
    list(): Promise<c.ImportRun[]>
    /** True when this external message id was imported before; remembers it otherwise. */
    seen(importId: string, externalIds: string[]): Promise<Set<string>>
    forgetSeen(importId: string): Promise<void>
  }

  audit: {
    add(entry: { actor: string; action: string; subject: string; data?: Record<string, unknown> }): Promise<void>
    list(
      limit: number,
    ): Promise<{ at: string; actor: string; action: string; subject: string; data: Record<string, unknown> }[]>
  }
}
