import { expect, test } from 'vitest'
import { readable } from './readable.ts'

test('an approval that is faster than any reader is no evidence', () => {
  const text = 'word '.repeat(60)
  expect(readable(text, 3900)).toBe(false)
  expect(readable(text, 4000)).toBe(true)
  expect(readable('Yes, we do.', 500)).toBe(true)
})
