import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LearningEntry, LearningRow, Topic } from '../domain/learning.ts'
import { type Arranging, arrangement, arranging } from '../testing/arranged.ts'
import { type Engine, makeEngine } from './engine.ts'

/** One thing that happens to a log: a row is added, or what belongs together is forgotten. */
type Step =
  | {
      do: 'pair'
      topic: number
      wording: number
      person: number
      importRun: number
      corrects: number
      ownWords: boolean
    }
  | { do: 'verdict'; lesson: number; person: number; err: boolean; confidence: number }
  | Arranging
  | { do: 'forget'; what: 'lesson' | 'person' | 'import'; which: number }

interface Written {
  entry: LearningEntry
  lessonId: string
  /** Whose conversation it is from. */
  person: number
  importRun: number
}

const subjects = [
  [
    'How long does delivery take to {place}?',
    'Delivery takes {n} working days.',
    'It is with you within {n} working days.',
  ],
  ['Can I return the shoes I bought in {place}?', 'Returns are free within {n} days, the label is in the box.'],
  ['Do you have a shop in {place}?', 'We have {n} shops, the nearest one stands on our map.'],
  ['My invoice for {place} is missing', 'I have sent the invoice again, it is valid for {n} days.'],
] as const
const places = ['Graz', 'Lyon', 'Porto', 'Cork', 'Bergen']

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('pair' as const),
      topic: fc.nat(subjects.length - 1),
      wording: fc.nat(9),
      person: fc.nat(4),
      importRun: fc.nat(5),
      corrects: fc.nat(200),
      ownWords: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('verdict' as const),
      lesson: fc.nat(200),
      person: fc.nat(4),
      err: fc.boolean(),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  { weight: 2, arbitrary: arranging },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('forget' as const),
      what: fc.constantFrom('lesson' as const, 'person' as const, 'import' as const),
      which: fc.nat(200),
    }),
  },
)

/** The log that these steps leave, with blanks where something was forgotten. */
function play(steps: readonly Step[]): LearningEntry[] {
  const log: (Written | undefined)[] = []
  const merges: string[] = []
  for (const [i, one] of steps.entries()) {
    const lessons = log.flatMap((row) => (row?.entry.type === 'pair' ? [row.lessonId] : []))
    const lesson = (n: number) => lessons[n % Math.max(1, lessons.length)]
    if (one.do === 'pair') log.push({ ...one, ...pair(one, `lesson-${i}`, lesson) })
    else if (one.do === 'arrange') {
      // What staff arranged is nobody's to forget.
      log.push({ entry: arrangement(one, lessons, merges), lessonId: '', person: -1, importRun: 0 })
    } else if (one.do === 'verdict') log.push({ ...one, ...verdict(one, lesson(one.lesson) ?? 'nobody'), importRun: 0 })
    else {
      const goes = isForgotten(one, log, lesson(one.which))
      log.forEach((row, n) => {
        if (row !== undefined && goes(row)) log[n] = undefined
      })
    }
  }
  return log.map((row) => row?.entry ?? { type: 'erased' })
}

/** The rule of `learning.erase`: a person's rows, and whatever was judged by lessons that came from them. */
function isForgotten(
  { what, which }: Extract<Step, { do: 'forget' }>,
  log: readonly (Written | undefined)[],
  lessonId: string | undefined,
): (row: Written) => boolean {
  if (what === 'lesson') return (row) => row.lessonId === lessonId
  if (what === 'import') return (row) => row.importRun > 0 && row.importRun === which % 6
  const theirs = new Set(
    log.flatMap((row) => (row?.entry.type === 'pair' && row.person === which % 5 ? [row.lessonId] : [])),
  )
  return (row) => row.person === which % 5 || theirs.has(row.lessonId)
}

function pair(
  { topic, wording, corrects, ownWords }: Extract<Step, { do: 'pair' }>,
  lessonId: string,
  lesson: (n: number) => string | undefined,
): Pick<Written, 'entry' | 'lessonId'> {
  const [question, ...replies] = subjects[topic]!
  const place = places[wording % places.length]!
  const supersedes = corrects < 40 ? lesson(corrects) : undefined
  return {
    lessonId,
    entry: {
      ...{ type: 'pair', lessonId, author: 'Tom', channel: 'chat', origin: 'live', ownWords },
      question: question.replace('{place}', place),
      context: wording > 6 ? ['Hello', 'How can I help?'] : [],
      reply: `Hi!\n\n${replies[wording % replies.length]!.replace('{n}', String(2 + (wording % 3)))}\n\nBest,\nTom`,
      known: wording % 2 === 0 ? [{ type: 'person', value: place }] : [],
      ...(supersedes === undefined ? {} : { supersedes }),
    },
  }
}

function verdict(
  { err, confidence }: Extract<Step, { do: 'verdict' }>,
  lessonId: string,
): Pick<Written, 'entry' | 'lessonId'> {
  const signals = Array.from({ length: 14 }, (_, i) => Math.abs(Math.sin(i + confidence * 10)))
  return {
    lessonId,
    entry: { type: 'verdict', topicId: lessonId, lessonId, err: err ? 1 : 0, unchanged: !err, confidence, signals },
  }
}

