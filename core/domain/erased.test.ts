import { expect, test } from 'vitest'
import { erasedData, erasedReceipt, receiptWithout, withoutAddresses } from './erased.ts'

test('an address goes wherever it stands as a whole, in any spelling of its letters', () => {
  const said = {
    text: 'Ask Ana@Mail.example.\nana@mail.example, or\nana@mail.example',
    to: ['ana@mail.example', 'b@c.example'],
  }
  expect(withoutAddresses(said, ['ana@mail.example'])).toEqual({
    text: 'Ask [erased].\n[erased], or\n[erased]',
    to: ['[erased]', 'b@c.example'],
  })
})

test.each([
  'diana@mail.example',
  'ana@mail.example.au',
  'x.ana@mail.example',
  'ana@mail.example-shop.example',
])('a longer address that holds it stays: %s', (address) => {
  expect(withoutAddresses(`Write to ${address} please`, ['ana@mail.example'])).toContain(address)
})

test('an event keeps ids, numbers, times and short names, and no words', () => {
  const bare = {
    ...{
      draftId: '0191e3a8-0000-7000-8000-000000000001',
      afterMs: 12,
      why: 'wrong_facts',
      until: '2026-01-01T00:00:00.000Z',
    },
    messages: [['0191e3a8-0000-7000-8000-000000000001', null]],
  }
  expect(erasedData({ ...bare, text: 'Ana is angry', why2: 'Maya: this needs a person.' })).toEqual(bare)
})

test('a receipt keeps its reasons and scores, loses what they quoted, and says what is gone', () => {
  const receipt = {
    reasons: ['Staff decide.', 'Not found in lessons or conversation: Ana.'],
    gates: [
      { name: 'confidence', passed: true, detail: '93 % sure, 90 % asked for.' },
      { name: 'grounding', passed: false, detail: 'Not found in lessons or conversation: Ana.' },
    ],
    lessons: [
      { lessonId: 'a', score: 0.9, why: 'Maya answered “…”', author: 'maya', at: '', question: 'I am Ana' },
      { lessonId: 'b', score: 0.4, why: 'Tom answered “…”', author: 'tom', at: '', question: 'Where is it?' },
    ],
    inputs: { seq: 7, situation: { text: 'Ana' }, reply: 'a hash' },
  }
  const at = '2026-01-01T00:00:00.000Z'
  const erased = receiptWithout(erasedReceipt(receipt, at), new Set(['a']), at)
  expect(JSON.stringify(erased)).not.toContain('Ana')
  expect(erased).toMatchObject({
    reasons: ['Staff decide.'],
    gates: [receipt.gates[0], { name: 'grounding', passed: false }],
    lessons: [{ lessonId: 'a', score: 0.9 }, receipt.lessons[1]],
    inputs: {
      seq: 7,
      reply: 'a hash',
      gone: [
        { what: 'the conversation', at },
        { what: 'a lesson', at },
      ],
    },
  })
})
