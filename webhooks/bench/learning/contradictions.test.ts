import { expect, test } from 'vitest'
import { measure } from './contradictions.ts'

test('of 200 seeded pairs, contradictions are told from mere differences with precision and recall of at least 0.95', async () => {
  const figures = await measure({ quick: true })
  console.log(figures.map(({ id, ours }) => `${id} ${ours.toFixed(3)}`).join('\n'))
  for (const { id, ours } of figures) expect(ours, id).toBeGreaterThanOrEqual(0.95)
})
