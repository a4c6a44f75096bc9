import { expect, test } from 'vitest'
import { mailRequest, settings, tools } from './fixtures/requests.ts'
import { email } from './index.ts'

const head =
  'From: Ben <ben@mail.example>\r\nTo: help@shop.example\r\nSubject: x\r\nMessage-ID: <1@mail.example>\r\nMIME-Version: 1.0\r\n'
const mixed = (...parts: string[]) =>
  `Content-Type: multipart/mixed; boundary=B\r\n\r\n${parts.map((part) => `--B\r\n${part}\r\n`).join('')}--B--\r\n`
const words = 'Content-Type: text/plain\r\n\r\nHello.'

async function read(body: string) {
  const { events } = await email.open(settings, tools).receive(mailRequest({ email: Buffer.from(head + body) }))
  const [event] = events
  if (event?.type !== 'message') throw new Error('no message')
  return event
}

test.each<[string, string, string, string]>([
  [
    'an invitation',
    'Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR',
    'invitation.ics',
    'calendar invitation',
  ],
  ['a contact card', 'Content-Type: text/vcard\r\n\r\nBEGIN:VCARD', 'contact.vcf', 'contact card'],
  ['winmail.dat', 'Content-Type: application/ms-tnef\r\n\r\nxx', 'winmail.dat', 'winmail.dat'],
  [
    'a mail inside a mail',
    'Content-Type: message/rfc822\r\n\r\nFrom: x@y.example\r\nSubject: inner\r\n\r\nHi',
    'mail.eml',
    'Another mail',
  ],
  ['S/MIME', 'Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nxx', 'smime.p7m', 'S/MIME'],
  ['PGP', 'Content-Type: application/octet-stream; name=encrypted.asc\r\n\r\nxx', 'encrypted.asc', 'PGP'],
])('%s is a file under a name that says what it is, and staff are told in a sentence', async (_, part, name, sentence) => {
  const event = await read(mixed(words, part))
  expect(event).toMatchObject({ text: 'Hello.', attachments: [{ name, inline: false }] })
  expect(event.context?.mail).toContain(sentence)
})

test('a mail that is nothing but sealed says so, and puts no words into anybody’s mouth', async () => {
  const event = await read('Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nxx')
  expect(event).toMatchObject({ text: '', attachments: [{ name: 'smime.p7m' }] })
  expect(event.context?.mail).toContain('cannot be read here')
})

test('a signed mail is read as any other, with its signature as a file', async () => {
  const event = await read(mixed(words, 'Content-Type: application/pkcs7-signature\r\n\r\nxx'))
  expect(event).toMatchObject({ text: 'Hello.', attachments: [{ name: 'smime.p7s' }] })
  expect(event.context).toBeUndefined()
})
