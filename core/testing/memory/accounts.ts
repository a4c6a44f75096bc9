import type { Integration, Teammate } from '#core/domain/business.ts'
import { Refused } from '#core/errors.ts'
import type { Scope } from '#core/store/store.ts'
import { makeShadowMails } from './shadow-mails.ts'
import { byTime, compare, handleKey, said, type Tenant, type World } from './world.ts'

/** The business, its agents, people, teammates, integrations and audit. */
export function makeAccounts(
  world: World,
  tenant: () => Tenant,
): Pick<
  Scope,
  | 'business'
  | 'saveSettings'
  | 'agent'
  | 'saveAgent'
  | 'people'
  | 'teammates'
  | 'integrations'
  | 'staffChannels'
  | 'shadowMails'
  | 'audit'
> {
  const theBusiness = () => {
    const row = tenant().business.all()[0]
    if (row === undefined) throw new Refused(404, 'no such business')
    return row
  }
  return {
    async business() {
      const { passwordHash: _, ...business } = theBusiness()
      return business
    },
    async saveSettings(settings) {
      const row = theBusiness()
      tenant().business.set(row.id, { ...row, settings: { ...row.settings, ...said(settings) } })
    },
    async agent(id) {
      const row = id === undefined ? tenant().agents.all()[0] : tenant().agents.get(id)
      if (row === undefined) throw new Refused(404, 'This agent does not exist.')
      return { ...row }
    },
    async saveAgent(id, patch) {
      const row = tenant().agents.get(id)
      if (row !== undefined) tenant().agents.set(id, { ...row, ...said(patch) })
    },
    people: makePeople(world, tenant),
    teammates: makeTeammates(world, tenant),
    integrations: makeIntegrations(world, tenant),
    staffChannels: {
      list: async () => tenant().staffChannels.all(),
      async save(input) {
        const key = [input.connector, input.account, input.channel].join(' ')
        const { id = world.newId(), createdAt = world.iso() } = tenant().staffChannels.get(key) ?? {}
        return tenant().staffChannels.set(key, { ...input, id, createdAt })
      },
      async remove(id) {
        const row = tenant().staffChannels.find((one) => one.id === id)
        if (row !== undefined) tenant().staffChannels.delete([row.connector, row.account, row.channel].join(' '))
      },
    },
    shadowMails: makeShadowMails(tenant),
    audit: {
      async add({ data = {}, ...entry }) {
        const id = world.newId()
        tenant().audit.set(id, { ...entry, id, data, at: world.iso() })
      },
      async list(limit, { actor, action, before } = {}) {
        const rows = tenant().audit.all().reverse()
        const from = before === undefined ? 0 : rows.findIndex((row) => row.id === before) + 1
        if (before !== undefined && from === 0) return []
        return rows
          .slice(from)
          .filter((row) => actor === undefined || row.actor === actor)
          .filter((row) => action === undefined || row.action.toLowerCase().includes(action.toLowerCase()))
          .slice(0, limit)
      },
    },
  }
}

function makePeople(world: World, tenant: () => Tenant): Scope['people'] {
  return {
    byHandle: async (handle) => tenant().handles.get(handleKey(handle)),
    async create({ name, handle }) {
      const { people, handles } = tenant()
      const known = handles.get(handleKey(handle))
      const same = known?.personId ? people.get(known.personId) : undefined
      if (same !== undefined) return same
      const id = world.newId()
      people.set(id, { id, name })
      const { teammateId = null, blockedAt = null } = known ?? {}
      handles.set(handleKey(handle), { ...handle, teammateId, blockedAt, personId: id })
      return { id, name }
    },
    async get(id) {
      const person = tenant().people.get(id)
      if (person === undefined) return undefined
      const handles = tenant().handles.filter((handle) => handle.personId === id)
      return { ...person, handles: handles.map(({ kind, value }) => ({ kind, value })) }
    },
    async rename(id, name) {
      const person = tenant().people.get(id)
      if (person !== undefined) tenant().people.set(id, { ...person, name })
    },
    async block(handle, at) {
      const known = tenant().handles.get(handleKey(handle)) ?? { ...handle, personId: null, teammateId: null }
      tenant().handles.set(handleKey(handle), { ...known, blockedAt: at })
    },
    async search(text, limit) {
      const handlesOf = (id: string) => tenant().handles.filter((handle) => handle.personId === id)
      return tenant()
        .people.all()
        .map(({ id, name }) => ({ id, name, handles: handlesOf(id).map(({ kind, value }) => ({ kind, value })) }))
        .filter(({ name, handles }) =>
          [name ?? '', ...handles.flatMap(({ kind, value }) => (kind === 'chat' ? [] : [value]))].some((part) =>
            part.toLowerCase().includes(text.toLowerCase()),
          ),
        )
        .sort((a, b) => compare(a.name ?? '\uffff', b.name ?? '\uffff') || compare(a.id, b.id))
        .slice(0, limit)
    },
    async remove(id) {
      const mine = tenant()
      for (const mail of mine.shadowMails.filter((one) => one.personId === id)) mine.shadowMails.delete(mail.messageId)
      for (const handle of mine.handles.filter((one) => one.personId === id)) {
        if (handle.teammateId === null) mine.handles.delete(handleKey(handle))
        else mine.handles.set(handleKey(handle), { ...handle, personId: null })
      }
      for (const { id: conversationId } of mine.conversations.filter((one) => one.personId === id)) {
        for (const part of [mine.messages, mine.drafts, mine.receipts, mine.events, mine.outbox, mine.written]) {
          for (const row of (part as Tenant['messages']).filter((one) => one.conversationId === conversationId)) {
            part.delete(row.id)
          }
        }
        for (const place of mine.places.filter((one) => one.conversationId === conversationId))
          mine.places.delete(place.id)
        mine.conversations.delete(conversationId)
      }
      mine.people.delete(id)
    },
  }
}

