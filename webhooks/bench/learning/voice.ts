import { drawHouses } from '#core/testing/voice/drawn.ts'
import { fitted, heldOut } from '#core/testing/voice/houses.ts'
import { type Figure, overRuns } from './figure.ts'
import { run } from './voice/run.ts'
import { calibrationError } from './voice/telling.ts'

/**
 * Whether drafts read like the business, and whether the voice score says so: eight invented houses answer the same
 * questions in their own written style, a judge that knows nothing of the product learns them, and is asked who wrote.
 * Then the same of houses that are drawn at random.
 */
export async function measure({ quick, seeds }: { quick: boolean; seeds: number }): Promise<Figure[]> {
  const tested = quick ? 40 : 100
  const runs = Array.from({ length: seeds }, (_, i) => run(written, i + 1, tested))
  const drawn = Array.from({ length: seeds }, (_, i) => run(drawHouses(i + 1, written.length), i + 1, tested))
  return figuresOf(runs, drawn, quick ? `${tested} replies a house only` : undefined)
}

type Run = ReturnType<typeof run>

/** The houses that are written down: those on which the score was fitted, then the others. */
export const written = [...fitted, ...heldOut]

/** What runs over the written houses and over drawn ones say. */
export function figuresOf(runs: readonly Run[], drawn: readonly Run[], partial?: string): Figure[] {
  const figure = (id: string, valueFor: (one: Run) => number, of: readonly Run[] = runs) =>
    overRuns(`voice.${id}`, of, valueFor, partial)
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
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
    figure('hitDrawn', ({ hit }) => hit.after30, drawn),
    figure('kept', ({ kept }) => kept),
    figure('auroc', ({ areas }) => mean(areas)),
    figure('aurocWorst', ({ areas }) => Math.min(...areas)),
    figure('aurocDrawn', ({ areas }) => mean(areas), drawn),
    figure('aurocDraft', ({ restyled }) => restyled),
    figure('ece', ({ scores }) => calibrationError(scores, places(heldOut.length, fitted.length))),
    figure('eceFitted', ({ scores }) => calibrationError(scores, places(fitted.length))),
    figure('eceDrawn', ({ scores }) => calibrationError(scores, places(written.length)), drawn),
  ]
}

function places(count: number, from = 0): number[] {
  return Array.from({ length: count }, (_, i) => from + i)
}
