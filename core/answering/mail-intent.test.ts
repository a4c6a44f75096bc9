import { expect, test } from 'vitest'
import { author, mailFacts } from '#core/testing/events.ts'
import { mailIntent } from './mail-intent.ts'

const others = [
  { email: 'cleo@shop.example', name: 'Cleo Clark' },
  { email: 'jo@shop.example', name: 'Jo' },
]

function read(text: string, facts: Parameters<typeof mailFacts>[0] | object = {}) {
  const mail = mailFacts({ messageId: '<1@x>', from: 'ben@shop.example', ...facts })
  return mailIntent(
    { text, mail, author: author({ kind: 'email', value: 'ben@shop.example' }, { name: 'Ben Berg' }) },
    others,
  )
}

test.each([
  'approve',
  'Approved',
  'ok',
  'OK.',
  'Okay!',
  'send it',
  'Send',
  'Yes, send it!',
])('“%s” approves', (text) => {
  expect(read(text)).toEqual({ means: 'approve' })
})

test.each([
  'Yes, we ship to Norway.',
  'ok, but only by ferry.',
  'ok\n\nbut not to Svalbard',
  'ok\n\nwait, not yet',
  'Hi Anna,\n\nCleo from our depot will call you.',
  'Notes are in the parcel.',
  'Clear: it ships on Monday.',
  'Write to cleo@depot.example.',
])('“%s” is the answer itself', (text) => {
  expect(read(text)).toEqual({ means: 'send', text })
})

test.each([
  ['note: he is angry', {}],
  ['NOTE : he is angry', {}],
  ['  note: he is angry', {}],
  ['', {}],
  ['   \n', {}],
  ['Cleo, can you look?', {}],
  ['Hi Cleo,\ncan you look?', {}],
  ['Hello dear Cleo - can you look?', {}],
  ['@Cleo can you look?', {}],
  ['Jo: yours?', {}],
  ['Is this yours @cleo?', {}],
  ['Yes, we do.', { cc: ['cleo@shop.example'] }],
  ['Yes, we do.', { to: ['reply@in.shop.example', 'jo@shop.example'] }],
  ['Yes, we do.', { isForward: true }],
  ['ok', { isForward: true }],
  ['ok', { cc: ['cleo@shop.example'] }],
])('“%s” with %j speaks to colleagues', (text, facts) => {
  expect(read(text, facts)).toMatchObject({ means: 'note' })
})
