import { setTimeout as wait } from 'node:timers/promises'
import type { Draws } from './draws.ts'
import type { Installation } from './installation.ts'
import { kill, type Running, run } from './process.ts'

export interface Kills {
  done: number
  /** Of them, before the process was up. */
  whileStarting: number
  /** Starts that failed by themselves: none may. */
  failures: string[]
}

/** Starts one part again and again and kills it at random moments; leaves it running. */
export async function killAgainAndAgain(
  house: Installation,
  words: string[],
  times: number,
  draw: Draws,
  kills: Kills,
): Promise<Running> {
  let startMs = 2_000
  for (let i = 0; i < times; i++) {
    const started = performance.now()
    const running = run(words, house.environment)
    const up = running.up().then(
      () => true,
      (error: Error) => {
        if (running.child.signalCode !== 'SIGKILL') kills.failures.push(error.message)
        return false
      },
    )
    if (i % 8 !== 0 && draw.chance(0.35)) {
      const isUp = await Promise.race([up, wait(draw.next() * startMs, 'starting')])
      if (isUp === 'starting') kills.whileStarting++
    } else if (await up) {
      startMs = performance.now() - started
      // Now and then a longer life, or answers would never get far enough to be killed on their way.
      await wait(i % 8 === 0 ? 3_500 + draw.next() * 2_000 : 100 + draw.next() * 1_100)
    }
    await kill(running)
    kills.done++
  }
  const last = run(words, house.environment)
  await last.up()
  return last
}
