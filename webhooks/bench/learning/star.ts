import { replayed } from './engine-run.ts'
import { type Figure, type MeasureOptions, overRuns } from './figure.ts'
import { makeLog, type Score, score } from './log.ts'

/** Two-sided dialogues of many tasks: the reply depends on what was said before. */
export async function measure({ data, quick, seeds }: MeasureOptions): Promise<Figure[]> {
  const rows = quick ? 1_500 : 12_000
  const scores: Score[] = []
  for (let seed = 0; seed < Math.min(3, seeds); seed++) {
    const log = makeLog(data, 'star', '--seed', seed, '--rows', rows)
    scores.push(score(data, log, replayed(log).predictions, '--by-source'))
  }
  const partial = quick ? `the first ${rows.toLocaleString('en')} rows only` : undefined
  return [
    overRuns('star.replay', scores, (one) => one.agreementAll, partial),
    overRuns('star.replayLast', scores, (one) => one.agreementLast1000, partial),
  ]
}
