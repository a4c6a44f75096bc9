import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makePairing, pairsOf } from '#core/learning/import/pairs.ts'
import { staffTest } from '#core/learning/import/staff.ts'
import { makeProgress } from '../cli/progress.ts'
import { gather } from '../cli/read/gather.ts'
import { openPast } from '../cli/read/past.ts'
import { readOptions } from './options.ts'
import { tell } from './table.ts'

/** One line of the table. */
export interface ImportFigures {
  messages: number
  pairs: number
  seconds: number
  /** Highest heap in use after a collection, sampled while reading and pairing, MB above the start. */
  heapMb: number
}

/**
 * Reads, sorts and pairs a generated mbox of each size, as `lummy import --dry-run` does: messages a second, and memory as
 * a ratio of sizes measured in one run (flat is 1; below 10,000 messages the history is shorter than what is remembered of it).
 * Run with --expose-gc.
 */
export async function benchImport(sizes: readonly number[] = [2_000, 20_000]): Promise<ImportFigures[]> {
  const figures: ImportFigures[] = []
  // The first run pays for loading and compiling, and is not counted.
  await measure(500)
  for (const size of sizes) figures.push(await measure(size))
  return figures
}

/** Prints the table. */
export function importTable(figures: readonly ImportFigures[]): string {
  const [small] = figures
  const rows = figures.map(
    (one) =>
      `${String(one.messages).padStart(8)} messages  ${String(Math.round(one.messages / one.seconds)).padStart(6)} a second  heap +${one.heapMb.toFixed(1)} MB  ${(one.heapMb / small!.heapMb).toFixed(2)} times the first`,
  )
  return `reading, sorting and pairing mail\n${rows.join('\n')}\n`
}

async function measure(messages: number): Promise<ImportFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'lummy-bench-'))
  try {
    const path = join(folder, 'box.mbox')
    writeBox(path, messages)
    const startBytes = heapBytes()
    const startedMs = performance.now()
    let most = 0
    let seen = 0
    const sample = () => {
      if (++seen % 1000 === 0) most = Math.max(most, heapBytes() - startBytes)
    }
    const past = await openPast(path)
    const quiet = makeProgress({
      label: '',
      total: undefined,
      output: { write: () => {} },
      isTerminal: false,
      nowMs: () => 0,
    })
    const gathered = await gather({ ...past, read: (onBytes) => counted(past.read(onBytes), sample) }, quiet)
    let pairs = 0
    for await (const _ of pairsOf(
      counted(gathered.stage.sorted(), sample),
      makePairing({ isStaff: staffTest(['@shop.example']) }),
    ))
      pairs++
    const seconds = (performance.now() - startedMs) / 1000
    await gathered.stage.close()
    return { messages, pairs, seconds, heapMb: Math.max(most, 1) / 1_000_000 }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function* counted<T>(items: AsyncIterable<T>, see: () => void): AsyncGenerator<T> {
  for await (const item of items) {
    see()
    yield item
  }
}

function heapBytes(): number {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** Questions and answers of ever new customers, a hundred messages a day, not in order of time. */
function writeBox(path: string, messages: number): void {
  const file = openSync(path, 'w')
  const startMs = Date.UTC(2020, 0, 1)
  for (let i = 0; i < messages; i++) {
    // Within each hundred the order is turned round.
    const at = Math.floor(i / 100) * 100 + (99 - (i % 100))
    const thread = Math.floor(at / 2)
    const isAnswer = at % 2 === 1
    const customer = `customer${thread}@home${thread % 997}.example`
    const [from, to] = isAnswer ? ['Maya <maya@shop.example>', customer] : [customer, 'help@shop.example']
    const headers = [
      `From ${thread}@x Thu Jan  1 00:00:00 2026`,
      `Message-ID: <${at}@mail.example>`,
      ...(isAnswer ? [`In-Reply-To: <${at - 1}@mail.example>`] : []),
      `Date: ${new Date(startMs + at * 864_000).toUTCString()}`,
      `From: ${from}`,
      `To: ${to}`,
      `Subject: ${isAnswer ? 'Re: ' : ''}Order ${thread}`,
    ]
    const body = isAnswer
      ? `Hello,\n\nyour parcel ${thread} arrives tomorrow.\n\n-- \nMaya`
      : `Hi,\n\nwhere is my parcel ${thread}?\n${'It was promised for last week. '.repeat(20)}`
    writeSync(file, `${headers.join('\n')}\n\n${body}\n\n`)
  }
  closeSync(file)
}

if (import.meta.main) {
  const { quick } = readOptions()
  const figures = await benchImport(quick ? [10_000, 20_000] : [10_000, 100_000])
  process.stdout.write(importTable(figures))
  const [small, large] = [figures[0]!, figures.at(-1)!]
  const sizes = `${large.messages.toLocaleString('en')} / ${small.messages.toLocaleString('en')} messages`
  await tell([
    ['reading an import, messages/s', large.messages / large.seconds, ''],
    [`  its memory at ${sizes}`, large.heapMb / small.heapMb, 'flat is 1'],
  ])
}
