/** After this many answered questions all replies are grouped afresh, then every 1.3 times as many. */
const firstRefits = [8, 16, 30, 50, 100, 200, 350]

/** Whether everything is to be grouped and trained afresh after so many answered questions. */
export function isRefit(count: number): boolean {
  if (count <= firstRefits.at(-1)!) return firstRefits.includes(count)
  let next = firstRefits.at(-1)!
  while (next < count) next = Math.ceil(next * 1.3)
  return next === count
}

/** Runs a generator to its end without pausing. */
export function atOnce<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
