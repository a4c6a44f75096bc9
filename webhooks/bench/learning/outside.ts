import { asked, replayed } from './engine-run.ts'
import { type Figure, type MeasureOptions, overRuns } from './figure.ts'
import { makeLogOf, type Question, questionsOf } from './log.ts'

/** Near-miss questions about topics that nobody has ever asked about, told from known ones by confidence alone. */
export async function measure({ data, quick, seeds }: MeasureOptions): Promise<Figure[]> {
  const training = questionsOf(data, 'banking77_oos/train.csv')
  const inside = questionsOf(data, 'banking77_oos/test.csv')
  const outside = questionsOf(data, 'banking77_oos/id-oos_test.csv')
  const values = Array.from({ length: Math.min(3, seeds) }, (_, seed) => {
    const log = makeLogOf(data, training, '--seed', seed, ...(quick ? ['--rows', 1_500] : []))
    const { engine } = replayed(log)
    const confidences = (questions: Question[]) =>
      asked(
        engine,
        some(questions).map((question, i) => ({ i, customer: question.text, staff: '', author: '' })),
      ).predictions.map((prediction) => prediction.confidence)
    return areaUnder(confidences(inside), confidences(outside))
  })
  return [
    overRuns(
      'oos.auroc',
      values,
      (value) => value,
      quick ? 'learned from 1,500 rows, a quarter of the test questions' : undefined,
    ),
  ]

  function some(questions: Question[]): Question[] {
    return quick ? questions.filter((_, i) => i % 4 === 0) : questions
  }
}

/** The chance that one of `high` is greater than one of `low`; ties count half. */
export function areaUnder(high: readonly number[], low: readonly number[]): number {
  const sorted = [...low].sort((a, b) => a - b)
  const below = (value: number, orEqual: boolean) => {
    let [from, to] = [0, sorted.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if (orEqual ? sorted[middle]! <= value : sorted[middle]! < value) from = middle + 1
      else to = middle
    }
    return from
  }
  const won = high.reduce((sum, value) => sum + (below(value, false) + below(value, true)) / 2, 0)
  return won / (high.length * low.length)
}
