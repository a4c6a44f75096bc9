import { replayed } from './engine-run.ts'
import type { Figure, MeasureOptions } from './figure.ts'
import { makeLog } from './log.ts'

/** Rows predicted and learned in a second of computing. */
export async function measure({ data, quick }: MeasureOptions): Promise<Figure[]> {
  const log = makeLog(data, 'banking77', '--seed', 0, ...(quick ? ['--rows', 3_000] : []))
  replayed(log.slice(0, 300))
  const before = process.cpuUsage()
  replayed(log)
  const { user, system } = process.cpuUsage(before)
  const partial = quick ? { partial: 'the first 3,000 rows only: later ones cost more' } : {}
  return [{ id: 'speed.77', ours: log.length / ((user + system) / 1e6), ...partial }]
}
