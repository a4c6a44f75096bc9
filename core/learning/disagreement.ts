import { atLeast } from './exact.ts'

/** A reply of one teammate beside a draft that was made from another's words. */
export interface SecondOpinion {
  /** Who wrote the reply. */
  by: string
  /** Who had said what the draft says. */
  draftFrom: string
  /** Both are about the same, and a fact of one is missing from or contradicted by the other. */
  contradicts: boolean
}

export interface Disagreement {
  /** Replies beside another teammate's words. */
  rows: number
  contradictions: number
  share: number
  /** Contradictions are more frequent than eps, and not by chance: more messages would prove nothing. */
  disagree: boolean
}

/** How sure one must be that it is no chance before staff are told that they disagree. */
const level = 0.05

/** Says how often two teammates contradict each other on a topic: no draft can be right for both. */
export function disagreement(rows: readonly SecondOpinion[], eps: number): Disagreement {
  const between = rows.filter(({ by, draftFrom }) => by !== draftFrom)
  const contradictions = between.filter(({ contradicts }) => contradicts).length
  const share = between.length === 0 ? 0 : contradictions / between.length
  return {
    rows: between.length,
    contradictions,
    share,
    disagree: share > eps && atLeast(between.length, contradictions, eps) <= level,
  }
}
