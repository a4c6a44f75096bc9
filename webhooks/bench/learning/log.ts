import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { LogRow } from '#webhooks/cli/replay.ts'

/** A row as make-log.mjs writes it. `topic` and `truth` are for scoring alone: no engine is shown them. */
export interface ScoredRow extends LogRow {
  topic: string
  /** The right reply, where staff made a mistake. */
  truth?: string
}

/** What score.mjs says of a replay. */
export interface Score {
  rows: number
  topics: number
  agreementAll: number
  agreementLast1000: number
  coverageAll: number
  coverageLast1000: number
  wrongAmongSent: number
  breaksRisk: boolean
  eceAll: number
  eceLast1000: number
}

/** One predicted row, as score.mjs reads it. */
export interface PredictedRow {
  i: number
  reply: string | null
  confidence: number
  sent: boolean
  source?: number
}

/** Runs make-log.mjs as it is: `makeLog(data, 'banking77', '--seed', 0, '--people', 4)`. */
export function makeLog(data: string, set: string, ...flags: (string | number)[]): ScoredRow[] {
  return rowsOf(run(join(data, 'make-log.mjs'), [set, ...flags.map(String)], {}))
}

/** Makes a log of questions that make-log.mjs does not know, by giving them to it in a folder of their own. */
export function makeLogOf(data: string, questions: readonly Question[], ...flags: (string | number)[]): ScoredRow[] {
  return inFolder((folder) => {
    mkdirSync(join(folder, 'banking77'))
    const lines = questions.map(({ text, topic }) => [text, topic].map(quoted).join(','))
    writeFileSync(join(folder, 'banking77', 'train.csv'), ['text,category', ...lines, ''].join('\n'))
    return rowsOf(run(join(data, 'make-log.mjs'), ['banking77', ...flags.map(String)], { DATA_DIR: folder }))
  })
}

/** Runs score.mjs as it is. */
export function score(
  data: string,
  log: readonly ScoredRow[],
  predictions: readonly PredictedRow[],
  ...flags: string[]
): Score {
  return inFolder((folder) => {
    const [logPath, predictionsPath] = [join(folder, 'log.jsonl'), join(folder, 'predictions.jsonl')]
    writeFileSync(logPath, log.map((row) => `${JSON.stringify(row)}\n`).join(''))
    writeFileSync(predictionsPath, predictions.map((row) => `${JSON.stringify(row)}\n`).join(''))
    return JSON.parse(run(join(data, 'score.mjs'), [logPath, predictionsPath, '--json', ...flags], {})) as Score
  })
}

/** A question of a data set with the label that its makers gave it. */
export interface Question {
  text: string
  topic: string
}

/** Reads a CSV file of a data set whose first column is the text and whose second is the label. */
export function questionsOf(data: string, path: string): Question[] {
  const rows = parse(readFileSync(join(data, path)), {
    bom: true,
    from_line: 2,
    relax_column_count: true,
  }) as string[][]
  return rows.map(([text = '', topic = '']) => ({ text, topic }))
}

/** The reply that a log's staff give to each topic. */
export function replyOfTopic(log: readonly ScoredRow[]): Map<string, string> {
  return new Map(log.map((row) => [row.topic, row.truth ?? row.staff]))
}

function run(script: string, words: readonly string[], env: Record<string, string>): string {
  const done = spawnSync(process.execPath, [script, ...words], { encoding: 'utf8', maxBuffer: 1 << 30, env })
  if (done.status !== 0) throw new Error(`${script} ${words.join(' ')} ended with ${done.status}:\n${done.stderr}`)
  return done.stdout
}

function rowsOf(lines: string): ScoredRow[] {
  return lines
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as ScoredRow)
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`
}

function inFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'lummy-learning-'))
  try {
    return use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
