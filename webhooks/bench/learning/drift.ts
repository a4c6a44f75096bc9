import { defaultSettings } from '#core/domain/business.ts'
import { makeDetector } from '#core/learning/detector.ts'
import { isVetoed } from '#core/learning/veto.ts'
import { seeded } from '#core/testing/seeded.ts'
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
    stopped(runs.map(({ answers }) => answers)),
  ]
}

/** How often audits stop the topic before its answers are right again, over many draws of which are audited. */
function stopped(runs: readonly (0 | 1 | undefined)[][]): Figure {
  const random = seeded(1)
  const until = runs.flatMap((answers) => Array.from({ length: draws }, () => rowsUntilStopped(answers, random)))
  const stops = until.filter((rows) => rows !== undefined).sort((a, b) => a - b)
  const note = stops.length === 0 ? 'never' : `after ${stops[stops.length >> 1]} of its rows, middle of those`
  return { id: 'drift.stopped', ours: stops.length / until.length, note }
}

const draws = 200
const audited = 0.1

/** `answers`: whether what was answered alone was wrong; undefined where staff answered. */
export function rowsUntilStopped(answers: readonly (0 | 1 | undefined)[], random: () => number): number | undefined {
  const detector = makeDetector({ eps: defaultSettings.eps })
  const outcomes: (0 | 1)[] = []
  for (const [row, err] of answers.entries()) {
    if (err === undefined || random() >= audited) continue
    outcomes.push(err)
    detector.push(err)
    if (detector.alarmed() || isVetoed(outcomes)) return row + 1
  }
  return undefined
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
    answers: changed.map(({ said }, i) => (said.sent ? (rights[i] ? (0 as const) : (1 as const)) : undefined)),
  }
}
