import { describe, expect, test } from 'vitest'
import en from './sentences/en.json' with { type: 'json' }
import { makeSentences, sentenceLanguages } from './sentences.ts'

const names = Object.keys(en) as (keyof typeof en)[]
const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort()

describe('our own sentences', () => {
  const sentences = makeSentences()

  test.each(sentenceLanguages)('%s has every sentence, with the same placeholders, and no other', async (language) => {
    const { default: file } = await import(`./sentences/${language}.json`, { with: { type: 'json' } })
    expect(Object.keys(file)).toEqual(names)
    for (const name of names) {
      expect(file[name].trim(), name).not.toBe('')
      expect(holes(file[name]), name).toEqual(holes(en[name]))
    }
  })

  test('are said in the first language that there is: the customer’s, the business’s, English', () => {
    expect(sentences.say('soon', ['de', 'fr'])).toBe('Wir antworten so schnell wie möglich.')
    expect(sentences.say('soon', ['und', 'fr'])).toBe('Nous vous répondons dès que possible.')
    expect(sentences.say('soon', ['und', 'ja'])).toBe('We answer as soon as we can.')
    expect(sentences.say('within', ['en'], { time: '2 hours' })).toBe('We answer within 2 hours.')
  })

  test('that a business took over as they are speak the customer’s language, others stay as they were written', () => {
    const standard = sentences.say('disclosure', ['en'])
    expect(sentences.translate('disclosure', standard, ['de'])).toBe(sentences.say('disclosure', ['de']))
    expect(sentences.translate('disclosure', 'A robot speaks.', ['de'])).toBe('A robot speaks.')
  })
})

describe('a business’s own wording', () => {
  const read =
    (content: unknown, language = 'de') =>
    () =>
      makeSentences([{ language, file: `${language}.json`, content }])

  test('replaces a sentence, and leaves the others', () => {
    const sentences = read({ soon: 'Wir melden uns.' })()
    expect(sentences.say('soon', ['de'])).toBe('Wir melden uns.')
    expect(sentences.say('acknowledged', ['de'])).toBe('Vielen Dank für Ihre Nachricht.')
  })

  test('adds a language where it is whole', () => {
    const swedish = { ...en, soon: 'Vi svarar så snart vi kan.' }
    expect(read(swedish, 'sv')().say('soon', ['sv'])).toBe('Vi svarar så snart vi kan.')
    expect(read({ soon: 'Vi svarar så snart vi kan.' }, 'sv')).toThrow(
      /sv\.json: is the only one .* lacks acknowledged/,
    )
  })

  test.each([
    [{ sooon: 'Bald.' }, 'knows no sentence "sooon"'],
    [{ within: 'Wir antworten bald.' }, '"within" lacks {time}'],
    [{ soon: 'Wir antworten {wann}.' }, '"soon" has {wann}, which nothing fills'],
    [{ soon: ' ' }, '"soon" is no text'],
    [{ soon: 3 }, '"soon" is no text'],
    [{ toString: 'x' }, 'knows no sentence "toString"'],
    [['soon'], 'holds no JSON object'],
    [null, 'holds no JSON object'],
  ])('that is wrong stops the boot and names its file: %j', (content, problem) => {
    expect(read(content)).toThrow(`de.json: ${problem}`)
  })

  test('in a file of no language is refused', () => {
    expect(read({}, 'Deutsch')).toThrow('Deutsch.json: is not named after a language')
  })
})
