import { Migrator } from '@mikro-orm/migrations'
import { MikroORM } from '@mikro-orm/postgresql'
import type { ClientBase } from 'pg'
import type { Log } from '#core/ports.ts'
import type { Store } from '#core/store/store.ts'
import { migrations } from '#migrations/index.ts'
import type { StoreSeal } from './context.ts'
import { entities } from './entities/entities.ts'
import { startMaintenance } from './maintenance.ts'
import { makeStore } from './store.ts'

export interface OpenStore {
  store: Store
  orm: MikroORM
  /** Brings the schema up to date; safe to run from several processes at once. Returns the names of what ran. */
  migrate(): Promise<string[]>
  close(): Promise<void>
}

/**
 * Connects to PostgreSQL; nothing is read before `migrate` or the first call. `isEmbedded` = one session only.
 * `now` is the clock of every stored time.
 */
export function openStore(options: {
  url: string
  isEmbedded: boolean
  seal: StoreSeal
  log: Log
  now?: () => Date
  poolSize?: number
}): OpenStore {
  const { url, isEmbedded, seal, log, now, poolSize = isEmbedded ? 4 : 10 } = options
  const orm = new MikroORM({
    clientUrl: url,
    entities,
    extensions: [Migrator],
    pool: { min: 0, max: poolSize },
    driverOptions: {
      application_name: 'lummy',
      // A database that does not answer is one that is away.
      connectionTimeoutMillis: isEmbedded ? 60_000 : 5_000,
      keepAlive: true,
      onConnect: tune,
    },
    ensureDatabase: false,
    migrations: {
      // Not `schema`: that would make the whole migration run in our schema, the extensions with it.
      tableName: 'lummy.migrations',
      snapshot: false,
      migrationsList: migrations,
      silent: true,
    },
    schemaGenerator: { ignoreTriggers: true, ignoreRoutines: true },
    logger: (message) => log.info({}, message),
    debug: ['info'],
    colors: false,
  })
  let maintenance: { stop(): Promise<void> } | undefined
  return {
    store: makeStore(orm, { seal, ...(now && { now }) }),
    orm,
    async migrate() {
      if (!isEmbedded) return await upAlone(orm)
      const names = await up(orm)
      maintenance ??= startMaintenance({ orm, log })
      return names
    },
    async close() {
      await maintenance?.stop()
      await orm.close()
    },
  }
}

async function up(orm: MikroORM): Promise<string[]> {
  await orm.em.execute('create schema if not exists "lummy"')
  return (await orm.migrator.up()).map((migration) => migration.name)
}

/** One process migrates, the others wait: the lock goes with its session. */
async function upAlone(orm: MikroORM): Promise<string[]> {
  const pool = await orm.em.getConnection().getNativeClient()
  const client = await pool.connect()
  const lock = 0x6c756d6d79
  try {
    await client.query('select pg_advisory_lock($1)', [lock])
    return await up(orm)
  } finally {
    await client.query('select pg_advisory_unlock($1)', [lock]).catch(() => {})
    client.release()
  }
}

/**
 * Lets a vector search that is filtered go on until it has enough rows (pgvector 0.8; older ones ignore or refuse it).
 * Constant for every connection, so that the embedded database's one session may share it.
 * https://github.com/pgvector/pgvector#iterative-index-scans
 */
async function tune(client: ClientBase): Promise<void> {
  const sql =
    "select set_config('hnsw.iterative_scan', 'strict_order', false), set_config('hnsw.ef_search', '80', false)"
  try {
    await client.query(sql)
  } catch {
    // An older pgvector: recall finds fewer neighbours of a small agent in a large table.
  }
}
