import { describe, expect, test } from 'vitest'
import { everPromoted, rowsUntilCertified } from '../testing/autonomy/promotion.ts'
import { answersUntilRevoked, auditsBetweenAlarms, canComeBackWithin } from '../testing/autonomy/revocation.ts'
import { everSent } from '../testing/autonomy/union.ts'

/** Simulations of certified autonomy, smaller than the bench's; all seeded. */
const claim = { eps: 0.02, alpha: 0.05 }
const bound = (share: number, trials: number) => share + 3 * Math.sqrt((share * (1 - share)) / trials)

describe('certified autonomy', () => {
  test('topics that are wrong exactly eps of the time are rarely ever promoted, whatever is done to the test', () => {
    const trial = { ...claim, topics: 500, rows: 3000, error: claim.eps, seed: 1 }
    const promoted = everPromoted(trial)
    const careless = everPromoted({ ...trial, error: 2 * claim.eps })
    console.log(`ever promoted at a true error of eps: ${promoted}, of twice eps: ${careless}`)
    expect(promoted).toBeLessThanOrEqual(bound(claim.alpha, trial.topics))
    expect(careless).toBeLessThanOrEqual(0.01)
    // The test has power: topics that are wrong a tenth as often are promoted nearly always.
    expect(everPromoted({ ...trial, topics: 100, error: claim.eps / 10 })).toBeGreaterThan(0.9)
  })

  test('nor are they by topics and pool together', () => {
    const trial = { ...claim, businesses: 40, topics: 10, rows: 3000, error: claim.eps, seed: 2 }
    const { topicsSent, poolCertified } = everSent(trial)
    console.log(`topics ever sent alone: ${topicsSent}, businesses whose pool was certified: ${poolCertified}`)
    expect(topicsSent).toBeLessThanOrEqual(bound(claim.alpha, trial.businesses * trial.topics))
    expect(poolCertified).toBeLessThanOrEqual(bound(claim.alpha, trial.businesses))
    expect(everSent({ ...trial, businesses: 10, error: 2 * claim.eps }).topicsSent).toBeLessThanOrEqual(0.01)
    expect(everSent({ ...trial, businesses: 10, error: claim.eps / 10 }).topicsSent).toBeGreaterThan(0.9)
  })

  test('topics that are right more often than they have to be are certified in reasonable time', () => {
    const rows = [0, 0.25, 0.5].map((share) =>
      rowsUntilCertified({ ...claim, topics: 801, rows: 10_000, error: share * claim.eps, seed: 3 }),
    )
    console.log(`rows until certified, errors at 0 / a quarter / half of eps: ${rows.join(' / ')}`)
    expect(rows[0]).toBeLessThanOrEqual(185)
    expect(rows[1]).toBeLessThanOrEqual(600)
    expect(rows[2]).toBeLessThanOrEqual(1700)
  })

  test.each([
    { error: 0.1, atMost: 500 },
    { error: 0.25, atMost: 150 },
    { error: 0.5, atMost: 80 },
    { error: 1, atMost: 50 },
  ])('a jump to $error is stopped after $atMost answers at most, one in ten being audited', ({ error, atMost }) => {
    const { mean, median, detectorAudits } = answersUntilRevoked({
      ...{ topics: 400, error, eps: claim.eps, audited: 0.1, seed: 4 },
    })
    console.log(
      `errors ${error}: ${Math.round(mean)} answers, middle ${median}; the detector alone ${detectorAudits} audits`,
    )
    expect(mean).toBeLessThanOrEqual(atMost)
  })

  test('after a revocation nothing is promoted within a hundred rows', () => {
    expect(canComeBackWithin(100, claim.eps, claim.alpha)).toBe(false)
    expect(canComeBackWithin(100, 0.05, claim.alpha)).toBe(false)
    expect(canComeBackWithin(400, claim.eps, claim.alpha)).toBe(true)
  })

  test('the detector hardly ever cries wolf; the veto does now and then', () => {
    const { detector, veto } = auditsBetweenAlarms(claim.eps, 150, 5)
    console.log(`audits between alarms at errors of eps: detector ${Math.round(detector)}, veto ${Math.round(veto)}`)
    expect(detector).toBeGreaterThanOrEqual(1000)
    expect(veto).toBeGreaterThan(150)
  })
})
