import type { PGlite } from '@electric-sql/pglite'

/** What the socket server uses of a database. */
type Served = Pick<PGlite, 'waitReady' | 'runExclusive' | 'isInTransaction' | 'execProtocolRawStream' | 'exec'>

/**
 * Wraps a PGlite for its socket server so that one connection's query is not cut in two by another's. All connections
 * share one session and so one unnamed statement; the server takes turns message by message, except inside a
 * transaction. A query in parts (Parse, Bind, Describe, Execute) is therefore shown to it as a transaction until its Sync.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY
 */
export function withWholeQueries(db: PGlite): PGlite {
  let isHalfway = false
  const served: Served = {
    waitReady: db.waitReady,
    runExclusive: (work) => db.runExclusive(work),
    isInTransaction: () => isHalfway || db.isInTransaction(),
    execProtocolRawStream(message, options) {
      isHalfway = parts.has(message[0] ?? 0)
      return db.execProtocolRawStream(message, options)
    },
    exec(sql, options) {
      isHalfway = false
      return db.exec(sql, options)
    },
  }
  return served as PGlite
}

/** First bytes of the messages that are followed by more of the same query: P, B, D, E, C, H. */
const parts = new Set([...'PBDECH'].map((letter) => letter.charCodeAt(0)))
