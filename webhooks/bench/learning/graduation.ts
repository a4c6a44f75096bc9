import { defaultSettings } from '#core/domain/business.ts'
import { replay } from '#core/learning/backtest.ts'
import { makeCertificate, type RunningCertificate } from '#core/learning/certificate.ts'
import { poolSubject } from '#core/learning/claims.ts'
import { makeEngine } from '#core/learning/engine.ts'
import { historyOf } from '#webhooks/cli/replay.ts'
import { median } from '../figures.ts'
import type { Figure, MeasureOptions } from './figure.ts'
import { makeLog, type ScoredRow } from './log.ts'

/** How much evidence it takes until a topic may answer alone. */
export async function measure({ data, quick }: MeasureOptions): Promise<Figure[]> {
  const log = makeLog(data, 'bitext', '--seed', 0, ...(quick ? ['--rows', 2_500] : []))
  const partial = quick ? { partial: 'the first 2,500 rows of Bitext only' } : {}
  return [0.05, 0.02].flatMap((eps) => {
    const { until, clean } = graduated(log, eps)
    const percent = Math.round(100 * eps)
    return [
      { id: `certified.formula${percent}`, ours: cleanRowsUntilCertified(eps) },
      {
        id: `certified.bitext${percent}`,
        ours: until.length === 0 ? null : median(until),
        note: `${until.length} topics certified, ${clean} of them without an error`,
        ...partial,
      },
    ]
  })
}

/** Rows in a row without an error that one claim needs. */
export function cleanRowsUntilCertified(eps: number): number {
  const running = makeCertificate({ eps, alpha: defaultSettings.alpha, attempt: 1 })
  let rows = 0
  for (; !running.isCertified(); rows++) running.push(0)
  return rows
}

/** For every topic that got a certificate of its own: how many rows of evidence it had by then. */
function graduated(log: readonly ScoredRow[], eps: number): { until: number[]; clean: number } {
  const certificates = new Map<string, RunningCertificate>()
  const rowsOf = new Map<string, { rows: number; errors: number; isDone: boolean }>()
  const options = { agentId: 'replay', embedder: 'local', certificates, policy: { ...defaultSettings, eps } }
  replay(
    historyOf(log),
    makeEngine(),
    ({ claims, verdict }) => {
      for (const claim of claims) {
        const seen = rowsOf.get(claim) ?? { rows: 0, errors: 0, isDone: false }
        rowsOf.set(claim, seen)
        if (seen.isDone || !verdict?.counts) continue
        seen.rows++
        seen.errors += verdict.err
        seen.isDone = certificates.get(claim)?.isCertified() ?? false
      }
    },
    options,
  )
  const done = [...rowsOf].filter(([claim, { isDone }]) => isDone && claim.split('/')[1] !== poolSubject)
  return { until: done.map(([, { rows }]) => rows), clean: done.filter(([, { errors }]) => errors === 0).length }
}
