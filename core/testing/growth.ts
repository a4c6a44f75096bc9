/** Nine times the length: linear work takes 9 times as long, quadratic 81; the middle leaves room for a busy machine. */
export const tooSteep = 40

/**
 * Measures how many times as long the same work takes on nine times as much. Processor time, the best of three: what else
 * the machine does meanwhile does not count.
 */
export async function growth(work: (size: number) => unknown, size: number): Promise<number> {
  await work(size)
  const small = await bestMs(() => work(size))
  const large = await bestMs(() => work(size * 9))
  // Below this a processor clock says nothing.
  return large / Math.max(small, 2)
}

async function bestMs(work: () => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let i = 0; i < 3; i++) {
    const before = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(before)
    best = Math.min(best, (user + system) / 1000)
  }
  return best
}
