import { replayed } from './engine-run.ts'
import type { Figure, MeasureOptions } from './figure.ts'
import { makeLog } from './log.ts'

/** What a worker's memory is taken to be. */
const workerMb = 4_096

/** What one agent's engine keeps in memory after 10,003 answered questions of 77 topics. */
export async function measure({ data, quick }: MeasureOptions): Promise<Figure[]> {
  const log = makeLog(data, 'banking77', '--seed', 0, '--people', 4, ...(quick ? ['--rows', 1_500] : []))
  replayed(log.slice(0, 100))
  const before = heldMb()
  const { engine } = replayed(log)
  const agentMb = heldMb() - before
  // Named after the measurement, so that it is still held then.
  if (engine.lessons().length === 0) throw new Error('the engine learned nothing')
  const partial = quick ? { partial: 'the first 1,500 rows only' } : {}
  return [
    { id: 'memory.agent', ours: agentMb, ...partial },
    { id: 'memory.agents', ours: Math.floor(workerMb / agentMb), ...partial },
  ]
}

/** Heap and typed arrays in use after a collection, MB. */
function heldMb(): number {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1_000_000
}
