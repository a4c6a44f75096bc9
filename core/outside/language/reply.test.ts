import { expect, test } from 'vitest'
import { ModelRefused, ModelTalkedNonsense } from '#core/errors.ts'
import { noAnswer } from './prompt.ts'
import { readReply } from './reply.ts'

test.each([
  ['Hi Ann,\n\nyou can return it within 30 days.\n\nBest, Tom'],
  ['Sí, claro. ¿Algo más?'],
  ['使用できます。👍🏽'],
  ['{Ann}, thank you!'],
  ['[Track it here](https://shop.example/t/1)'],
  ['---------------------------------\nYour order is on its way. ........................'],
  ['It costs < 5 € and > 3 €.'],
  ['"Oak" is in stock.'],
])('%s is a reply', (text) => {
  expect(readReply(`\n ${text}\n`, 1000)).toBe(text)
})

test('thoughts before a reply are left out', () => {
  expect(readReply('<think>\n{"a": 1} hm\n</think>\n\nFine.', 100)).toBe('Fine.')
})

test.each([
  [''],
  [' \n\t'],
  [noAnswer],
  [`${noAnswer}.`],
  ['<think>I do not know</think>'],
])('%j is a refusal', (text) => {
  expect(() => readReply(text, 100)).toThrow(ModelRefused)
})

test.each([
  ['Fine.<|im_end|>', /control/],
  ['Fine.<|eot_id|>', /control/],
  ['[INST] Fine. [/INST]', /control/],
  ['<start_of_turn>model', /control/],
  ['<think>never closed', /control/],
  ['<reply>Fine.</reply>', /marks/],
  ['Fine.</conversation>', /marks/],
  ['{"reply": "Fine."}', /JSON/],
  ['```json\n{"reply": "Fine."}\n```', /JSON/],
  ['["Fine."]', /JSON/],
  ['"Fine."', /JSON/],
  ['Fi\u0000ne.', /no text/],
  ['Fi\u009Bne.', /no text/],
  ['Fi\uFFFDne.', /no text/],
  ['Fi\uD800ne.', /no text/],
  ['ha '.repeat(40), /repeated itself/],
  ['x'.repeat(1001), /1001 characters where 1000/],
])('%j is nonsense', (text, what) => {
  expect(() => readReply(text, 1000)).toThrow(ModelTalkedNonsense)
  expect(() => readReply(text, 1000)).toThrow(what)
})

test('a long reply is judged in a moment', () => {
  const before = process.cpuUsage()
  readReply(
    'The quick brown fox jumps over lazy dogs; 0123456789. '
      .split('')
      .map((c, at) => c + String.fromCodePoint(97 + (at % 7)))
      .join('')
      .repeat(15),
    20_000,
  )
  const spent = process.cpuUsage(before)
  expect(spent.user + spent.system).toBeLessThan(500_000)
})
