import { Refused } from '#core/errors.ts'
import type { SystemStore } from '#core/store/system.ts'
import { isFounder } from './accounts.ts'
import { maxAttempts } from './intake.ts'
import type { World } from './world.ts'

const longestCallMs = 60_000
const importSilenceMs = 30_000

/** What is not any one business's. */
export function makeSystem(world: World): SystemStore {
  const businesses = () => [...world.tenants.values()].flatMap((tenant) => tenant.business.all())
  const integrations = () =>
    [...world.tenants].flatMap(([businessId, tenant]) =>
      tenant.integrations.filter((row) => row.status !== 'removed').map((integration) => ({ businessId, integration })),
    )
  return {
    async ping() {},
    async filesInUse(digests) {
      const tables = [...world.tenants.values()].flatMap(({ messages, outbox, written, inbox }) => [
        ...[...messages.all(), ...outbox.all(), ...written.all(), ...inbox.all()],
      ])
      const all = JSON.stringify(tables)
      return new Set(digests.filter((digest) => all.includes(digest)))
    },
    keep: async (rows) => keep(world, rows),
    integrationById: async (id) => integrations().find((one) => one.integration.id === id),
    integrationByAccount: async (connector, account) =>
      integrations().find(({ integration: one }) => one.connector === connector && one.account === account),
    integrations: async (connector) =>
      integrations().filter(({ integration: one }) => connector === undefined || one.connector === connector),
    async createBusiness(input) {
      const email = input.email.toLowerCase()
      if (businesses().some((business) => business.email === email))
        throw new Refused(409, 'this address has a business already')
      const [businessId, teammateId, agentId] = [world.newId(), world.newId(), world.newId()]
      const { companyName, industry, settings, passwordHash, ownerName: name, confirmedAt } = input
      const tenant = world.addTenant(businessId)
      const createdAt = world.iso()
      tenant.business.set(businessId, {
        id: businessId,
        email,
        companyName,
        industry,
        settings,
        passwordHash,
        createdAt,
      })
      const ownerEmail = (input.ownerEmail ?? email).toLowerCase()
      const owner = {
        id: teammateId,
        email: ownerEmail,
        name,
        role: 'owner' as const,
        confirmedAt,
        awayUntil: null,
        passwordHash: null,
      }
      tenant.teammates.set(teammateId, owner)
      const fresh = {
        status: 'learning' as const,
        learningStage: 0,
        voiceProfile: {},
        learningSeq: 0,
        learningEpoch: 0,
        projectedSeq: 0,
      }
      tenant.agents.set(agentId, { ...fresh, id: agentId, name: input.agentName })
      return { businessId, teammateId, agentId }
    },
    async removeBusiness(businessId) {
      world.tenants.delete(businessId)
    },
    businesses: async () => businesses().map(({ passwordHash: _, ...business }) => business),
    ...makeSignIn(world),
    sweep: async (now, limit) => sweep(world, now, limit),
    // Nothing is sealed in memory.
    resealBatch: async () => ({ seen: 0, resealed: 0 }),
  }
}

function keep(world: World, rows: Parameters<SystemStore['keep']>[0]): { businessId: string; lane: string }[] {
  const seen = (row: (typeof rows)[number]) =>
    [...world.tenants.values()].some((tenant) =>
      tenant.inbox.find(
        (one) => one.platformId === row.platformId && one.connector === row.connector && one.account === row.account,
      ),
    )
  const lanes = new Map<string, { businessId: string; lane: string }>()
  for (const row of rows) {
    if (seen(row)) continue
    const { businessId, ...rest } = row
    const seq = world.next()
    const open = { handledAt: null, result: null, error: '', retryAt: 0, attempts: 0 }
    world.tenant(businessId).inbox.set(String(seq), { ...rest, ...open, seq, arrivedAt: world.iso() })
    lanes.set(`${businessId} ${row.lane}`, { businessId, lane: row.lane })
  }
  return [...lanes.values()]
}

