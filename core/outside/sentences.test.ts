import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readOwnSentences } from './sentences.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sentences-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('a folder that does not exist has no wording of its own', async () => {
  expect(await readOwnSentences(join(folder, 'none'))).toEqual([])
})

test('each file is named after its language; what is no JSON is told apart by having no content', async () => {
  await writeFile(join(folder, 'de.json'), '{"soon": "Bald."}')
  await writeFile(join(folder, 'fr.json'), '{soon}')
  await writeFile(join(folder, 'notes.txt'), 'not ours')
  await mkdir(join(folder, 'old'))
  expect(await readOwnSentences(folder)).toEqual([
    { language: 'de', file: join(folder, 'de.json'), content: { soon: 'Bald.' } },
    { language: 'fr', file: join(folder, 'fr.json'), content: undefined },
  ])
})
