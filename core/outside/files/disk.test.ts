import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDiskFiles } from './disk.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lummy-files-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

test('what was put comes back under its digest', async () => {
  const files = makeDiskFiles(folder)
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
      const digest = await files.put(bytes)
      expect(new Uint8Array(await files.get(digest))).toEqual(bytes)
    }),
    { numRuns: 30 },
  )
})

test('the same bytes put ten times at once are one whole file and leave nothing half-written', async () => {
  const own = await mkdtemp(join(tmpdir(), 'lummy-files-'))
  const files = makeDiskFiles(own)
  const bytes = Buffer.alloc(100_000, 'x')
  const digests = await Promise.all(Array.from({ length: 10 }, () => files.put(bytes)))
  expect(new Set(digests).size).toBe(1)
  expect((await files.get(digests[0]!)).length).toBe(100_000)
  const names = await readdir(join(own, digests[0]!.slice(0, 2)))
  expect(names).toEqual([digests[0]!.slice(2)])
  await rm(own, { recursive: true })
})

test.each([
  '../../../etc/passwd',
  '..',
  '',
  'A'.repeat(64),
  `${'a'.repeat(63)}/`,
  'a'.repeat(65),
])('%j is no digest and is refused', async (digest) => {
  await expect(makeDiskFiles(folder).get(digest)).rejects.toMatchObject({ status: 404 })
})

test('a digest that was never put is refused as gone', async () => {
  await expect(makeDiskFiles(folder).get('0'.repeat(64))).rejects.toMatchObject({ status: 404 })
})
