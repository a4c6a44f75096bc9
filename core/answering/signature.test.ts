import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { displayName, signatureFor, withSignature } from './signature.ts'

const voice = { teammate: 'Maya Keller', company: 'Shop' }
const template = 'Best regards\n{teammate}, {company}'

describe('the signature of a teammate', () => {
  test('names who speaks and for whom', () => {
    expect(withSignature('Two days.', signatureFor('Two days.', template, voice))).toBe(
      'Two days.\n\nBest regards\nMaya Keller, Shop',
    )
  })

  test.each([
    'Two days.\n\nBest regards,\nMaya Keller, Shop',
    'Two days.\n\nBest,\nMaya',
    'Two days. Maya',
    'Two days.\n– Maya Keller',
    'Two days.\n\nCheers\nMaya\nShop Support',
  ])('is not doubled under %j', (words) => {
    expect(signatureFor(words, template, voice)).toBe('')
  })

  test.each(['Maya is on holiday.', 'Ask Mayak'])('stands under %j', (words) => {
    expect(signatureFor(words, template, voice)).not.toBe('')
  })

  test('without a template words stay as they were written', () => {
    expect(signatureFor('Two days.', null, voice)).toBe('')
    expect(withSignature('Two days.', '')).toBe('Two days.')
  })

  test('is never added to words that carry it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (words) => {
        const signed = withSignature(words, signatureFor(words, template, voice))
        expect(signatureFor(signed, template, voice)).toBe('')
      }),
    )
  })
})

test('a mail program shows who wrote, and the company once', () => {
  expect(displayName('Maya', 'Shop')).toBe('Maya at Shop')
  expect(displayName('Shop', 'Shop')).toBe('Shop')
  expect(displayName(' ', 'Shop')).toBe('Shop')
})
