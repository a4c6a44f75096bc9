import type { Pool } from 'pg'
import type { SystemStore } from '#core/store/system.ts'
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
/** How long the first row of a group waits for the others: a commit costs that much too. */
const gatherMs = 2

/**
 * Inserts inbox rows. Calls in flight together share one INSERT and one commit: while one runs, the others gather.
 * A call whose rows the database refuses is tried again alone, so that it fails for itself only.
 */
export function makeKeep(pool: () => Promise<Pool>, now: () => Date): SystemStore['keep'] {
  let gathered: Waiting[] = []
  let isRunning = false

  return (rows) => {
    if (rows.length === 0) return Promise.resolve([])
    return new Promise((resolve, reject) => {
      gathered.push({ rows, resolve, reject })
      if (gathered.length === 1 && !isRunning) setTimeout(next, gatherMs)
    })
  }

  function next(): void {
    if (isRunning || gathered.length === 0) return
    isRunning = true
    void insertGroup(takeGroup()).finally(() => {
      isRunning = false
      setTimeout(next, gatherMs)
    })
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
      return [businessId, lane, connector, account, clean(platformId), storable(row.event), now()]
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

/** As JSON that jsonb takes; few events hold what it does not take, so they are copied only then. */
function storable(event: object): string {
  const text = JSON.stringify(event)
  return /\\u(?:0000|d[89a-f])/.test(text) ? JSON.stringify(clean(event)) : text
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
