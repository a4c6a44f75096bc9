import type { Agent, Business, BusinessSettings } from '../domain/business.ts'
import type { Audit, Integrations, People, ShadowMails, StaffChannels, Teammates } from './accounts.ts'
import type { AuditedAnswers, Controls, Vouchers } from './autonomy.ts'
import type { Calls } from './calls.ts'
import type { Conversations, Drafts, Events, Messages, Receipts } from './conversations.ts'
import type { Bounces, Holds, Inbox, Leases, OptOuts, Outbox, Paces, Written } from './delivery.ts'
import type { Checks, PersonLinks } from './identity.ts'
import type { Insight } from './insight.ts'
import type { EvidenceRows, Imports, LearningLog, Lessons, Topics, Voice } from './learning.ts'
import type { Privacy } from './privacy.ts'
import type { SystemStore } from './system.ts'
import type { Conflicts } from './truth.ts'

/** The one source of truth. `of` is the only door to tenant data. */
export interface Store {
  of(businessId: string): Scope
  system: SystemStore
}

/** One business's data. Inside `write`, use only the `tx` handed in (PGlite is one session). */
export interface Scope {
  businessId: string
  /** Runs in one transaction; a throw rolls back. Never calls a model or a platform inside. */
  write<T>(work: (tx: Scope) => Promise<T>): Promise<T>

  business(): Promise<Business>
  saveSettings(settings: Partial<BusinessSettings>): Promise<void>
  /** The business's first agent, or the one named. */
  agent(id?: string): Promise<Agent>
  saveAgent(
    id: string,
    patch: Partial<Pick<Agent, 'name' | 'status' | 'learningStage' | 'voiceProfile'>>,
  ): Promise<void>

  leases: Leases
  inbox: Inbox
  people: People
  checks: Checks
  personLinks: PersonLinks
  teammates: Teammates
  conversations: Conversations
  calls: Calls
  messages: Messages
  drafts: Drafts
  receipts: Receipts
  events: Events
  outbox: Outbox
  optOuts: OptOuts
  bounces: Bounces
  paces: Paces
  holds: Holds
  written: Written
  learning: LearningLog
  lessons: Lessons
  topics: Topics
  evidence: EvidenceRows
  controls: Controls
  auditedAnswers: AuditedAnswers
  vouchers: Vouchers
  insight: Insight
  conflicts: Conflicts
  voice: Voice
  integrations: Integrations
  staffChannels: StaffChannels
  shadowMails: ShadowMails
  imports: Imports
  audit: Audit
  privacy: Privacy
}
