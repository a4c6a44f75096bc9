import type { Sending } from './answering/sending.ts'
import type { WaitingView } from './answering/waiting-view.ts'
import type { Voucher } from './domain/autonomy.ts'
import type {
  Agent,
  Business,
  BusinessSettings,
  ChannelPurpose,
  Integration,
  Role,
  StaffChannel,
  Teammate,
} from './domain/business.ts'
import type { ConflictDecision } from './domain/conflict.ts'
import type { ConversationAct, ConversationKind, Draft, Receipt } from './domain/conversation.ts'
import type { OutboxRow, WrittenReply } from './domain/delivery.ts'
import type { InboundEvent, Outcome } from './domain/event.ts'
import type { Uploaded } from './domain/file.ts'
import type { PersonLink } from './domain/identity.ts'
import type { LeadSlot } from './domain/lead.ts'
import type { ImportRun } from './domain/learning.ts'
import type { Handle } from './domain/place.ts'
import type { AuditVerdict } from './learning/audited.ts'
import type { TopicLimits } from './learning/limits.ts'
import type { AuditRow } from './store/accounts.ts'
import type {
  AgentView,
  ConflictView,
  ConversationFilter,
  ConversationRow,
  ConversationView,
  EvidenceView,
  Found,
  HandleOffer,
  InsightView,
  LessonView,
  PersonExport,
  PersonHeld,
  PersonKnown,
  ReceiptReplay,
  ShownIntegration,
  Taught,
  ToldView,
  TopicView,
  TrialView,
} from './views.ts'
import type { VoiceView } from './voice/view.ts'

/** Who asks: resolved from a session by the hub, or from a platform handle by core. */
export interface Actor {
  businessId: string
  teammateId: string
  role: Role
}

