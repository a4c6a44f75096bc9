import type { EntityManager } from '@mikro-orm/postgresql'
import { type Row, sessionOf } from './session.ts'

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

/** What was asked outside of a transaction and is not yet on its way, by connection pool. */
const open = new WeakMap<object, Question[]>()

/**
 * Asks for rows. What is asked in the same breath (`Promise.all`) goes there and back as one, in a transaction as one message,
 * outside of any as one statement, which sees one state of the database.
 */
export function ask(em: EntityManager, sql: string, values: unknown[]): Promise<Rows> {
  const session = sessionOf(em)
  if (session !== undefined) return session.query(sql, values).then((rows) => ({ rows, isJson: false }))
  return new Promise((tell, fail) => {
    const through = em.getConnection()
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
  } catch {
    // One that fails spoils no other's answer.
    await Promise.all(questions.map((question) => alone(em, question)))
  }
}

async function alone(em: EntityManager, { sql, values, tell, fail }: Question): Promise<void> {
  try {
    tell({ rows: await em.execute<Row[]>(sql, values), isJson: false })
  } catch (error) {
    fail(error)
  }
}
