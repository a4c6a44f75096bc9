import { defaultSettings } from '#core/domain/business.ts'
import { type HistoryRow, type ReplayedRow, type ReplayOptions, replay } from '#core/learning/backtest.ts'
import { type Engine, makeEngine } from '#core/learning/engine.ts'
import { sensitiveSubjects } from '#core/understanding/lexicon.ts'
import { historyOf, type LogRow } from '#webhooks/cli/replay.ts'
import type { PredictedRow } from './log.ts'

/** A log replayed through the product's own engine, as `lummy replay` does. */
export interface Replayed {
  engine: Engine
  predictions: PredictedRow[]
  rows: ReplayedRow[]
}

/** As if the owner had opted in to every subject by name: what is measured then is what the engine knows. */
export const optedIn: ReplayOptions['policy'] = { ...defaultSettings, allowedSubjects: sensitiveSubjects }
/** As a business starts: money back, payment data and the like are for people alone. */
export const asShipped: ReplayOptions['policy'] = defaultSettings

/** Predicts every row before its reply is shown, then learns it. */
export function replayed(log: readonly LogRow[], options: Partial<ReplayOptions> = {}): Replayed {
  return through(makeEngine(), log, historyOf(log), options)
}

/** Predicts rows with what an engine has learned by now; learns nothing from them. */
export function asked(engine: Engine, log: readonly LogRow[]): Replayed {
  const frozen: Engine = { ...engine, apply: () => ({ lessons: [], topics: [] }) }
  // No lesson is called like a row that is only asked about.
  const history = [...historyOf(log)].map((row) => ({ ...row, lessonId: `asked ${row.lessonId}` }))
  return through(frozen, log, history, {})
}

function through(
  engine: Engine,
  log: readonly LogRow[],
  history: Iterable<HistoryRow>,
  options: Partial<ReplayOptions>,
): Replayed {
  const rows: ReplayedRow[] = []
  replay(history, engine, (row) => rows.push(row), {
    policy: optedIn,
    agentId: 'replay',
    embedder: 'local',
    ...options,
  })
  const predictions = rows.map(({ reply, confidence, sent, source }, at) => ({
    i: log[at]!.i,
    reply,
    confidence,
    sent,
    ...(source === undefined ? {} : { source: log[source]!.i }),
  }))
  return { engine, predictions, rows }
}

/** Equal, white space and case apart: what score.mjs calls right on plain logs. */
export function saysTheSame(reply: string | null, staff: string): boolean {
  return reply !== null && plain(reply) === plain(staff)
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase()
}
