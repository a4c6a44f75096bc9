import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LearningEntry, LearningRow } from '../domain/learning.ts'
import { understand } from '../understanding/understand.ts'
import { type Engine, makeEngine } from './engine.ts'
import type { PairEntry } from './pair.ts'

let made = 0
function pair(question: string, reply: string, more: Partial<PairEntry> = {}): PairEntry {
  const base = { context: [], author: 'Tom', channel: 'chat', known: [], origin: 'live', ownWords: true } as const
  return { type: 'pair', lessonId: `lesson-${++made}`, question, reply, ...base, ...more } as PairEntry
}
function fold(entries: readonly LearningEntry[], engine = makeEngine()): Engine {
  entries.forEach((entry, i) => {
    engine.apply({ seq: i + 1, at: '2026-05-01T00:00:00Z', entry })
  })
  return engine
}
function ask(engine: Engine, text: string, context: string[] = []) {
  const query = { text, context, language: understand(text, context).language }
  return engine.predict(query, engine.recall(query, 12))
}

const delivery = () => pair('How long does delivery take?', 'Hi Ana,\n\nDelivery takes 3 working days.\n\nBest,\nTom')
const returns = () =>
  pair('Can I send the shoes back?', 'Sure, returns are free within 30 days, the label is in the box.')

describe('engine', () => {
  test('an empty engine proposes nothing', () => {
    expect(ask(makeEngine(), 'How long does delivery take?')).toMatchObject({ candidates: [], confidence: 0 })
  })

  test('a pair is used by the very next prediction, without its greeting and closing', () => {
    const engine = fold([delivery()])
    const prediction = ask(engine, 'how long will the delivery take please?')
    expect(engine.lesson(prediction.candidates[0]!.lessonId)?.reply).toBe('Delivery takes 3 working days.')
    expect(prediction.confidence).toBeGreaterThanOrEqual(0.35)
  })

  test('an unrelated question is no reason for a draft', () => {
    const engine = fold([delivery(), returns()])
    expect(ask(engine, 'Do you have vegan recipes on your blog?').confidence).toBeLessThan(0.35)
  })

  test('replies that say the same make one topic, named by the first lesson', () => {
    const first = delivery()
    const engine = fold([
      first,
      returns(),
      pair('When will my parcel arrive?', 'Hello Ben! Delivery takes 3 working days usually. Cheers, Maya'),
    ])
    expect(engine.topics().map((topic) => topic.volume)).toEqual([2, 1])
    expect(engine.topics()[0]!.id).toBe(first.lessonId)
    expect(engine.topicOfReply('Dear Eva,\n\ndelivery takes 3 working days.\n\nKind regards')).toBe(first.lessonId)
  })

  test('a correction supersedes the lesson, and the template follows', () => {
    const old = delivery()
    const engine = fold([
      old,
      pair('How long does delivery take now?', 'We now ship by express: one day.', {
        supersedes: old.lessonId,
        lessonId: 'new',
      }),
    ])
    expect(engine.lesson(old.lessonId)).toMatchObject({ standing: 'superseded', supersededBy: 'new' })
    expect(engine.topic(old.lessonId)?.template).toBe('We now ship by express: one day.')
    expect(ask(engine, 'How long does delivery take?').candidates.map((candidate) => candidate.lessonId)).toEqual([
      'new',
    ])
  })

  test('words that came from our draft confirm a lesson and teach no second one', () => {
    const lesson = delivery()
    const engine = fold([lesson, pair('When is it delivered?', 'Delivery takes 3 working days.', { ownWords: false })])
    expect(engine.lessons()).toHaveLength(1)
    expect(engine.lesson(lesson.lessonId)?.agreed).toBe(1)
    expect(engine.topics()[0]!.volume).toBe(2)
  })

  test('personal facts become slots, a number that everybody gets does not', () => {
    const engine = fold([
      pair('Where is order AB-12345?', 'Order AB-12345 is packed. Questions: 030 1234567.', { lessonId: 'own' }),
      pair('It is broken', 'Your case number is LM-10001, we call you.', { lessonId: 'case' }),
    ])
    expect(engine.lesson('own')?.reply).toBe('Order {reference} is packed. Questions: 030 1234567.')
    expect(engine.lesson('case')?.reply).toContain('{reference}')
  })

  test('a lesson in another language is marked and has no confidence', () => {
    const engine = fold([delivery()])
    expect(ask(engine, 'Wie lange dauert die Lieferung und wann ist das Paket da?')).toMatchObject({
      confidence: 0,
      languageMismatch: true,
    })
  })

  test('verdicts move the confidence', () => {
    const lesson = delivery()
    const engine = fold([lesson])
    const before = ask(engine, 'How long is delivery?')
    const wrong: LearningEntry = {
      type: 'verdict',
      topicId: lesson.lessonId,
      lessonId: lesson.lessonId,
      err: 1,
      unchanged: false,
      confidence: before.confidence,
      signals: before.signals,
    }
    for (let seq = 2; seq < 8; seq++) engine.apply({ seq, at: '', entry: wrong })
    expect(ask(engine, 'How long is delivery?').confidence).toBeLessThan(before.confidence)
    expect(engine.topic(lesson.lessonId)).toMatchObject({ judged: 6, right: 0 })
    expect(engine.calibration().reduce((sum, bin) => sum + bin.count, 0)).toBe(6)
  })

  test('predicting leaves no trace in the state', () => {
    const engine = fold(history(40))
    const before = engine.hash()
    ask(engine, 'something with brand new words like zyzzyva')
    engine.topicOfReply('other entirely novel vocabulary quixotic')
    expect(engine.hash()).toBe(before)
    engine.apply({ seq: 41, at: '', entry: pair('quixotic zyzzyva?', 'brand novel vocabulary', { lessonId: 'z' }) })
    const fresh = fold([...history(40), pair('quixotic zyzzyva?', 'brand novel vocabulary', { lessonId: 'z' })])
    expect(engine.lesson('z')?.topicId).toBe(fresh.lesson('z')?.topicId)
  })

  test('the same log gives the same state, and erased rows leave nothing behind', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(11), fc.nat(3), fc.boolean()), { minLength: 1, maxLength: 60 }), (picks) => {
        const entries = picks.map(([topic, author, erased], i) =>
          erased ? ({ type: 'erased' } as const) : entryOf(i, topic, author),
        )
        const state = fold(entries).hash()
        expect(fold(entries).hash()).toBe(state)
        expect(fold(entries.filter((entry) => entry.type !== 'erased')).hash()).toBe(state)
      }),
      { numRuns: 12 },
    )
  })

  test('another log gives another state', () => {
    expect(fold([entryOf(1, 1, 1)]).hash()).not.toBe(fold([entryOf(1, 2, 1)]).hash())
  })

  test('later rows do not change earlier predictions', () => {
    const entries = history(80)
    const predictions = (order: readonly LearningEntry[]) => {
      const engine = makeEngine()
      return order.map((entry, i) => {
        const said = entry.type === 'pair' ? ask(engine, entry.question) : undefined
        engine.apply({ seq: i + 1, at: '', entry })
        return said
      })
    }
    const shuffledFuture = [...entries.slice(0, 40), ...entries.slice(40).reverse()]
    expect(predictions(shuffledFuture).slice(0, 41 - 1)).toEqual(predictions(entries).slice(0, 40))
  })

  test('no text makes it throw', () => {
    const odd = [
      '',
      ' ',
      '\u0000\u0007',
      '😀😀😀',
      'مرحبا كيف حالك',
      'x'.repeat(1_000_000),
      '{}{customer}{{',
      '\ud800',
      '```\n\n>',
      '日本語の質問です',
      '1 2 3',
      '-- \n',
    ]
    const engine = makeEngine()
    let seq = 0
    for (const text of odd) {
      for (const reply of odd) engine.apply({ seq: ++seq, at: '', entry: pair(text, reply, { context: [reply] }) })
      const prediction = ask(engine, text, odd.slice(0, 4))
      expect(prediction.confidence).toBeGreaterThanOrEqual(0)
      expect(prediction.confidence).toBeLessThanOrEqual(1)
    }
    expect(engine.hash()).toMatch(/^[0-9a-f]{64}$/)
  })

  test('three hundred topics stay apart', () => {
    const engine = makeEngine()
    const rows: LearningRow[] = Array.from({ length: 600 }, (_, i) => {
      const n = i % 300
      const word = `thing${String.fromCharCode(97 + (n % 26))}${String.fromCharCode(97 + Math.floor(n / 26))}`
      const entry = pair(`How do I use the ${word}?`, `Press the ${word} lever, then lift the ${word} cover.`, {
        lessonId: `l${i}`,
      })
      return { seq: i + 1, at: '', entry }
    })
    for (const row of rows) engine.apply(row)
    expect(engine.topics().length).toBeGreaterThan(1)
    const right = rows.slice(0, 300).filter((row) => {
      const question = (row.entry as PairEntry).question
      return engine.lesson(ask(engine, question).candidates[0]!.lessonId)?.question === question
    })
    expect(right.length).toBeGreaterThan(280)
  })
})

const subjects =
  'delivery returns sizes colours vouchers opening parking warranty repair invoice gift newsletter'.split(' ')

function entryOf(i: number, topic: number, author: number): PairEntry {
  const subject = subjects[topic]!
  const opening = ['Hi,', 'Hello Ana,', 'Hey!', ''][author]!
  return pair(
    `question ${i % 7} about ${subject} please`,
    `${opening}\n\nFor ${subject} see the ${subject} page, part ${topic}.`,
    {
      lessonId: `row-${i}`,
      author: `author-${author}`,
    },
  )
}

function history(length: number): PairEntry[] {
  return Array.from({ length }, (_, i) => entryOf(i, (i * 7) % 12, i % 4))
}
