import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sameWords, shareChanged } from './drafts.ts'

test.each([
  ['We ship to Norway.', 'We ship to Norway.', 0],
  ['We ship to Norway.', 'Only by ferry then', 1],
  ['a b c d', 'a b c e', 0.25],
  ['a b', 'a b c d', 0.333],
  ['', '', 0],
  ['', 'a', 1],
])('of %j, %j changes %f', (before, after, share) => {
  expect(shareChanged(before, after)).toBe(share)
})

test('the share lies between 0 and 1, is the same both ways, and 0 for the same words', () => {
  const words = fc.array(fc.constantFrom('we', 'ship', 'to', 'Norway', ' ', '\n')).map((parts) => parts.join(' '))
  fc.assert(
    fc.property(words, words, (a, b) => {
      expect(shareChanged(a, b)).toBe(shareChanged(b, a))
      expect(shareChanged(a, b)).toBeGreaterThanOrEqual(0)
      expect(shareChanged(a, b)).toBeLessThanOrEqual(1)
      if (sameWords(a, b)) expect(shareChanged(a, b)).toBe(0)
    }),
  )
})
