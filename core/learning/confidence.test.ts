import { describe, expect, test } from 'vitest'
import { seeded } from '../testing/seeded.ts'
import { makeConfidence } from './confidence.ts'
import { type Signals, signalNames } from './signals.ts'

/** Signals as they usually are, some of them changed. */
function signals(changed: Partial<Signals> = {}): number[] {
  const usual: Partial<Signals> = {
    always: 1,
    probability: 0.4,
    margin: 0.8,
    linearMargin: 0.6,
    nearest: 0.7,
    language: 1,
  }
  return signalNames.map((name) => changed[name] ?? usual[name] ?? 0.3)
}

describe('confidence', () => {
  test('before the first verdict nothing is surer than even, and closeness to a known question counts', () => {
    const confidence = makeConfidence()
    expect(confidence.of(signals({ nearest: 1 }), 'parcels')).toBe(0.5)
    expect(confidence.of(signals({ nearest: 0 }), 'parcels')).toBeLessThan(0.25)
  })

  test('learns which signal tells right from wrong, and how well', () => {
    const confidence = makeConfidence()
    const random = seeded(3)
    const draw = () => {
      const margin = random()
      return { margin, right: random() < 0.2 + 0.79 * margin }
    }
    for (let i = 0; i < 4_000; i++) {
      const { margin, right } = draw()
      const given = signals({ margin, nearest: random() })
      confidence.learn(given, `topic ${i % 7}`, right, confidence.of(given, `topic ${i % 7}`))
    }
    for (const margin of [0.3, 0.6, 0.9]) {
      const told = confidence.of(signals({ margin, nearest: 0.5 }), 'topic 1')
      expect(Math.abs(told - (0.2 + 0.79 * margin))).toBeLessThan(0.08)
    }
  })

  test('a topic that is often mistaken for another is believed less than its signals say, and no other topic', () => {
    const confidence = makeConfidence()
    const random = seeded(4)
    for (let i = 0; i < 1_500; i++) {
      const topic = i % 5 === 0 ? 'refused cards' : `topic ${i % 5}`
      const right = random() < (i % 5 === 0 ? 0.6 : 0.97)
      confidence.learn(signals({ margin: random() }), topic, right, 0.9)
    }
    const of = (topic: string) => confidence.of(signals({ margin: 0.5 }), topic)
    expect(of('refused cards')).toBeLessThan(0.8)
    expect(of('topic 1')).toBeGreaterThan(0.9)
    expect(of('a new one')).toBeGreaterThan(of('refused cards'))
  })

  test('one wrong draft among the first does not make everything doubtful for ever', () => {
    const confidence = makeConfidence()
    const given = signals({ nearest: 1 })
    confidence.learn(given, 'parcels', false, 0.5)
    const shaken = confidence.of(given, 'parcels')
    for (let i = 0; i < 10; i++) confidence.learn(given, 'parcels', true, shaken)
    expect(confidence.of(given, 'parcels')).toBeGreaterThan(0.7)
  })

  test('signals of an earlier engine count in the calibration, and teach no weight', () => {
    const confidence = makeConfidence()
    const before = [...confidence.weights()]
    confidence.learn([1, 0.5, 0.5], 'parcels', false, 0.95)
    expect([...confidence.weights()]).toEqual(before)
    expect(confidence.bins().at(-1)).toMatchObject({ count: 1, right: 0 })
  })

  test('goes on from what was saved as if it had never been put away', () => {
    const random = seeded(6)
    const rows = Array.from({ length: 300 }, () => ({
      given: signals({ margin: random(), nearest: random() }),
      topic: `topic ${Math.floor(random() * 4)}`,
      right: random() < 0.8,
    }))
    const learn = (to: ReturnType<typeof makeConfidence>, part: typeof rows) => {
      for (const { given, topic, right } of part) to.learn(given, topic, right, to.of(given, topic))
      return to
    }
    const whole = learn(makeConfidence(), rows)
    const resumed = learn(
      makeConfidence(structuredClone(learn(makeConfidence(), rows.slice(0, 120)).save())),
      rows.slice(120),
    )
    expect(resumed.save()).toEqual(whole.save())
  })

  test('numbers that are none change nothing for the worse', () => {
    const confidence = makeConfidence()
    const odd = signals({ margin: Number.NaN, nearest: Number.POSITIVE_INFINITY })
    confidence.learn(odd, 'parcels', true, Number.NaN)
    expect(confidence.of(odd, 'parcels')).toBeGreaterThanOrEqual(0)
    expect(Number.isFinite(confidence.of(signals(), 'parcels'))).toBe(true)
  })
})