function makeSignIn(
  world: World,
): Pick<SystemStore, 'signIn' | 'saveRefresh' | 'useRefresh' | 'revokeRefresh' | 'saveLink' | 'readLink' | 'useLink'> {
  return {
    async signIn(email) {
      return [...world.tenants].flatMap(([businessId, tenant]) =>
        tenant.teammates
          .filter((row) => row.email === email.toLowerCase() && !row.removedAt)
          .map(({ passwordHash, ...teammate }) => ({
            businessId,
            teammate,
            passwordHash: isFounder({ ...teammate, passwordHash })
              ? (tenant.business.get(businessId)?.passwordHash ?? null)
              : passwordHash,
          })),
      )
    },
    async saveRefresh(row) {
      world.refresh.set(row.hash, { ...row, usedAt: null, isRevoked: false })
    },
    async useRefresh(hash) {
      const row = world.refresh.get(hash)
      if (row === undefined || row.isRevoked) return undefined
      world.refresh.set(hash, { ...row, usedAt: row.usedAt ?? world.iso() })
      const { hash: _, isRevoked: __, ...was } = row
      return was
    },
    async revokeRefresh(family) {
      for (const row of world.refresh.filter((one) => one.family === family))
        world.refresh.set(row.hash, { ...row, isRevoked: true })
    },
    async saveLink(row) {
      world.links.set(row.hash, { ...row, usedAt: null })
    },
    async readLink(hash) {
      const row = world.links.get(hash)
      if (row === undefined) return undefined
      const { hash: _, ...link } = row
      return link
    },
    async useLink(hash) {
      const row = world.links.get(hash)
      if (row === undefined || row.usedAt !== null) return false
      world.links.set(hash, { ...row, usedAt: world.iso() })
      return true
    },
  }
}

function sweep(world: World, now: Date, limit: number): Awaited<ReturnType<SystemStore['sweep']>> {
  const at = now.getTime()
  const all = <T>(find: (tenant: ReturnType<World['tenant']>, businessId: string) => T[]): T[] =>
    [...world.tenants].flatMap(([businessId, tenant]) => find(tenant, businessId)).slice(0, limit)
  return {
    lanes: all((tenant, businessId) => {
      const waiting = tenant.inbox.filter(
        (row) => row.handledAt === null && row.attempts < maxAttempts && row.retryAt <= at,
      )
      const lanes = new Set(waiting.map((row) => row.lane))
      return [...lanes]
        .filter((lane) => (tenant.leases.get(lane)?.until ?? Number.NEGATIVE_INFINITY) <= at)
        .map((lane) => ({ businessId, lane }))
    }),
    outbox: all((tenant, businessId) =>
      tenant.outbox
        .filter((row) => (row.state === 'held' || row.state === 'ready') && Date.parse(row.notBefore) <= at)
        .map(({ id: outboxId }) => ({ businessId, outboxId })),
    ),
    stuckSending: all((tenant, businessId) =>
      tenant.outbox
        .filter((row) => row.state === 'sending' && Date.parse(row.updatedAt) <= at - longestCallMs)
        .map(({ id: outboxId }) => ({ businessId, outboxId })),
    ),
    asked: all((tenant, businessId) => {
      const minutes = tenant.business.get(businessId)?.settings.askMinutes ?? 10
      return tenant.written
        .filter((row) => row.state === 'asked' && Date.parse(row.askedAt) <= at - minutes * 60_000)
        .map(({ id: writtenId }) => ({ businessId, writtenId }))
    }),
    undecided: all((tenant, businessId) => {
      const late = tenant.evidence.filter((row) => !row.isDecided && Date.parse(row.deadline) <= at)
      return [...new Set(late.map((row) => row.claim))].map((claim) => ({ businessId, claim }))
    }),
    audits: all((tenant, businessId) =>
      tenant.auditedAnswers
        .filter((row) => row.decidedAt === null && Date.parse(row.deadline) <= at)
        .map(({ id: auditId }) => ({ businessId, auditId })),
    ),
    imports: all((tenant, businessId) =>
      tenant.imports
        .filter((run) => run.state === 'running' && Date.parse(run.updatedAt) <= at - importSilenceMs)
        .map(({ id: importId }) => ({ businessId, importId })),
    ),
    conversations: all((tenant, businessId) =>
      tenant.conversations
        .filter((row) => row.dueAt !== null && Date.parse(row.dueAt) <= at)
        .map(({ id: conversationId }) => ({ businessId, conversationId })),
    ),
    erasing: all((tenant, businessId) =>
      tenant.people
        .filter((person) => person.erasing !== undefined)
        .map(({ id: personId }) => ({ businessId, personId })),
    ),
    unprojected: all((tenant, businessId) =>
      tenant.agents
        .filter((agent) => agent.projectedSeq < agent.learningSeq)
        .map(({ id: agentId }) => ({ businessId, agentId })),
    ),
  }
}
