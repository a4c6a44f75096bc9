/** Watches the audited outcomes of what is sent alone, and raises an alarm when errors have become frequent. */
export interface Detector {
  push(err: 0 | 1): void
  /** True from the alarm on: after it, autonomy is earned anew. */
  alarmed(): boolean
  state(): DetectorState
}

export interface DetectorState {
  alarmed: boolean
  /** The statistic; an alarm is raised where it reaches `threshold`. */
  level: number
  threshold: number
  audits: number
  errors: number
}

/**
 * Makes a Shiryaev-Roberts e-detector over a mixture of bets: S <- (S + 1)(1 + lambda (err - eps)), lambda in (0, 1/eps).
 * While errors are no more frequent than eps, S minus the audits so far is a supermartingale, so that the mean number of
 * audits between false alarms is at least `threshold` (Shin, Ramdas, Rinaldo 2023, "E-detectors"). Unlike a product it
 * does not lose what it can lose during a long good time: 500 clean audits delay an alarm by next to nothing.
 */
export function makeDetector({ eps, threshold = 1000 }: { eps: number; threshold?: number }): Detector {
  const sums = new Float64Array(bets.length)
  const clean = Float64Array.from(bets, ({ share }) => 1 - share)
  const wrong = Float64Array.from(bets, ({ share }) => 1 + (share / eps) * (1 - eps))
  let level = 0
  let alarmed = false
  let audits = 0
  let errors = 0
  return {
    push(err) {
      audits++
      errors += err
      const steps = err ? wrong : clean
      level = 0
      for (let i = 0; i < sums.length; i++) {
        sums[i] = (sums[i]! + 1) * steps[i]!
        level += bets[i]!.weight * sums[i]!
      }
      if (level >= threshold) alarmed = true
    },
    alarmed: () => alarmed,
    state: () => ({ alarmed, level, threshold, audits, errors }),
  }
}

/**
 * Shares of the greatest bet 1/eps with their weights. A share answers best to errors as frequent as eps + share (1 - eps),
 * whatever eps is: about 8 %, 12 %, 25 %, 50 % and nearly all.
 */
const bets = [
  { share: 0.06, weight: 0.3 },
  { share: 0.1, weight: 0.25 },
  { share: 0.25, weight: 0.2 },
  { share: 0.5, weight: 0.15 },
  { share: 0.9, weight: 0.1 },
] as const
