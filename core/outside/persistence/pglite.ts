import { createServer } from 'node:net'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { vector } from '@electric-sql/pglite-pgvector'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import { withWholeQueries } from './whole-queries.ts'

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
