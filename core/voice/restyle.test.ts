import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LearningEntry } from '../domain/learning.ts'
import { factsOf } from '../understanding/facts.ts'
import { stripFrame } from './frame.ts'
import { keptSpans } from './free.ts'
import { splitName } from './names.ts'
import { type Occasion, restyle, sameFacts } from './restyle.ts'
import { makeVoice, type Voice } from './voice.ts'

type Pair = Extract<LearningEntry, { type: 'pair' }>

/** A voice that heard these replies to Ana, by Maya. */
function heard(replies: string[], question = 'Where is my order?'): Voice {
  const voice = makeVoice()
  replies.forEach((reply, i) => {
    const entry: Pair = {
      ...{ type: 'pair', lessonId: `l${i}`, question, context: [], reply, author: 'Maya', channel: 'email' },
      ...{ known: [{ type: 'person', value: 'Ana' }], origin: 'import', ownWords: true },
    }
    voice.learn({ seq: i + 1, at: '2026-01-01T10:00:00.000Z', entry })
  })
  return voice
}

const matters = [
  'the booking leaves on Monday. It is not late',
  'the tea is in the second box. We do not pack it alone',
  'you are free to change the booking. It is easy to do',
  'the driver will ring first. There is nothing to pay',
  'your booking is safe with us. We will keep an eye on it',
  'the new lid is on its way. You will not need the old one',
]
const warm = heard(matters.map((matter) => `Hey Ana!\n\n${short(matter)}! 🙂\n\nCheers,\nMaya`))
const stiff = heard(
  matters.map(
    (matter) =>
      `Dear Ana,\n\nThank you for your message. ${matter[0]!.toUpperCase()}${matter.slice(1)}. Please do not hesitate to contact us.\n\nKind regards,\nMaya`,
  ),
)

function short(text: string): string {
  const shorter: [string, string][] = [
    ['It is', "It's"],
    ['We do not', "We don't"],
    ['you are', "you're"],
    ['There is', "There's"],
    ['We will', "We'll"],
    ['will not', "won't"],
  ]
  const done = shorter.reduce((all, [long, by]) => all.replace(long, by), text)
  return done[0]!.toUpperCase() + done.slice(1)
}

const eva: Occasion = { people: { customer: splitName('Eva Mond') }, isLater: false, terms: [] }

test('a reply is put into the house’s words', () => {
  const text = 'Hello Eva,\n\nYour parcel is not lost. It is at the depot in Leeds until 4 May.\n\nBest regards'
  expect(restyle(text, warm.profile(), eva).text).toBe(
    "Hey Eva!\n\nYour parcel isn't lost. It's at the depot in Leeds until 4 May! 🙂\n\nCheers,",
  )
  expect(restyle(text, stiff.profile(), { ...eva, people: { ...eva.people, teammate: splitName('Tom') } })).toEqual({
    text: 'Dear Eva,\n\nThank you for your message. Your parcel is not lost. It is at the depot in Leeds until 4 May. Please do not hesitate to contact us.\n\nKind regards,\nTom',
    changed: ['greeting', 'opening courtesy', 'closing courtesy', 'closing'],
  })
})

test('from warm to stiff, nothing warm is left', () => {
  const text = "Hey Eva! You can't miss it: we're next to the station 🙂 Shout if you need anything.\n\n– Sam"
  expect(restyle(text, stiff.profile(), eva).text).toBe(
    'Dear Eva,\n\nThank you for your message. You cannot miss it: we are next to the station. Please do not hesitate to contact us.\n\nKind regards,',
  )
})

test('an empty profile changes nothing', () => {
  const text = "  Hey Eva!\r\n\r\nIt's fine!  "
  expect(restyle(text, undefined, eva)).toEqual({ text, changed: [] })
  expect(restyle(text, heard(['Hello Ana,\n\nyes.']).profile(), eva)).toEqual({ text, changed: [] })
})

test('who is unknown, or called something that is no name, is greeted without a name or not at all', () => {
  const text = 'Your parcel leaves tomorrow.'
  for (const name of [undefined, 'Win at https://evil.example', '<b>x</b>']) {
    const people = { customer: splitName(name) }
    expect(restyle(text, warm.profile(), { ...eva, people }).text).toMatch(/^Hey!\n/)
    expect(restyle(text, stiff.profile(), { ...eva, people }).text).toMatch(/^Thank you for your message\./)
  }
})

test('nobody is greeted twice, and a signature closes already', () => {
  const { text } = restyle('Your parcel leaves tomorrow.', warm.profile(), { ...eva, isLater: true })
  expect(text).toBe('Your parcel leaves tomorrow! 🙂')
  expect(restyle('It leaves tomorrow.', warm.profile(), { ...eva, isClosed: true }).text).toBe(
    'Hey Eva!\n\nIt leaves tomorrow! 🙂',
  )
})

test('bad news gets no exclamation mark', () => {
  expect(restyle('Sorry, the blue one is gone.', warm.profile(), eva).text).not.toContain('gone!')
})

test('the house’s term takes the place of the other one where it is a noun', () => {
  const terms = [{ use: 'booking', avoid: ['order'], count: 20 }]
  const { text, changed } = restyle(
    'An order is kept. To order again, in order to save, see your orders.',
    warm.profile(),
    { ...eva, terms },
  )
  expect(text).toContain('A booking is kept. To order again, in order to save, see your bookings!')
  expect(changed).toContain('terms')
})

