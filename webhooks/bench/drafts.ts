import { testDatabase } from '#core/testing/test-database.ts'
import { printTable } from './figures.ts'
import { notRun, readOptions } from './options.ts'
import { tell } from './table.ts'
import { type DraftFigures, measureDrafts } from './thinking.ts'

/**
 * A draft (recall, confidence, decide, compose; no queue wait) with the local engine among lessons made from invented
 * text: flat is the aim. On the database that is named, else on the embedded one. `--large` adds 100,000 lessons, and
 * `--lessons 1000,1000000` takes these numbers: many on a real PostgreSQL, in a database of the bench's own, where the
 * vectors' index is built when all lessons are stored. A million wants `node --max-old-space-size=16384` and an hour.
 */
const options = readOptions()
const sizes = options.lessons ?? [1_000, 10_000, ...(options.large ? [100_000] : [])]
const drafts = options.quick ? 100 : 400

if (Math.max(...sizes) > 10_000 && !options.databaseUrl)
  notRun('so many lessons need a real PostgreSQL: --database-url …')
if (options.databaseUrl) Object.assign(globalThis, { testDatabaseUrl: options.databaseUrl })
const database = await testDatabase()

const rows: DraftFigures[] = []
for (const lessons of sizes) rows.push(await measureDrafts(database, lessons, drafts))

console.log(`A draft, local engine, ${drafts} questions, ${database.isEmbedded ? 'embedded database' : 'PostgreSQL'}`)
const small = rows[0]!
printTable(
  ['lessons', 'p50 ms', 'p95 ms', 'recall@10 of exact', 'learned in s'],
  [
    ...rows.map(({ lessons, p50, p95, recall10, learnS }) => [count(lessons), p50, p95, recall10, learnS]),
    ...rows
      .slice(1)
      .map(({ lessons, p50, p95, learnS }) => [
        `${count(lessons)} / ${count(small.lessons)}`,
        p50 / small.p50,
        p95 / small.p95,
        '',
        learnS / small.learnS,
      ]),
  ],
)
await tell([
  ...rows.flatMap(({ lessons, p50, p95, recall10 }): [string, number, string][] => [
    [`a draft at ${count(lessons)} lessons, p50 ms`, p50, ''],
    ['  p95 ms', p95, ''],
    ['  recall@10 against exact search', recall10, '1 is exact'],
    ...(lessons === small.lessons
      ? []
      : ([[`  / at ${count(small.lessons)}, p50`, p50 / small.p50, 'flat is 1']] as [string, number, string][])),
  ]),
  ['learning, answers/s', rows.at(-1)!.lessons / rows.at(-1)!.learnS, ''],
])
process.exit(0)

function count(lessons: number): string {
  return lessons.toLocaleString('en')
}
