import type { MikroORM } from '@mikro-orm/postgresql'
import type { Log } from '#core/ports.ts'

/** After so many lessons at once the planner's picture of the table is old. */
export const manyLessons = 500

/** Tells the planner what the table of lessons holds, for those who filled it faster than anybody noticed. */
export const analyzeLessons = 'analyze "lummy"."lessons"'

/**
 * Clears away what updates and deletes left behind, `firstMs` after the start and then every `everyMs`. Only for the
 * embedded database: a PostgreSQL server has autovacuum, a single session has nobody who would do it.
 * https://www.postgresql.org/docs/current/routine-vacuuming.html
 */
export function startMaintenance(options: { orm: MikroORM; log: Log; firstMs?: number; everyMs?: number }): {
  stop(): Promise<void>
} {
  const { orm, log, firstMs = 5 * 60_000, everyMs = 60 * 60_000 } = options
  let running: Promise<void> = Promise.resolve()
  let isStopped = false
  let timer = setTimeout(next, firstMs).unref()

  return {
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }

  function next(): void {
    running = clear().finally(() => {
      if (!isStopped) timer = setTimeout(next, everyMs).unref()
    })
  }

  /** Table by table: what a customer waits for goes between two of them. The queue's tables are the busiest. */
  async function clear(): Promise<void> {
    try {
      const tables = await orm.em
        .fork()
        .execute<{ name: string }[]>(
          `select format('%I.%I', schemaname, relname) as "name" from pg_stat_user_tables order by 1`,
        )
      for (const { name } of tables) if (!isStopped) await orm.em.fork().execute(`vacuum (analyze) ${name}`)
    } catch (error) {
      log.warn({ error: String(error) }, 'the database could not be tidied; it is tried again later')
    }
  }
}
