import type { Channel } from './domain/conversation.ts'
import type { Attachment } from './domain/file.ts'
import type { Embedder, LanguageModel } from './domain/language.ts'
import type { Delivery, Outbound } from './domain/outbound.ts'
import type { Handle, Place } from './domain/place.ts'
import type { Store } from './store/store.ts'

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
  /** Removes it; nothing happens where it is gone already. */
  remove(digest: string): Promise<void>
}

/** Sends through the integration that serves the place; throws Platform errors. */
/** Where cards open threads; `isFailing` = something is the matter with the account, so that it may be gone. */
export interface StaffRoot extends Place {
  isFailing?: true
}

export interface Messenger {
  send(businessId: string, place: Place, outbound: Outbound): Promise<Delivery>
  /** What the platform's own profile says of a handle; undefined where the platform cannot tell. */
  profile(
    businessId: string,
    place: Place,
    handle: Handle,
  ): Promise<{ email?: string; name: string; isOutsider: boolean; isMachine: boolean } | undefined>
  /**
   * Fetches a file that the platform keeps for us; throws Platform errors, also when it has more than `mostBytes`, or
   * where the platform keeps no files.
   */
  download(businessId: string, place: Place, file: Attachment, mostBytes: number): Promise<Uint8Array>
  /** Where this business's staff are shown conversations: one thread-opening place per connected staff integration. */
  staffRoots(businessId: string): Promise<StaffRoot[]>
  /** How this business writes mail, by its first mailbox; undefined without a connected e-mail integration. */
  mailIdentity(businessId: string): Promise<MailIdentity | undefined>
  /** Where a message opens a thread in this channel of a staff platform; undefined where there are no channels. Asks nobody. */
  channelPlace(to: { connector: string; account: string; channel: string }): Place | undefined
  /** What people call the channel that this place opens threads in; undefined where the platform cannot tell. */
  channelName(businessId: string, place: Place): Promise<string | undefined>
  /** Whether this process can send there now; false where another holds the socket of a call. */
  holds(businessId: string, place: Place): Promise<boolean>
  /** Says where a text to a number goes: from the number of ours that they know best. Asks nobody. */
  texter(businessId: string): Promise<Texter>
  /** What a place is, before anything is sent there: its channel, and the rules that it has. Asks nobody. */
  describe(place: Place): {
    channel: Channel
    /** Whom a message there reaches, where people can say STOP to all of them. */
    recipient?: Handle
    /** How long after the customer's last message there an answer in free words is allowed, ms. */
    answerWithinMs?: number
  }
  /** What this answer costs there, in words, where it is so long that staff should know. Asks nobody. */
  costOf(place: Place, markdown: string): string | undefined
  /** How these files go there, in words, where one of them cannot go as itself. Asks nobody. */
  filesNote(place: Place, files: readonly Attachment[]): string | undefined
  /** What the platform counts together with this place, and how fast that may send (0 = as it takes it); undefined = the account. */
  pace(businessId: string, place: Place): Promise<{ sender: string; everyMs: number } | undefined>
  /** Static facts of a connector. */
  abilities(connector: string): {
    channel: Channel
    undoMs: number
    burstMs: number
    updates: boolean
    staff: boolean
    customers: boolean
    calls?: true
  }
}

/** Where a text goes; undefined where the business sends none. */
export type Texter = (to: TextTo) => Place | undefined

/** Who is to be texted. */
export interface TextTo {
  number: string
  /** The number of ours that they called. */
  ours: string
  /** Where this conversation was texted in, and where others with them were; the newest first. */
  here?: readonly Place[]
  before?: readonly Place[]
}

/** The business's own address, and where replies to it are received. */
export interface MailIdentity {
  account: string
  address: string
  name: string
  inboundDomain: string
  /** Its other mailboxes: conversations of each are answered from it. */
  siblings?: Omit<MailIdentity, 'siblings'>[]
}

/** Wake-ups only: the database says what there is to do, so a lost or doubled job does no harm. */
export interface Jobs {
  /** This lane has something in its inbox. Deduplicated by lane. */
  wakeLane(businessId: string, lane: string, delayMs: number): Promise<void>
  /** This outbox row may be due. */
  deliver(businessId: string, outboxId: string, delayMs: number): Promise<void>
  /** Runs an import, a re-embedding and other long work in a worker. */
  run(businessId: string, task: { name: 'import' | 'project' | 'refit'; id: string }): Promise<void>
}

/** Tells open pages what changed; they refetch. */
export interface Live {
  publish(businessId: string, event: LiveEvent): void
  /** Returns the unsubscribe function. */
  subscribe(businessId: string, listener: (event: LiveEvent) => void): () => void
}
export interface LiveEvent {
  type:
    | 'conversation'
    | 'draft'
    | 'lesson'
    | 'topic'
    | 'agent'
    | 'integration'
    | 'import'
    | 'outbox'
    | 'business'
    | 'call'
    /** Somebody's page was opened, in one of our processes: no page of ours refetches for it. */
    | 'home'
  id: string
  version: number
}
