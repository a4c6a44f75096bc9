/** The chance that of `rows` rows at least `errors` are wrong when each is with chance `share`. */
export function atLeast(rows: number, errors: number, share: number): number {
  if (errors <= 0) return 1
  if (share <= 0) return 0
  let below = 0
  for (let k = 0; k < errors; k++) {
    below += Math.exp(logChoose(rows, k) + k * Math.log(share) + (rows - k) * Math.log1p(-share))
  }
  return Math.max(0, 1 - below)
}

/**
 * Fisher's exact test, one-sided: how likely so many of the errors, or more, fall into the first group when both groups
 * are wrong equally often.
 */
export function moreOftenWrong(first: Tally, second: Tally): number {
  const rows = first.rows + second.rows
  const errors = first.errors + second.errors
  let tail = 0
  for (let k = first.errors; k <= Math.min(errors, first.rows); k++) {
    if (errors - k > second.rows) continue
    tail += Math.exp(logChoose(first.rows, k) + logChoose(second.rows, errors - k) - logChoose(rows, errors))
  }
  return Math.min(1, tail)
}

export interface Tally {
  rows: number
  errors: number
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k)
}

const logFactorials = [0]
function logFactorial(n: number): number {
  for (let i = logFactorials.length; i <= n; i++) logFactorials.push(logFactorials[i - 1]! + Math.log(i))
  return logFactorials[n]!
}
