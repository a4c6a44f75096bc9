import { expect, test } from 'vitest'
import { metrics } from './metrics.ts'
import { measure } from './voice.ts'

test('the voice has its figures: a judge that tells houses apart, drafts that it takes for theirs, and every fact kept', async () => {
  const figures = await measure({ quick: true, seeds: 1 })
  const of = (id: string) => figures.find((figure) => figure.id === `voice.${id}`)?.ours
  expect(of('judge')).toBeGreaterThan(0.8)
  expect(of('hit30')).toBeGreaterThan(0.85)
  expect(of('hitNone')).toBeLessThan(0.2)
  expect(of('auroc')).toBeGreaterThan(0.85)
  expect(of('kept')).toBe(1)
  const known = metrics.map(({ id }) => id)
  for (const { id } of figures) expect(known).toContain(id)
})