test('a house spells its own way, names and quotations apart', () => {
  const voice = heard(matters.map((matter) => `Hello Ana,\n\nWe apologise: ${matter}. The colour is grey.`))
  const text = 'The Color Center of Leeds apologized. Write "gray" if the color is gray.'
  expect(restyle(text, voice.profile(), eva).text).toContain('Write "gray" if the colour is grey.')
})

test('most of the time is a habit: what more than half of the replies do, a draft does', () => {
  const replies = matters.map((matter, i) => `${i < 4 ? 'Hello Ana,\n\n' : ''}So it is: ${matter}.`)
  expect(restyle('Your parcel is there.', heard(replies).profile(), eva).text).toMatch(/^Hello Eva,\n\n/)
  expect(restyle('Your parcel is there.', heard(replies.reverse().slice(0, 5)).profile(), eva).text).toMatch(/^Hello/)
})

test('a house that gives every sentence a paragraph of its own, mostly, gets them', () => {
  const lines = matters.map((matter, i) => (i < 4 ? `${matter.replace('. ', '.\n\n')}.` : `${matter}.`))
  expect(restyle('It is here. You can come.', heard(lines).profile(), eva).text).toContain('here.\n\n')
})

test('quotations, code, links, addresses and slots stay as they are', () => {
  const text =
    'Write "We do not ship!" or `it is --now` to a.do not@x.example, see https://x.example/it-is!, {order}. We do not.'
  const { text: styled } = restyle(text, warm.profile(), eva)
  for (const part of ['"We do not ship!"', '`it is --now`', 'https://x.example/it-is!', '{order}'])
    expect(styled).toContain(part)
})

describe('whatever the text', () => {
  const piece = fc.constantFrom(
    ...[
      'We do not ship on Sundays.',
      "It's fine!",
      'Yes, it is.',
      'No, we cannot!!',
      'That costs €4.90.',
      'By 3 May 2026.',
      'Order FT-20417 is here.',
    ],
    ...[
      'Call +44 20 7946 0958.',
      'See https://shop.example/returns!',
      '"Do not open!"',
      '`npm i`',
      '{reference}',
      'Hi Ana,\n\n',
      'Hey Ben! ',
      'Dear Ms Lind,\n',
      '\n\nBest,\nMaya',
    ],
    ...[
      'Cheers, Tom',
      'Thanks for your message.',
      'Let us know if you need anything else!',
      "I'm afraid not.",
      'We will refund it for free.',
      '🙂',
      ':)',
      ' – ',
      '\n\n',
      '\n',
      ' ',
      '...',
      'an order',
      'the parcel',
    ],
    ...[
      'Guten Tag Frau Lind,',
      'Wir schicken Ihnen das Paket!',
      'مرحبا',
      '\u202e',
      '\u0000',
      '<b>x</b>',
      '- one\n- two\n',
      'at Fern & Oak in Leeds',
      'thirty days',
      'the colour of the Centre is grey',
      'We apologise!',
    ],
  )
  const texts = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(' ')),
    fc.string({ maxLength: 200 }),
    fc.string({ unit: 'binary', maxLength: 60 }),
  )
  const terms = [
    { use: 'booking', avoid: ['order'], count: 20 },
    { use: 'package', avoid: ['parcel'], count: 9 },
  ]
  const american = heard(matters.map((matter) => `Hi Ana,\n\nWe apologize: ${matter}. The color is gray.`))
  const profiles = [warm.profile(), stiff.profile(), american.profile()]
  const occasions = fc.record({
    people: fc.constantFrom({}, eva.people, { ...eva.people, teammate: splitName('Maya') }),
    isLater: fc.boolean(),
    isClosed: fc.boolean(),
    terms: fc.constantFrom([], terms),
  })

  test('its facts, quotations, links, code and slots are the same, and once is enough', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom(...profiles), occasions, (text, profile, occasion) => {
        const once = restyle(text, profile, occasion)
        const names = ['Eva Mond', 'Maya']
        const before = stripFrame(text.replace(/\r\n?/g, '\n'), names).body
        const after = stripFrame(once.text, names).body
        expect(sameFacts(factsOf(before), factsOf(after))).toBe(true)
        const kept = (body: string) =>
          keptSpans(body)
            .map(({ start, end }) => body.slice(start, end))
            .sort()
        expect(kept(after)).toEqual(kept(before))
        expect(restyle(once.text, profile, occasion)).toEqual({ text: once.text, changed: [] })
        expect(once.changed.length > 0).toBe(once.text !== text.replace(/\r\n?/g, '\n').trim() && once.text !== text)
      }),
      { numRuns: 400 },
    )
  })
})

test('a long text takes time in proportion', () => {
  const profile = warm.profile()
  const timeMs = (sentences: number) => {
    const text = "We do not know if it's so! Yes – an order. ".repeat(sentences)
    const times = [1, 2, 3].map(() => {
      const started = performance.now()
      restyle(text, profile, eva)
      return performance.now() - started
    })
    return Math.min(...times)
  }
  timeMs(50)
  expect(timeMs(400)).toBeLessThan(60 * Math.max(1, timeMs(50)))
  expect(restyle('a'.repeat(1_000_000), profile, eva).changed).toEqual([])
})
