import { describe, expect, test } from 'vitest'
import type { Arrangement, LearningEntry } from '../domain/learning.ts'
import { type Engine, makeEngine, restoreEngine } from './engine.ts'
import { atOnce } from './refits.ts'

const answers = {
  delivery: ['How long does delivery take?', 'Delivery takes three working days after the order.'],
  returns: ['Can I send the shoes back?', 'Returns are free within a month, the label is in the box.'],
  exchange: ['Can I swap these for another size?', 'We exchange any pair that was not worn outside the house.'],
  shop: ['Where is your shop?', 'Our shop stands on the market square next to the fountain.'],
} as const
const subjects = Object.keys(answers) as (keyof typeof answers)[]

let made = 0
function pair(about: keyof typeof answers, lessonId = `lesson-${++made}`): LearningEntry {
  const [question, reply] = answers[about]
  return {
    ...{ type: 'pair', lessonId, question: `${question} ${lessonId}`, reply, context: [], author: 'Tom', known: [] },
    ...{ channel: 'chat', origin: 'live', ownWords: true },
  }
}
const actor = 'olga'
const name = (lesson: string, called: string | null): Arrangement => ({
  ...{ type: 'named', lessons: [lesson], name: called, actor },
})
const merge = (lesson: string, into: string, mergeId = 'm'): Arrangement => ({
  ...{ type: 'merged', mergeId, lessons: [lesson], into: [into], actor },
})
const pin = (lesson: string, isPinned = true): Arrangement => ({ type: 'pinned', lessons: [lesson], isPinned, actor })

function learn(entries: readonly LearningEntry[], engine = makeEngine()): Engine {
  for (const entry of entries) engine.apply({ seq: engine.seq + 1, at: '2026-05-01T00:00:00.000Z', entry })
  return engine
}
/** Some answers to each question; the first lesson of a subject has its name. */
const history = (each = 5) => [
  ...subjects.map((about) => pair(about, about)),
  ...Array.from({ length: (each - 1) * subjects.length }, (_, i) => pair(subjects[i % subjects.length]!)),
]
const ask = (engine: Engine, about: keyof typeof answers) => {
  const query = { text: answers[about][0], context: [], language: 'en' }
  return engine.predict(query, engine.recall(query, 12))
}
const partition = (engine: Engine) => engine.lessons().map(({ id, topicId }) => [id, topicId])

describe('a name that staff give', () => {
  test('stays through every regrouping, and the found one comes back when it is taken away', () => {
    const engine = learn([...history(), name('returns', 'Sending things back')])
    const { foundName } = engine.topic('returns')!
    learn(history(20).slice(4), engine)
    expect(engine.refitAt).toBeGreaterThan(21)
    expect(engine.topic('returns')).toMatchObject({ name: 'Sending things back', isNamed: true })
    learn([name('returns', null)], engine)
    expect(engine.topic('returns')).toMatchObject({ name: foundName, isNamed: false })
  })

  test('means the same topic when the lesson that founded it was forgotten', () => {
    const named: Arrangement = { type: 'named', lessons: ['gone', 'returns'], name: 'Sending things back', actor }
    const engine = learn([...history(), named])
    expect(engine.topic('returns')!.name).toBe('Sending things back')
    expect(learn([named]).topics()).toEqual([])
  })
})

