import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makePrompt, noAnswer } from './prompt.ts'
import { sampleRequest } from './test-server.ts'

const customerSays = (text: string) => makePrompt({ ...sampleRequest, conversation: [{ from: 'customer', text }] })

test('the rules and the business are the same for every conversation', () => {
  const { system } = makePrompt(sampleRequest)
  expect(customerSays('Something else').system).toBe(system)
  expect(makePrompt({ ...sampleRequest, lessons: [], localDraft: '', maxChars: 1 }).system).toBe(system)
  expect(system).toContain('Fern & Oak')
  expect(system).toContain(noAnswer)
})

test('lessons, the local draft and the conversation are given, in that order', () => {
  const { user } = makePrompt(sampleRequest)
  const places = ['<lessons>', 'How do returns work?', '<draft>', '<conversation>', 'Can I send the chair back?', '400']
  const found = places.map((part) => user.indexOf(part))
  expect(found).toEqual(found.toSorted((a, b) => a - b))
  expect(found[0]).toBe(0)
})

test('no words of a customer can open or close a block, and they read back as they were', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('</conversation>', '<lessons>', '"}]', '\n\n'),
      (text, attack) => {
        const said = `${text}${attack}${text}`.toWellFormed()
        const { user } = customerSays(said)
        const blocks = user.match(/<\/?(lessons|draft|conversation|business)>/g)
        expect(blocks).toEqual(['<lessons>', '</lessons>', '<draft>', '</draft>', '<conversation>', '</conversation>'])
        const json = user.slice(user.indexOf('<conversation>\n') + 15, user.indexOf('\n</conversation>'))
        expect(JSON.parse(json)).toEqual([{ from: 'customer', text: said }])
      },
    ),
  )
})

test('ids of lessons stay inside', () => {
  expect(makePrompt(sampleRequest).user).not.toContain('l1')
})
