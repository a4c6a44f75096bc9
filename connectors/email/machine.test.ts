import { expect, test } from 'vitest'
import { headerBlock, mailFields, mailRequest, settings, tools } from './fixtures/requests.ts'
import { readHeaders } from './headers.ts'
import { email } from './index.ts'
import { machineReason } from './machine.ts'

function reason(headers: Record<string, string>, envelopeFrom = 'ben@mail.example') {
  const mail = {
    headers: readHeaders(headerBlock(headers)),
    envelope: { from: envelopeFrom, to: [] },
    subject: headers.Subject ?? 'Where is my bowl?',
  }
  return machineReason(mail, settings.address)
}

test.each<Record<string, string>>([
  { 'Auto-Submitted': 'auto-replied' },
  { 'Auto-Submitted': 'Auto-Generated; owner-email="x"' },
  { 'Return-Path': '<>' },
  { Precedence: 'bulk' },
  { Precedence: 'list' },
  { Precedence: 'auto_reply' },
  { 'X-Auto-Response-Suppress': 'All' },
  { 'X-Autoreply': 'yes' },
  { 'List-Id': 'Potters <potters.list.example>' },
  { 'List-Unsubscribe': '<https://news.example/off>' },
  { 'Content-Type': 'multipart/report; report-type=delivery-status' },
  { From: 'MAILER-DAEMON@mail.example' },
  { From: 'Shop <no-reply@other.example>' },
  { From: 'noreply+7@other.example' },
  { From: 'orders-noreply@other.example' },
  { From: 'donotreply@other.example' },
  { Subject: 'Automatic reply: Where is my bowl?' },
  { Subject: 'Abwesenheitsnotiz: Schüssel' },
  { Subject: 'Automatikus válasz: Tál' },
  { Subject: 'Otomatik yanıt: Kase' },
  { Subject: '자동 회신: 그릇' },
])('%o was written by a machine', (headers) => {
  expect(reason(headers)).toBeDefined()
})

const ownGroup = {
  ...{ Precedence: 'list', 'List-ID': '<help.shop.example>', 'List-Unsubscribe': '<mailto:x@googlegroups.com>' },
  'List-Post': '<https://groups.google.com/a/shop.example/group/help/post>, <mailto:help@shop.example>',
}

test('what a person wrote to the business’s own Google Group was written by a person', () => {
  expect(reason(ownGroup)).toBeUndefined()
  expect(reason({ ...ownGroup, 'List-ID': '<potters.list.example>', 'List-Post': '' })).toBeDefined()
  expect(reason({ ...ownGroup, 'Auto-Submitted': 'auto-replied' })).toBe('Auto-Submitted')
  expect(reason({ ...ownGroup, Precedence: 'bulk' })).toBe('Precedence')
})

test('whom that group stands in for is who wrote, and is not proved', async () => {
  const headers = {
    ...ownGroup,
    From: "'Anna Bell' via Help <help@shop.example>",
    'Reply-To': 'Anna Bell <anna@mail.example>',
  }
  const signed = { dkim: '{@shop.example : pass}' }
  const read = async (given: Record<string, string>) =>
    (await email.open(settings, tools).receive(mailRequest(mailFields(given, signed)))).events[0]
  expect(await read(headers)).toMatchObject({
    author: {
      handle: { value: 'anna@mail.example' },
      name: 'Anna Bell',
      isUs: false,
      isMachine: false,
      isVerified: false,
    },
  })
  expect(await read({ ...headers, 'List-ID': '', 'List-Post': '' })).toMatchObject({ author: { isUs: true } })
})

test('an empty envelope sender is a bounce', () => {
  expect(reason({}, '')).toBeDefined()
})

test.each<Record<string, string>>([
  {},
  { 'Auto-Submitted': 'no' },
  { Precedence: 'first-class' },
  { 'Return-Path': '<ben@mail.example>' },
  { From: 'Noreen Plyler <noreen.plyler@mail.example>' },
  { From: 'Reply Rita <reply@mail.example>' },
  { Subject: 'Re: Automatic reply: Where is my bowl?' },
  { 'Content-Type': 'multipart/mixed; boundary=x' },
])('%o was written by a person', (headers) => {
  expect(reason(headers)).toBeUndefined()
})
