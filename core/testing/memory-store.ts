import type { Scope, Store } from '#core/store/store.ts'
import { makeAccounts } from './memory/accounts.ts'
import { makeAnswering } from './memory/answering.ts'
import { makeAutonomy } from './memory/autonomy.ts'
import { makeCalls } from './memory/calls.ts'
import { makeConversations } from './memory/conversations.ts'
import { makeEvidence } from './memory/evidence.ts'
import { makeChecks, makePersonLinks } from './memory/identity.ts'
import { makeInsight } from './memory/insight.ts'
import { makeIntake } from './memory/intake.ts'
import { makeLearning } from './memory/learning.ts'
import { makeLessons } from './memory/lessons.ts'
import { makePrivacy } from './memory/privacy.ts'
import { makeSystem } from './memory/system.ts'
import { makeConflicts } from './memory/truth.ts'
import { makeWorld, type Tenant, type World } from './memory/world.ts'

export interface MemoryStore extends Store {
  /** Looks at a business's rows from outside, for what no port tells. */
  rows(businessId: string): Tenant
}

/**
 * The whole Store in memory, for tests that run thousands of stories: the same promises as the real one, kept by the same
 * contract (store-contract/). One transaction at a time, like the embedded database.
 */
export function makeMemoryStore(now: () => Date): MemoryStore {
  const world = makeWorld(now)
  const scopes = new Map<string, Scope>()
  return {
    rows: world.tenant,
    system: gated(world, makeSystem(world)),
    of(businessId) {
      const known = scopes.get(businessId) ?? makeScope(world, businessId)
      scopes.set(businessId, known)
      return known
    },
  }
}

function makeScope(world: World, businessId: string): Scope {
  const tenant = () => world.tenant(businessId)
  const { business, saveSettings, agent, saveAgent, ...people } = makeAccounts(world, tenant)
  const root = { business, saveSettings, agent, saveAgent }
  const nouns = {
    ...people,
    ...makeIntake(world, businessId, tenant),
    ...makeConversations(world, tenant),
    calls: makeCalls(world, tenant),
    checks: makeChecks(tenant),
    personLinks: makePersonLinks(tenant),
    ...makeAnswering(world, tenant),
    ...makeLearning(world, tenant),
    lessons: makeLessons(tenant),
    evidence: makeEvidence(world, tenant),
    ...makeAutonomy(world, tenant),
    insight: makeInsight(tenant),
    privacy: makePrivacy(tenant),
    conflicts: makeConflicts(world, tenant),
  }
  const tx: Scope = { businessId, write: (work) => work(tx), ...root, ...nouns }
  const outer = Object.fromEntries(Object.entries(nouns).map(([name, noun]) => [name, gated(world, noun)]))
  return {
    ...(outer as typeof nouns),
    ...gated(world, root),
    businessId,
    write: (work) => world.transaction(() => work(tx)),
  }
}

/** Every call waits until no transaction is open. */
function gated<N extends object>(world: World, noun: N): N {
  const calls = Object.entries(noun).map(([name, call]: [string, (...given: unknown[]) => unknown]) => [
    name,
    async (...given: unknown[]) => {
      await world.enter()
      return call(...given)
    },
  ])
  return Object.fromEntries(calls) as N
}
