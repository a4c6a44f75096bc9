import { asked, type Replayed, replayed } from './engine-run.ts'
import { type Figure, type MeasureOptions, overRuns } from './figure.ts'
import { makeLog, type Score, type ScoredRow, score } from './log.ts'
import { rankOfTrueReply } from './reply-ranking.ts'

/** Two-sided dialogues of many tasks: the reply depends on what was said before. */
export async function measure({ data, quick, seeds }: MeasureOptions): Promise<Figure[]> {
  const rows = quick ? 1_000 : 12_000
  const scores: Score[] = []
  const selections: Selection[] = []
  for (let seed = 0; seed < Math.min(3, seeds); seed++) {
    const log = makeLog(data, 'star', '--seed', seed, '--rows', rows)
    scores.push(score(data, log, replayed(log).predictions, '--by-source'))
    selections.push(selection(log, seed))
  }
  const partial = quick ? `the first ${rows.toLocaleString('en')} rows only` : undefined
  return [
    overRuns('star.label', selections, (one) => one.label, partial),
    overRuns('star.recall1', selections, (one) => one.recall1, partial),
    overRuns('star.recall10', selections, (one) => one.recall10, partial),
    overRuns('star.replay', scores, (one) => one.agreementAll, partial),
    overRuns('star.replayLast', scores, (one) => one.agreementLast1000, partial),
  ]
}

interface Selection {
  label: number
  recall1: number
  recall10: number
}

/** Learns four fifths of the dialogues, then picks the replies of the rest. */
function selection(log: readonly ScoredRow[], seed: number): Selection {
  let cut = Math.floor(log.length * 0.8)
  while (cut < log.length && log[cut]!.conversation === log[cut - 1]!.conversation) cut++
  const [training, tests] = [log.slice(0, cut), log.slice(cut)]
  const { engine } = replayed(training)
  const labels = labelsOf(asked(engine, tests), training)
  const ranks = rankOfTrueReply(engine, tests, { of: 100, seed })
  const share = (rights: boolean[]) => rights.filter(Boolean).length / rights.length
  return {
    label: share(tests.map((row, i) => labels[i] === row.topic)),
    recall1: share(ranks.map((rank) => rank < 1)),
    recall10: share(ranks.map((rank) => rank < 10)),
  }
}

/** The label of the row that taught the lesson of each draft. */
function labelsOf({ rows }: Replayed, training: readonly ScoredRow[]): (string | undefined)[] {
  return rows.map(({ lessonId }) => training[Number(lessonId?.replace('row ', ''))]?.topic)
}
