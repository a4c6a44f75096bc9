import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keyFileName, readKeyFile } from './key-file.ts'
import { makeSeal } from './seal.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lummy-key-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('a first start makes a key that seals, and a second start reads the same', async () => {
  const data = join(folder, 'not', 'there', 'yet')
  const key = await readKeyFile(data)
  const place = { table: 't', row: 'r', column: 'c' }
  const sealed = makeSeal(key).seal('secret', place)
  expect(makeSeal(await readKeyFile(data)).open(sealed, place)).toBe('secret')
})

test('only its owner may read the file, also after it came back from a copy', async () => {
  await readKeyFile(folder)
  const path = join(folder, keyFileName)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  await chmod(path, 0o644)
  await readKeyFile(folder)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test('starts at the same time agree on one key and leave nothing else behind', async () => {
  const keys = await Promise.all(Array.from({ length: 20 }, () => readKeyFile(folder)))
  expect(new Set(keys).size).toBe(1)
  expect(await readdir(folder)).toEqual([keyFileName])
})

test('a file with several keys is handed over as it is', async () => {
  await writeFile(join(folder, keyFileName), 'one two\n', { mode: 0o600 })
  expect(await readKeyFile(folder)).toBe('one two')
})

test('a file that cannot be read is an error, never a new key', async () => {
  await rm(folder, { recursive: true })
  await writeFile(folder, 'a file where the folder should be')
  await expect(readKeyFile(folder)).rejects.toThrow()
})
