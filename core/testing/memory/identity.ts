import type { Check } from '#core/domain/identity.ts'
import type { Scope } from '#core/store/store.ts'
import { compare, handleKey, type Tenant } from './world.ts'

/** Codes that were sent to prove who is behind a number. */
export function makeChecks(tenant: () => Tenant): Scope['checks'] {
  const oldestFirst = (checks: Check[]) =>
    checks.sort((a, b) => compare(a.createdAt, b.createdAt) || compare(a.id, b.id)).map((check) => ({ ...check }))
  return {
    async add(check) {
      if (tenant().conversations.get(check.conversationId) === undefined) throw new Error('checks_conversation_fk')
      tenant().checks.set(check.id, { ...check })
    },
    open: async (handle, now) =>
      oldestFirst(
        tenant().checks.filter(
          (one) =>
            handleKey(one.handle) === handleKey(handle) &&
            one.provedAt === null &&
            one.endedAt === null &&
            one.expiresAt > now,
        ),
      ).at(-1),
    inLanes: async (lanes) => oldestFirst(tenant().checks.filter(({ lane }) => lanes.includes(lane))),
    since: async (at) => oldestFirst(tenant().checks.filter(({ createdAt }) => createdAt >= at)),
    async update(id, patch) {
      const check = tenant().checks.get(id)
      if (check !== undefined) tenant().checks.set(id, { ...check, ...patch })
    },
  }
}

/** People who are one. */
export function makePersonLinks(tenant: () => Tenant): Scope['personLinks'] {
  return {
    async add(link) {
      const { people, personLinks } = tenant()
      if (people.get(link.keptId) === undefined || people.get(link.goneId) === undefined)
        throw new Error('person_links_fk')
      if (personLinks.find(({ goneId, undoneAt }) => goneId === link.goneId && undoneAt === null) !== undefined)
        throw new Error('person_links_standing')
      personLinks.set(link.id, { ...link })
    },
    get: async (id) => tenant().personLinks.get(id),
    of: async (personId) =>
      tenant()
        .personLinks.filter(({ keptId, goneId }) => keptId === personId || goneId === personId)
        .sort((a, b) => compare(a.at, b.at) || compare(a.id, b.id)),
    async undo(id, by, at) {
      const link = tenant().personLinks.get(id)
      if (link?.undoneAt === null) tenant().personLinks.set(id, { ...link, undoneAt: at, undoneBy: by })
    },
    lock: async () => {},
    conversations: async (personId) =>
      tenant()
        .conversations.filter((one) => one.personId === personId)
        .sort((a, b) => compare(a.createdAt, b.createdAt) || compare(a.id, b.id)),
    async give({ handles, conversationIds }, fromId, toId) {
      const { people, handles: known, conversations } = tenant()
      if (people.get(fromId) === undefined || people.get(toId) === undefined) return
      for (const handle of handles) {
        const row = known.get(handleKey(handle))
        if (row?.personId === fromId) known.set(handleKey(handle), { ...row, personId: toId })
      }
      for (const id of conversationIds) {
        const row = conversations.get(id)
        if (row?.personId === fromId) conversations.set(id, { ...row, personId: toId })
      }
    },
  }
}
