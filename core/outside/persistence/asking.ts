import type { EntityManager } from '@mikro-orm/postgresql'

/** A row as the database gives it. */
export type Row = Record<string, unknown>

export interface Rows {
  rows: Row[]
  /** The values came as JSON: what is stored as JSON is read already, times have a T. */
  isJson: boolean
}

interface Question {
  sql: string
  values: unknown[]
  tell(answer: Rows): void
  fail(error: unknown): void
}

/** More in one statement make a plan that takes longer than the ways there and back. */
const mostAtOnce = 24

/** What was asked and is not yet on its way, by transaction or, outside of one, by connection pool. */
const open = new WeakMap<object, Question[]>()

/**
 * Asks for rows. What is asked in the same breath (`Promise.all`), in one transaction or outside of any, goes there and back
 * as one statement, and sees one state of the database; a way there and back costs more than most of our questions.
 */
export function ask(em: EntityManager, sql: string, values: unknown[]): Promise<Rows> {
  return new Promise((tell, fail) => {
    const through = em.getTransactionContext<object>() ?? em.getConnection()
    const question = { sql, values, tell, fail }
    const others = open.get(through)
    if (others !== undefined && others.length < mostAtOnce) return void others.push(question)
    const questions = [question]
    open.set(through, questions)
    queueMicrotask(() => {
      if (open.get(through) === questions) open.delete(through)
      void answer(em, questions)
    })
  })
}

async function answer(em: EntityManager, questions: readonly Question[]): Promise<void> {
  const [only] = questions
  if (questions.length === 1 && only !== undefined) return await alone(em, only)
  try {
    const parts = questions.map(({ sql }, at) => `(select json_agg("row") from (${sql}) "row") as "${at}"`)
    const [answers] = await em.execute<Record<string, Row[] | null>[]>(
      `select ${parts.join(', ')}`,
      questions.flatMap(({ values }) => values),
    )
    for (const [at, { tell }] of questions.entries()) tell({ rows: answers?.[at] ?? [], isJson: true })
  } catch (error) {
    if (em.isInTransaction()) for (const { fail } of questions) fail(error)
    // One that fails spoils no other's answer.
    else await Promise.all(questions.map((question) => alone(em, question)))
  }
}

async function alone(em: EntityManager, { sql, values, tell, fail }: Question): Promise<void> {
  try {
    tell({ rows: await em.execute<Row[]>(sql, values), isJson: false })
  } catch (error) {
    fail(error)
  }
}
