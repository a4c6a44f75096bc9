import { describe, expect, test } from 'vitest'
import { splitName } from './names.ts'
import { fillClosing, fillGreeting, openUp } from './templates.ts'

const body = 'Your parcel leaves tomorrow.'
const customer = splitName('Eva Mond')
const teammate = splitName('Lea Voss')

describe('a reply becomes templates, and they are filled for the next customer', () => {
  const cases: [reply: string, greeting: string, filled: string, closing: string, signed: string][] = [
    [`Hi Ana,\n\n${body}\n\nBest,\nMaya`, 'Hi {customer},\n\n', 'Hi Eva,', '\n\nBest,\n{teammate}', 'Best,\nLea'],
    [
      `Hello Jonas Weber!\n${body}\n\nCheers, Tom`,
      ...['Hello {customer} {surname}!\n', 'Hello Eva Mond!', '\n\nCheers, {teammate}', 'Cheers, Lea'],
    ] as [string, string, string, string, string],
    [`Hey there :)\n\n${body}\n\n– Sam`, 'Hey there :)\n\n', 'Hey there :)', '\n\n– {teammate}', '– Lea'],
    [
      `Sehr geehrte Frau Lind,\n\n${body}\n\nMit freundlichen Grüßen\nLena Auer`,
      ...['Sehr geehrte Frau {surname},\n\n', 'Guten Tag Eva Mond,'],
      ...['\n\nMit freundlichen Grüßen\n{name}', 'Mit freundlichen Grüßen\nLea Voss'],
    ] as [string, string, string, string, string],
    [`Hi Ana, ${body}`, 'Hi {customer}, ', 'Hi Eva,', '', ''],
    [
      `Ana, thanks for writing in.\n\n${body}\n\nAll the best, Omar`,
      ...['{customer}, thanks for writing in.\n\n', 'Eva, thanks for writing in.'],
      ...['\n\nAll the best, {teammate}', 'All the best, Lea'],
    ] as [string, string, string, string, string],
    [body, '', '', '', ''],
  ]
  test.each(cases)('%j', (reply, greeting, filled, closing, signed) => {
    const opened = openUp(reply, [], undefined)
    expect(opened).toMatchObject({ greeting, closing })
    expect(fillGreeting(greeting, { customer })?.trim()).toBe(filled)
    expect(fillClosing(closing, { teammate }).trim()).toBe(signed)
  })
})

test('without a name, what needs one is left out', () => {
  expect(fillGreeting('Hi {customer},\n\n', {})).toBe('Hi,\n\n')
  expect(fillGreeting('Dear {customer},\n\n', {})).toBeUndefined()
  expect(fillGreeting('{customer}, thanks for writing in.\n\n', {})).toBeUndefined()
  expect(fillClosing('\n\nBest,\n{teammate}', {})).toBe('\n\nBest,')
  expect(fillClosing('\n\nCheers, {teammate}', {})).toBe('\n\nCheers')
  expect(fillClosing('\n\n– {teammate}', {})).toBe('')
})

test.each([
  'Click https://evil.example now',
  'a@b.example',
  '7 8',
  '',
  'x'.repeat(40),
  '<b>Ana</b>',
  'one two three four five',
])('what is no name greets nobody: %j', (name) => {
  expect(splitName(name)).toEqual({ first: undefined, rest: undefined })
})
