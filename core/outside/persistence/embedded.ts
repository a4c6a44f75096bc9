import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { vector } from '@electric-sql/pglite-pgvector'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import type { Log } from '#core/ports.ts'
import { FolderTaken, lockFolder } from './lock.ts'
import { withWholeQueries } from './whole-queries.ts'

export interface Database {
  url: string
  isEmbedded: boolean
  /** Served by another process: whoever joins takes no jobs of its own. */
  isJoined?: boolean
  close(): Promise<void>
}

/**
 * The database that `databaseUrl` names, or else an embedded one with its files in the data folder, served on
 * loopback by this process. Throws FolderTaken when another process has the folder; with `join`, connects to the
 * database that the other process serves instead (a command beside a running hub).
 */
export async function openDatabase(options: {
  databaseUrl?: string | undefined
  dataFolder: string
  join?: boolean
  log: Log
}): Promise<Database> {
  const { databaseUrl, dataFolder, log } = options
  const addressFile = join(dataFolder, 'database.url')
  if (databaseUrl !== undefined) return { url: databaseUrl, isEmbedded: false, close: async () => {} }
  await mkdir(dataFolder, { recursive: true })
  let unlock: () => Promise<void>
  try {
    unlock = await lockFolder(join(dataFolder, 'lummy.lock'))
  } catch (error) {
    const url = options.join && error instanceof FolderTaken ? await readFile(addressFile, 'utf8').catch(() => '') : ''
    if (url === '') throw error
    return { url, isEmbedded: true, isJoined: true, close: async () => {} }
  }
  try {
    const started = performance.now()
    const served = await serve(await openPglite(join(dataFolder, 'database')))
    await writeFile(addressFile, served.url, { mode: 0o600 })
    log.info({ ms: Math.round(performance.now() - started) }, 'the embedded database is open')
    return {
      url: served.url,
      isEmbedded: true,
      async close() {
        await rm(addressFile, { force: true })
        await served.close()
        await unlock()
      },
    }
  } catch (error) {
    await unlock()
    throw error
  }
}

/** PGlite with our extensions; in memory without a folder. `dump` is a data directory made by `dumpDataDir`. */
export async function openPglite(folder?: string, dump?: Blob): Promise<PGlite> {
  return await PGlite.create({
    ...(folder !== undefined && { dataDir: folder }),
    ...(dump && { loadDataDir: dump }),
    extensions: { vector, pg_trgm },
  })
}

/** Serves it on a free port of loopback to many connections; they share its one session. */
export async function serve(db: PGlite): Promise<{ url: string; close(): Promise<void> }> {
  const port = await freePort()
  const server = new PGLiteSocketServer({ db: withWholeQueries(db), port, host: '127.0.0.1', maxConnections: 100 })
  await server.start()
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres?sslmode=disable`,
    async close() {
      await server.stop()
      await db.close()
    },
  }
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
