import type { Business, BusinessSettings, Integration, Teammate } from '../domain/business.ts'
import type { InboundEvent } from '../domain/event.ts'

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
  integrationById(id: string): Promise<{ businessId: string; integration: Integration } | undefined>
  integrationByAccount(
    connector: string,
    account: string,
  ): Promise<{ businessId: string; integration: Integration } | undefined>
  /** All connected integrations, for sockets that we open. */
  integrations(connector?: string): Promise<{ businessId: string; integration: Integration }[]>
  createBusiness(input: {
    email: string
    passwordHash: string
    companyName: string
    industry: string
    settings: BusinessSettings
    ownerName: string
    ownerEmail?: string
    agentName: string
    confirmedAt: string | null
  }): Promise<{ businessId: string; teammateId: string; agentId: string }>
  removeBusiness(businessId: string): Promise<void>
  businesses(): Promise<Business[]>
  /** Sign-in by address: every business where this address is a teammate. */
  signIn(email: string): Promise<{ businessId: string; teammate: Teammate; passwordHash: string | null }[]>
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
    audits: { businessId: string; auditId: string }[]
    imports: { businessId: string; importId: string }[]
    conversations: { businessId: string; conversationId: string }[]
    unprojected: { businessId: string; agentId: string }[]
    /** People whose erasure was cut off. */
    erasing: { businessId: string; personId: string }[]
  }>
  /** Those of these files that a row of any business still refers to. */
  filesInUse(digests: string[]): Promise<Set<string>>
  /**
   * Seals the settings of the next integrations, in order of id, with the newest key, where another one had sealed them.
   * `after` = the `next` of the call before; no `next` = that was all. Safe to stop and to begin again.
   */
  resealBatch(after: string | undefined, limit: number): Promise<{ seen: number; resealed: number; next?: string }>
}
