import { replayed, saysTheSame } from './engine-run.ts'
import { type Figure, type MeasureOptions, overRuns } from './figure.ts'
import { makeLog, type PredictedRow, type ScoredRow } from './log.ts'

/** Half-way, staff begin to answer the most frequent topic differently. */
export async function measure({ data, quick, seeds }: MeasureOptions): Promise<Figure[]> {
  const runs = Array.from({ length: seeds }, (_, seed) => {
    const log = makeLog(data, 'banking77', '--seed', seed, '--drift', ...(quick ? ['--rows', 1_600] : []))
    return afterTheChange(log, replayed(log).predictions)
  })
  const partial = quick ? 'the first 1,600 rows only' : undefined
  return [
    overRuns('drift.rows', runs, (run) => run.untilRight, partial),
    overRuns('drift.stale', runs, (run) => run.stale, partial),
    overRuns('drift.wrong', runs, (run) => run.sentWrong, partial),
  ]
}

/** How the rows of the changed topic went from the change on. */
export function afterTheChange(log: readonly ScoredRow[], predictions: readonly PredictedRow[]) {
  const changed = log.flatMap((row, i) => (row.topic.endsWith('#2') ? [{ row, said: predictions[i]! }] : []))
  const topic = changed[0]?.row.topic.replace(/#2$/, '')
  const old = log.find((row) => row.topic === topic)?.staff
  const rights = changed.map(({ row, said }) => saysTheSame(said.reply, row.staff))
  const first = rights.indexOf(true)
  return {
    untilRight: first === -1 ? changed.length : first,
    stale: changed.filter(({ said }) => old !== undefined && saysTheSame(said.reply, old)).length,
    sentWrong: changed.filter(({ said }, i) => said.sent && !rights[i]).length,
  }
}