function makeTeammates(world: World, tenant: () => Tenant): Scope['teammates'] {
  const bare = (row: Teammate & { passwordHash: string | null }): Teammate => {
    const { passwordHash: _, ...teammate } = row
    return teammate
  }
  const found = (row: Parameters<typeof bare>[0] | undefined) => (row === undefined ? undefined : bare(row))
  return {
    list: async ({ withRemoved = false } = {}) =>
      tenant()
        .teammates.filter((row) => withRemoved || !row.removedAt)
        .map(bare),
    get: async (id) => found(tenant().teammates.get(id)),
    byEmail: async (email) => found(tenant().teammates.find((row) => row.email === email.toLowerCase())),
    async create(input) {
      const email = input.email.toLowerCase()
      if (tenant().teammates.find((row) => row.email === email)) throw new Error('unique: this teammate exists')
      const id = world.newId()
      return bare(tenant().teammates.set(id, { ...input, awayUntil: null, removedAt: null, email, id }))
    },
    async update(id, patch) {
      const row = tenant().teammates.get(id)
      if (row === undefined) throw new Refused(404, 'This teammate does not exist.')
      const { passwordHash, ...rest } = said(patch)
      const isOwner = isFounder(row)
      const hash = tenant().business.all()[0]?.passwordHash ?? null
      const moves = isOwner && rest.role !== undefined && rest.role !== row.role ? { passwordHash: hash } : {}
      tenant().teammates.set(id, { ...row, ...rest, ...moves, ...(passwordHash && !isOwner ? { passwordHash } : {}) })
      if (passwordHash === undefined || !isOwner) return
      for (const business of tenant().business.all()) tenant().business.set(business.id, { ...business, passwordHash })
    },
    owners: async () =>
      tenant()
        .teammates.filter((row) => row.role === 'owner' && !row.removedAt)
        .map(bare),
    async remove(id) {
      const row = tenant().teammates.get(id)
      if (row === undefined) return
      const gone = { removedAt: world.iso(), confirmedAt: null, passwordHash: null, awayUntil: null }
      tenant().teammates.set(id, { ...row, ...gone })
      for (const one of world.refresh.filter(({ teammateId }) => teammateId === id))
        world.refresh.set(one.hash, { ...one, isRevoked: true })
      for (const one of world.links.filter(({ teammateId, usedAt }) => teammateId === id && usedAt === null))
        world.links.set(one.hash, { ...one, usedAt: world.iso() })
      for (const handle of tenant().handles.filter(({ teammateId }) => teammateId === id)) {
        if (handle.personId === null && handle.blockedAt === null) tenant().handles.delete(handleKey(handle))
        else tenant().handles.set(handleKey(handle), { ...handle, teammateId: null })
      }
    },
    async link(id, handle) {
      const known = tenant().handles.get(handleKey(handle))
      const { personId = null, blockedAt = null } = known ?? {}
      tenant().handles.set(handleKey(handle), { ...handle, personId, blockedAt, teammateId: id })
    },
    async unlink(id, handle) {
      const known = tenant().handles.get(handleKey(handle))
      if (known?.teammateId === id) tenant().handles.set(handleKey(handle), { ...known, teammateId: null })
    },
    async handles(id) {
      const handles = tenant().handles.filter((handle) => handle.teammateId === id)
      return handles.map(({ kind, value }) => ({ kind, value }))
    },
  }
}

/** The owner who opened the business: theirs is the password of the business. */
export function isFounder(row: { role: string; passwordHash: string | null; confirmedAt: string | null }): boolean {
  return row.role === 'owner' && row.passwordHash === null && row.confirmedAt !== null
}

function makeIntegrations(world: World, tenant: () => Tenant): Scope['integrations'] {
  const standing = (row: Integration) => row.status !== 'removed'
  const timesOf = (row: Integration, { status, lastError }: Partial<Pick<Integration, 'status' | 'lastError'>>) => ({
    ...(lastError === undefined ? {} : { lastErrorAt: lastError === null ? null : world.iso() }),
    ...(status === 'failing' ? { failingSince: row.failingSince ?? world.iso() } : {}),
    ...(status === 'connected' ? { failingSince: null } : {}),
  })
  return {
    list: async () =>
      tenant()
        .integrations.filter(standing)
        .sort(byTime((row) => row.createdAt)),
    get: async (id) => tenant().integrations.get(id),
    async add(input) {
      for (const other of world.tenants.values()) {
        const taken = other.integrations.find(
          (row) => standing(row) && row.connector === input.connector && row.account === input.account,
        )
        if (taken !== undefined) throw new Refused(409, `this ${input.connector} account is connected already`)
      }
      const id = world.newId()
      const made = {
        ...input,
        id,
        status: 'connected' as const,
        lastEventAt: null,
        lastSentAt: null,
        lastError: null,
        lastErrorAt: null,
        failingSince: null,
        confirmation: null,
        createdAt: world.iso(),
      }
      return tenant().integrations.set(id, made)
    },
    async update(id, patch) {
      const row = tenant().integrations.get(id)
      if (row !== undefined) tenant().integrations.set(id, { ...row, ...said(patch), ...timesOf(row, patch) })
    },
    async note(connector, account, patch) {
      const row = tenant().integrations.find(
        (one) => standing(one) && one.connector === connector && one.account === account,
      )
      if (row !== undefined) tenant().integrations.set(row.id, { ...row, ...said(patch), ...timesOf(row, patch) })
    },
  }
}