function fold(entries: readonly LearningEntry[]): Engine {
  const engine = makeEngine()
  entries.forEach((entry, i) => {
    engine.apply({ seq: i + 1, at: '2026-05-01T00:00:00.000Z', entry } satisfies LearningRow)
  })
  return engine
}

test('the stories of these tests merge, split, name and pin topics that are there, and move lessons', () => {
  let [merged, named, pinned, moved] = [0, 0, 0, 0]
  for (const steps of fc.sample(fc.array(step, { minLength: 40, maxLength: 90, size: 'max' }), 40)) {
    const engine = fold(play(steps))
    moved += engine.lessons().filter(({ id }) => engine.moveOf(id) !== undefined).length
    for (const topic of engine.topics()) {
      merged += topic.merged.length
      named += topic.isNamed ? 1 : 0
      pinned += topic.isPinned ? 1 : 0
    }
  }
  expect(Math.min(merged, named, pinned, moved)).toBeGreaterThan(3)
})

describe('what was forgotten', () => {
  const story = fc.array(step, { minLength: 1, maxLength: 90, size: 'max' })

  test('leaves the same state as if it had never been learned', () => {
    let forgotten = 0
    fc.assert(
      fc.property(story, (steps) => {
        const log = play(steps)
        const left = log.filter(({ type }) => type !== 'erased')
        forgotten += log.length - left.length
        const [blanked, rebuilt] = [fold(log), fold(left)]
        expect(blanked.hash()).toBe(rebuilt.hash())
        expect(blanked.lessons()).toEqual(rebuilt.lessons())
        expect(blanked.topics()).toEqual(rebuilt.topics())
        expect(blanked.calibration()).toEqual(rebuilt.calibration())
      }),
      { numRuns: 30 },
    )
    expect(forgotten).toBeGreaterThan(50)
  })

  test('every lesson is in a topic that is called by one of its own lessons', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const engine = fold(play(steps))
        for (const { topicId } of engine.lessons()) expect(engine.lesson(topicId)?.topicId).toBe(topicId)
        const volumes = engine.topics().map(({ id }) => engine.lessons().filter((one) => one.topicId === id).length)
        expect(Math.min(1, ...volumes)).toBe(1)
      }),
      { numRuns: 20 },
    )
  })

  test('is in no prediction: those after it are the same, to the last bit', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const log = play(steps)
        const engines = [fold(log), fold(log.filter(({ type }) => type !== 'erased'))]
        const said = engines.map((engine) =>
          subjects.map(([question]) => {
            const text = question.replace('{place}', 'Oslo')
            const query = { text, context: [], language: 'en' }
            return engine.predict(query, engine.recall(query, 12))
          }),
        )
        expect(said[0]).toEqual(said[1])
      }),
      { numRuns: 10 },
    )
  })

  test('it is no accident: a log that keeps one row more has another state', () => {
    const delivery = {
      do: 'pair',
      topic: 0,
      wording: 1,
      person: 1,
      importRun: 0,
      corrects: 200,
      ownWords: true,
    } as const
    const steps: Step[] = Array.from({ length: 30 }, (_, i) => ({ ...delivery, topic: i % 4, wording: i % 10 }))
    const forget = { do: 'forget', what: 'lesson', which: 12 } as const
    expect(fold(play([...steps, forget])).hash()).not.toBe(fold(play(steps)).hash())
  })
})

test('moves that are all taken back, in whatever order, leave everything where it was', () => {
  const story = fc.array(step, { minLength: 10, maxLength: 90, size: 'max' })
  const moves = fc.array(fc.record({ lesson: fc.nat(200), to: fc.option(fc.nat(200)), undone: fc.nat(200) }), {
    minLength: 1,
    maxLength: 8,
  })
  let moved = 0
  fc.assert(
    fc.property(story, moves, (steps, some) => {
      const log = play(steps).filter(({ type }) => type !== 'moved' && type !== 'unmoved')
      const ids = fold(log)
        .lessons()
        .map(({ id }) => id)
      fc.pre(ids.length > 2)
      const actor = 'teammate-1'
      const id = (n: number) => ids[n % ids.length]!
      const there = some.map(({ lesson, to }, i): LearningEntry => {
        const target = to === null ? null : [id(to)]
        return { type: 'moved', moveId: `m${i}`, lessonId: id(lesson), to: target, actor }
      })
      const order = some.map(({ undone }, i) => [undone, i] as const).sort(([a], [b]) => a - b)
      const back = order.map(([, i]): LearningEntry => ({ type: 'unmoved', moveId: `m${i}`, actor }))
      const [never, away, undone] = [fold(log), fold([...log, ...there]), fold([...log, ...there, ...back])]
      for (const engine of [never, undone]) for (const _ of engine.refit());
      moved += away.lessons().filter((lesson) => away.moveOf(lesson.id) !== undefined).length
      expect(undone.lessons()).toEqual(never.lessons())
      const known = ({ id: topicId, name, volume, isPinned, merged }: Topic) => [
        topicId,
        name,
        volume,
        isPinned,
        merged,
      ]
      const byId = (engine: Engine) =>
        engine
          .topics()
          .map(known)
          .sort((a, b) => (`${a[0]}` < `${b[0]}` ? -1 : 1))
      expect(byId(undone)).toEqual(byId(never))
    }),
    { numRuns: 30 },
  )
  expect(moved).toBeGreaterThan(30)
})
