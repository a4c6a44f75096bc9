import type { Conflict } from '#core/domain/conflict.ts'
import type { Scope } from '#core/store/store.ts'
import { byTime, type Tenant, type World } from './world.ts'

/** Lessons that contradict each other, and how far the log was read for them. */
export function makeConflicts(world: World, tenant: () => Tenant): Scope['conflicts'] {
  const isPair = ({ lessonA, lessonB }: Pick<Conflict, 'lessonA' | 'lessonB'>, a: string, b: string) =>
    (lessonA === a && lessonB === b) || (lessonA === b && lessonB === a)
  return {
    async add(input) {
      const { agentId, lessonA, lessonB } = input
      const isTheirs = (id: string) => tenant().lessons.get(id)?.agentId === agentId
      if (lessonA === lessonB || !isTheirs(lessonA) || !isTheirs(lessonB)) return undefined
      if (tenant().conflicts.find((one) => one.agentId === agentId && isPair(one, lessonA, lessonB))) return undefined
      const open = { state: 'open' as const, decision: null, decidedBy: null, decidedAt: null }
      return tenant().conflicts.set(input.id, { ...input, ...open, createdAt: world.iso() })
    },
    get: async (id) => tenant().conflicts.get(id),
    list: async ({ agentId, state, lessonId, limit }) =>
      tenant()
        .conflicts.filter(
          (one) =>
            one.agentId === (agentId ?? one.agentId) &&
            one.state === (state ?? one.state) &&
            (lessonId === undefined || one.lessonA === lessonId || one.lessonB === lessonId),
        )
        .sort(byTime((one) => one.createdAt))
        .reverse()
        .slice(0, limit),
    async decide(id, outcome) {
      const conflict = tenant().conflicts.get(id)
      if (conflict?.state !== 'open') return false
      const change =
        outcome === 'moot'
          ? { state: 'moot' as const }
          : { state: 'decided' as const, decision: outcome.decision, decidedBy: outcome.by }
      tenant().conflicts.set(id, { ...conflict, ...change, decidedAt: world.iso() })
      return true
    },
    readTo: async (agentId) => tenant().agents.get(agentId)?.truthSeq ?? 0,
    async readOn(agentId, from, to) {
      const agent = tenant().agents.get(agentId)
      if (agent === undefined || (agent.truthSeq ?? 0) !== from) return false
      tenant().agents.set(agentId, { ...agent, truthSeq: to })
      return true
    },
  }
}
