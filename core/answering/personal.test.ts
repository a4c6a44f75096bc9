import { expect, test } from 'vitest'
import { isPersonal } from './personal.ts'

const templates = ['Hi {customer}, order {reference} comes within 3 days.', 'We are open from 9 to 17.']
const known = [
  { type: 'person' as const, value: 'Ana Gomez' },
  { type: 'email' as const, value: 'ana@x.example' },
]

test.each([
  ['We are open from 9 to 17.', [], false],
  ['It comes within 3 days.', [], false],
  ['It comes within 3 days.', ['reference'], true],
  ['Ana, we are open from 9 to 17.', [], true],
  ['We wrote to ana@x.example.', [], true],
  ['It comes within 8 days.', [], true],
  ['Bananas are in season.', [], false],
])('%j with slots %j is personal: %j', (text, filled, expected) => {
  expect(isPersonal({ text, filled, templates, known })).toBe(expected)
})

test('what every customer hears is not personal, though it is true of this one, too', () => {
  const general = ['Write to ana@x.example or call Ana.']
  expect(isPersonal({ text: 'Write to ana@x.example or call Ana.', filled: [], templates: general, known })).toBe(false)
})
