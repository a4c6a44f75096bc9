import type { ZodObject, ZodType } from 'zod'
import type { InboundEvent, Outcome } from '#core/domain/event.ts'
import type { Attachment } from '#core/domain/file.ts'
import type { Delivery, Outbound } from '#core/domain/outbound.ts'
import type { Handle, Place } from '#core/domain/place.ts'

/** How one platform talks. Two functions of a Connection are required; everything else is data or absent. */
export interface Connector<S = unknown> {
  /** Folder name, route (`/webhooks/<id>`) and value of `connector` in every row. */
  id: string
  /** For people: "Slack". */
  name: string
  /** What one integration (a connected account) needs; secrets among it are sealed at rest. Descriptions are shown. */
  settings: ZodType<S>
  /** Names of settings that are secret: never shown again after they were entered. */
  secrets: readonly string[]
  /** Environment variables of the whole installation, each `NAME: schema with a description`. */
  environment: Record<string, ZodType>
  abilities: Abilities
  open(settings: S, tools: Tools): Connection
  /** What the person does next after `integrations add`, given the printed webhook address. */
  nextSteps(settings: S, webhookUrl: string): string[]
  /**
   * The account id that an integration with these settings serves (a Slack team, an address); asks the platform if needed.
   * `found` is kept with the settings: what nobody has to type in.
   */
  identify(settings: S, tools: Tools): Promise<{ account: string; label: string; found?: Partial<S> }>
  /**
   * The account that a request says it is for, before anything is proved: finds the integration whose secret then
   * verifies it, when the address names none. Absent where only the address can tell.
   */
  claimedAccount?(request: InboundRequest): string | undefined
  /**
   * Answers what concerns no account, as when a platform checks the address of an app that serves many. Verified like all
   * else, with the installation's own secret; undefined = nothing to say. Throws Rejected errors.
   */
  handshake?(request: InboundRequest, tools: Tools): HttpReply | undefined
  /** What a place is, where one connector has several kinds of them; asks nobody. Absent = all are `abilities.channel`. */
  describe?(place: Place): PlaceFacts
  /** What an answer costs in this place, in words, where it is so long that staff should know; asks nobody. */
  costOf?(place: Place, markdown: string): string | undefined
  /** How these files go there, in words, where one of them cannot go as itself; asks nobody. */
  filesNote?(place: Place, files: readonly Attachment[]): string | undefined
  /**
   * Enters our addresses at the platform, and says in sentences what was set. Throws NotAllowed with what a person has to do
   * where it may not, else Platform errors. Absent where only a person can.
   */
  setUp?(settings: S, webhookUrl: string, tools: Tools): Promise<string[]>
  /** What a person does where `setUp` could not, in one sentence. */
  byHand?(settings: S, webhookUrl: string): string
  /** Where a message opens a new thread in this channel of theirs; absent where staff have no channels. */
  channelPlace?(account: string, channel: string): Place
  /** Connecting on the platform's own consent page instead of by pasted credentials. */
  install?: Install<S>
  /** Credentials that expire. */
  renewal?: Renewal<S>
}

/** Connecting an account on the platform's consent page (OAuth 2). The hub keeps the state and proves who is back. */
export interface Install<S = unknown> {
  /** What the person says before they leave, kept until they are back. Nothing secret is among it. */
  settings: ZodObject
  /** Names of the environment's variables that are unset and without which nobody can be sent there. */
  missing(environment: Tools['environment']): string[]
  /** The consent page's address. The platform hands `state` back unchanged. */
  start(journey: { state: string; redirectUrl: string }, tools: Tools): Promise<string>
  /** Exchanges what the platform sent back for credentials. Throws Refused or Platform errors that a person may read. */
  finish(
    returned: { query: URLSearchParams; redirectUrl: string; settings: Record<string, unknown> },
    tools: Tools,
  ): Promise<{ account: string; label: string; settings: S }>
}

/** Trading credentials that expire for new ones. The hub sees to it that one process does it at a time, and saves them. */
export interface Renewal<S = unknown> {
  /** From when on they should be traded; undefined = these last. */
  dueAt(settings: S): Date | undefined
  /** The platform may revoke the old ones at once. Throws NotAllowed when only a person can help, else Platform errors. */
  renew(settings: S, tools: Tools): Promise<S>
}

export interface Abilities {
  /** The name stored as a conversation's channel. */
  channel: 'email' | 'chat' | 'phone' | 'slack' | 'sms' | 'whatsapp' | 'teams' | 'discord'
  /** Customers write here. */
  customers: boolean
  /** One process at a time keeps its socket open, since the platform tells everything to each. */
  listensAlone?: true
  /** Places are phone calls: what happens in one is handled where its request or socket is, and never through the queue. */
  calls?: true
  /** Staff work here. */
  staff: boolean
  /** A sent message can be updated in place. */
  updates: boolean
  /** How long an answer waits for Undo by default, ms. */
  undoMs: number
  /** How long a burst of messages is gathered into one turn, ms. */
  burstMs: number
  /** Largest accepted webhook body, bytes. */
  maxBodyBytes: number
}

/** What core has to know of a place before it may send there. */
export interface PlaceFacts {
  channel: Abilities['channel']
  /** Whom a message there reaches, where people can say STOP to all of them; absent = nobody can. */
  recipient?: Handle
  /** How long after the customer's last message there an answer in free words is allowed, ms; absent = always. */
  answerWithinMs?: number
}

/** What a check found: what people call the account, or what is wrong with it. */
export type Checked = { ok: true; label: string } | { ok: false; problem: string }

