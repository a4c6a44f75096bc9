import type { Actor, Core } from '#core/door.ts'
import type { Live } from '#core/ports.ts'
import type { ConversationView } from '#core/views.ts'
import { fakeAccounts, fakeImports } from './accounts.ts'
import { fakeConflicts } from './conflicts.ts'
import { fakeDesk } from './desk.ts'
import { fakeIntegrations } from './integrations.ts'
import { fakeLearning } from './learning.ts'
import { noting } from './noting.ts'
import { fakePeople } from './people.ts'
import { fakeTeam } from './team.ts'
import { fakeWaiting } from './waiting.ts'
import { makeWorld } from './world.ts'

export interface FakeCore {
  core: Core
  live: Live
  /** Access tokens: `owner` and `teammate` are signed in from the start. */
  tokens: Map<string, Actor>
  /** Refresh tokens that work, once. */
  refreshTokens: Map<string, Actor>
  views: Map<string, ConversationView>
  /** What was called, `area.name`, in order. */
  calls: string[]
}

/** A small core in memory that behaves like the port: enough to drive the API and to look at the pages. */
export function fakeCore(): FakeCore {
  const world = makeWorld()
  const { live, tokens, refreshTokens, views, changed } = world
  const calls: string[] = []
  const core: Core = {
    inbound: { keep: async () => {}, keepAndHandle: async () => ({ kind: 'done' }) },
    unsubscribe: { press: async () => true, isOurs: async () => true },
    work: {
      handleLane: async () => {},
      finish: async () => {},
      deliver: async () => {},
      sweep: async () => {},
      runImport: async () => {},
      project: async () => {},
      refit: async () => {},
    },
    accounts: fakeAccounts(world),
    ...fakeTeam(world.teammates),
    people: fakePeople(world),
    ...fakeDesk(world),
    conflicts: fakeConflicts((id) => changed('lesson', id)),
    waiting: { list: async (actor) => fakeWaiting(actor.businessId === 'business-1' ? views.values() : []) },
    ...fakeLearning(world),
    integrations: fakeIntegrations(),
    imports: fakeImports(world),
  }
  return { core: noting(core, calls), live, tokens, refreshTokens, views, calls }
}
