import { type Figure, overRuns } from './figure.ts'
import { run } from './voice/run.ts'

/**
 * Whether drafts read like the business, and whether the voice score says so: eight invented houses answer the same
 * questions in their own written style, a judge that knows nothing of the product learns them, and is asked who wrote.
 */
export async function measure({ quick, seeds }: { quick: boolean; seeds: number }): Promise<Figure[]> {
  const runs = Array.from({ length: seeds }, (_, seed) => run(seed + 1, quick ? 40 : 100))
  type Run = (typeof runs)[number]
  const partial = quick ? '40 replies a house only' : undefined
  const figure = (id: string, valueFor: (one: Run) => number) => overRuns(`voice.${id}`, runs, valueFor, partial)
  return [
    figure('judge', ({ judge }) => judge.single),
    figure('judge5', ({ judge }) => judge.fives),
    figure('delta', ({ delta }) => delta.single),
    figure('delta5', ({ delta }) => delta.fives),
    figure('hit30', ({ hit }) => hit.after30),
    figure('hit100', ({ hit }) => hit.after100),
    figure('hitWorst', ({ hits }) => Math.min(...hits)),
    figure('hitOwn', ({ hit }) => hit.ownLessons),
    figure('hitBody', ({ hitBody }) => hitBody),
    figure('hitNone', ({ hit }) => hit.neutral),
    figure('kept', ({ kept }) => kept),
    figure('auroc', ({ telling }) => telling.areas.reduce((sum, area) => sum + area, 0) / telling.areas.length),
    figure('aurocWorst', ({ telling }) => Math.min(...telling.areas)),
    figure('aurocDraft', ({ restyled }) => restyled),
    figure('ece', ({ telling }) => telling.heldOutError),
    figure('eceFitted', ({ telling }) => telling.fittedError),
  ]
}
