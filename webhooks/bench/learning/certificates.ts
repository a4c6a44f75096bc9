import { everPromoted, rowsUntilCertified } from '#core/testing/autonomy/promotion.ts'
import { answersUntilRevoked, auditsBetweenAlarms } from '#core/testing/autonomy/revocation.ts'
import { everSent } from '#core/testing/autonomy/union.ts'
import type { Figure } from './figure.ts'

const eps = 0.02
const alpha = 0.05

/** Certificates, pool, detector and veto on simulated topics, whose true errors are known. */
export async function measure({ quick }: { quick: boolean }): Promise<Figure[]> {
  const topics = quick ? 400 : 2000
  const trial = { eps, alpha, topics, rows: 3000, seed: 1 }
  const union = { eps, alpha, topics: 10, businesses: quick ? 20 : 200, rows: 3000, seed: 2 }
  const partial = quick ? { partial: `${topics} topics only` } : {}
  const atEps = everSent({ ...union, error: eps })
  const alarms = auditsBetweenAlarms(eps, quick ? 100 : 1000, 5)
  const figure = (id: string, ours: number, note?: string): Figure => ({
    ...{ id, ours, ...partial },
    ...(note === undefined ? {} : { note }),
  })
  return [
    figure('promoted.atEps', everPromoted({ ...trial, error: eps })),
    figure('promoted.atTwice', everPromoted({ ...trial, error: 2 * eps })),
    figure('promoted.unionAtEps', atEps.topicsSent),
    figure('promoted.poolAtEps', atEps.poolCertified),
    figure('promoted.unionAtTwice', everSent({ ...union, error: 2 * eps }).topicsSent),
    ...[0.25, 0.5].map((share) =>
      figure(`certified.at${share * 100}`, rowsUntilCertified({ ...trial, rows: 20_000, error: share * eps })),
    ),
    ...[0.1, 0.25, 0.5, 1].map((error) => {
      const { mean, median, detectorAudits } = answersUntilRevoked({ topics, error, eps, audited: 0.1, seed: 4 })
      return figure(`revoked.${error * 100}`, mean, `middle ${median}; detector alone ${detectorAudits} audits`)
    }),
    figure('alarms.detector', alarms.detector),
    figure('alarms.veto', alarms.veto),
  ]
}
