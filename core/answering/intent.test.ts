import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { intentOf } from './intent.ts'

const rules = ['confirm', 'send', 'notes'] as const

describe('what words in a staff thread are for', () => {
  test.each([
    ['Yes, we do.', 'confirm', false, 'ask', 'Yes, we do.'],
    ['Yes, we do.', 'send', false, 'send', 'Yes, we do.'],
    ['Yes, we do.', 'notes', false, 'note', 'Yes, we do.'],
    ['> Yes, we do.', 'confirm', false, 'send', 'Yes, we do.'],
    ['  >Yes, we do.', 'notes', false, 'send', 'Yes, we do.'],
    ['&gt; Yes, we do.', 'confirm', false, 'send', 'Yes, we do.'],
    ['> @Cleo do we?', 'confirm', true, 'ask', '@Cleo do we?'],
    ['@Cleo do we?', 'send', true, 'ask', '@Cleo do we?'],
    ['@Cleo do we?', 'notes', true, 'ask', '@Cleo do we?'],
    ['a > b', 'confirm', false, 'ask', 'a > b'],
    ['>', 'send', false, 'note', ''],
    ['   ', 'send', false, 'note', ''],
    ['> once: Yes, we do.', 'confirm', false, 'send', 'Yes, we do.'],
    ['Once : Yes, we do.', 'send', false, 'send', 'Yes, we do.'],
    ['once: Yes, we do.', 'confirm', false, 'ask', 'once: Yes, we do.'],
    ['> once:', 'confirm', false, 'note', 'once:'],
  ] as const)('%j under %s (mention: %s) means %s', (text, rule, mentionsOthers, means, words) => {
    expect(intentOf({ text, rule, mentionsOthers })).toMatchObject({ means, text: words })
  })

  test('a mention is never sent without a question, whatever the words and the rule', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...rules), (text, rule) => {
        expect(intentOf({ text, rule, mentionsOthers: true }).means).not.toBe('send')
      }),
    )
  })

  test('what is sent is never empty, and holds nothing that was not written', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...rules), fc.boolean(), (text, rule, mentionsOthers) => {
        const intent = intentOf({ text, rule, mentionsOthers })
        expect(text).toContain(intent.text)
        if (intent.means === 'send') expect(intent.text.trim()).not.toBe('')
      }),
    )
  })
})
