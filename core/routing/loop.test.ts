import { describe, expect, test } from 'vitest'
import { similarity, sketch } from '../understanding/sketch.ts'
import { saysWrong } from '../understanding/wrong.ts'
import { loopIn, type Said } from './loop.ts'

const at = (hour: number) => new Date(Date.UTC(2026, 10, 2, hour)).toISOString()
const customer = (text: string, hour: number): Said => ({ from: 'customer', text, at: at(hour) })
const agent = (text: string, hour: number, topicId = 'delivery'): Said => ({
  from: 'agent',
  text,
  at: at(hour),
  topicId,
})
const human = (text: string, hour: number): Said => ({ from: 'human', text, at: at(hour) })

const ask = customer('When does my parcel arrive?', 8)
const told = agent('Parcels take three days.', 9)

function signOf(turns: Said[], next = { text: 'We ship to Norway.', topicId: 'norway' }, hour = 11) {
  const texts = turns.map(({ text }) => text)
  return loopIn(turns, {
    saysWrong: saysWrong(texts.at(-1)!, texts.slice(0, -1)),
    next,
    now: new Date(at(hour)),
    alike: (a, b) => similarity(sketch(a), sketch(b)),
  })?.sign
}

const table: [string, Said[], string | undefined, ({ text: string; topicId: string } | undefined)?, number?][] = [
  ['another question goes on', [ask, told, customer('And do you ship to Norway?', 10)], undefined],
  ['“that’s wrong” stops it', [ask, told, customer('That’s wrong, it has been a week.', 10)], 'says it is wrong'],
  ['so does it in German', [ask, told, customer('Das stimmt so nicht', 10)], 'says it is wrong'],
  ['a bare no after a statement', [ask, told, customer('no', 10)], 'says it is wrong'],
  ['a bare no to our question is an answer', [ask, agent('Is it a gift?', 9), customer('no', 10)], undefined],
  ['the same question again', [ask, told, customer('when does my parcel arrive', 10)], 'asks the same again'],
  [
    'after two days it is a new one',
    [ask, told, customer('when does my parcel arrive?', 58)],
    undefined,
    undefined,
    59,
  ],
  ['a person’s word ends every circle', [ask, told, human('Let me look.', 10), ask], undefined],
  ['nothing was answered yet', [ask, ask], undefined],
  [
    'the agent would say again what did not help',
    [ask, told, customer('But which day exactly, please?', 10)],
    'would repeat itself',
    { text: 'Parcels take three days.', topicId: 'other' },
  ],
  [
    'two answers about one thing, and still a question about it',
    [
      ask,
      told,
      customer('But which day, please?', 10),
      agent('Usually before noon.', 11),
      customer('So which day?', 12),
    ],
    'no progress',
    { text: 'Our carrier is fast.', topicId: 'delivery' },
    13,
  ],
  [
    'two answers about two things are progress',
    [
      ask,
      told,
      customer('Thanks. Do you sell mugs?', 10),
      agent('Yes, blue ones.', 11, 'mugs'),
      customer('And plates?', 12),
    ],
    undefined,
    { text: 'Plates are sold out.', topicId: 'mugs' },
    13,
  ],
]

describe('the agent going round in circles', () => {
  test.each(table)('%s', (_, turns, sign, next, hour) => {
    expect(signOf(turns, next, hour)).toBe(sign)
  })
})
