import { randomUUID } from 'node:crypto'
import type { Teammate } from '#core/domain/business.ts'
import type { Core } from '#core/door.ts'
import { Refused } from '#core/errors.ts'
import { sampleImport } from './sample-shop.ts'
import type { World } from './world.ts'

export const password = 'correct horse battery'

/** Signing in, and what one is signed in to. */
export function fakeAccounts(world: World): Core['accounts'] {
  return {
    register: async () => world.session({ businessId: 'business-1', teammateId: 'teammate-1', role: 'owner' }),
    login: async (input) => {
      if (input.password !== password) throw new Refused(401, 'The address or the password is wrong.')
      return world.session({ businessId: 'business-1', teammateId: 'teammate-1', role: 'owner' })
    },
    refresh: async (token) => {
      const actor = world.refreshTokens.get(token)
      world.refreshTokens.delete(token)
      if (!actor) throw new Refused(401, 'Sign in again.')
      return world.session(actor)
    },
    logout: async (token) => void world.refreshTokens.delete(token),
    actor: async (token) => world.tokens.get(token),
    me: async (actor) => ({
      teammate: world.teammates.find(({ id }) => id === actor.teammateId) ?? world.teammates[0]!,
      business: {
        id: actor.businessId,
        email: 'anna@shop.example',
        companyName: actor.businessId === 'demo' ? 'Sample shop' : 'Northwind Outdoor',
        industry: 'retail',
        settings: { ...world.settings, isDemo: actor.businessId === 'demo' },
        createdAt: '2026-11-01T08:00:00.000Z',
      },
      agents: [world.agent()],
    }),
    ownerLink: async () => undefined,
    teammates: async () => world.teammates.map((t) => ({ ...t, handles: [{ kind: 'email', value: t.email }] })),
    addTeammate: async (_, { email, name, role }) => {
      const teammate: Teammate = {
        id: randomUUID(),
        email,
        name,
        role: role ?? 'teammate',
        confirmedAt: null,
        awayUntil: null,
      }
      world.teammates.push(teammate)
      return { teammate, link: `http://127.0.0.1/admin/accept?token=${randomUUID()}` }
    },
    acceptInvite: async () => world.session({ businessId: 'business-1', teammateId: 'teammate-2', role: 'teammate' }),
    settings: async () => world.settings,
    saveSettings: async (_, patch) => {
      world.settings = { ...world.settings, ...patch }
      return world.settings
    },
  }
}

/** One import, and the sample shop. */
export function fakeImports(world: World): Core['imports'] {
  return {
    list: async () => [sampleImport()],
    undo: async () => ({ run: sampleImport(), erased: 0 }),
    startDemo: async () => {
      const session = world.session({ businessId: 'demo', teammateId: 'teammate-1', role: 'owner' })
      return { businessId: 'demo', importId: 'import-1', session }
    },
    removeDemo: async () => {},
  }
}
