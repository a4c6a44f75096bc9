import { describe, expect, test } from 'vitest'
import { makeReplyTopics } from './topics.ts'

/** Two prepared texts that differ in small words alone, among others. */
const prepared = [
  'Please see why the card is not working in our guide.',
  'Please see: the card is not working, in our guide.',
  'The branch in Harbour Street opens at nine.',
  'Your statement stands on the documents page.',
  'A transfer abroad takes three working days.',
  'The fee table lists what each account costs.',
]

function grouped(replies: readonly string[]): Map<string, string> {
  const topics = makeReplyTopics()
  for (const [i, reply] of replies.entries()) topics.add(`lesson ${i}`, reply, `question ${i % 6}?`)
  return topics.regroup()
}

describe('where staff paste prepared texts', () => {
  test('each text is a topic, however like another it reads', () => {
    const topicOf = grouped(Array.from({ length: 60 }, (_, i) => prepared[i % prepared.length]!))
    expect(new Set(topicOf.values()).size).toBe(prepared.length)
  })

  test('a text that was changed by hand once stays with the one it was made from', () => {
    const replies = Array.from({ length: 60 }, (_, i) => prepared[i % prepared.length]!)
    const topicOf = grouped([...replies, 'Your statement stands on the documents page, as always.'])
    expect(topicOf.get('lesson 60')).toBe(topicOf.get('lesson 3'))
  })
})

test('where staff write afresh each time, small words set nothing apart', () => {
  const written = Array.from(
    { length: 30 },
    (_, i) =>
      `${'so then well now and but'.split(' ')[i % 6]} your parcel is on its way, ${'a b c d e'.split(' ')[i % 5]}`,
  )
  expect(new Set(grouped(written).values()).size).toBe(1)
})
