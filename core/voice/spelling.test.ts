import { expect, test } from 'vitest'
import { countSpellings, spell } from './spelling.ts'

test.each([
  ['We apologise: the grey one is cancelled.', 'We apologize: the gray one is canceled.'],
  ['COLOUR. Colour? No colours.', 'COLOR. Color? No colors.'],
  ['Your enquiry about the jewellery', 'Your inquiry about the jewelry'],
])('%j and %j are one sentence', (british, american) => {
  expect(spell(british, 'american')).toBe(american)
  expect(spell(american, 'british')).toBe(british)
  expect(spell(british, 'british')).toBe(british)
  expect(countSpellings(british)).toEqual({ british: countSpellings(american).american, american: 0 })
})

test('a word that both spell alike, or that is another word in one of them, stays', () => {
  for (const text of ['Check the program of the meter.', 'A discoloured wall', 'Meet us at Harbour Centre.'])
    expect(spell(spell(text, 'american'), 'british')).toBe(text)
})
