import type { Engine } from '#core/learning/engine.ts'
import { replayed } from './engine-run.ts'
import { type Figure, type MeasureOptions, overRuns } from './figure.ts'
import { makeLog, type Score, type ScoredRow, score } from './log.ts'
import { mutualInformation } from './mutual-information.ts'

/** Banking77 with replies as four people write them: the log that matters. */
export async function measure({ data, quick, seeds }: MeasureOptions): Promise<Figure[]> {
  const rows = quick ? 2_000 : 12_000
  const scores: Score[] = []
  const information: number[] = []
  for (let seed = 0; seed < seeds; seed++) {
    const log = makeLog(data, 'banking77', '--seed', seed, '--people', 4, '--rows', rows)
    const { engine, predictions } = replayed(log)
    scores.push(score(data, log, predictions, '--by-source'))
    information.push(
      mutualInformation(
        topicsFound(engine, log),
        log.map((row) => row.topic),
      ),
    )
  }
  const partial = quick ? `the first ${rows.toLocaleString('en')} rows only` : undefined
  const sending = scores.filter((one) => one.coverageAll > 0)
  return [
    overRuns('people.last', scores, (one) => one.agreementLast1000, partial),
    overRuns('people.all', scores, (one) => one.agreementAll, partial),
    overRuns('people.coverage', scores, (one) => one.coverageLast1000, partial),
    overRuns('people.wrong', sending, (one) => one.wrongAmongSent, partial),
    overRuns('topics.nmi', information, (value) => value, partial),
  ]
}

/** The topic in which the lesson of each row stands by now. */
function topicsFound(engine: Engine, log: readonly ScoredRow[]): string[] {
  return log.map((_, position) => engine.lesson(`row ${position}`)?.topicId ?? `row ${position}`)
}
