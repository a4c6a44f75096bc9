import type { Certificate, Evidence } from '../domain/learning.ts'

/** What a certificate is asked to prove, and how often it was tried before. */
export interface Claim {
  /** The greatest share of wrong answers, e.g. 0.02. */
  eps: number
  /** The chance of certifying wrongly that is accepted, e.g. 0.05. */
  alpha: number
  /** 1 for the first attempt; later ones get less of alpha, so that trying again proves nothing by itself. */
  attempt: number
}

/** A certificate that takes decided rows one by one, in the order of their admission. */
export interface RunningCertificate {
  /** An outcome; `null` counts nowhere. */
  push(err: 0 | 1 | null): void
  isCertified(): boolean
  /** Where it stands; works out how many clean rows are missing, which costs about a millisecond. */
  state(): Certificate
}

/**
 * Tests whether the admitted rows were wrong less than eps of the time; may be looked at after every row (LEARNING,
 * section 3). Stops at the first row without an outcome: verdicts never count in the order in which they arrive.
 */
export function certificate(rows: readonly Pick<Evidence, 'err'>[], claim: Claim): Certificate {
  const running = makeCertificate(claim)
  for (const row of rows) {
    if (row.err === undefined) break
    running.push(row.err)
  }
  return running.state()
}

/** Makes a certificate without rows. */
export function makeCertificate(claim: Claim): RunningCertificate {
  const alpha = (claim.alpha * 6) / (Math.PI ** 2 * claim.attempt ** 2)
  const wealth = makeWealth(claim.eps)
  const needed = Math.log(1 / alpha)
  let rows = 0
  let errors = 0
  let certified = false
  return {
    push(err) {
      if (err === null) return
      rows++
      errors += err
      wealth.push(err)
      if (wealth.log() >= needed) certified = true
    },
    isCertified: () => certified,
    state: () => ({
      certified,
      logWealth: wealth.log(),
      rows,
      errors,
      missing: certified ? 0 : cleanRowsUntil(wealth.copy(), needed),
      eps: claim.eps,
      alpha,
      attempt: claim.attempt,
    }),
  }
}

/** Shares of the greatest fair bet 1/(1-eps), with their weights: bold ones win soon, careful ones survive errors. */
const bets = [
  { share: 0.985, weight: 0.6 },
  { share: 0.75, weight: 0.15 },
  { share: 0.5, weight: 0.13 },
  { share: 0.3, weight: 0.08 },
  { share: 0.15, weight: 0.04 },
] as const

/** The row at which the k-th start begins to bet: 0, 30, 60, 120, 240 … */
function startOf(epoch: number): number {
  return epoch === 0 ? 0 : 30 * 2 ** (epoch - 1)
}

/** Weights of the starts: 0.7, then shares of 0.3 that sum to 1 over all that will ever begin. */
function weightOf(epoch: number): number {
  return epoch === 0 ? 0.7 : 0.3 / (epoch * (epoch + 1))
}

/** The weight of the starts from `epoch` on: money that has not been bet yet. */
function waitingFrom(epoch: number): number {
  return epoch === 0 ? 1 : 0.3 / epoch
}

interface Wealth {
  push(err: 0 | 1): void
  /** log of the wealth. */
  log(): number
  copy(): Wealth
}

function makeWealth(eps: number, rowsBefore = 0, logsBefore: readonly number[] = []): Wealth {
  const logs = [...logsBefore]
  const clean = bets.map((bet) => Math.log1p((bet.share / (1 - eps)) * eps))
  const wrong = bets.map((bet) => Math.log1p(-bet.share))
  let rows = rowsBefore
  return {
    push(err) {
      if (startOf(logs.length / bets.length) === rows) {
        const start = Math.log(weightOf(logs.length / bets.length))
        for (const bet of bets) logs.push(start + Math.log(bet.weight))
      }
      const steps = err ? wrong : clean
      for (let i = 0; i < logs.length; i++) logs[i] = logs[i]! + steps[i % bets.length]!
      rows++
    },
    log() {
      const waiting = Math.log(waitingFrom(logs.length / bets.length))
      const most = logs.reduce((a, b) => Math.max(a, b), waiting)
      return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), Math.exp(waiting - most)))
    },
    copy: () => makeWealth(eps, rows, logs),
  }
}

/** How many rows without an error would certify it from here; nothing needs more than `limit`. */
function cleanRowsUntil(wealth: Wealth, needed: number, limit = 100_000): number {
  let rows = 0
  while (rows < limit && wealth.log() < needed) {
    wealth.push(0)
    rows++
  }
  return rows
}
