import type { Channel } from './conversation.ts'

export type Role = 'owner' | 'teammate'

export interface Teammate {
  id: string
  email: string
  name: string
  role: Role
  /** Null until the address was confirmed through a link; only confirmed teammates teach. */
  confirmedAt: string | null
  /** Away until then: what is theirs returns to everybody when the customer writes. */
  awayUntil: string | null
  /** Set for who was removed: they may do nothing any more, and what they said keeps their name. */
  removedAt?: string | null
  /** Set once their name was taken away, and what they taught unlearned. */
  forgottenAt?: string | null
}

/** A business, as the owner's table `users` holds it. */
export interface Business {
  id: string
  email: string
  companyName: string
  industry: string
  settings: BusinessSettings
  createdAt: string
}

export interface BusinessSettings {
  /** IANA zone. */
  zone: string
  /** ISO 639-1: what customers are told by the product itself where their own language is not known. */
  language: string
  /** What a teammate's reply in a staff thread means (DESIGN 6.2). */
  sendRule: SendRule
  /** Minutes until an unanswered question is listed as written, not sent. */
  askMinutes: number
  /** Undo windows by channel, ms; absent = the connector's own. */
  undoMs: Partial<Record<Channel, number>>
  /** Hours without a teammate's word after which a take-over ends. */
  takeOverHours: number
  eps: number
  alpha: number
  /** Lowest confidence for a shown draft, and for an automatic answer. */
  showFrom: number
  sendFrom: number
  /** Sensitive subjects that the owner opted in by name: they may be answered alone. */
  allowedSubjects: string[]
  /** When drawn answers are checked: staff answer first (stronger), or look at what was sent (weaker). */
  auditTime: 'before' | 'after'
  /** A topic that becomes eligible is switched on without the owner. */
  promoteAlone: boolean
  /** Whether answers say that they come from an AI. */
  disclosure: string | null
  /** Sample data: marked everywhere, removed by one command. */
  isDemo: boolean
  /** Days without a word after which an answered conversation is resolved as quiet. */
  quietDays: number
  /** Days after resolving from which a reply opens a new, linked conversation. */
  newAfterDays: number
  /** `HH:MM` in the business's zone: texts that nobody just asked for wait for the end; null = none. */
  quietHours: { from: string; to: string } | null
  /** When the agent may answer without a person: always, or only while the business is open or closed. */
  answerHours: AnswerHours
  /** Opening hours by day, 1 = Monday, in the business's zone, `HH:MM`; null = always open. */
  hours: Partial<Record<Weekday, [from: string, to: string][]>> | null
  /** Days off, `YYYY-MM-DD` in the business's zone. */
  holidays: string[]
  /** Minutes of opening hours until a customer should have the first answer, and each next one; null = no target. */
  targets: { firstMinutes: number | null; nextMinutes: number | null }
  /** Hours of silence in a staff thread after which a customer's message is shown in the channel too. */
  threadQuietHours: number
  /** Tells a customer once that somebody will answer, with the expected time. */
  acknowledge: boolean
  /** Says the opening hours in that sentence. */
  sayHours: boolean
  /** Where hand-overs and missed targets are told too, and whom they mention there. */
  handOverTo: { connector: string; account: string; channel: string; mention: string | null } | null
  /** Topics, by id, for which somebody's phone rings outside of opening hours too. */
  urgentTopics: string[]
  /** What stands under a teammate's reply: `{teammate}`, `{company}`; null = as they wrote it. */
  signature: string | null
  /** What stands above answers by mail: logo, colour (`#rrggbb`), another name than the company's; null = nothing. */
  brand: { name: string | null; logoUrl: string | null; colour: string | null } | null
  /** Asks the mail platform to say when answers are opened, by a picture that nobody sees. */
  trackOpens: boolean
  /** The hour, 0-23 in the business's zone, of the daily digest of what was put aside; null = none. */
  digestHour: number | null
  /** Days after which notes, replies that were not sent and raw events are dropped. */
  noteDays: number
}

export const sendRules = ['confirm', 'send', 'notes'] as const
export type SendRule = (typeof sendRules)[number]

export const answerHours = ['always', 'open', 'closed'] as const
export type AnswerHours = (typeof answerHours)[number]

/** ISO 8601: 1 = Monday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

export const defaultSettings: BusinessSettings = {
  zone: 'UTC',
  language: 'en',
  sendRule: 'confirm',
  askMinutes: 10,
  undoMs: {},
  takeOverHours: 12,
  eps: 0.02,
  alpha: 0.05,
  showFrom: 0.35,
  sendFrom: 0.9,
  allowedSubjects: [],
  auditTime: 'before',
  promoteAlone: false,
  disclosure: null,
  isDemo: false,
  quietDays: 7,
  newAfterDays: 30,
  quietHours: { from: '21:00', to: '08:00' },
  answerHours: 'always',
  hours: null,
  holidays: [],
  targets: { firstMinutes: null, nextMinutes: null },
  threadQuietHours: 4,
  acknowledge: false,
  sayHours: false,
  handOverTo: null,
  urgentTopics: [],
  signature: null,
  brand: null,
  trackOpens: false,
  digestHour: 8,
  noteDays: 90,
}

export interface Agent {
  id: string
  name: string
  status: 'learning' | 'active' | 'paused'
  /** 0-100, from the topics' shares of traffic. */
  learningStage: number
  voiceProfile: Record<string, unknown>
  /** The last seq of the learning log. */
  learningSeq: number
  /** Raised by every erase: an engine that was folded under an older one starts again. */
  learningEpoch: number
  /** Up to which seq lessons, topics and voice patterns were projected. */
  projectedSeq: number
}

export interface Integration {
  id: string
  agentId: string
  connector: string
  account: string
  label: string
  /** The connector's settings; sealed at rest. */
  settings: Record<string, unknown>
  status: 'connected' | 'failing' | 'removed'
  lastEventAt: string | null
  lastSentAt: string | null
  /** What went wrong last and what to do about it, and when; kept after it was mended, until the next connecting. */
  lastError: string | null
  lastErrorAt: string | null
  failingSince: string | null
  createdAt: string
  /** What another mail system asks of whoever forwards mail to us, until somebody did it. */
  confirmation?: ForwardingConfirmation | null
}

/** A code and a link that prove to a mail system that its mail may be forwarded to us. */
export interface ForwardingConfirmation {
  /** Who asks: "Gmail". */
  from: string
  /** The mailbox that is to be forwarded, where the mail names it. */
  mailbox: string | null
  code: string | null
  link: string | null
  at: string
}

/** What a channel of a staff platform is for. */
export const channelPurposes = ['conversations', 'topic', 'address', 'hand_overs', 'sales', 'nothing'] as const
export type ChannelPurpose = (typeof channelPurposes)[number]

/** A channel that we were invited to, and what staff said it is for. */
export interface StaffChannel {
  id: string
  connector: string
  account: string
  /** The platform's id of the channel. */
  channel: string
  name: string
  purpose: ChannelPurpose
  /** The topic's id or the address, where the purpose names one. */
  value: string | null
  createdAt: string
}
