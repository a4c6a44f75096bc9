import { expect, test } from 'vitest'
import type { LearningEntry } from '../../domain/learning.ts'
import { makeEngine } from '../engine.ts'
import { around } from './around.ts'

function learned(...pairs: [question: string, reply: string][]) {
  const engine = makeEngine()
  pairs.forEach(([question, reply], i) => {
    const entry: LearningEntry = {
      ...{ type: 'pair', lessonId: `lesson ${i}`, question, reply, context: [], author: 'Ben', channel: 'email' },
      ...{ known: [], origin: 'import', ownWords: true },
    }
    engine.apply({ seq: i + 1, at: `2026-01-0${i + 1}T09:00:00Z`, entry })
  })
  return (i: number) => around(engine, engine.lesson(`lesson ${i}`)!).map(({ id }) => id)
}

test('an answer to something else is not weighed against, however alike the questions are', () => {
  const near = learned(
    ['How long until the white peony arrives?', 'Every parcel leaves us the next day. Delivery takes 3 working days.'],
    ['How long should the white peony steep?', 'Let the leaves steep for 2 minutes, in water of 75 degrees.'],
  )
  expect(near(1)).toEqual([])
})

test('another wording of the same is, in whatever topic it stands', () => {
  const near = learned(
    ['How long can I return it?', 'Items can be returned within 30 days.'],
    [
      'How long may I keep it before I return it?',
      'We accept a returned item for two weeks after it was delivered to you.',
    ],
  )
  expect(near(1)).toEqual(['lesson 0'])
})
