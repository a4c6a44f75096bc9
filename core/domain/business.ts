import type { Channel } from './conversation.ts'

export type Role = 'owner' | 'teammate'

export interface Teammate {
  id: string
  email: string
  name: string
  role: Role
  /** Null until the address was confirmed through a link; only confirmed teammates teach. */
  confirmedAt: string | null
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
  /** What a teammate's reply in a staff thread means (DESIGN 6.2). */
  sendRule: 'confirm' | 'send' | 'notes'
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
  /** Whether answers say that they come from an AI. */
  disclosure: string | null
  /** Sample data: marked everywhere, removed by one command. */
  isDemo: boolean
}

export const defaultSettings: BusinessSettings = {
  zone: 'UTC',
  sendRule: 'confirm',
  askMinutes: 10,
  undoMs: {},
  takeOverHours: 12,
  eps: 0.02,
  alpha: 0.05,
  showFrom: 0.35,
  sendFrom: 0.9,
  disclosure: null,
  isDemo: false,
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
  lastError: string | null
  createdAt: string
}
