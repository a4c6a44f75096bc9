import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { project } from './project.ts'

const cosine = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  const dot = (x: ArrayLike<number>, y: ArrayLike<number>) =>
    Array.from(x).reduce((sum, value, at) => sum + value * y[at]!, 0)
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))
}
/** Numbers that look like an embedding's, without Math.random. */
const wave = (seed: number, length: number) =>
  Array.from({ length }, (_, at) => Math.sin(seed * 12.9898 + at * 78.233 * (1 + seed / 7)) * Math.cos(at * seed))

describe('a projected vector', () => {
  test('has length 1, whatever came in, unless that was all zeros', () => {
    const number = fc.double({ min: -1e150, max: 1e150, noNaN: true })
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 1200 }), (vector) => {
        const projected = project(vector, 512)
        expect(projected).toHaveLength(512)
        const length = Math.hypot(...projected)
        if (vector.every((value) => value === 0)) expect(length).toBe(0)
        // A sketch may cancel a vector out by chance; it must then be zeros, never NaN.
        else expect(Math.abs(length - 1) < 1e-5 || length === 0).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  test.each([100, 384, 512])('of %i dimensions keeps its angles exactly', (length) => {
    const [a, b] = [wave(1, length), wave(2, length)]
    expect(cosine(project(a, 512), project(b, 512))).toBeCloseTo(cosine(a, b), 5)
  })

  test.each([768, 1024, 1536, 3072])('of %i dimensions keeps its angles nearly', (length) => {
    let worst = 0
    for (let seed = 1; seed <= 12; seed++) {
      const a = wave(seed, length)
      const noise = wave(seed + 50, length)
      for (const share of [0, 0.5, 1, 2]) {
        const b = a.map((value, at) => value + share * noise[at]!)
        worst = Math.max(worst, Math.abs(cosine(project(a, 512), project(b, 512)) - cosine(a, b)))
      }
    }
    expect(worst).toBeLessThan(4 / Math.sqrt(512))
  })

  test('is the same today as when it was stored', () => {
    const projected = project(
      Array.from({ length: 1536 }, (_, at) => ((at * 37) % 11) - 5),
      512,
    )
    expect(Array.from(projected.subarray(0, 6), (value) => value.toFixed(6))).toEqual([
      '0.078154',
      '-0.022330',
      '-0.011165',
      '0.005582',
      '0.053033',
      '0.086527',
    ])
  })
})
