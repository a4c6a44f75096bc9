import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import type { PastItem } from '#core/learning/import/past-message.ts'
import { type Field, fieldOf, messagesOf } from './fields.ts'

/** Reads past messages from a table with a header row; comma, semicolon or tab between the cells. */
export async function* readCsv(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<PastItem> {
  for await (const row of readTable(chunks)) {
    if ('problem' in row) yield row
    else yield* messagesOf(row.fields, row.line)
  }
}

export type TableRow = { fields: Partial<Record<Field, string>>; line: number } | { problem: string; line: number }

/** Reads the rows of a table by the fields that its header names; rows that cannot be read are told with their line. */
export async function* readTable(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<TableRow> {
  const { head, all } = await withHead(chunks)
  const problems: { problem: string; line: number }[] = []
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(head),
    relax_column_count: true,
    // Quotes inside an unquoted cell are text, as in `5" pipe`.
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: 4_000_000,
    info: true,
    on_skip: (error) => {
      problems.push({ problem: error?.message ?? 'cannot be read', line: Number(error?.lines ?? 0) })
      return undefined
    },
  })
  Readable.from(all)
    .on('error', (error) => parser.destroy(error))
    .pipe(parser)
  let fields: (Field | undefined)[] | undefined
  let line = 1
  for await (const given of parser) {
    const { record, info } = given as { record: string[]; info: { lines: number } }
    yield* problems.splice(0)
    const startLine = line
    line = info.lines + 1
    if (!fields) {
      fields = record.map(fieldOf)
      if (!fields.some((field) => field === 'text' || field === 'question')) {
        yield {
          problem: `the header names no column for the text (${record.join(', ').slice(0, 200)})`,
          line: startLine,
        }
        return
      }
      continue
    }
    const row: Partial<Record<Field, string>> = {}
    record.forEach((cell, index) => {
      const field = fields?.[index]
      if (field !== undefined && row[field] === undefined) row[field] = cell
    })
    yield { fields: row, line: startLine }
  }
  yield* problems
}

/** Looks at the first line without losing it. */
async function withHead(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<{ head: string; all: AsyncGenerator<Uint8Array> }> {
  const source = (async function* () {
    yield* chunks
  })()
  const first: Uint8Array[] = []
  let size = 0
  while (size < 64_000) {
    const next = await source.next()
    if (next.done) break
    first.push(next.value)
    size += next.value.length
    if (next.value.includes(0x0a)) break
  }
  const head = Buffer.concat(first).toString('utf8').split('\n', 1)[0] ?? ''
  return {
    head,
    all: (async function* () {
      yield* first
      yield* source
    })(),
  }
}

function delimiterOf(head: string): string {
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: head.split(sign).length }))
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).sign
}
