import { describe, expect, test } from 'vitest'
import { type Doubtful, doubtAbout } from './doubt.ts'

const calm: Doubtful = {
  text: 'And how long does it take?',
  answer: 'Yes, we ship to Norway.',
  ...{ isNext: true, asksForPerson: false, isSameAgain: false, sinceMs: 60_000 },
}
const says = (text: string, patch: Partial<Doubtful> = {}) => doubtAbout({ ...calm, text, ...patch }) !== undefined

describe('an answer is in doubt', () => {
  test.each([
    'No',
    'no!',
    'No, that is not what I asked.',
    "That's wrong.",
    'That’s not right, your site says 7 days',
    'This is incorrect',
    'You are wrong about that',
    "it doesn't answer my question",
    'Nein.',
    'Das stimmt nicht, ich habe bezahlt',
    'Das ist leider falsch',
    "Ce n'est pas vrai",
    'Non, je parlais du colis',
    'No es correcto',
    'Dat klopt niet',
  ])('after “%s”', (text) => {
    expect(says(text)).toBe(true)
  })

  test.each([
    'No problem, thank you!',
    'No worries',
    'Nein danke, alles gut',
    'Non merci',
    'And to Sweden?',
    'Great, I know the right size now',
    'Is it wrong to wash it at 60?',
    'Nothing else, thanks',
    'November works for me',
    '',
    '\u0000\u{1F600}',
  ])('not after “%s”', (text) => {
    expect(says(text)).toBe(false)
  })

  test('not by a no to a question of ours', () => {
    expect(says('No', { answer: 'Do you have an order number?' })).toBe(false)
    expect(says("That's wrong", { answer: 'Do you have an order number?' })).toBe(true)
  })

  test('where a person spoke in between', () => {
    expect(says('No', { isNext: false })).toBe(false)
  })

  test('when the same is asked within 48 hours, or a person is asked for', () => {
    const hourMs = 3_600_000
    expect(says('Do you ship to Norway?', { isSameAgain: true, sinceMs: 47 * hourMs, isNext: false })).toBe(true)
    expect(says('Do you ship to Norway?', { isSameAgain: true, sinceMs: 49 * hourMs })).toBe(false)
    expect(says('A human please', { asksForPerson: true })).toBe(true)
  })

  test('is told in linear time', () => {
    const started = performance.now()
    says('no '.repeat(400_000))
    says(`${'that is '.repeat(200_000)}wrong`)
    expect(performance.now() - started).toBeLessThan(500)
  })
})
