import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import type { PoolClient, QueryResult } from 'pg'

/** A row as the database gives it. */
export type Row = Record<string, unknown>

/**
 * One transaction. What is asked in one breath, or while other words are on their way, goes to the database as one message;
 * what nobody waits for goes along with the next. A way there and back costs more than most of our statements.
 * MikroORM takes it for a transaction of its own: all it needs of one is `executeQuery`.
 */
export interface Session {
  query(sql: string, values: readonly unknown[]): Promise<Row[]>
  /** Where it fails, so does what goes with it, at the latest the commit. `check` throws where the rows are none that it takes. */
  later(sql: string, values: readonly unknown[], check?: (rows: Row[]) => void): void
  executeQuery(compiled: { sql: string }): Promise<{ rows: Row[]; numAffectedRows?: bigint }>
  commit(): Promise<void>
  rollback(): Promise<void>
}

interface Statement {
  sql: string
  tell(result: QueryResult<Row>): void
  fail(error: unknown): void
}

/** Begins with its first message: until then no connection is taken. */
export function openSession(orm: MikroORM): Session {
  const platform = orm.em.getPlatform()
  let waiting: Statement[] = [unheard('begin')]
  let isUrgent = false
  let client: PoolClient | undefined
  let sending: Promise<void> | undefined
  /** The first failure: nothing of this transaction stands any more. */
  let failure: { error: unknown } | undefined

  async function send(batch: readonly Statement[]): Promise<void> {
    try {
      const results = await ask(batch.map(({ sql }) => sql).join(';\n'))
      if (results.length !== batch.length) throw new Error('a statement of a transaction was more than one')
      for (const [at, { tell }] of batch.entries()) tell(results[at]!)
    } catch (error) {
      failure ??= { error }
      for (const { fail } of batch) fail(failure.error)
    }
  }

  async function ask(message: string): Promise<QueryResult<Row>[]> {
    try {
      client ??= await (await orm.em.getConnection().getNativeClient()).connect()
      const told: QueryResult<Row> | QueryResult<Row>[] = await client.query<Row>(message)
      return Array.isArray(told) ? told : [told]
    } catch (error) {
      throw platform.getExceptionConverter().convertException(error as Error)
    }
  }

  /** What else is said in this breath goes along. */
  async function sendAll(): Promise<void> {
    await Promise.resolve()
    while (isUrgent) {
      isUrgent = false
      const batch = waiting
      waiting = []
      await send(batch)
    }
    sending = undefined
  }

  function now<T>(sql: string, read: (result: QueryResult<Row>) => T): Promise<T> {
    return new Promise((resolve, fail) => {
      if (failure !== undefined) return fail(failure.error)
      waiting.push({ sql, fail, tell: (result) => resolve(read(result)) })
      isUrgent = true
      sending ??= sendAll()
    })
  }

  return {
    query: (sql, values) => now(platform.formatQuery(sql, values), ({ rows }) => rows),
    later(sql, values, check) {
      waiting.push(unheard(platform.formatQuery(sql, values), check))
    },
    executeQuery: ({ sql }) =>
      now(sql, ({ rows, command, rowCount }) => ({
        rows,
        ...(changes.has(command) && { numAffectedRows: BigInt(rowCount ?? 0) }),
      })),
    async commit() {
      // Where nothing was said there is nothing to end.
      if (client === undefined && failure === undefined && waiting.length === 1) return
      const ended = await now('commit', ({ command }) => command)
      if (ended !== 'COMMIT') throw new Error(`a transaction that was to be committed ended as ${ended}`)
      client?.release()
    },
    async rollback() {
      await sending
      const isAlive = await client?.query('rollback').then(
        () => true,
        () => false,
      )
      client?.release(isAlive === false)
    },
  }
}

/** Commands whose number of rows is a number of changes. */
const changes = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

function unheard(sql: string, check?: (rows: Row[]) => void): Statement {
  return { sql, tell: ({ rows }) => check?.(rows), fail: () => {} }
}

/** The transaction that this manager works in. */
export function sessionOf(em: EntityManager): Session | undefined {
  return em.getTransactionContext<Session>()
}

/** Sends a statement that nobody waits for with the next of its transaction; outside of one, it is waited for. */
export async function later(
  em: EntityManager,
  sql: string,
  values: readonly unknown[],
  check?: (rows: Row[]) => void,
): Promise<void> {
  const session = sessionOf(em)
  if (session !== undefined) session.later(sql, values, check)
  else {
    const rows = await em.execute<Row[]>(sql, values as unknown[])
    check?.(rows)
  }
}
