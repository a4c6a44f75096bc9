import { contradictionOf } from '../../learning/contradictions.ts'
import type { Pair } from './pairs.ts'

export interface Score {
  precision: number
  recall: number
  /** Contradictions missed, and harmless pairs called contradictions. */
  missed: Pair[]
  invented: Pair[]
}

/** How well contradictions are told from mere differences. */
export function scoreOf(pairs: readonly Pair[]): Score {
  const found = pairs.filter(({ a, b }) => contradictionOf(a, b) !== undefined)
  const right = found.filter(({ contradicts }) => contradicts).length
  const all = pairs.filter(({ contradicts }) => contradicts)
  return {
    precision: found.length === 0 ? 0 : right / found.length,
    recall: all.length === 0 ? 0 : right / all.length,
    missed: all.filter((pair) => !found.includes(pair)),
    invented: found.filter(({ contradicts }) => !contradicts),
  }
}
