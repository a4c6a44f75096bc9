import type { LogRow } from '#webhooks/cli/replay.ts'
import { generated } from '../generated.ts'
import { replayed } from './engine-run.ts'
import type { Figure, MeasureOptions } from './figure.ts'
import { makeLog } from './log.ts'

/** Rows predicted and learned in a second of computing, at 77 real topics and at 300 invented ones. */
export async function measure({ data, quick }: MeasureOptions): Promise<Figure[]> {
  const rows = quick ? 2_000 : 10_000
  const partial = quick ? { partial: 'the first 2,000 rows only' } : {}
  const real = makeLog(data, 'banking77', '--seed', 0, '--rows', rows)
  const invented = Array.from({ length: rows }, (_, i) => inventedRow(i))
  replayed(real.slice(0, 300))
  return [
    { id: 'speed.77', ours: rowsASecond(real), ...partial },
    { id: 'speed.300', ours: rowsASecond(invented), ...partial },
  ]
}

function rowsASecond(log: readonly LogRow[]): number {
  const before = process.cpuUsage()
  replayed(log)
  const { user, system } = process.cpuUsage(before)
  return log.length / ((user + system) / 1e6)
}

/** 7,919 is a prime: topics come in a mixed order, each as often. */
function inventedRow(i: number): LogRow {
  const { question, reply } = generated((i * 7_919) % 300, i)
  return { i, customer: question, staff: reply, author: 'Anna' }
}
