import type { ForwardingConfirmation, Integration, Role, StaffChannel, Teammate } from '../domain/business.ts'
import type { KnownHandle, Person } from '../domain/conversation.ts'
import type { Handle } from '../domain/place.ts'

/** Customers, and the handles they are known by. */
export interface People {
  byHandle(handle: Handle): Promise<KnownHandle | undefined>
  create(person: { name: string | null; handle: Handle }): Promise<Person>
  get(id: string): Promise<(Person & { handles: Handle[] }) | undefined>
  rename(id: string, name: string): Promise<void>
  /** Marks a handle as a source of spam, or takes the mark away with null. */
  block(handle: Handle, at: string | null): Promise<void>
  remove(id: string): Promise<void>
  /** Those whose name or handle holds the text, by name. */
  search(text: string, limit: number): Promise<(Person & { handles: Handle[] })[]>
}

/** The people of this business, and the handles they are known by. */
export interface Teammates {
  /** Those who are there; with `withRemoved` also those who were. */
  list(options?: { withRemoved?: boolean }): Promise<Teammate[]>
  /** Also who was removed: what they said keeps their name. */
  get(id: string): Promise<Teammate | undefined>
  byEmail(email: string): Promise<Teammate | undefined>
  create(input: {
    email: string
    name: string
    role: Role
    passwordHash: string | null
    confirmedAt: string | null
  }): Promise<Teammate>
  update(
    id: string,
    patch: {
      name?: string
      role?: Role
      passwordHash?: string
      confirmedAt?: string
      awayUntil?: string | null
      /** Null brings back who was removed, unconfirmed. */
      removedAt?: null
    },
  ): Promise<void>
  /** Inside a write: the owners, locked, so that nobody else counts them until it ends. */
  owners(): Promise<Teammate[]>
  /** Takes away sign-in, sessions, unused links and handles; the row stays for the name. */
  remove(id: string): Promise<void>
  /** Links a platform handle to a teammate. */
  link(id: string, handle: Handle): Promise<void>
  /** Takes the teammate's name off a handle. */
  unlink(id: string, handle: Handle): Promise<void>
  handles(id: string): Promise<Handle[]>
}

/** Connected accounts; their settings are sealed at rest. */
export interface Integrations {
  list(): Promise<Integration[]>
  get(id: string): Promise<Integration | undefined>
  add(input: {
    agentId: string
    connector: string
    account: string
    label: string
    settings: Record<string, unknown>
  }): Promise<Integration>
  update(
    id: string,
    patch: {
      settings?: Record<string, unknown>
      status?: Integration['status']
      lastEventAt?: string
      lastError?: string | null
      label?: string
      confirmation?: ForwardingConfirmation | null
    },
  ): Promise<void>
  /** Says of a connected account how it does; an error and failing keep when they began by themselves. */
  note(
    connector: string,
    account: string,
    patch: { lastSentAt?: string; status?: 'connected' | 'failing'; lastError?: string },
  ): Promise<void>
}

/** Who changed what. */
export interface Audit {
  add(entry: { actor: string; action: string; subject: string; data?: Record<string, unknown> }): Promise<void>
  /** Newest first. `before` is the id of the last one of the page before. */
  list(limit: number, filter?: { actor?: string; action?: string; before?: string }): Promise<AuditRow[]>
}

export interface AuditRow {
  id: string
  at: string
  /** A teammate's id, or what acted: 'system'. */
  actor: string
  action: string
  subject: string
  data: Record<string, unknown>
}

/** Copies of mail that a team exchanges from its own mailbox: what pairing needs, shown nowhere. */
export interface ShadowMails {
  /** False when this mail was kept before. */
  add(mail: ShadowMail): Promise<boolean>
  /** Those with these Message-IDs. */
  byMessageIds(ids: string[]): Promise<ShadowMail[]>
  /** Teammates' mails without a lesson that refer to this one, oldest first. */
  answersTo(messageId: string): Promise<ShadowMail[]>
  setLesson(messageId: string, lessonId: string): Promise<void>
  /** Removes what came before then. */
  prune(before: string): Promise<void>
}

export interface ShadowMail {
  messageId: string
  /** The customer that the mail is from; null = a teammate wrote it. */
  personId: string | null
  teammateId: string | null
  text: string
  /** Message-IDs, nearest first. */
  references: string[]
  /** What was learned from it. */
  lessonId: string | null
  at: string
}

/** Channels of staff platforms, and what they are for. */
export interface StaffChannels {
  list(): Promise<StaffChannel[]>
  /** One row a channel: its name and purpose are set anew. */
  save(channel: Omit<StaffChannel, 'id' | 'createdAt'>): Promise<StaffChannel>
  remove(id: string): Promise<void>
}
