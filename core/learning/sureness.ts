/** Finds, from what came true, how sure a draft has to be for errors to be as rare as one wants them. */
export interface Sureness {
  /** Takes a verdict on a draft; `told` is the confidence that was given at the time. */
  learn(told: number, err: 0 | 1): void
  /** The least confidence from which on drafts were wrong no more often than `aim`; 1 where nothing is that sure. */
  from(aim: number): number
  save(): SavedSureness
}

export interface SavedSureness {
  rows: Float64Array
  errors: Float64Array
  weight: number
}

/**
 * Makes one that has seen nothing and lets nothing through until it has, or goes on from a saved one. Old verdicts fade,
 * since the engine that they were about has learned since. It promises nothing: thresholds that are tuned on observed errors
 * break their target about every second time. What lies above them is admitted before its outcome is seen, so a certificate
 * over it holds whatever the threshold does (claims.ts).
 */
export function makeSureness(saved?: SavedSureness): Sureness {
  const rows = saved?.rows ?? new Float64Array(bins)
  const errors = saved?.errors ?? new Float64Array(bins)
  // Instead of fading all that is old, what is new weighs more.
  let weight = saved?.weight ?? 1
  return {
    save: () => ({ rows, errors, weight }),

    learn(told, err) {
      weight *= 2 ** (1 / halvedAfter)
      if (weight > 1e100) {
        for (let i = 0; i < bins; i++) {
          rows[i] = rows[i]! / weight
          errors[i] = errors[i]! / weight
        }
        weight = 1
      }
      const bin = binOf(told)
      rows[bin] = rows[bin]! + weight
      errors[bin] = errors[bin]! + err * weight
    },
    from(aim) {
      let above = 0
      let wrong = 0
      let least = 1
      for (let bin = bins - 1; bin >= 0; bin--) {
        above += rows[bin]! / weight
        wrong += errors[bin]! / weight
        const edge = edges[bin]!
        const all = above + believed
        // Confidences above an edge are taken to lie half-way between it and certainty.
        const share = (wrong + (believed * (1 - edge)) / 2) / all
        if (share + doubt * Math.sqrt(Math.max(share, 1 / all) / all) <= aim) least = edge
      }
      return least
    },
  }
}

/** Verdicts after which an old one counts half. */
const halvedAfter = 2000
/** Imaginary verdicts that came true as often as their confidence said. */
const believed = 25
/** Errors are taken to be more frequent, by half a standard error: a gate that opens too early spoils its proof for long. */
const doubt = 0.5

/** Bins of equal width in log odds, from 2 % to 99.97 %: what matters lies close to certainty. */
const bins = 240
const lowest = -4
const width = 12 / bins

function binOf(confidence: number): number {
  const odds = Math.log(confidence / (1 - confidence))
  return Math.max(0, Math.min(bins - 1, Math.floor((odds - lowest) / width) || 0))
}

/** The least confidence of each bin. */
const edges = Float64Array.from({ length: bins }, (_, bin) => 1 / (1 + Math.exp(-(lowest + bin * width))))