/** The only door for the hub and the CLI: `makeCore(ports)` in core.ts makes it. Refusals are thrown as Refused. */
export interface Core {
  /** Webhooks and sockets. */
  inbound: {
    /** Stores events durably and wakes their lanes; resolves once it is safe to answer 2xx. */
    keep(businessId: string, connector: string, account: string, events: InboundEvent[]): Promise<void>
    /** Stores one event that a person waits on and handles it in line; `working` when that takes too long. */
    keepAndHandle(
      businessId: string,
      connector: string,
      account: string,
      event: InboundEvent,
      withinMs?: number,
    ): Promise<Outcome>
  }
  /** A mail program's own *Unsubscribe*: the links of mails that nobody asked for. */
  unsubscribe: {
    /** False when the link is none of ours. Safe to call twice. */
    press(token: string): Promise<boolean>
    isOurs(token: string): Promise<boolean>
  }
  /** What jobs call. Each is safe to call twice, late, or at the same time elsewhere. */
  work: {
    handleLane(businessId: string, lane: string): Promise<void>
    /** Lets the turns at hand end, those that somebody waits on too, for so long at most. */
    finish(withinMs: number): Promise<void>
    deliver(businessId: string, outboxId: string): Promise<void>
    sweep(): Promise<void>
    runImport(businessId: string, importId: string): Promise<void>
    project(businessId: string, agentId: string): Promise<void>
    refit(businessId: string, agentId: string): Promise<void>
  }
  accounts: {
    /** The first account of an installation needs the one-time link's token; later ones as the hub allows. */
    register(input: {
      token?: string
      email: string
      password: string
      companyName: string
      industry: string
      name: string
    }): Promise<Session>
    login(input: { email: string; password: string; businessId?: string }): Promise<Session>
    refresh(refreshToken: string): Promise<Session>
    logout(refreshToken: string): Promise<void>
    /** Reads an access token; undefined when it is not valid now. */
    actor(accessToken: string): Promise<Actor | undefined>
    me(actor: Actor): Promise<{ teammate: Teammate; business: Business; agents: Agent[] }>
    /** The address of the page that creates the owner's account, or undefined when an owner exists. */
    ownerLink(): Promise<string | undefined>
    teammates(actor: Actor): Promise<(Teammate & { handles: { kind: string; value: string }[] })[]>
    /** Invites: returns the one-time link that sets a password and confirms the address. */
    addTeammate(
      actor: Actor,
      input: { email: string; name: string; role?: Role },
    ): Promise<{ teammate: Teammate; link: string }>
    /** Uses an invitation, or a link that ties a platform handle to a teammate. */
    acceptInvite(input: { token: string; password: string; name?: string }): Promise<Session>
    settings(actor: Actor): Promise<BusinessSettings>
    saveSettings(actor: Actor, patch: Partial<BusinessSettings>): Promise<BusinessSettings>
  }
  teammates: {
    /** Owners only; a business keeps at least one owner. */
    changeRole(actor: Actor, id: string, role: Role): Promise<void>
    /** Ends their sessions, links and handles; their conversations return to everybody, what they taught stays. */
    remove(actor: Actor, id: string): Promise<void>
    /** Owners only: how much was learned from them. */
    taught(actor: Actor, id: string): Promise<Taught>
    /** Owners only: unlearns it; of who was removed the name goes, too. */
    unlearn(actor: Actor, id: string): Promise<Taught>
    /** Until when they are away: an ISO time or words ("until Monday"); null = back. Themselves or an owner. */
    away(actor: Actor, id: string, until: string | null): Promise<Teammate>
    unlink(actor: Actor, id: string, handle: Handle): Promise<void>
    /** The number at which they take calls; null = none. Themselves or an owner. */
    setPhone(actor: Actor, id: string, number: string | null): Promise<void>
    /** What a one-time link would tie to whoever is signed in, and doing so. */
    readOffer(actor: Actor, token: string): Promise<HandleOffer>
    acceptOffer(actor: Actor, token: string): Promise<HandleOffer>
  }
  channels: {
    /** Channels of staff platforms that we were invited to, and what they are for. */
    list(actor: Actor): Promise<StaffChannel[]>
    /** Owners only; `value` is the topic's id or name, or the address, where the purpose names one. */
    save(actor: Actor, id: string, input: { purpose: ChannelPurpose; value?: string | null }): Promise<StaffChannel>
  }
  tests: {
    /** An invented customer writes; nothing of it leaves, counts or teaches. */
    start(actor: Actor): Promise<{ conversationId: string }>
  }
  find: {
    /** Conversations, lessons and people, by words and, for lessons, by meaning. */
    search(actor: Actor, words: string): Promise<Found>
  }
  audit: {
    /** Who changed what, newest first; `before` is the id of the last one of the page before. */
    list(
      actor: Actor,
      filter: { actor?: string; action?: string; before?: string; limit?: number },
    ): Promise<AuditRow[]>
  }
  conversations: {
    list(actor: Actor, filter: ConversationFilter): Promise<ConversationRow[]>
    get(actor: Actor, id: string): Promise<ConversationView>
    /** A teammate's own words to the customer; held for the undo window. */
    reply(actor: Actor, id: string, input: { text: string } & Sending): Promise<OutboxRow>
    /** Reminds of it then, unless the customer answers before; null = nobody is reminded. */
    followUp(actor: Actor, id: string, choice: string | null): Promise<{ say: string }>
    /** `choice` is whom (a teammate's id, address or name, `me`, `nobody`) or until when (`1h`, `tomorrow`, an ISO time). */
    /** `seen`: how many of the customer's messages they saw; what they did not see is not resolved. */
    act(actor: Actor, id: string, action: ConversationAct, choice?: string, seen?: number): Promise<void>
    /** `spam` blocks the sender; out of the quiet list it is answered as if it had just come. */
    setKind(actor: Actor, id: string, kind: ConversationKind): Promise<void>
    notSpam(actor: Actor, id: string): Promise<void>
    /** Of a sales conversation: a teammate's word for a slot stays, whatever the customer says later. */
    setLead(actor: Actor, id: string, slot: LeadSlot, value: string | null): Promise<void>
    /** Keeps words for colleagues alone: they never reach the customer. */
    note(actor: Actor, id: string, text: string): Promise<void>
    /** Puts its messages into another conversation; `unmerge` puts each back where it stood. */
    merge(actor: Actor, id: string, into: string, options?: { acrossPeople?: boolean }): Promise<void>
    unmerge(actor: Actor, id: string): Promise<void>
    /** Opens a conversation of its own from this message on; returns its id. Merging it back undoes that. */
    split(actor: Actor, id: string, fromMessageId: string): Promise<string>
  }
  people: {
    /** How much is held about a customer: what erasing them would take. Owners only, as all of these. */
    held(actor: Actor, id: string): Promise<PersonHeld>
    /** The person that this address, number or handle belongs to. */
    byAddress(actor: Actor, address: string): Promise<PersonHeld>
    /** Everything that is held about them. */
    export(actor: Actor, id: string): Promise<PersonExport>
    /** Takes all of it away, with what was learned from it; `confirmation` is their name or an address of theirs. */
    erase(actor: Actor, id: string, confirmation: string): Promise<void>
    /** Makes two people one: the second's handles and conversations become the first's, until `unlink`. Any teammate may. */
    link(actor: Actor, keptId: string, goneId: string): Promise<PersonLink>
    unlink(actor: Actor, linkId: string): Promise<void>
    /** Who they are known to be, by whom they were linked, and who may be the same: suggestions, nothing more. */
    known(actor: Actor, id: string): Promise<PersonKnown>
    /** Asks who writes from a number in this conversation to prove who they are. */
    askForProof(actor: Actor, conversationId: string): Promise<void>
  }
  files: {
    /** Keeps a teammate's file until they send it; its token goes with the message. */
    upload(actor: Actor, file: { name: string; type: string; bytes: Uint8Array }): Promise<Uploaded>
    /** Opens a signed link; `preview` is the media type of a picture that may be shown, null = a download. */
    open(token: string): Promise<{ name: string; bytes: Uint8Array; preview: string | null }>
  }
  drafts: {
    approve(actor: Actor, id: string, version: number, how?: Sending): Promise<OutboxRow>
    edit(actor: Actor, id: string, version: number, text: string, how?: Sending): Promise<OutboxRow>
    /** Opens or renews its editor, which others see; returns until when (ISO). False closes it. */
    editing(actor: Actor, id: string, isOpen: boolean): Promise<string | null>
    /** Puts an old answer (a lesson's id, or a message's) into a conversation as its draft. */
    useHere(actor: Actor, conversationId: string, choice: string): Promise<Draft>
    reject(actor: Actor, id: string, why: RejectReason): Promise<void>
  }
  outbox: {
    undo(actor: Actor, id: string): Promise<void>
    /** What was planned for later, or held back, goes out after the undo window. */
    sendNow(actor: Actor, id: string): Promise<void>
    sendAgain(actor: Actor, id: string): Promise<void>
    itArrived(actor: Actor, id: string): Promise<void>
    /** The same words to another address of the customer, by the key that the view names. */
    otherChannel(actor: Actor, id: string, key: string): Promise<void>
    /** In doubt, failed, written-not-sent and inbox rows given up on. */
    troubled(actor: Actor): Promise<{
      outbox: OutboxRow[]
      written: WrittenReply[]
      inbox: { connector: string; arrivedAt: string; error: string }[]
    }>
  }
  waiting: {
    /** What waits for this teammate, the same here, in Slack's App Home and behind `/lummy next`. */
    list(actor: Actor): Promise<WaitingView>
  }
  written: {
    send(actor: Actor, id: string, how?: Sending): Promise<OutboxRow>
    keep(actor: Actor, id: string): Promise<void>
  }
  lessons: {
    list(
      actor: Actor,
      filter: { topicId?: string; search?: string; limit?: number; before?: string },
    ): Promise<LessonView[]>
    get(actor: Actor, id: string): Promise<LessonView>
    /** Which customers were given this answer in the last days. */
    told(actor: Actor, id: string, days?: number): Promise<ToldView>
    /** Proposes a correction to staff in each of their conversations; none is sent by itself. */
    tell(actor: Actor, id: string, days?: number): Promise<{ proposed: number; waiting: number }>
    /** Unlearns it: everything learned equals what would be learned without it. */
    forget(actor: Actor, id: string): Promise<void>
  }
  conflicts: {
    /** Answers that contradict each other, newest first; those that staff have not decided unless told otherwise. */
    list(actor: Actor, filter: { state?: 'open' | 'decided'; lessonId?: string }): Promise<ConflictView[]>
    /** Which is right. The other is superseded, wherever it was said; `both` = they differ by case. */
    decide(actor: Actor, id: string, decision: ConflictDecision): Promise<ConflictView>
  }
  learning: {
    /** Topics with stage and the evidence that is still missing. */
    topics(actor: Actor): Promise<TopicView[]>
    /** The last 50 drafts of a topic beside what staff sent, wrong ones first. */
    trial(actor: Actor, topicId: string): Promise<TrialView>
    /** What an owner looks at before a topic is answered alone. */
    evidence(actor: Actor, topicId: string): Promise<EvidenceView>
    /** How topics grow, what could be answered alone when, and what nothing answered. */
    insight(actor: Actor): Promise<InsightView>
    /** Owners only: a cap, a risk and an amount limit of the topic's own. */
    setLimits(actor: Actor, topicId: string, limits: TopicLimits): Promise<void>
    /** Whose word stands for which exact answers, newest first. */
    vouchers(actor: Actor): Promise<Voucher[]>
    /** Owners only: their word by name that one exact answer may be sent without proof, or the end of it. */
    vouch(actor: Actor, lessonId: string, stands: boolean): Promise<void>
    /** One click about an answer that was sent alone. */
    giveVerdict(actor: Actor, auditId: string, verdict: AuditVerdict): Promise<void>
    switchTopic(actor: Actor, topicId: string, on: boolean): Promise<void>
    /** Owners only: a name of the topic's own; null = it is called by its key terms again. */
    nameTopic(actor: Actor, topicId: string, name: string | null): Promise<TopicView>
    /** Owners only: kept as it is, and listed first. */
    pinTopic(actor: Actor, topicId: string, isPinned: boolean): Promise<TopicView>
    /** Owners only: the two are one from here on, to be proven from nothing. */
    mergeTopics(actor: Actor, topicId: string, into: string): Promise<{ mergeId: string; topic: TopicView }>
    /** Owners only: undoes a merge; the topic that was split off. */
    unmergeTopics(actor: Actor, topicId: string, mergeId: string): Promise<TopicView>
    /** One lesson belongs to another topic, or (null) to one of its own; both are to be proven from nothing. */
    moveLesson(actor: Actor, lessonId: string, to: string | null): Promise<{ moveId: string; topic: TopicView }>
    /** Takes the last move of a lesson back; the topic that it is in again. */
    unmoveLesson(actor: Actor, lessonId: string, moveId: string): Promise<TopicView>
    agent(actor: Actor, id?: string): Promise<AgentView>
    /** How this business writes, as measured from its staff's own words. */
    voice(actor: Actor, id: string): Promise<VoiceView>
    setStatus(actor: Actor, id: string, status: Agent['status']): Promise<AgentView>
    /** Owners only: the name under which the agent speaks to customers. */
    rename(actor: Actor, id: string, name: string): Promise<AgentView>
    receipt(actor: Actor, id: string): Promise<Receipt>
    /** Decides once more from what was kept, and compares with the receipt. */
    replay(actor: Actor, receiptId: string): Promise<ReceiptReplay>
  }
  integrations: {
    list(actor: Actor): Promise<ShownIntegration[]>
    /** Settings were validated by the connector's schema; returns the row. */
    add(
      actor: Actor,
      input: { connector: string; account: string; label: string; settings: Record<string, unknown> },
    ): Promise<Omit<Integration, 'settings'>>
    remove(actor: Actor, id: string): Promise<void>
    /** Tries what waits in it now: somebody granted what it needs. */
    tryAgain(actor: Actor, id: string): Promise<void>
    /** What a mail system asked for was done: its code and link are shown no more. */
    dismissConfirmation(actor: Actor, id: string): Promise<void>
  }
  imports: {
    list(actor: Actor): Promise<ImportRun[]>
    /** Unlearns it and withdraws drafts that came from it; says how many rows of the log were blanked. */
    undo(actor: Actor, id: string): Promise<{ run: ImportRun; erased: number }>
    /** The sample shop in a business of its own marked demo; returns the import that fills it. */
    startDemo(actor: Actor): Promise<{ businessId: string; importId: string; session: Session }>
    removeDemo(actor: Actor): Promise<void>
  }
}

export interface Session {
  accessToken: string
  /** Seconds. */
  expiresIn: number
  /** For the httpOnly cookie. */
  refreshToken: string
  businessId: string
  teammateId: string
}

export const rejectReasons = ['wrong_facts', 'wrong_topic', 'wrong_tone', 'needs_a_person'] as const
export type RejectReason = (typeof rejectReasons)[number]
