import { raw } from '@mikro-orm/postgresql'
import type { Integration } from '#core/domain/business.ts'
import { Refused } from '#core/errors.ts'
import type { Scope } from '#core/store/store.ts'
import type { Seal } from '../seal.ts'
import type { Context } from './context.ts'
import { Integration as IntegrationRow } from './entities/accounts.ts'
import { find, findOne } from './reading.ts'
import { clean, date, isId, iso, newId } from './rows.ts'

export function makeIntegrations(context: Context): Scope['integrations'] {
  const { businessId, seal } = context
  /** When it went wrong, and since when it does. */
  const timesOf = ({ status, lastError }: { status?: Integration['status']; lastError?: string | null }) => ({
    ...(lastError !== undefined && { lastErrorAt: lastError === null ? null : context.now() }),
    ...(status === 'failing' && { failingSince: raw('coalesce("failing_since", ?)', [context.now()]) }),
    ...(status === 'connected' && { failingSince: null }),
  })
  return {
    async list() {
      const orderBy = { createdAt: 'asc', id: 'asc' } as const
      const where = { businessId, status: { $ne: 'removed' as const } }
      const rows = await find(context.em(), IntegrationRow, where, { orderBy })
      return rows.map((row) => toIntegration(row, seal))
    },

    async get(id) {
      if (!isId(id)) return undefined
      const row = await findOne(context.em(), IntegrationRow, { businessId, id })
      return row ? toIntegration(row, seal) : undefined
    },

    async add({ settings, ...input }) {
      const id = newId()
      const row = {
        ...clean(input),
        id,
        settings: sealed(id, settings, seal),
        status: 'connected' as const,
        lastEventAt: null,
        lastSentAt: null,
        lastError: null,
        lastErrorAt: null,
        failingSince: null,
        confirmation: null,
        createdAt: context.now(),
      }
      return await context.transaction(async ({ em }) => {
        const { connector, account } = row
        const taken = await em().count(IntegrationRow, { connector, account, status: { $ne: 'removed' } })
        if (taken > 0) throw new Refused(409, `this ${connector} account is connected already`)
        await em().insert(IntegrationRow, { ...row, businessId })
        return toIntegration(row, seal)
      })
    },

    async update(id, { settings, lastEventAt, ...patch }) {
      const change = {
        ...clean(patch),
        ...timesOf(patch),
        ...(settings && { settings: sealed(id, settings, seal) }),
        ...(lastEventAt !== undefined && { lastEventAt: date(lastEventAt) }),
      }
      await context.em().nativeUpdate(IntegrationRow, { businessId, id }, change)
    },

    async note(connector, account, { lastSentAt, ...patch }) {
      const change = {
        ...clean(patch),
        ...timesOf(patch),
        ...(lastSentAt !== undefined && { lastSentAt: date(lastSentAt) }),
      }
      const where = { businessId, connector, account, status: { $ne: 'removed' as const } }
      await context.em().nativeUpdate(IntegrationRow, where, change)
    },
  }
}

/** Where the sealed settings of one integration stand. */
export function settingsPlace(id: string) {
  return { table: 'integrations', row: id, column: 'settings' }
}

function sealed(id: string, settings: Record<string, unknown>, seal: Pick<Seal, 'seal'>): string {
  return seal.seal(JSON.stringify(settings), settingsPlace(id))
}

type Times = 'lastEventAt' | 'lastSentAt' | 'lastErrorAt' | 'failingSince'
type Row = Omit<Integration, 'settings' | Times | 'createdAt'> & {
  [time in Times]: Date | null
} & {
  settings: string
  createdAt: Date
}

export function toIntegration(row: Row, seal: Pick<Seal, 'open'>): Integration {
  const { id, agentId, connector, account, label, status, lastError, confirmation = null } = row
  return {
    ...{ id, agentId, connector, account, label, status, lastError, confirmation },
    settings: JSON.parse(seal.open(row.settings, settingsPlace(id))),
    lastEventAt: iso(row.lastEventAt),
    lastSentAt: iso(row.lastSentAt),
    lastErrorAt: iso(row.lastErrorAt),
    failingSince: iso(row.failingSince),
    createdAt: iso(row.createdAt),
  }
}
