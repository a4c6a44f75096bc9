import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seeded } from '../testing/seeded.ts'
import { certificate, makeCertificate } from './certificate.ts'

const claim = { eps: 0.02, alpha: 0.05, attempt: 1 }
const clean = (count: number) => Array.from({ length: count }, () => ({ err: 0 as const }))

describe('certificate', () => {
  test.each([
    { eps: 0.02, floor: 173, goal: 185 },
    { eps: 0.05, floor: 69, goal: 75 },
  ])('clean rows certify at eps $eps after $floor to $goal, the floor being a bet of everything', ({
    eps,
    floor,
    goal,
  }) => {
    const one = { ...claim, eps }
    const { missing, alpha } = certificate([], one)
    console.log(`clean rows until certified at eps ${eps}, alpha 5 %, attempt 1: ${missing}`)
    expect(Math.ceil(Math.log(1 / alpha) / -Math.log(1 - eps))).toBe(floor)
    expect(missing).toBeGreaterThanOrEqual(floor)
    expect(missing).toBeLessThanOrEqual(goal)
    expect(certificate(clean(missing - 1), one).certified).toBe(false)
    expect(certificate(clean(missing), one).certified).toBe(true)
  })

  test('one error costs a hundred or two, not everything', () => {
    const wrong = [...clean(100), { err: 1 as const }]
    const { missing } = certificate(wrong, claim)
    console.log(`clean rows after an error at row 100: ${missing}`)
    expect(missing).toBeLessThan(300)
  })

  test('wealth is what its definition says, however long the history', () => {
    const random = seeded(4)
    const errs = Array.from({ length: 20_000 }, () => (random() < 0.001 ? 1 : 0) as 0 | 1)
    const running = makeCertificate(claim)
    for (const err of errs) running.push(err)
    // The same sum over bets and starts, in logarithms.
    const logs: number[] = []
    let waiting = 1
    for (const [start, weight] of starts(errs.length)) {
      waiting -= weight
      for (const [share, part] of [
        [0.985, 0.845],
        [0.55, 0.155],
      ] as const) {
        const lambda = share / (1 - claim.eps)
        let log = Math.log(weight * part)
        for (let i = start; i < errs.length; i++) log += Math.log1p(lambda * (claim.eps - errs[i]!))
        logs.push(log)
      }
    }
    const most = Math.max(...logs)
    const sum = logs.reduce((all, log) => all + Math.exp(log - most), waiting * Math.exp(-most))
    expect(running.state().logWealth).toBeCloseTo(most + Math.log(sum), 6)
  })

  test('what is missing is what it takes, whatever went before', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<0 | 1>(0, 0, 0, 0, 0, 1), { maxLength: 80 }), (errors) => {
        const rows = errors.map((err) => ({ err }))
        const { missing, certified } = certificate(rows, claim)
        if (certified) return
        expect(certificate([...rows, ...clean(missing)], claim).certified).toBe(true)
        expect(certificate([...rows, ...clean(missing - 1)], claim).certified).toBe(false)
      }),
      { numRuns: 25 },
    )
  })

  test('a row without a verdict holds back all behind it', () => {
    const held = certificate([...clean(100), {}, ...clean(400)], claim)
    expect(held).toMatchObject({ certified: false, rows: 100 })
  })

  test('a row that counts nowhere is passed over', () => {
    const rows = clean(300).flatMap((row) => [row, { err: null }])
    expect(certificate(rows, claim)).toMatchObject({ certified: true, rows: 300, errors: 0 })
  })

  test('an early bad stretch is outlived by a later start', () => {
    const bad = Array.from({ length: 20 }, (_, i) => ({ err: (i % 2) as 0 | 1 }))
    expect(certificate([...bad, ...clean(500)], claim).certified).toBe(true)
  })

  test('a later attempt asks for more', () => {
    expect(certificate([], { ...claim, attempt: 2 }).missing).toBeGreaterThan(certificate([], claim).missing)
  })

  test('once certified it stays so: revoking is another test', () => {
    const errors = Array.from({ length: 30 }, () => ({ err: 1 as const }))
    expect(certificate([...clean(250), ...errors], claim).certified).toBe(true)
  })

  test('of processes that are wrong exactly eps of the time, at most alpha are ever certified', () => {
    const random = seeded(11)
    const processes = 400
    let certified = 0
    for (let p = 0; p < processes; p++) {
      const running = makeCertificate(claim)
      for (let row = 0; row < 1000 && !running.isCertified(); row++) running.push(random() < claim.eps ? 1 : 0)
      if (running.isCertified()) certified++
    }
    const bound = claim.alpha + 3 * Math.sqrt((claim.alpha * (1 - claim.alpha)) / processes)
    console.log(`certified at a true error of eps: ${certified} of ${processes}`)
    expect(certified / processes).toBeLessThanOrEqual(bound)
    // The test has power: a process that is wrong a tenth as often is certified nearly always.
    const good = makeCertificate(claim)
    for (let row = 0; row < 2000; row++) good.push(random() < claim.eps / 10 ? 1 : 0)
    expect(good.isCertified()).toBe(true)
  })
})

function starts(rows: number): [row: number, weight: number][] {
  const all: [number, number][] = [[0, 0.92]]
  for (let k = 1, at = 30; at < rows; k++, at *= 2) all.push([at, 0.08 / (k * (k + 1))])
  return all
}
