import { asShipped, replayed } from './engine-run.ts'
import { type Figure, type MeasureOptions, overRuns } from './figure.ts'
import { makeLog, type Score, score } from './log.ts'

/** Banking77 with identical replies a topic: agreement, calibration, and what is sent alone, over 20 seeds. */
export async function measure({ data, quick, seeds, manySeeds }: MeasureOptions): Promise<Figure[]> {
  const rows = quick ? 2_000 : 12_000
  const runs: { whole: Score; early: Score }[] = []
  for (let seed = 0; seed < manySeeds; seed++) {
    const log = makeLog(data, 'banking77', '--seed', seed, '--rows', rows)
    const { predictions } = replayed(log)
    runs.push({
      whole: score(data, log, predictions),
      early: score(data, log.slice(0, 4_000), predictions.slice(0, 4_000)),
    })
  }
  const shipped = Array.from({ length: Math.min(seeds, 3) }, (_, seed) => {
    const log = makeLog(data, 'banking77', '--seed', seed, '--rows', rows)
    return score(data, log, replayed(log, { policy: asShipped }).predictions)
  })
  const partial = quick ? `the first ${rows.toLocaleString('en')} rows only` : undefined
  return [
    ...replayFigures(
      'plain',
      runs.map((run) => run.whole),
      partial,
    ),
    overRuns('plain.coverageShipped', shipped, (run) => run.coverageLast1000, partial),
    ...(quick ? [] : [overRuns('plain.coverage4000', runs, (run) => run.early.coverageLast1000)]),
  ]
}

/** What is told of every plain replay. Where nothing was sent, nothing is said about its errors. */
export function replayFigures(name: string, scores: readonly Score[], partial?: string): Figure[] {
  const sending = scores.filter((one) => one.coverageAll > 0)
  const note = `of ${scores.length} seeds, ${sending.length} sent any`
  const broken = sending.length === 0 ? null : sending.filter((one) => one.breaksRisk).length
  return [
    overRuns(`${name}.last`, scores, (one) => one.agreementLast1000, partial),
    overRuns(`${name}.all`, scores, (one) => one.agreementAll, partial),
    overRuns(`${name}.ece`, scores, (one) => one.eceLast1000, partial),
    overRuns(`${name}.coverage`, scores, (one) => one.coverageLast1000, partial),
    { id: `${name}.broken`, ours: broken, note, ...(partial === undefined ? {} : { partial }) },
    { ...overRuns(`${name}.wrong`, sending, (one) => one.wrongAmongSent, partial), note },
  ]
}
