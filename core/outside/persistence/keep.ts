import type { Pool } from 'pg'
import type { SystemStore } from '#core/ports.ts'
import { clean } from './rows.ts'

type Rows = Parameters<SystemStore['keep']>[0]
type Lanes = Awaited<ReturnType<SystemStore['keep']>>

interface Waiting {
  rows: Rows
  resolve(lanes: Lanes): void
  reject(error: unknown): void
}

/** PostgreSQL takes 65,535 parameters; fewer rows than that keep the wait of the first one short. */
const mostRows = 500

/**
 * Inserts inbox rows. Calls in flight together share one INSERT and one commit: while one runs, the others gather.
 * A call whose rows the database refuses is tried again alone, so that it fails for itself only.
 */
export function makeKeep(pool: () => Promise<Pool>, now: () => Date): SystemStore['keep'] {
  let gathered: Waiting[] = []
  let running = 0

  return (rows) => {
    if (rows.length === 0) return Promise.resolve([])
    return new Promise((resolve, reject) => {
      gathered.push({ rows, resolve, reject })
      if (running === 0) queueMicrotask(next)
    })
  }

  function next(): void {
    // Two at once: one waits for the disk while the other is being sent.
    while (running < 2 && gathered.length > 0) {
      const group = takeGroup()
      running++
      void insertGroup(group).finally(() => {
        running--
        next()
      })
    }
  }

  function takeGroup(): Waiting[] {
    let size = 0
    const end = gathered.findIndex((call, index) => {
      size += call.rows.length
      return index > 0 && size > mostRows
    })
    const group = end === -1 ? gathered : gathered.slice(0, end)
    gathered = end === -1 ? [] : gathered.slice(end)
    return group
  }

  async function insertGroup(group: Waiting[]): Promise<void> {
    try {
      const fresh = await insert(group.flatMap((call) => call.rows))
      for (const call of group) call.resolve(lanesOf(call.rows, fresh))
    } catch (error) {
      if (group.length === 1 || !isAboutOneRow(error)) for (const call of group) call.reject(error)
      else for (const call of group) await insertGroup([call])
    }
  }

  /** Returns the keys of those that were not there before. */
  async function insert(rows: Rows): Promise<Set<string>> {
    // In one order, so that two INSERTs with the same events wait for each other and never in a circle.
    const sorted = new Map(rows.map((row) => [keyOf(row), row]))
    const keys = [...sorted.keys()].sort()
    const values = keys.flatMap((key) => {
      const row = sorted.get(key)!
      const { businessId, lane, connector, account, platformId } = row
      return [businessId, lane, connector, account, clean(platformId), JSON.stringify(clean(row.event)), now()]
    })
    const places = keys.map((_, i) => `(${Array.from({ length: 7 }, (_, j) => `$${i * 7 + j + 1}`).join(', ')})`)
    const result = await (await pool()).query<{ connector: string; account: string; platform_id: string }>(
      `insert into "lummy"."inbox" ("business_id", "lane", "connector", "account", "platform_id", "event", "arrived_at")
       values ${places.join(', ')} on conflict ("connector", "account", "platform_id") do nothing
       returning "connector", "account", "platform_id"`,
      values,
    )
    return new Set(result.rows.map((row) => keyOf({ ...row, platformId: row.platform_id })))
  }
}

function keyOf(row: { connector: string; account: string; platformId: string }): string {
  return JSON.stringify([row.connector, row.account, clean(row.platformId)])
}

function lanesOf(rows: Rows, fresh: Set<string>): Lanes {
  const lanes = new Map<string, Lanes[number]>()
  for (const row of rows)
    if (fresh.has(keyOf(row)))
      lanes.set(`${row.businessId} ${row.lane}`, { businessId: row.businessId, lane: row.lane })
  return [...lanes.values()]
}

/** Data exceptions and broken constraints; anything else is about the database, not the row. */
function isAboutOneRow(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(22|23|54)/.test(String(error.code))
}
