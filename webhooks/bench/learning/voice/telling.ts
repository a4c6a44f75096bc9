import { areaUnder } from '../outside.ts'

/** Voice scores, 0-100: `scores[i][j]` is what the voice of house i says of each reply of house j. */
export type Scores = readonly (readonly (readonly number[])[])[]

/** For each house: the chance that a reply of its own scores higher than one of another house. */
export function areasOf(scores: Scores): number[] {
  const all = scores.map((_, house) => house)
  return all.map((house) => areaUnder(scores[house]![house]!, strangers(scores, house, all)))
}

/**
 * How far a score lies from the share of own replies that have it, 0..1: the mean over ten steps, each by what lies in it
 * (expected calibration error). Own and others weigh the same, however many there are; these houses against each other.
 */
export function calibrationError(scores: Scores, houses: readonly number[]): number {
  const bins = Array.from({ length: 10 }, () => ({ score: 0, own: 0 }))
  for (const house of houses) {
    const own = scores[house]![house]!
    const others = strangers(scores, house, houses)
    for (const [of, isOwn] of [[own, 1] as const, [others, 0] as const])
      for (const score of of) {
        const bin = bins[Math.min(9, Math.floor(score / 10))]!
        bin.score += score / 100 / of.length
        bin.own += isOwn / of.length
      }
  }
  return bins.reduce((sum, { score, own }) => sum + Math.abs(score - own), 0) / (2 * houses.length)
}

function strangers(scores: Scores, house: number, among: readonly number[]): number[] {
  return among.flatMap((other) => (other === house ? [] : scores[house]![other]!))
}
