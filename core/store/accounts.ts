import type { Integration, Role, StaffChannel, Teammate } from '../domain/business.ts'
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
}

/** The people of this business, and the handles they are known by. */
export interface Teammates {
  list(): Promise<Teammate[]>
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
    patch: { name?: string; role?: Role; passwordHash?: string; confirmedAt?: string; awayUntil?: string | null },
  ): Promise<void>
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
    },
  ): Promise<void>
}

/** Who changed what. */
export interface Audit {
  add(entry: { actor: string; action: string; subject: string; data?: Record<string, unknown> }): Promise<void>
  list(
    limit: number,
  ): Promise<{ at: string; actor: string; action: string; subject: string; data: Record<string, unknown> }[]>
}

/** Channels of staff platforms, and what they are for. */
export interface StaffChannels {
  list(): Promise<StaffChannel[]>
  /** One row a channel: its name and purpose are set anew. */
  save(channel: Omit<StaffChannel, 'id' | 'createdAt'>): Promise<StaffChannel>
  remove(id: string): Promise<void>
}
