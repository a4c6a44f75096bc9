import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultSettings } from '#core/domain/business.ts'
import { type OpenStore, openStore } from '#core/outside/persistence/open.ts'
import { openPglite, serve } from '#core/outside/persistence/pglite.ts'
import { makeSeal } from '#core/outside/seal.ts'
import type { Log } from '#core/ports.ts'
import type { Store } from '#core/store/store.ts'

export interface TestDatabase {
  store: Store
  url: string
  isEmbedded: boolean
  orm: OpenStore['orm']
  /**
   * Accounts of platforms belong to one business of the whole database: tests that connect them take turns where workers share
   * one. Resolves when it is this worker's turn; what comes back ends it.
   */
  takeTurn(): Promise<() => Promise<void>>
  /** A business of its own: what keeps one test from seeing another. */
  freshBusiness(): Promise<{ businessId: string; agentId: string; teammateId: string; email: string }>
}

/** Says nothing, but keeps what it was told. */
export function quietLog(): Log & { lines: { level: string; sentence: string }[] } {
  const lines: { level: string; sentence: string }[] = []
  const line = (level: string) => (_fields: object, sentence: string) => void lines.push({ level, sentence })
  return { lines, info: line('info'), warn: line('warn'), error: line('error') }
}

/** What the workers of vitest share between their files; core/testing/setup.ts fills in the address. */
const worker = globalThis as { testDatabaseUrl?: string; testDatabase?: Promise<TestDatabase> }

/**
 * The migrated database of this test worker, opened once: a real server where the vitest configuration names one
 * (TEST_DATABASE_URL), else PGlite from a dump that is made once and kept beside node_modules.
 */
export function testDatabase(): Promise<TestDatabase> {
  worker.testDatabase ??= open(worker.testDatabaseUrl)
  return worker.testDatabase
}

async function open(realUrl: string | undefined): Promise<TestDatabase> {
  const url = realUrl ?? (await serve(await openPglite(undefined, await migratedDump()))).url
  const isEmbedded = realUrl === undefined
  const opened = openStore({ url, isEmbedded, seal: testSeal(), log: quietLog() })
  if (!isEmbedded) await opened.migrate()
  const { store, orm } = opened
  return {
    store,
    orm,
    url,
    isEmbedded,
    takeTurn: isEmbedded ? async () => async () => {} : turnsOf(orm),
    async freshBusiness() {
      const email = `owner-${randomBytes(6).toString('hex')}@shop.example`
      const made = await store.system.createBusiness({
        email,
        passwordHash: 'not-a-hash',
        companyName: 'Shop',
        industry: 'retail',
        settings: defaultSettings,
        ownerName: 'Olga Owner',
        agentName: 'Lummy',
        confirmedAt: new Date().toISOString(),
      })
      return { ...made, email }
    },
  }
}

/** A lock of the database's own, held once for all of a worker. */
function turnsOf(orm: OpenStore['orm']): TestDatabase['takeTurn'] {
  const lock = 0x74657374
  let holders = 0
  let turn: Promise<() => void> | undefined
  const take = async () => {
    const client = await (await orm.em.getConnection().getNativeClient()).connect()
    await client.query('select pg_advisory_lock($1)', [lock])
    // With its session the lock goes, too.
    return () => client.release(true)
  }
  return async () => {
    holders += 1
    turn ??= take()
    const release = await turn
    return async () => {
      holders -= 1
      if (holders > 0) return
      turn = undefined
      release()
    }
  }
}

/** The seal that test databases are opened with. */
export function testSeal() {
  return makeSeal(Buffer.alloc(32, 7).toString('base64'))
}

/** A data directory with the schema in it: 1 s to load, against 7 s to make; kept beside node_modules. */
export async function migratedDump(): Promise<Blob> {
  const path = await dumpPath()
  const cached = await readFile(path).catch(() => undefined)
  if (cached) return new Blob([cached])
  const db = await openPglite()
  const served = await serve(db)
  const opened = openStore({ url: served.url, isEmbedded: true, seal: testSeal(), log: quietLog() })
  await opened.migrate()
  await opened.close()
  const dump = await db.dumpDataDir('none')
  await served.close()
  const bytes = new Uint8Array(await dump.arrayBuffer())
  const half = `${path}.${process.pid}`
  await writeFile(half, bytes)
  await rename(half, path)
  return new Blob([bytes])
}

/** Named by what it was made from: the migrations, how they are run, and the version of PGlite. */
async function dumpPath(): Promise<string> {
  const root = new URL('../../', import.meta.url)
  const hash = createHash('sha256')
  const names = (await readdir(new URL('migrations/', root))).filter((name) => !name.includes('.test.')).sort()
  for (const name of names) hash.update(name).update(await readFile(new URL(`migrations/${name}`, root)))
  for (const path of ['core/outside/persistence/open.ts', 'node_modules/@electric-sql/pglite/package.json'])
    hash.update(await readFile(new URL(path, root)))
  const beside = new URL('node_modules/.cache/lummy/', root).pathname
  const folder = await mkdir(beside, { recursive: true }).then(
    () => beside,
    () => tmpdir(),
  )
  return join(folder, `database-${hash.digest('hex').slice(0, 16)}.tar`)
}
