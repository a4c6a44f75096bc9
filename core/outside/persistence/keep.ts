import type { Pool } from 'pg'
import type { SystemStore } from '#core/store/system.ts'
import { gather } from '../gather.ts'
import { clean } from './rows.ts'

type Rows = Parameters<SystemStore['keep']>[0]
type Lanes = Awaited<ReturnType<SystemStore['keep']>>

interface Waiting {
  rows: Written[]
  resolve(lanes: Lanes): void
  reject(error: unknown): void
}

/** A row that PostgreSQL can store, its key and its JSON. */
interface Written {
  row: Rows[number]
  key: string
  json: string
}

/** A group is one text of some hundred kB at most, so that the first one's wait stays short. */
const mostRows = 500

/**
 * Inserts inbox rows. Calls in flight together share one INSERT and one commit: while one runs, the others gather.
 * A call whose rows the database refuses is tried again alone, so that it fails for itself only.
 */
export function makeKeep(pool: () => Promise<Pool>, now: () => Date): SystemStore['keep'] {
  let gathered: Waiting[] = []
  const arrived = gather(async () => {
    await insertGroup(takeGroup())
    if (gathered.length > 0) arrived()
  })

  return (rows) => {
    if (rows.length === 0) return Promise.resolve([])
    return new Promise((resolve, reject) => {
      gathered.push({ rows: rows.map(write), resolve, reject })
      arrived()
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
  async function insert(rows: Written[]): Promise<Set<string>> {
    const json = new Map(rows.map((row) => [row.key, row.json]))
    // In one order, so that two INSERTs with the same events wait for each other and never in a circle.
    const list = [...json.keys()].sort().map((key) => json.get(key))
    // One text for all: its statement is as short for many rows as for one, and PostgreSQL reads it faster.
    const result = await (await pool()).query<{ connector: string; account: string; platform_id: string }>(
      `insert into "lummy"."inbox" ("business_id", "lane", "connector", "account", "platform_id", "event", "arrived_at")
       select "businessId", "lane", "connector", "account", "platformId", "event", $2::timestamptz
       from jsonb_to_recordset($1::jsonb) as "row" ("businessId" uuid, "lane" text, "connector" text, "account" text,
         "platformId" text, "event" jsonb)
       on conflict ("connector", "account", "platform_id") do nothing
       returning "connector", "account", "platform_id"`,
      [`[${list.join(',')}]`, now()],
    )
    return new Set(result.rows.map((row) => keyOf({ ...row, platformId: row.platform_id })))
  }
}

/** Few rows hold what jsonb does not take, so they are copied only then. */
function write(row: Rows[number]): Written {
  const json = JSON.stringify(row)
  if (!/\\u(?:0000|d[89a-f])/.test(json)) return { row, key: keyOf(row), json }
  const cleaned = clean(row)
  return { row: cleaned, key: keyOf(cleaned), json: JSON.stringify(cleaned) }
}

function keyOf(row: { connector: string; account: string; platformId: string }): string {
  return JSON.stringify([row.connector, row.account, row.platformId])
}

function lanesOf(rows: Written[], fresh: Set<string>): Lanes {
  const lanes = new Map<string, Lanes[number]>()
  for (const { row, key } of rows)
    if (fresh.has(key)) lanes.set(`${row.businessId} ${row.lane}`, { businessId: row.businessId, lane: row.lane })
  return [...lanes.values()]
}

/** Data exceptions and broken constraints; anything else is about the database, not the row. */
function isAboutOneRow(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(22|23|54)/.test(String(error.code))
}
