import { expect, test } from 'vitest'
import { readConsent } from './keywords.ts'

const sms = { channel: 'sms' as const, ours: '+15550002222' }
const whatsapp = { channel: 'whatsapp' as const, ours: '+15550002222' }

test.each([
  ['STOP', 'stop', true],
  [' stop ', 'stop', true],
  ['StopAll', 'stop', true],
  // Twilio is said to take the bare word alone.
  ['stop!', 'stop', false],
  ['Stop 🙏', 'stop', false],
  ['unsubscribe.', 'stop', false],
  ['ＳＴＯＰ', 'stop', false],
  ['STOP. STOP!', 'stop', false],
  ['Стоп', 'stop', false],
  ['CANCEL', 'stop', true],
  ['Stop please', 'stop', false],
  ['STOPP', 'stop', false],
  ['abmelden', 'stop', false],
  ['Arrêt', 'stop', false],
  ['START', 'start', true],
  ['unstop', 'start', true],
  // Twilio's own answer to HELP names no business.
  ['HELP', 'help', false],
  ['Hilfe', 'help', false],
])('%j by text is %s, answered by Twilio: %s', (text, what, isAnswered) => {
  expect(readConsent(text, sms)).toMatchObject({ what, word: text.trim(), isAnswered })
})

test.each([
  'Please stop the delivery, I am away',
  'Stop?? it is the wrong bowl',
  'How do I unsubscribe from the newsletter?',
  'start over',
  'I need help',
  '',
  '👍',
])('%j is an ordinary message', (text) => {
  expect(readConsent(text, sms)).toBeUndefined()
})

test('YES takes a STOP back, and is an answer to everything else', () => {
  expect(readConsent('Yes', sms)).toMatchObject({ what: 'start', onlyAfterStop: true })
})

test('the language of the word is kept, for the answer to it', () => {
  expect(readConsent('Désabonner', sms)?.language).toBe('fr')
  expect(readConsent('STOP', sms)?.language).toBeUndefined()
})

test('in a chat only words count that mean nothing else there, and nobody answers but us', () => {
  for (const word of ['cancel', 'yes', 'help', 'info', 'end', 'Hilfe'])
    expect(readConsent(word, whatsapp), word).toBeUndefined()
  expect(readConsent('Stop', whatsapp)).toMatchObject({ what: 'stop', isAnswered: false })
  expect(readConsent('Stopp', whatsapp)).toMatchObject({ what: 'stop', isAnswered: false })
})

test('what Twilio says it was goes before our own list, and was answered by Twilio', () => {
  expect(readConsent('adios', { ...sms, optOutType: 'STOP' })).toEqual({
    what: 'stop',
    word: 'adios',
    isAnswered: true,
  })
  expect(readConsent('HELP', { ...sms, optOutType: 'HELP' })).toMatchObject({ what: 'help', isAnswered: true })
  expect(readConsent('hello', { ...sms, optOutType: 'NONSENSE' })).toBeUndefined()
})

test('a short code of our own is left to us by Twilio', () => {
  expect(readConsent('STOP', { channel: 'sms', ours: '55511' })).toMatchObject({ what: 'stop', isAnswered: false })
})
