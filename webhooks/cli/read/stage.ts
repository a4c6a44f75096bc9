import { createReadStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PastMessage } from '#core/learning/import/past-message.ts'
import { linesOf } from './lines.ts'

/** Messages put aside on disk, to be read oldest first however many they are. */
export interface Stage {
  add(message: PastMessage): Promise<void>
  /** All that was added, by time, then by id: copies of one message stand together. May be read again. */
  sorted(): AsyncGenerator<PastMessage>
  /** Removes the files. */
  close(): Promise<void>
}

/** Opens an empty stage: sorted runs of `runSize` messages or `runChars` characters in a folder that only we read, merged when read. */
export async function openStage(runSize = 5000, runChars = 8_000_000): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'lummy-import-'))
  const runs: string[] = []
  let run: PastMessage[] = []
  let chars = 0

  async function flush() {
    if (run.length === 0) return
    const path = join(folder, `${runs.length}.jsonl`)
    const lines = run.sort(byTime).map((message) => JSON.stringify(message))
    await writeFile(path, `${lines.join('\n')}\n`, { mode: 0o600 })
    runs.push(path)
    run = []
    chars = 0
  }

  return {
    async add(message) {
      const size = message.text.length + 500
      run.push(message)
      chars += size
      if (run.length >= runSize || chars >= runChars) await flush()
    },
    async *sorted() {
      await flush()
      yield* merged(runs.map(readRun))
    },
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

function byTime(a: PastMessage, b: PastMessage): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1
  return a.externalId < b.externalId ? -1 : a.externalId > b.externalId ? 1 : 0
}

async function* readRun(path: string): AsyncGenerator<PastMessage> {
  // Written by us a moment ago: read as it was typed.
  for await (const { text } of linesOf(createReadStream(path, { highWaterMark: 16_384 })))
    yield JSON.parse(text) as PastMessage
}

/** Merges sorted sources; the first one wins a tie, so that the order is always the same. */
async function* merged(sources: AsyncGenerator<PastMessage>[]): AsyncGenerator<PastMessage> {
  const heads: { message: PastMessage; source: AsyncGenerator<PastMessage> }[] = []
  try {
    for (const source of sources) {
      const first = await source.next()
      if (!first.done) heads.push({ message: first.value, source })
    }
    while (heads.length > 0) {
      let least = 0
      for (let i = 1; i < heads.length; i++) if (byTime(heads[i]!.message, heads[least]!.message) < 0) least = i
      const head = heads[least]!
      yield head.message
      const next = await head.source.next()
      if (next.done) heads.splice(least, 1)
      else head.message = next.value
    }
  } finally {
    await Promise.all(sources.map((source) => source.return(undefined)))
  }
}
