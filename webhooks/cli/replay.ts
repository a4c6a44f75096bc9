import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { z } from 'zod'
import { defaultSettings } from '#core/domain/business.ts'
import { type HistoryRow, replay } from '#core/learning/backtest.ts'
import { makeEngine } from '#core/learning/engine.ts'
import { type CliCommand, exitCodes, type Output, WrongUsage } from './command.ts'
import { makeProgress } from './progress.ts'

export const replayCommand: CliCommand = {
  name: 'replay',
  summary: 'run the engine over a log of answered questions, predicting each before it is learned',
  configure: (command) =>
    void command
      .argument('<log>', 'JSON lines {i, conversation, customer, staff, author, context?}')
      .option('--predictions <out>', 'where the predictions go, one row each; else to standard output'),
  async run([path], options, context) {
    const log = path === undefined ? undefined : readLog(path)
    if (log === undefined) throw new WrongUsage('Say which log to replay: lummy replay <log.jsonl>')
    const file = typeof options.predictions === 'string' ? openSync(options.predictions, 'w') : undefined
    const out: Output = file === undefined ? context.stdout : { write: (text) => writeSync(file, text) }
    const startedMs = Date.now()
    try {
      const total = replayLog(log, out, {
        onRow: makeProgress({
          label: 'Replaying',
          total: log.length,
          output: context.stderr,
          isTerminal: context.isTerminal,
          nowMs: Date.now,
        }).at,
      })
      const seconds = (Date.now() - startedMs) / 1000
      context.stderr.write(
        `\n${total.rows} rows in ${seconds.toFixed(1)} s, ${Math.round(total.rows / seconds)} a second; ${total.sent} would have been sent.\n`,
      )
      return exitCodes.done
    } finally {
      if (file !== undefined) closeSync(file)
    }
  },
}

/** What is read of a row; the fields that only a scorer may know are dropped here. */
const rowSchema = z.object({
  i: z.number(),
  conversation: z.string().optional(),
  customer: z.string(),
  staff: z.string(),
  author: z.string().default('staff'),
  customerName: z.string().optional(),
  context: z.array(z.object({ text: z.string() })).optional(),
})
export type LogRow = z.infer<typeof rowSchema>

/** Replays rows in their order through the product's own engine; one line `{i, reply, confidence, sent, source?}` each. */
export function replayLog(
  log: readonly LogRow[],
  out: Output,
  told: { onRow?: (done: number) => void } = {},
): { rows: number; sent: number } {
  let sent = 0
  replay(
    historyOf(log),
    makeEngine(),
    (row) => {
      if (row.sent) sent += 1
      const { reply, confidence } = row
      const source = row.source === undefined ? {} : { source: log[row.source]!.i }
      out.write(`${JSON.stringify({ i: log[row.i]!.i, reply, confidence, sent: row.sent, ...source })}\n`)
      told.onRow?.(row.i + 1)
    },
    { policy: defaultSettings, agentId: 'replay', embedder: 'local' },
  )
  return { rows: log.length, sent }
}

/** The rows as the engine's history; a log has no times, so it is a row a minute. */
export function* historyOf(log: readonly LogRow[]): Generator<HistoryRow> {
  for (const [position, row] of log.entries()) {
    yield {
      customer: row.customer,
      staff: row.staff,
      author: row.author,
      context: (row.context ?? []).map((turn) => turn.text),
      lessonId: `row ${position}`,
      at: new Date(Date.UTC(2026, 0, 1) + position * 60_000).toISOString(),
      known: row.customerName === undefined ? [] : [{ type: 'person', value: row.customerName }],
    }
  }
}

/** Throws WrongUsage with the line that cannot be read: a replay with a hole in it would measure something else. */
function readLog(path: string): LogRow[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    throw new WrongUsage(`There is no file ${path}.`)
  }
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    const row = rowSchema.safeParse(parsed(line))
    if (!row.success)
      throw new WrongUsage(`${path}, line ${index + 1} is no row of a log: ${z.prettifyError(row.error)}`)
    return [row.data]
  })
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
