import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { seeded } from '#core/testing/seeded.ts'
import type { LogRow } from '#webhooks/cli/replay.ts'
import { generated } from '../generated.ts'
import { replayed } from './engine-run.ts'
import { makeLog } from './log.ts'

const data = '../shared/data'
const isThere = existsSync(`${data}/make-log.mjs`)
if (!isThere) console.log(`SKIPPED: the future of a real log: the public data sets are not in ${data}`)

/** What was predicted before `from` must not know what comes after it, nor in which order. */
function expectNothingFromTheFuture(log: readonly LogRow[], from: number): void {
  const random = seeded(from)
  const future = log
    .slice(from)
    .map((row) => ({ row, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ row }) => row)
  const lines = (rows: readonly LogRow[]) => replayed(rows).rows.map((row) => JSON.stringify(row))
  const [whole, shuffled] = [lines(log), lines([...log.slice(0, from), ...future])]
  expect(shuffled.slice(0, from)).toEqual(whole.slice(0, from))
  expect(shuffled.slice(from)).not.toEqual(whole.slice(from))
}

describe('a shuffled future changes nothing that was predicted before it', () => {
  test('of an invented history', () => {
    const log = Array.from({ length: 120 }, (_, i) => {
      const { question, reply } = generated((i * 7) % 12, i)
      return { i, customer: question, staff: `Hi,\n\n${reply}\n\nBest,\nAnna`, author: 'Anna' }
    })
    expectNothingFromTheFuture(log, 80)
  })

  test.runIf(isThere)(
    'of real questions, answered as people write',
    () => {
      expectNothingFromTheFuture(makeLog(data, 'banking77', '--seed', 0, '--rows', 240, '--people', 4), 160)
    },
    60_000,
  )
})
