import { describe, expect, test } from 'vitest'
import { asksForText, yesOrNo } from '../understanding/yes-no.ts'
import { spokenShape } from './spoken.ts'

describe('what is said of an answer', () => {
  test.each([
    ['One. Two.', 'One. Two.', true],
    ['One. Two. Three.', 'One. Two.', false],
    ['See https://shop.example/a. We ship on Mondays.', 'We ship on Mondays.', false],
    ['[Our page](https://shop.example) has it.', '[Our page](https://shop.example) has it.', false],
    [`${'long '.repeat(80)}end. Two.`, `${'long '.repeat(80)}end.`, false],
    ['', '', true],
    ['We open at 9 a.m. on Mondays. Call first. Bye.', 'We open at 9 a.m. on Mondays. Call first.', false],
    ['We close at 5 p.m. Call first.', 'We close at 5 p.m. Call first.', true],
    ['Dr. Smith is in today. Call first.', 'Dr. Smith is in today. Call first.', true],
    ['Am 1. Januar ist zu. Ab 2. Januar offen.', 'Am 1. Januar ist zu. Ab 2. Januar offen.', true],
    ['Wir sind im 2. Stock, z. B. morgens. Bis dann.', 'Wir sind im 2. Stock, z. B. morgens. Bis dann.', true],
    ['It costs 5. We ship it. Bye.', 'It costs 5. We ship it.', false],
    ['Prix : 5 €, p. ex. le lundi. Merci.', 'Prix : 5 €, p. ex. le lundi. Merci.', true],
  ])('%j', (text, said, isAll) => {
    expect(spokenShape(text)).toEqual({ said, isAll })
  })
})

describe('yes and no', () => {
  test.each([
    ['Yes, please.', 'yes'],
    ['ja, gerne', 'yes'],
    ['oui, s’il vous plaît', 'yes'],
    ['sí, por favor', 'yes'],
    ['No thank you, that is all', 'no'],
    ['nein danke', 'no'],
    ['nie, dziękuję', 'no'],
    ['yes but where is my order', undefined],
    ['No, I want to speak to Maya', undefined],
    ['thank you', undefined],
    ['', undefined],
  ])('%j is %s', (text, reply) => {
    expect(yesOrNo(text)).toBe(reply)
  })

  test('a text is asked for by its name', () => {
    expect(['Text me please', 'Lieber eine SMS', 'un mensaje mejor'].map(asksForText)).toEqual([true, true, true])
    expect(asksForText('Please call me back')).toBe(false)
  })
})
