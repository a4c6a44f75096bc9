import { expect, test } from 'vitest'
import { contract, countContractions, expand } from './contractions.ts'

test.each([
  ['We do not ship on Sundays.', "We don't ship on Sundays."],
  ['I am sure that it is there.', "I'm sure that it's there."],
  ['You cannot change it, and we will not.', "You can't change it, and we won't."],
  ['They have already been sent.', "They've already been sent."],
  ['That is what you are paying for.', "That's what you're paying for."],
])('%j and %j are one sentence', (long, short) => {
  expect(contract(long)).toBe(short)
  expect(expand(short)).toBe(long.replace('can not', 'cannot'))
  expect(countContractions(short).short).toBe(countContractions(long).long)
})

test('what nobody would say short stays long', () => {
  for (const text of ['Leave it as it is.', 'Yes, we are.', 'Let us know.', 'We have two shops.', 'Here I am.'])
    expect(contract(text)).toBe(text)
})

test('a short form with two meanings, or in a question turned round, stays short', () => {
  for (const text of ["She'd said so.", "Don't you have it?", "It's shipped.", 'The shop’s door'])
    expect(expand(text)).toBe(text)
})
