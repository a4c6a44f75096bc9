import { best, type Judge } from '#core/testing/voice/judge.ts'

export interface Attributed {
  /** Texts of all houses given to the right one, 0..1. */
  single: number
  /** The same of five texts of one house at a time, their scores added. */
  fives: number
  byHouse: number[]
}

/** How often a judge gives texts to the house they belong to. */
export function attributed(judge: Judge, texts: readonly (readonly string[])[]): Attributed {
  const scores = texts.map((of) => of.map(judge))
  const byHouse = scores.map((of, house) => share(of.map((one) => best(one) === house)))
  const fives = scores.flatMap((of, house) =>
    Array.from({ length: Math.floor(of.length / 5) }, (_, i) => best(added(of.slice(5 * i, 5 * i + 5))) === house),
  )
  return { single: byHouse.reduce((sum, one) => sum + one, 0) / byHouse.length, fives: share(fives), byHouse }
}

function added(scores: readonly (readonly number[])[]): number[] {
  return scores[0]!.map((_, i) => scores.reduce((sum, one) => sum + one[i]!, 0))
}

function share(right: readonly boolean[]): number {
  return right.filter(Boolean).length / Math.max(1, right.length)
}
