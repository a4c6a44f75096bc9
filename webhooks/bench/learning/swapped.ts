import { replayed } from './engine-run.ts'
import type { Figure, MeasureOptions } from './figure.ts'
import { makeLog, type Score, score } from './log.ts'
import { replayFigures } from './plain.ts'

/** Staff make mistakes: one reply in 200 is another topic's. */
export async function measure({ data, quick, seeds }: MeasureOptions): Promise<Figure[]> {
  const scores: Score[] = []
  for (let seed = 0; seed < Math.min(3, seeds); seed++) {
    const log = makeLog(data, 'banking77', '--seed', seed, '--swap', 0.005, ...(quick ? ['--rows', 1_600] : []))
    scores.push(score(data, log, replayed(log).predictions))
  }
  return replayFigures('swapped', scores, quick ? 'the first 1,600 rows only' : undefined)
}
