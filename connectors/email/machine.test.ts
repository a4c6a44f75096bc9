import { expect, test } from 'vitest'
import { headerBlock } from './fixtures/requests.ts'
import { readHeaders } from './headers.ts'
import { machineReason } from './machine.ts'

function reason(headers: Record<string, string>, envelopeFrom = 'ben@mail.example') {
  return machineReason({
    headers: readHeaders(headerBlock(headers)),
    envelope: { from: envelopeFrom, to: [] },
    subject: headers.Subject ?? 'Where is my bowl?',
  })
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
])('%o was written by a machine', (headers) => {
  expect(reason(headers)).toBeDefined()
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