export interface Connection {
  /** Verifies, then reads. Calls nobody, but for keys that a platform publishes, which are kept. Throws Rejected errors. */
  receive(request: InboundRequest): Promise<Received>
  send(place: Place, outbound: Outbound): Promise<Delivery>
  /** Sockets that we open (Slack's Socket Mode, Discord's gateway). Resolves when its signal aborts; throws Platform errors. */
  listen?(listening: Listening): Promise<void>
  /**
   * Sockets opened to us at `/webhooks/<id>/<integration>/<endpoint>`: verifies the handshake before anything is read (throws
   * Rejected errors), and returns how to talk over it.
   */
  accept?(request: InboundRequest): (line: SocketLine) => SocketTalk
  /** Whether this process can send to the place now; absent = any process can send anywhere. */
  holds?(place: Place): boolean
  /**
   * The places from which this account can text a number, first to last: those of its own numbers, and what it can go on
   * with of the places that are `known`. Asks nobody.
   */
  textPlaces?(to: { number: string; known: readonly Place[] }): TextPlace[]
  /**
   * What the platform counts together with this place (a number, a channel): what it asks one to wait, that one waits. How fast
   * it may send, ms; 0 = as the platform takes it. Absent = the whole account is counted together.
   */
  pace?(place: Place): { sender: string; everyMs: number } | undefined
  /** The place whose next message opens a new thread for staff (a channel). Its account is '' where only the integration knows it. */
  staffRoot?(): Place
  /** How this account writes mail: its address and name, and the domain that receives replies. */
  mailIdentity?(): { address: string; name: string; inboundDomain: string }
  /** A cheap call that proves the credentials; says what is wrong otherwise. */
  check?(): Promise<Checked>
  /** What people call a channel, by the place that opens threads in it. Throws Platform errors. */
  channelName?(place: Place): Promise<string | undefined>
  /** What the platform's own profile says of a person who did something there, to link them to a teammate. Throws Platform errors. */
  profile?(handle: Handle, place: Place): Promise<Profile>
  /** Fetches a file that the platform keeps (`url`), at most so many bytes of it. Throws Platform errors. */
  download?(file: Attachment, mostBytes: number): Promise<Uint8Array>
}

/** Where a text to somebody may go: the number that it comes from; undefined = the platform chooses one. */
export interface TextPlace {
  place: Place
  ours: string | undefined
}

/** What the hub lends to a connection that listens. */
export interface Listening {
  /** Stores what was read; says what became of an event that a person waits on. */
  emit(received: Received): Promise<Outcome | undefined>
  signal: AbortSignal
  /** What the listener before this one left, in whichever process it ran; only where one listens alone. */
  left: Record<string, unknown> | undefined
  /** Leaves something small to the next one. */
  leave(value: Record<string, unknown>): Promise<void>
  /** Says what a person has to put right while it goes on, or (undefined) that all is well: shown with the integration. */
  tell(problem: string | undefined): Promise<void>
}

/** A socket that was opened to us, as the hub lends it. It bounds frames, their number and their rate, and keeps it alive. */
export interface SocketLine {
  /** One frame of text out. */
  send(frame: string): void
  /** Ends it with a reason. */
  close(code: number, reason: string): void
  /** Stores an event and handles it in this process; `working` when that takes too long. */
  handle(event: InboundEvent): Promise<Outcome>
  /** Calls back whenever there may be something to say in this thread; returns the unsubscribe. */
  onNews(thread: string, wake: () => void): () => void
}

/** What a connector does with what comes over a socket. */
export interface SocketTalk {
  /** One frame of text in. */
  frame(text: string): void
  /** It is closed, whoever closed it. */
  closed(): void
}

/** A person as the platform itself knows them. */
export interface Profile {
  /** Lower-case; absent where the platform has or shows none. */
  email?: string
  name: string
  isBot: boolean
  /** Invited to single channels only. */
  isGuest: boolean
  /** Of another organisation. */
  isForeign: boolean
}

export interface Received {
  /** A function means that a person waits: it is called with what became of the (single) event. */
  response: HttpReply | ((outcome: Outcome) => HttpReply)
  events: InboundEvent[]
  /** How many items of the request said nothing to us, or were none: counted, not kept. */
  passedOver?: number
  /** How long the platform can wait for a `response` that is a function, ms; absent = as long as a person should wait. */
  withinMs?: number
  /** Settings that the platform told of the account by this request, where they are news: kept before the events are. */
  learned?: Record<string, string>
}

export interface InboundRequest {
  method: string
  /** The public address that was called, from PUBLIC_URL: signatures are made over it. */
  url: string
  /** What follows `/webhooks/<connector>/<integration>/`, or ''. */
  endpoint: string
  /** Lower-case names. */
  headers: Record<string, string | undefined>
  body: Uint8Array
  /** Set when the address named an integration: its account. */
  account?: string
}

export interface HttpReply {
  status: number
  headers?: Record<string, string>
  body?: string
}

/** What a connector may use of the outside. */
export interface Tools {
  /** The values of this connector's `environment`, validated. */
  environment: Record<string, string | undefined>
  /** The address that the platform calls for this integration; absent while its settings are only being checked. */
  webhookUrl?: string
  now(): Date
  log: { info(fields: object, sentence: string): void; warn(fields: object, sentence: string): void }
  /** Bytes of a stored file, for sending. */
  file(digest: string): Promise<Uint8Array>
  /** Tells open sockets of this place that an outbound of ours is stored: they read it there, so a lost call does no harm. */
  publish?(place: Place, outboundId: string): void
}