describe('topics that staff merged', () => {
  test('are one at once, in lessons, figures and predictions, and what is learned later joins', () => {
    const engine = learn(history())
    const before = ask(engine, 'exchange')
    expect(before.topicId).toBe('exchange')
    learn([merge('exchange', 'returns')], engine)
    expect(engine.topic('returns')).toMatchObject({
      ...{ volume: 10, agreeing: 10 },
      merged: [{ mergeId: 'm', id: 'exchange', lessons: 5, actor, at: '2026-05-01T00:00:00.000Z' }],
    })
    expect(
      engine
        .topics()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['delivery', 'returns', 'shop'])
    expect(engine.topicNow('exchange')).toBe('returns')
    expect(engine.topicOfReply(answers.exchange[1])).toBe('returns')
    expect(ask(engine, 'exchange').topicId).toBe('returns')
    learn([pair('exchange', 'later')], engine)
    expect(engine.lesson('later')!.topicId).toBe('returns')
    learn(history(20).slice(4), engine)
    expect(
      new Set(engine.lessons().flatMap(({ reply, topicId }) => (reply === answers.exchange[1] ? topicId : []))),
    ).toEqual(new Set(['returns']))
  })

  test('are two again, exactly as they were, when that is undone', () => {
    const engine = learn([...history(), name('exchange', 'Other size')])
    const before = {
      partition: partition(engine),
      topics: engine.topics().map(({ id, name, volume }) => [id, name, volume]),
    }
    learn([merge('exchange', 'returns'), { type: 'unmerged', mergeId: 'm', actor }], engine)
    expect(partition(engine)).toEqual(before.partition)
    expect(
      engine
        .topics()
        .map(({ id, name, volume }) => [id, name, volume])
        .sort(),
    ).toEqual(before.topics.sort())
    expect(engine.topics().every(({ merged }) => merged.length === 0)).toBe(true)
    expect(ask(engine, 'exchange').topicId).toBe('exchange')
  })

  test('keep the name of the one that the other was merged into', () => {
    const engine = learn(history())
    const { name: found } = engine.topic('returns')!
    learn([merge('exchange', 'returns'), ...history(20).slice(4)], engine)
    expect(engine.topic('returns')).toMatchObject({ name: found, isNamed: false })
  })

  test('go along when they are merged once more, and come back piece by piece', () => {
    const engine = learn([...history(), merge('exchange', 'returns', 'first'), merge('returns', 'shop', 'second')])
    expect(engine.topic('shop')).toMatchObject({ volume: 15, merged: [{ mergeId: 'second', lessons: 10 }] })
    learn([{ type: 'unmerged', mergeId: 'first', actor }], engine)
    expect(
      engine
        .topics()
        .map(({ id, volume }) => [id, volume])
        .sort(),
    ).toEqual([
      ...[
        ['delivery', 5],
        ['exchange', 5],
        ['shop', 10],
      ],
    ])
    learn([{ type: 'unmerged', mergeId: 'second', actor }], engine)
    expect(engine.topics().every(({ volume }) => volume === 5)).toBe(true)
  })

  test('are as sure as what was judged of their parts, also later', () => {
    const verdict = (err: 0 | 1): LearningEntry => ({
      ...{ type: 'verdict', topicId: 'exchange', lessonId: 'exchange', err, unchanged: false, confidence: 0.7 },
      signals: ask(learned, 'exchange').signals,
    })
    const learned = learn([...history(), merge('exchange', 'returns')])
    const before = ask(learned, 'returns').confidence
    learn(
      Array.from({ length: 6 }, () => verdict(1)),
      learned,
    )
    expect(ask(learned, 'returns').confidence).toBeLessThan(before)
    const [asJudged, asIfAnother] = ['exchange', 'nothing'].map((topicId) => {
      const engine = learn([...history(), merge('exchange', 'returns')])
      learn(
        Array.from({ length: 6 }, () => ({ ...verdict(1), topicId }) as LearningEntry),
        engine,
      )
      return ask(engine, 'returns').confidence
    })
    expect(asJudged).toBeLessThan(asIfAnother!)
  })

  test('in a circle, with themselves, or twice, change nothing', () => {
    const engine = learn([...history(), merge('exchange', 'returns', 'first')])
    const state = engine.hash()
    learn([merge('returns', 'exchange', 'second'), merge('exchange', 'exchange'), merge('nothing', 'returns')], engine)
    expect(engine.hash()).toBe(state)
    expect(engine.topic('returns')!.merged).toHaveLength(1)
  })

  test('are asked of as one before the next refit has learned it, and a snapshot knows that', () => {
    const engine = makeEngine({ refitsAtOnce: 16 })
    learn([...history(8), merge('exchange', 'returns')], engine)
    expect(engine.dueAt).toBe(33)
    const asked = ask(engine, 'exchange')
    expect(asked.topicId).toBe('returns')
    expect(asked.confidence).toBeGreaterThanOrEqual(0.5)
    atOnce(engine.refit())
    expect(ask(engine, 'exchange').topicId).toBe('returns')
    const restored = atOnce(restoreEngine(structuredClone(engine.save()), { refitsAtOnce: 16 }))
    expect(restored.hash()).toBe(engine.hash())
    for (const one of [engine, restored])
      learn([{ type: 'unmerged', mergeId: 'm', actor }, pair('exchange', 'last')], one)
    expect(restored.topics()).toEqual(engine.topics())
    expect(restored.lesson('last')!.topicId).toBe('exchange')
  })
})

