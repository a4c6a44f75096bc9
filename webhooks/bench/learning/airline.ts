import { replayed } from './engine-run.ts'
import type { Figure, MeasureOptions } from './figure.ts'
import { makeLog, type Score, score } from './log.ts'
import { replayFigures } from './plain.ts'

/** Airline chat turns. */
export async function measure({ data, quick, seeds }: MeasureOptions): Promise<Figure[]> {
  const rows = quick ? 2_000 : 12_000
  const scores: Score[] = []
  for (let seed = 0; seed < seeds; seed++) {
    const log = makeLog(data, 'airline', '--seed', seed, '--rows', rows)
    scores.push(score(data, log, replayed(log).predictions))
  }
  return replayFigures('airline', scores, quick ? `the first ${rows.toLocaleString('en')} rows only` : undefined)
}
