import { fitted } from '#core/testing/voice/houses.ts'
import { areaUnder } from '../outside.ts'

/** Voice scores of a number of texts, 0-100. */
export type Scored = readonly number[]

export interface Telling {
  /** For each house: the chance that a reply of its own scores higher than one of another house. */
  areas: number[]
  /** How far a score lies from the share of own replies that have it, at even odds of own and other. */
  fittedError: number
  heldOutError: number
}

interface Bin {
  /** Means of what lies in it, 0..1. */
  score: number
  own: number
  weight: number
}

/** `others[i][j]`: what the voice of house i says of the replies of house j. */
export function telling(own: readonly Scored[], others: readonly (readonly Scored[])[]): Telling {
  const isFitted = own.map((_, i) => i < fitted.length)
  const strangers = (i: number, from: (j: number) => boolean) => others[i]!.filter((_, j) => j !== i && from(j)).flat()
  const curveOf = (of: boolean) =>
    calibration(
      own.flatMap((scores, i) =>
        isFitted[i] === of ? [[scores, strangers(i, (j) => isFitted[j] === of)] as const] : [],
      ),
    )
  return {
    areas: own.map((scores, i) =>
      areaUnder(
        scores,
        strangers(i, () => true),
      ),
    ),
    fittedError: errorOf(curveOf(true)),
    heldOutError: errorOf(curveOf(false)),
  }
}

/** Own and others weigh the same, however many there are of each. */
function calibration(houses: readonly (readonly [own: Scored, others: Scored])[]): Bin[] {
  const bins = Array.from({ length: 10 }, () => ({ score: 0, own: 0, weight: 0 }))
  for (const [own, others] of houses)
    for (const [scores, isOwn] of [[own, 1] as const, [others, 0] as const])
      for (const score of scores) {
        const bin = bins[Math.min(9, Math.floor(score / 10))]!
        const weight = 1 / scores.length
        bin.weight += weight
        bin.score += (weight * score) / 100
        bin.own += weight * isOwn
      }
  return bins.flatMap(({ score, own, weight }) =>
    weight === 0 ? [] : [{ score: score / weight, own: own / weight, weight: weight / (2 * houses.length) }],
  )
}

/** Expected calibration error: the mean distance, each bin by what lies in it. */
function errorOf(curve: readonly Bin[]): number {
  return curve.reduce((sum, { score, own, weight }) => sum + weight * Math.abs(score - own), 0)
}
