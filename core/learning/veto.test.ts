import { expect, test } from 'vitest'
import { isVetoed } from './veto.ts'

test('two wrong among the last ten stop a topic, and only there', () => {
  const clean = (count: number) => Array.from({ length: count }, () => 0 as const)
  expect(isVetoed([])).toBe(false)
  expect(isVetoed([1])).toBe(false)
  expect(isVetoed([1, 1])).toBe(true)
  expect(isVetoed([1, ...clean(8), 1])).toBe(true)
  expect(isVetoed([1, ...clean(9), 1])).toBe(false)
  expect(isVetoed([1, 1, ...clean(9)])).toBe(false)
  expect(isVetoed([1, 1, ...clean(8)])).toBe(true)
})
