import { expect, test } from 'vitest'
import type { InboundEvent } from '#core/domain/event.ts'
import { mailFields, mailRequest, type Part, settings, tools } from './fixtures/requests.ts'
import { email } from './index.ts'

const copies = `learn+${'a'.repeat(42)}@in.shop.example`
const envelope = (...to: string[]) => JSON.stringify({ to, from: 'maya@shop.example' })

async function read(parts: Record<string, Part>): Promise<InboundEvent[]> {
  return (await email.open(settings, tools).receive(mailRequest(parts))).events
}

const mail = (headers: Record<string, string>, parts: Record<string, Part> = {}) =>
  read({ ...mailFields(headers), ...parts })

test('a mail that came to the learn address alone is a copy: its id and its lane are its own', async () => {
  const [event] = await mail({ 'Message-ID': '<a1@shop.example>' }, { envelope: envelope(copies) })
  expect(event).toMatchObject({
    id: '<a1@shop.example>#copy',
    messageId: '<a1@shop.example>',
    place: { thread: 'copies' },
    mail: { isCopy: true, token: 'a'.repeat(42) },
  })
})

test('the same mail where it was sent to is no copy, and neither hides the other', async () => {
  const [event] = await mail({ 'Message-ID': '<a1@shop.example>' }, { envelope: envelope('reply@in.shop.example') })
  expect(event).toMatchObject({ id: '<a1@shop.example>' })
  expect(event).not.toHaveProperty('mail.isCopy')
})

test('one delivery to both is the mail itself', async () => {
  const [event] = await mail({}, { envelope: envelope('reply@in.shop.example', copies) })
  expect(event).not.toHaveProperty('mail.isCopy')
  expect(event).not.toHaveProperty('mail.token')
})

const gmail = {
  from: 'Gmail Team <forwarding-noreply@google.com>',
  subject: '(#123456789) Gmail Forwarding Confirmation - Receive Mail from help@shop.example',
  link: 'https://mail-settings.google.com/mail/vf-%5BANGjdJ8x%5D-Ab_c',
}
const words = (link: string) =>
  [
    'help@shop.example has requested to automatically forward mail to your email address reply@in.shop.example.',
    'Confirmation code: 123456789',
    `To allow it, please click the link below to confirm the request:\n\n${link}\n`,
    'To cancel: https://mail-settings.google.com/mail/uf-%5BANGjdJ8x%5D-Ab_c',
  ].join('\n')
const aligned = { dkim: '{@google.com : pass}', SPF: 'pass' }
const asks = (link: string, more: Record<string, Part> = {}, from = gmail.from) =>
  mail(
    { From: from, Subject: gmail.subject },
    {
      from,
      subject: gmail.subject,
      text: words(link),
      envelope: envelope('reply@in.shop.example'),
      ...aligned,
      ...more,
    },
  )

test("Gmail's question is recognised with its code and link, and is no message", async () => {
  const events = await asks(gmail.link)
  expect(events).toMatchObject([
    { type: 'confirmation', from: 'Gmail', mailbox: 'help@shop.example', code: '123456789', link: gmail.link },
  ])
})

test('one whose sender is not proved, or is another, is a mail like any other', async () => {
  expect((await asks(gmail.link, { dkim: '{@evil.example : pass}', SPF: 'fail' })).map(({ type }) => type)).toEqual([
    'message',
  ])
  const other = await asks(gmail.link, {}, 'Gmail Team <forwarding-noreply@google.com.evil.example>')
  expect(other.map(({ type }) => type)).toEqual(['message'])
})

test.each([
  'https://evil.example/mail/vf-1',
  'http://mail.google.com/mail/vf-1',
  'https://google.com@evil.example/',
])('a link that leads elsewhere is not shown: %s', async (link) => {
  const [event] = await asks(link)
  expect(event).toMatchObject({ type: 'confirmation', code: '123456789', link: null })
})

test("Microsoft's question is recognised with its code", async () => {
  const from = 'Microsoft account team <account-security-noreply@accountprotection.microsoft.com>'
  const text = 'Please use the following code to verify help@shop.example.\n\nSecurity code: 482913\n'
  const events = await mail(
    { From: from, Subject: 'Verify your email address' },
    {
      from,
      subject: 'Verify your email address',
      text,
      dkim: '{@accountprotection.microsoft.com : pass}',
      SPF: 'pass',
    },
  )
  expect(events).toMatchObject([
    { type: 'confirmation', from: 'Microsoft', code: '482913', mailbox: 'help@shop.example' },
  ])
})
