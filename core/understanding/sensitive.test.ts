import { describe, expect, test } from 'vitest'
import { rows } from './sensitive.corpus.ts'
import { understand } from './understand.ts'

describe('subjects that only a person answers', () => {
  const all = Object.values(rows).flat()
  const read = all.map(([text, subject]) => ({ text, subject, found: understand(text, []).sensitive ?? null }))

  test('none of these sentences is taken for an ordinary question', () => {
    expect(read.filter(({ subject, found }) => subject !== null && found === null).map(({ text }) => text)).toEqual([])
  })

  test('ordinary questions that sound alike raise no alarm', () => {
    expect(read.filter(({ subject, found }) => subject === null && found !== null)).toEqual([])
  })

  test('the subject is named, since an owner opts in by its name', () => {
    expect(read.filter(({ subject, found }) => subject !== null && found !== subject)).toEqual([])
  })

  test('the table is large enough to say something', () => {
    expect(all.length).toBeGreaterThanOrEqual(80)
    expect(Object.keys(rows)).toHaveLength(8)
  })
})