/**
 * Two wordings of one reply that share five words of eight, asked about alike, in a house that never writes the same text
 * twice: two topics at first, which a later look at all of them makes one.
 */
function twins(arranged: (first: string, second: string) => LearningEntry[]): Engine {
  const wordings = [
    'parcel warehouse carrier morning afternoon order paid leaves',
    'parcel warehouse carrier morning afternoon collects following working',
  ]
  const others = [
    ['How long does delivery take?', 'Delivery takes three short days for parcels'],
    ['Can I send the shoes back?', 'Returns are free within a month without reasons'],
    ['Swap size?', 'We exchange any unworn pair of boots'],
    ['Where is your shop?', 'Our shop stands on the market square downtown'],
  ] as const
  const engine = makeEngine()
  const add = (lessonId: string, question: string, reply: string) => {
    const [a, b] = [engine.seq % fillers.length, (2 * engine.seq + 1) % fillers.length]
    const words = { lessonId, question, reply: `${reply} ${fillers[a]} ${fillers[b]}.`, context: [], known: [] }
    const from = { author: 'Tom', channel: 'chat', origin: 'live', ownWords: true } as const
    learn([{ type: 'pair', ...words, ...from }], engine)
  }
  const other = (i: number) => add(`other-${engine.seq}`, `${others[i % 4]![0]} ${i}`, others[i % 4]![1])
  const say = (i: number) => add(`twin-${i}`, `When does my parcel leave, number ${i}?`, wordings[i % 2]!)
  for (const i of [0, 1]) say(i)
  for (const i of [0, 1, 2, 3]) other(i)
  learn(arranged('twin-0', 'twin-1'), engine)
  expect(twinTopics(engine).size).toBe(2)
  for (let i = 0; i < 80; i++) i % 3 === 2 ? other(i) : say(i + 2)
  return engine
}
const fillers = 'gladly surely kindly quickly hopefully certainly normally usually often always'.split(' ')
const twinTopics = (engine: Engine) => new Set(['twin-0', 'twin-1'].map((id) => engine.lesson(id)!.topicId))

describe('topics that are nearly alike', () => {
  test('become one by themselves', () => {
    expect(twinTopics(twins(() => [])).size).toBe(1)
  })

  test('stay two where one of them is pinned, and it keeps its name', () => {
    const engine = twins((first) => [pin(first)])
    expect(twinTopics(engine).size).toBe(2)
    expect(engine.topic('twin-0')).toMatchObject({ isPinned: true })
  })

  test('stay two where staff gave both a name', () => {
    const engine = twins((first, second) => [name(first, 'Dispatch'), name(second, 'Leaving the house')])
    expect([...twinTopics(engine)].map((id) => engine.topic(id)!.name)).toEqual(['Dispatch', 'Leaving the house'])
  })

  test('become one once the pin is gone', () => {
    expect(twinTopics(twins((first) => [pin(first), pin(first, false)])).size).toBe(1)
  })
})

