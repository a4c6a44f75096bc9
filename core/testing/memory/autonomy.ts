import type { AuditedAnswer } from '#core/domain/autonomy.ts'
import { untouched } from '#core/domain/autonomy.ts'
import type { Scope } from '#core/store/store.ts'
import { byTime, mustExist, said, type Tenant, type World } from './world.ts'

/** What people decided about topics, the answers that they look at, and those that they vouched for. */
export function makeAutonomy(
  world: World,
  tenant: () => Tenant,
): Pick<Scope, 'controls' | 'auditedAnswers' | 'vouchers'> {
  return {
    controls: makeControls(tenant),
    auditedAnswers: makeAuditedAnswers(world, tenant),
    vouchers: makeVouchers(world, tenant),
  }
}

function makeControls(tenant: () => Tenant): Scope['controls'] {
  const get = (subject: string) => {
    const { topicId: _, ...control } = tenant().switches.get(subject) ?? { topicId: subject, ...untouched }
    return control
  }
  return {
    get: async (_, subject) => get(subject),
    async lock(agentId, subject) {
      mustExist(tenant().agents.get(agentId), 'agent')
      return get(subject)
    },
    async save(agentId, subject, patch) {
      mustExist(tenant().agents.get(agentId), 'agent')
      tenant().switches.set(subject, { ...get(subject), ...said(patch), topicId: subject })
    },
  }
}

function makeAuditedAnswers(world: World, tenant: () => Tenant): Scope['auditedAnswers'] {
  const oldestFirst = (test: (row: AuditedAnswer) => boolean) =>
    tenant()
      .auditedAnswers.filter(test)
      .sort(byTime((row) => row.openedAt))
  return {
    async add({ id = world.newId(), ...input }) {
      mustExist(tenant().agents.get(input.agentId), 'agent')
      const open = { decidedAt: null, err: null, reason: null, decidedBy: null }
      return tenant().auditedAnswers.set(id, { ...input, ...open, id, openedAt: world.iso() })
    },
    get: async (id) => tenant().auditedAnswers.get(id),
    byDraft: async (draftId) => oldestFirst((row) => row.draftId === draftId),
    async decide(id, { err, reason, by }) {
      const row = tenant().auditedAnswers.get(id)
      if (row === undefined || row.decidedAt !== null) return false
      tenant().auditedAnswers.set(id, { ...row, err, reason, decidedBy: by, decidedAt: world.iso() })
      return true
    },
    open: async ({ agentId, topicId, limit }) =>
      oldestFirst(
        (row) =>
          row.decidedAt === null &&
          row.agentId === (agentId ?? row.agentId) &&
          row.topicId === (topicId ?? row.topicId),
      ).slice(0, limit),
    outcomes: async (agentId, of) =>
      tenant()
        .auditedAnswers.filter(
          (row) =>
            row.agentId === agentId &&
            row.decidedAt !== null &&
            row.err !== null &&
            ('agentAttempt' in of
              ? row.agentAttempt === of.agentAttempt
              : row.topicId === of.topicId && row.attempt === of.attempt),
        )
        .sort(byTime((row) => row.decidedAt ?? ''))
        .map(({ kind, err }) => ({ kind, err: err === 1 ? 1 : 0 })),
  }
}

function makeVouchers(world: World, tenant: () => Tenant): Scope['vouchers'] {
  const standing = (lessonId: string) =>
    tenant().vouchers.find((row) => row.lessonId === lessonId && row.endedAt === null)
  return {
    async add(input) {
      mustExist(tenant().agents.get(input.agentId), 'agent')
      if (standing(input.lessonId) !== undefined) throw new Error('unique: a voucher for this lesson stands')
      const fresh = { corrections: 0, endedAt: null, endedWhy: null, at: world.iso(), id: world.newId() }
      return tenant().vouchers.set(fresh.id, { ...input, ...fresh })
    },
    of: async (lessonId) => standing(lessonId),
    list: async (agentId) =>
      tenant()
        .vouchers.filter((row) => row.agentId === agentId && row.endedAt === null)
        .sort(byTime((row) => row.at))
        .reverse(),
    async correct(lessonId) {
      const row = standing(lessonId)
      if (row === undefined) return 0
      return tenant().vouchers.set(row.id, { ...row, corrections: row.corrections + 1 }).corrections
    },
    async end(lessonId, endedWhy) {
      const row = standing(lessonId)
      if (row !== undefined) tenant().vouchers.set(row.id, { ...row, endedAt: world.iso(), endedWhy })
      return row !== undefined
    },
  }
}
