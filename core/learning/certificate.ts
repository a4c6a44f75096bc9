import type { Certificate, Evidence } from '../domain/learning.ts'

/** What a certificate is asked to prove, and how often it was tried before. */
export interface Claim {
  /** The greatest share of wrong answers, e.g. 0.02. */
  eps: number
  /** The chance of certifying wrongly that is accepted, e.g. 0.05. */
  alpha: number
  /** 1 for the first attempt; later ones get less of alpha, so that trying again proves nothing by itself. */
  attempt: number
  /** `topic` where absent. */
  of?: keyof typeof betsOf
}

/** A certificate that takes decided rows one by one, in the order of their admission. */
export interface RunningCertificate {
  /** An outcome; `null` counts nowhere. */
  push(err: 0 | 1 | null): void
  isCertified(): boolean
  /** Rows that counted. */
  rows(): number
  /** Where it stands; works out how many clean rows are missing, which costs about a millisecond. */
  state(): Certificate
}

/**
 * Tests whether the admitted rows were wrong less than eps of the time; may be looked at after every row (LEARNING,
 * section 3). Stops at the first row without an outcome: verdicts never count in the order in which they arrive.
 *
 * The wealth is W = sum_j w_j prod (1 + lambda_j (eps - err)), every lambda_j constant from its start on, the weights over
 * bets and starts summing to 1 with the money that waits. Why W >= 1/alpha proves it: let p_i be the chance that row i is
 * wrong, given all that went before its admission. M = sum_j w_j prod (1 + lambda_j (eps - err_i)) / (1 + lambda_j (eps -
 * p_i)) is a martingale from 1, so it ever reaches 1/alpha with probability alpha at most (Ville). While the mean of the p_i
 * since a start is eps or more, the denominators of its bets multiply to 1 at most (the logarithm is concave), so W <= M.
 * Hence with 1 - alpha confidence, whenever W >= 1/alpha, the mean of the p_i since one of the starts lies below eps. Rows
 * may differ, and may be chosen by what earlier rows taught; a bet that changed with its luck would break this.
 *
 * Attempt 1 has 6/pi^2 of alpha: 3.04 % of 5 %. A bet of everything, ruined by one error, needs ln(1/0.0304) / -ln(1 - eps)
 * clean rows: 173 at eps 2 %, 69 at 5 %. To be there by row n, (1 - eps)^n / 0.0304 of all money must be on no error: 78 % at
 * 185, 96 % at 175. The weights below certify after 185 and 74 rows. What is left beside the boldest bet is what survives an
 * error: at 206 rows it was 49 %, at 185 it is 22 %, at 175 it would be 4 %, where one error costs a hundred rows more.
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
  const wealth = makeWealth(claim.eps, betsOf[claim.of ?? 'topic'])
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
    rows: () => rows,
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

interface Bet {
  share: number
  weight: number
}

/**
 * Shares of the greatest bet 1/(1-eps), with their weights: bold ones win soon, careful ones survive errors. A share
 * answers best to errors as frequent as (1 - share) eps. A topic's drafts are mostly all right or not right enough; those
 * of the pool are mixed, and aim at some errors (claims.ts).
 */
const betsOf = {
  topic: [
    { share: 0.985, weight: 0.845 },
    { share: 0.55, weight: 0.155 },
  ],
  pool: [
    { share: 0.97, weight: 0.35 },
    { share: 0.8, weight: 0.35 },
    { share: 0.5, weight: 0.3 },
  ],
} as const satisfies Record<string, readonly Bet[]>

/** The row at which the k-th start begins to bet: 0, 30, 60, 120, 240 … */
function startOf(epoch: number): number {
  return epoch === 0 ? 0 : 30 * 2 ** (epoch - 1)
}

/** Weights of the starts: 0.92, then shares of 0.08 that sum to 1 over all that will ever begin. */
const later = 0.08
function weightOf(epoch: number): number {
  return epoch === 0 ? 1 - later : later / (epoch * (epoch + 1))
}

/** The weight of the starts from `epoch` on: money that has not been bet yet. */
function waitingFrom(epoch: number): number {
  return epoch === 0 ? 1 : later / epoch
}

interface Wealth {
  push(err: 0 | 1): void
  /** log of the wealth. */
  log(): number
  copy(): Wealth
}

/** Starts that can be told apart: the last begins after 60 million rows. */
const mostStarts = 22
/** What a bet is worth at most before all are counted in larger coins. */
const large = 1e200

function makeWealth(
  eps: number,
  bets: readonly Bet[],
  from?: { rows: number; starts: number; coins: Float64Array; logCoin: number },
): Wealth {
  const coins = from ? Float64Array.from(from.coins) : new Float64Array(mostStarts * bets.length)
  const clean = bets.map((bet) => 1 + (bet.share / (1 - eps)) * eps)
  const wrong = bets.map((bet) => 1 - bet.share)
  let { rows, starts, logCoin } = from ?? { rows: 0, starts: 0, logCoin: 0 }

  function begin(): void {
    for (let bet = 0; bet < bets.length; bet++) {
      coins[starts * bets.length + bet] = weightOf(starts) * bets[bet]!.weight * Math.exp(-logCoin)
    }
    starts++
  }

  function recount(): void {
    for (let i = 0; i < starts * bets.length; i++) coins[i] = coins[i]! / large
    logCoin += Math.log(large)
  }

  return {
    push(err) {
      if (starts < mostStarts && startOf(starts) === rows) begin()
      const steps = err ? wrong : clean
      let most = 0
      for (let start = 0, i = 0; start < starts; start++) {
        for (let bet = 0; bet < bets.length; bet++, i++) {
          coins[i] = coins[i]! * steps[bet]!
          if (coins[i]! > most) most = coins[i]!
        }
      }
      if (most > large) recount()
      rows++
    },
    log() {
      let sum = waitingFrom(starts) * Math.exp(-logCoin)
      for (let i = 0; i < starts * bets.length; i++) sum += coins[i]!
      return Math.log(sum) + logCoin
    },
    copy: () => makeWealth(eps, bets, { rows, starts, coins, logCoin }),
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