describe('a lesson that staff moved', () => {
  const move = (lessonId: string, to: string[] | null, moveId = 'move'): Arrangement => ({
    ...{ type: 'moved', moveId, lessonId, to, actor },
  })
  const back = (moveId = 'move'): Arrangement => ({ type: 'unmoved', moveId, actor })
  const volumes = (engine: Engine) => Object.fromEntries(engine.topics().map(({ id, volume }) => [id, volume]))
  const evenly = { delivery: 5, returns: 5, exchange: 5, shop: 5 }

  test('belongs to the other topic, through every regrouping, and alone of its kind', () => {
    const engine = learn([...history(), pair('exchange', 'one'), move('one', ['returns'])])
    expect(engine.lesson('one')!.topicId).toBe('returns')
    expect(engine.moveOf('one')).toMatchObject({ moveId: 'move', actor })
    expect(volumes(engine)).toEqual({ ...evenly, returns: 6 })
    learn(history(20).slice(4), engine)
    expect(engine.lesson('one')!.topicId).toBe('returns')
    expect(engine.topicOfReply(answers.exchange[1])).toBe('exchange')
  })

  test('is where it was when that is taken back', () => {
    const engine = learn([...history(), pair('exchange', 'one')])
    const before = partition(engine)
    learn([move('one', ['returns']), back()], engine)
    expect(partition(engine)).toEqual(before)
    expect(engine.moveOf('one')).toBeUndefined()
    learn([move('one', ['returns'], 'a'), move('one', ['shop'], 'b'), back('b')], engine)
    expect(engine.lesson('one')!.topicId).toBe('returns')
    learn([back('a'), back('a')], engine)
    expect(partition(engine)).toEqual(before)
  })

  test('may have a topic of its own, to which others are moved, and which keeps a name', () => {
    const engine = learn([...history(), pair('exchange', 'one'), pair('shop', 'two'), move('one', null)])
    learn([move('two', ['one'], 'second'), name('one', 'Odd ones')], engine)
    expect(engine.topic('one')).toMatchObject({ name: 'Odd ones', volume: 2 })
    learn([back()], engine)
    expect(volumes(engine)).toEqual({ ...evenly, exchange: 6, two: 1 })
    expect(engine.topic('two')!.name).toBe('Odd ones')
  })

  test('leaves its topic to the others where it founded it, with its name, its merges and its pin', () => {
    const engine = learn([...history(), name('exchange', 'Other size'), pin('exchange'), merge('shop', 'exchange')])
    learn([move('exchange', ['returns'])], engine)
    expect(engine.lesson('exchange')!.topicId).toBe('returns')
    expect(engine.topic('returns')).toMatchObject({ volume: 6, isNamed: false, isPinned: false, merged: [] })
    const [left] = engine.topics().filter(({ name: called }) => called === 'Other size')
    expect(left).toMatchObject({ volume: 9, isPinned: true, merged: [{ id: 'shop', lessons: 5 }] })
    learn([back()], engine)
    expect(engine.topic('exchange')).toMatchObject({ name: 'Other size', volume: 10, isPinned: true })
  })

  test('takes along what corrects it, and the same words where nobody else said them', () => {
    const odd = (lessonId: string, more = {}): LearningEntry => ({
      ...{ ...pair('exchange', lessonId), reply: 'Our cobbler mends heels on Fridays only.', ...more },
    })
    const engine = learn([...history(), odd('one'), move('one', ['returns'])])
    expect(engine.topicOfReply('Our cobbler mends heels on Fridays only.')).toBe('returns')
    learn([odd('again'), odd('better', { reply: 'He mends on Mondays.', supersedes: 'one' })], engine)
    expect(['again', 'better'].map((id) => engine.lesson(id)!.topicId)).toEqual(['returns', 'returns'])
    learn([back()], engine)
    expect(new Set(['one', 'again', 'better'].map((id) => engine.lesson(id)!.topicId))).not.toContain('returns')
  })

  test('changes nothing where it is there already, alone already, or gone', () => {
    const engine = learn([...history(), pair('delivery', 'here')])
    learn([{ ...pair('shop', 'lone'), reply: 'The cobbler mends heels on Fridays only.' } as LearningEntry], engine)
    const state = engine.hash()
    learn([move('here', ['delivery']), move('lone', null), move('gone', ['shop']), move('here', ['gone'])], engine)
    expect(engine.hash()).toBe(state)
  })

  test('is known to a snapshot, also to one of an engine that could not move yet', () => {
    const engine = learn([...history(), pair('exchange', 'one'), move('one', ['returns'])])
    const restored = atOnce(restoreEngine(structuredClone(engine.save()), {}))
    expect(restored.hash()).toBe(engine.hash())
    expect(restored.moveOf('one')).toEqual(engine.moveOf('one'))
    const { moves: _, follows: __, ...arrangement } = learn(history()).save().arrangement
    const old = { ...learn(history()).save(), arrangement: arrangement as never }
    expect(learn([move('shop', ['returns'])], atOnce(restoreEngine(old, {}))).lesson('shop')!.topicId).toBe('returns')
  })
})
