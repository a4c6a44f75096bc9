import { expect, test } from 'vitest'
import { localEmbedder } from './local.ts'

const sketch = (text: string) => Float32Array.from({ length: 512 }, (_, at) => (at === text.length ? 1 : 0))

test('the local embedder gives the sketch of each text, in order, under the sketch’s name', async () => {
  const embedder = localEmbedder(sketch, 'sketch-1')
  expect(embedder.name).toBe('sketch-1')
  expect(await embedder.embed(['a', '', 'abc'])).toEqual([sketch('a'), sketch(''), sketch('abc')])
})

test('a long list lets others work in between, and stops when asked', async () => {
  const embedder = localEmbedder(sketch, 'sketch-1')
  const controller = new AbortController()
  setImmediate(() => controller.abort(new Error('enough')))
  await expect(embedder.embed(Array(1000).fill('a'), controller.signal)).rejects.toThrow('enough')
})
