import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { costOf } from './cost.ts'
import { inFewestSegments, mostCharacters, sizeOf, splitText } from './segments.ts'

const flag = '🏳️‍🌈'
const family = '👩‍👩‍👧‍👦'

describe('a text is counted as networks count it', () => {
  test.each([
    ['', 'GSM-7', 0, 1],
    ['a'.repeat(160), 'GSM-7', 160, 1],
    ['a'.repeat(161), 'GSM-7', 161, 2],
    ['a'.repeat(306), 'GSM-7', 306, 2],
    ['a'.repeat(307), 'GSM-7', 307, 3],
    ['€'.repeat(80), 'GSM-7', 160, 1],
    ['€'.repeat(81), 'GSM-7', 162, 2],
    // 153 is odd: the second half of a character of the extension table is not left to the next segment.
    ['€'.repeat(153), 'GSM-7', 306, 3],
    ['ł'.repeat(70), 'UCS-2', 70, 1],
    ['ł'.repeat(71), 'UCS-2', 71, 2],
    ['ł'.repeat(135), 'UCS-2', 135, 3],
    ['🎉'.repeat(35), 'UCS-2', 70, 1],
    // 67 is odd, too: 33 pairs a segment.
    ['🎉'.repeat(67), 'UCS-2', 134, 3],
    ['Äpfel für 3 €, señor', 'GSM-7', 21, 1],
    ['naïve', 'UCS-2', 5, 1],
  ])('%j', (text, encoding, characters, segments) => {
    expect(sizeOf(text)).toEqual({ encoding, characters, segments })
  })
})

test.each([
  ['“It’s here” – today…', `"It's here" - today...`],
  ['12 000 €', '12 000 €'],
  ['“Witaj” w Łodzi', '“Witaj” w Łodzi'],
])('typographic characters are written plainly where that keeps %j in the small alphabet', (text, plain) => {
  expect(inFewestSegments(text)).toBe(plain)
})

describe('a text that is too long for one message', () => {
  test('is left whole where it fits', () => {
    expect(splitText('a'.repeat(mostCharacters))).toHaveLength(1)
  })

  test('is split between paragraphs, else lines, sentences and words', () => {
    const words = (many: number) => 'word '.repeat(many).trim()
    expect(splitText(`${words(11)}\n\n${words(11)}`, 100)).toEqual([words(11), words(11)])
    expect(splitText(`${words(11)}\n${words(11)}`, 100)).toEqual([words(11), words(11)])
    expect(splitText(`${words(11)}. ${words(11)}`, 100)).toEqual([`${words(11)}.`, words(11)])
    expect(splitText(words(25), 100)).toEqual([words(20), words(5)])
  })

  test.each([flag, family, '🎉', 'é'])('never cuts %j', (character) => {
    for (const part of splitText(character.repeat(120), 100)) expect(part.replaceAll(character, '')).toBe('')
  })

  test('loses nothing but white space, keeps to the limit and breaks no surrogate pair, whatever it is', () => {
    const piece = fc.constantFrom('a', ' ', '\n', '\n\n', '. ', '€', 'ł', '🎉', flag, family, 'word', 'é')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 300 }), fc.integer({ min: 30, max: 120 }), (pieces, most) => {
        const text = pieces.join('')
        const parts = splitText(text, most)
        expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(most)
          expect(part.isWellFormed()).toBe(true)
        }
        // No two neighbours would have fitted into one with room to spare.
        expect(parts.length).toBeLessThanOrEqual(Math.ceil(text.length / (most / 2)) + 1)
      }),
    )
  })

  test('is split even where one character is longer than a message', () => {
    const endless = `e${'\u0301'.repeat(500)}`
    expect(splitText(endless, 100).join('')).toBe(endless)
    expect(splitText(`🎉${'\u200D🎉'.repeat(100)}`, 100).every((part) => part.isWellFormed())).toBe(true)
  })
})

test.each([
  ['sms', 'a'.repeat(459), undefined],
  ['sms', 'a'.repeat(460), '4 segments, each charged'],
  ['sms', 'ł'.repeat(300), '5 segments, each charged, since it has letters beyond the small alphabet'],
  ['sms', 'word '.repeat(400), '14 segments in 2 messages, each charged'],
  ['whatsapp', 'a'.repeat(1600), undefined],
  ['whatsapp', 'word '.repeat(400), '2 messages'],
])('staff are told what a long answer by %s costs', (channel, text, cost) => {
  const thread = `${channel}/+15550002222/+15550001111`
  expect(costOf({ connector: 'sms', account: 'x', thread, private: true }, text)).toBe(cost)
})
