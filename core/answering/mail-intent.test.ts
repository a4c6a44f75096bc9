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
  'ok\nBen',
  'Approve.\nBest,\nBen Miller',
  'Approve\n\nBen Miller\nHead of support\n+47 22 33 44 55',
  'send it\nSent from my iPhone',
])('“%s”, signed without an empty line, approves too', (text) => {
  expect(read(text)).toEqual({ means: 'approve' })
})

test.each([
  'ok\nbut not to Svalbard',
  'Take\nthe blue one.',
  'Yes, we do.\nBen',
  'Send\nBen will call you tomorrow.\nDoes that suit you?',
])('“%s” is the answer itself, whatever its lines', (text) => {
  expect(read(text)).toEqual({ means: 'send', text })
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

test.each([
  ['undo', { action: 'undo' }],
  ['Undo!', { action: 'undo' }],
  ['send now', { action: 'send_now' }],
  ['reject', { action: 'reject' }],
  ['wrong facts', { action: 'reject', choice: 'wrong_facts' }],
  ['Reject: wrong topic', { action: 'reject', choice: 'wrong_topic' }],
  ['needs a person.', { action: 'reject', choice: 'needs_a_person' }],
  ['release', { action: 'release' }],
  ['kind sales', { action: 'set_kind', choice: 'sales' }],
  ['Kind: partner.', { action: 'set_kind', choice: 'partner' }],
  ['it is support', { action: 'set_kind', choice: 'support' }],
  ['not spam', { action: 'not_spam' }],
  ['snooze until Monday', { action: 'snooze', choice: 'until Monday' }],
  ['assign to Cleo', { action: 'assign', choice: 'Cleo' }],
  ['remind me 3d', { action: 'follow_up', choice: '3d' }],
  ['Retry.', { action: 'send_again' }],
  ['send again', { action: 'send_again' }],
  ['It arrived!', { action: 'it_arrived' }],
  ['away until Monday', { action: 'away', choice: 'until Monday' }],
  ['back', { action: 'back' }],
  ['spam', { action: 'spam' }],
])('“%s” is an order', (text, order) => {
  expect(read(text)).toEqual({ means: 'do', ...order })
})

test.each([
  ['once: ok', { means: 'approve', learn: false }],
  ['once:\n\nYes, we do.', { means: 'send', text: 'Yes, we do.', learn: false }],
  ['Once : Yes, we do.', { means: 'send', text: 'Yes, we do.', learn: false }],
  ['We did it once: in May.', { means: 'send', text: 'We did it once: in May.' }],
])('“%s” is read with its first word', (text, intent) => {
  expect(read(text)).toEqual(intent)
})

test('`once:` alone says nothing', () => {
  expect(read('once:')).toMatchObject({ means: 'note' })
})

test.each([
  'Undo the lid first.',
  'Reject the parcel at the door.',
  'The facts are wrong in the letter.',
  'snooze until Monday\n\nand then call us',
])('“%s” is meant for the customer', (text) => {
  expect(read(text)).toEqual({ means: 'send', text })
})
