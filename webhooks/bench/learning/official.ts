import { asked, replayed, saysTheSame } from './engine-run.ts'
import { type Figure, type MeasureOptions, overRuns } from './figure.ts'
import { makeLog, makeLogOf, type Question, questionsOf, replyOfTopic, type ScoredRow } from './log.ts'

/** Banking77's own split into training and test, whole and with few pairs a topic. */
export async function measure({ data, quick, seeds }: MeasureOptions): Promise<Figure[]> {
  const few = (shots: number) => {
    const training = questionsOf(data, `banking77_fewshot/train_${shots}.csv`)
    const tests = questionsOf(data, 'banking77_fewshot/test.csv').filter((_, i) => !quick || i % 4 === 0)
    const shareOf = (seed: number) => share(makeLogOf(data, training, '--seed', seed), tests)
    return overRuns(
      `official.shot${shots}`,
      seedsOf(seeds),
      shareOf,
      quick ? 'a quarter of the test questions' : undefined,
    )
  }
  const full = () => {
    const tests = questionsOf(data, 'banking77/test.csv')
    const shareOf = (seed: number) => share(makeLog(data, 'banking77', '--seed', seed), tests)
    return overRuns('official.full', seedsOf(Math.min(3, seeds)), shareOf)
  }
  return [few(10), few(5), ...(quick ? [] : [full()])]
}

/** Learns the training pairs in the log's order, then answers the test questions. */
function share(training: readonly ScoredRow[], tests: readonly Question[]): number {
  const { engine } = replayed(training)
  const replies = replyOfTopic(training)
  const log = tests.map((test, i) => testRow(test, i, replies))
  const { predictions } = asked(engine, log)
  return predictions.filter((prediction, i) => saysTheSame(prediction.reply, log[i]!.staff)).length / tests.length
}

function testRow({ text, topic }: Question, i: number, replies: ReadonlyMap<string, string>): ScoredRow {
  const staff = replies.get(topic)
  if (staff === undefined) throw new Error(`no training pair is labelled ${topic}`)
  return { i, customer: text, staff, author: 'staff', topic }
}

function seedsOf(count: number): number[] {
  return Array.from({ length: count }, (_, seed) => seed)
}
