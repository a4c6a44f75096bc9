import { describe, expect, test } from 'vitest'
import { seeded } from '../testing/seeded.ts'
import { makeDetector } from './detector.ts'

/** Audits until the alarm of a detector that saw 500 clean ones, the middle of many runs. */
function auditsUntilAlarm(eps: number, share: number, runs: number): number {
  const random = seeded(Math.round(share * 1000) + 7)
  const counts = Array.from({ length: runs }, () => {
    const detector = makeDetector({ eps })
    for (let i = 0; i < 500; i++) detector.push(0)
    let audits = 0
    while (!detector.alarmed()) {
      detector.push(random() < share ? 1 : 0)
      audits++
    }
    return audits
  }).sort((a, b) => a - b)
  return counts[runs >> 1]!
}

describe('detector', () => {
  test('sees 100, 50, 25 and 10 % errors soon, also after 500 clean audits', () => {
    const seen = [1, 0.5, 0.25, 0.1].map((share) => auditsUntilAlarm(0.02, share, 401))
    console.log(`audits until the alarm at 100 / 50 / 25 / 10 % errors: ${seen.join(' / ')}`)
    expect(seen[0]).toBeLessThanOrEqual(3)
    expect(seen[1]).toBeLessThanOrEqual(6)
    expect(seen[2]).toBeLessThanOrEqual(12)
    expect(seen[3]).toBeLessThanOrEqual(40)
  })

  test('at errors as frequent as eps, a thousand audits or more pass between alarms', () => {
    for (const eps of [0.02, 0.05]) {
      const random = seeded(3)
      let audits = 0
      const alarms = 200
      for (let alarm = 0; alarm < alarms; alarm++) {
        const detector = makeDetector({ eps })
        while (!detector.alarmed()) {
          detector.push(random() < eps ? 1 : 0)
          audits++
        }
      }
      console.log(`audits between false alarms at eps ${eps}: ${Math.round(audits / alarms)}`)
      expect(audits / alarms).toBeGreaterThanOrEqual(1000)
    }
  })

  test('an alarm stays, and the state says what led to it', () => {
    const detector = makeDetector({ eps: 0.02, threshold: 50 })
    while (!detector.alarmed()) detector.push(1)
    const { audits, errors, level, threshold } = detector.state()
    expect(audits).toBe(errors)
    expect(level).toBeGreaterThanOrEqual(threshold)
    for (let i = 0; i < 200; i++) detector.push(0)
    expect(detector.state()).toMatchObject({ alarmed: true, audits: audits + 200, errors })
    expect(detector.state().level).toBeLessThan(threshold)
  })
})
