import { makeCertificate, type RunningCertificate } from '#core/learning/certificate.ts'
import { isVetoed } from '#core/learning/veto.ts'
import { seeded } from '../seeded.ts'

/** Topics that are wrong with one chance throughout, and how their verdicts come in. */
export interface PromotionTrial {
  topics: number
  rows: number
  /** The true chance of being wrong. */
  error: number
  eps: number
  alpha: number
  seed: number
}

/** Rows after which what has no verdict is an error. */
const deadlineAfter = 250
const mostAttempts = 4

/**
 * The share of topics that were ever certified, watched after every row. All that could flatter a test is done to it:
 * right rows are settled soon and wrong ones up to 200 rows late, half of the wrong ones never get a verdict, the state is
 * rebuilt from its rows now and then, and after two wrong of the last ten rows everything starts anew, up to three times.
 */
export function everPromoted(trial: PromotionTrial): number {
  const random = seeded(trial.seed)
  const errs = new Uint8Array(trial.rows)
  const settledAt = new Int32Array(trial.rows)
  let promoted = 0
  for (let topic = 0; topic < trial.topics; topic++) {
    for (let row = 0; row < trial.rows; row++) {
      const err = random() < trial.error ? 1 : 0
      errs[row] = err
      const isMissing = err === 1 && random() < 0.5
      settledAt[row] = row + (isMissing ? deadlineAfter : Math.floor(random() * (err === 1 ? 200 : 10)))
    }
    if (isPromoted(trial, errs, settledAt, random)) promoted++
  }
  return promoted / trial.topics
}

function isPromoted(
  { eps, alpha, rows }: PromotionTrial,
  errs: Uint8Array,
  settledAt: Int32Array,
  random: () => number,
): boolean {
  let attempt = 1
  let start = 0
  let next = 0
  let running = makeCertificate({ eps, alpha, attempt })
  for (let now = 0; now < rows; now++) {
    while (next <= now && settledAt[next]! <= now) {
      const isStopped = push(running, errs, next, start)
      next++
      if (running.isCertified()) return true
      if (!isStopped || attempt === mostAttempts) continue
      // Rows that were admitted until now belong to the attempt that ended.
      start = next = now + 1
      running = makeCertificate({ eps, alpha, attempt: ++attempt })
    }
    if (random() < 0.001) {
      running = makeCertificate({ eps, alpha, attempt })
      for (let row = start; row < next; row++) running.push(errs[row] as 0 | 1)
    }
  }
  return false
}

/** True where two of the attempt's last ten rows were wrong. */
function push(running: RunningCertificate, errs: Uint8Array, row: number, start: number): boolean {
  running.push(errs[row] as 0 | 1)
  return errs[row] === 1 && isVetoed([...errs.subarray(Math.max(start, row - 9), row + 1)] as (0 | 1)[])
}

/** The middle number of rows until topics that are wrong with this chance are certified at the first attempt. */
export function rowsUntilCertified({ topics, rows, error, eps, alpha, seed }: PromotionTrial): number {
  const random = seeded(seed)
  const counts = Array.from({ length: topics }, () => {
    const running = makeCertificate({ eps, alpha, attempt: 1 })
    let count = 0
    while (!running.isCertified() && count < rows) {
      running.push(random() < error ? 1 : 0)
      count++
    }
    return count
  }).sort((a, b) => a - b)
  return counts[counts.length >> 1]!
}
