import { describe, expect, test } from 'vitest'
import { sentenceLanguages } from '../answering/sentences.ts'
import { codeIn, digitsAlone, withoutCode } from './spoken-code.ts'

const spoken: [language: string, words: string][] = [
  ['en', 'four one seven zero two nine'],
  ['de', 'vier eins sieben null zwei neun'],
  ['fr', 'quatre un sept zéro deux neuf'],
  ['es', 'cuatro uno siete cero dos nueve'],
  ['it', 'quattro uno sette zero due nove'],
  ['nl', 'vier een zeven nul twee negen'],
  ['pt', 'quatro um sete zero dois nove'],
  ['pl', 'cztery jeden siedem zero dwa dziewięć'],
]

describe('a code', () => {
  test.each(spoken)('is heard in %s', (_, words) => {
    expect(codeIn(words)).toMatchObject({ digits: '417029', isAlone: true })
  })

  test('is heard in every language that the product speaks', () => {
    expect(spoken.map(([language]) => language).sort()).toEqual(sentenceLanguages.toSorted())
  })

  test.each([
    ['417029', '417029', true],
    ['4 1 7 0 2 9', '417029', true],
    ['417-029.', '417029', true],
    ['It’s 417 029, thanks!', '417029', true],
    ['four one seven, oh two nine', '417029', true],
    ['double four seven one two nine', '447129', true],
    ['417029 and where is my parcel?', '417029', false],
  ])('stands in "%s"', (text, digits, isAlone) => {
    expect(codeIn(text)).toMatchObject({ digits, isAlone })
  })

  test.each([
    '41702',
    '4170291',
    'call +1 555 010 0199',
    'one of them',
    '',
    'order A417029B is seven',
  ])('does not stand in "%s"', (text) => {
    expect(codeIn(text)?.digits ?? 'none').not.toBe('417029')
  })

  test('is taken out of the words around it', () => {
    const text = 'My code is four one seven zero two nine, and my parcel?'
    const found = codeIn(text)
    expect(found && withoutCode(text, found)).toBe('My code is [code], and my parcel?')
  })

  test.each([
    ['41702', '41702'],
    ['the code is four one seven', '417'],
    ['4170291', '4170291'],
    ['+1 555 010 0199', undefined],
    ['one of them', undefined],
    ['one', undefined],
    ['order 41702', undefined],
  ])('may be cut short or misheard: "%s"', (text, digits) => {
    expect(digitsAlone(text)?.digits).toBe(digits)
  })
})
