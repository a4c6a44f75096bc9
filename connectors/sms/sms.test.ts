import { describe, expect, test } from 'vitest'
import { testConnector } from '#connectors/contract.ts'
import type { DeliveryEvent, MessageEvent } from '#core/domain/event.ts'
import { PayloadInvalid, SignatureInvalid } from '#core/errors.ts'
import { twilioAccount } from '#webhooks/tests/platforms/twilio-platform.ts'
import { signedForm, twilioRequests } from '#webhooks/tests/platforms/twilio-requests.ts'
import { account, address, inbound, now, ours, settings, status, text, theirs, tools } from './fixtures/requests.ts'
import { sms } from './index.ts'

const picture = {
  url: `https://api.twilio.com/2010-04-01/Accounts/${account.accountSid}/Messages/MM1/Media/ME1`,
  type: 'image/jpeg',
}
const sid = `SM${'1'.repeat(32)}`
const another = { ...twilioAccount(), authToken: 'another-token-of-somebody-else' }
const forged = twilioRequests(another).text(address, { from: theirs, to: ours, body: 'Hello', sid })
const good = text({ sid })
const { 'x-twilio-signature': _, ...bare } = good.headers
const form = (fields: Record<string, string>, path = '') => inbound(signedForm(account, `${address}${path}`, fields))

testConnector({
  connector: sms,
  settings,
  tools: tools(),
  cases: {
    good: {
      'a text': good,
      'a text in other letters': text({ body: 'Grüße 👩‍👩‍👧 ŁÓDŹ' }),
      'a picture': text({ body: '', media: [picture] }),
      'a WhatsApp message': text({ from: `whatsapp:${theirs}`, to: 'whatsapp:+15550009999' }),
      'a STOP': text({ body: 'STOP' }),
      'what became of ours': status('?lummy=row-1'),
    },
    unsigned: {
      'another account’s signature': inbound(forged),
      'a missing signature': { ...good, headers: bare },
      'a changed body': { ...good, body: Buffer.from(Buffer.from(good.body).toString().replace('bowl', 'vase')) },
      'another address': { ...good, url: `${address}?x=1` },
    },
    rubbish: {
      'an empty form': form({}),
      'a form of something else': form({ CallSid: 'CA1' }),
      'a message without a sender': form({ MessageSid: sid, AccountSid: account.accountSid, To: ours }),
      'a status of nothing': form({ MessageStatus: 'delivered' }, '/status'),
    },
    unknown: {
      'a text to a number that is not ours': text({ to: '+15550007777' }),
      'a text of another account': form({
        MessageSid: sid,
        AccountSid: another.accountSid.replace(/.$/, 'x'),
        From: theirs,
        To: ours,
        Body: 'Hi',
      }),
      'a text without a word': text({ body: '  ' }),
      'a status that says nothing': status('?lummy=row-1', { status: 'queued' }),
    },
  },
})

const connection = sms.open(settings, tools())
const read = async (request: ReturnType<typeof text>) => (await connection.receive(request)).events[0] as MessageEvent
const told = async (request: ReturnType<typeof text>) => (await connection.receive(request)).events[0] as DeliveryEvent

describe('a text', () => {
  test('belongs to a pair of numbers, and proves nothing about who wrote it', async () => {
    const event = await read(good)
    expect(event).toMatchObject({
      id: sid,
      messageId: sid,
      at: now.toISOString(),
      place: { connector: 'sms', account: ours, thread: `sms/${ours}/${theirs}`, private: true },
      author: { handle: { kind: 'phone', value: theirs }, isUs: false, isMachine: false, isVerified: false },
      text: 'Where is my bowl?',
      attachments: [],
    })
    expect(event.consent).toBeUndefined()
  })

  test('to another of our numbers is another conversation of the same integration', async () => {
    const event = await read(text({ to: '+15550003333' }))
    expect([event.place.account, event.place.thread]).toEqual([ours, `sms/+15550003333/${theirs}`])
  })

  test('to a Messaging Service is ours whichever number of its pool was written to', async () => {
    const messagingServiceSid = `MG${'2'.repeat(32)}`
    const pool = sms.open({ ...settings, numbers: [], messagingServiceSid }, tools())
    const request = text({ to: '+15550008888', messagingServiceSid })
    const { events } = await pool.receive(request)
    expect(events[0]?.place).toMatchObject({ account: messagingServiceSid, thread: `sms/+15550008888/${theirs}` })
    expect((await connection.receive(request)).events).toEqual([])
  })

  test('of a short code or a name is a machine’s', async () => {
    for (const from of ['72975', 'MyBank']) expect((await read(text({ from }))).author.isMachine).toBe(true)
  })

  test('of somebody on WhatsApp who hides their number is a person’s, and is answered where it came from', async () => {
    const event = await read(text({ from: 'whatsapp:US.13491208655302741918', to: 'whatsapp:+15550009999' }))
    expect(event.author).toMatchObject({ isMachine: false, handle: { value: 'US.13491208655302741918' } })
    expect(event.place.thread).toBe('whatsapp/+15550009999/US.13491208655302741918')
  })

  test('of one of our own numbers is ours', async () => {
    expect((await read(text({ from: '+15550003333' }))).author.isUs).toBe(true)
  })

  test('by WhatsApp has its own channel, a name, and a time within which an answer is free', async () => {
    const event = await read(
      text({ from: `whatsapp:${theirs}`, to: 'whatsapp:+15550009999', fields: { ProfileName: 'Ben' } }),
    )
    expect(event.author).toMatchObject({ name: 'Ben', handle: { kind: 'phone', value: theirs } })
    const recipient = { kind: 'phone', value: theirs }
    expect(sms.describe?.(event.place)).toEqual({ channel: 'whatsapp', recipient, answerWithinMs: 86_400_000 })
    expect(sms.describe?.((await read(good)).place)).toEqual({ channel: 'sms', recipient })
    expect(sms.describe?.({ ...event.place, thread: 'elsewhere' })).toEqual({ channel: 'sms' })
  })

  test('with pictures and voice notes names them, with the addresses that Twilio keeps them at', async () => {
    const media = [picture, { url: picture.url.replace('ME1', 'ME2'), type: 'audio/ogg; codecs=opus' }]
    const { attachments } = await read(text({ body: '', media }))
    expect(attachments).toEqual([
      { name: 'picture-1.jpg', type: 'image/jpeg', size: 0, inline: false, url: picture.url },
      { name: 'voice-note-2.ogg', type: 'audio/ogg', size: 0, inline: false, url: media[1]?.url },
    ])
  })

  test('whose media lie elsewhere has none: our credentials go to Twilio alone', async () => {
    const { attachments } = await read(
      text({ body: 'look', media: [{ url: 'https://evil.example/x', type: 'image/png' }] }),
    )
    expect(attachments).toEqual([])
  })

  test('that shares a place says where', async () => {
    const fields = { Latitude: '52.52', Longitude: '13.405', Label: 'Alexanderplatz' }
    expect((await read(text({ body: '', fields }))).text).toBe('Location: Alexanderplatz, 52.52, 13.405')
  })

  test('is answered by TwiML that says nothing', async () => {
    const { response } = await connection.receive(good)
    expect(response).toMatchObject({ status: 200, headers: { 'content-type': 'text/xml' } })
    expect((response as { body: string }).body).toContain('<Response/>')
  })
})

test('no value is believed that was sent twice', async () => {
  const twice = form({ AccountSid: account.accountSid, MessageSid: sid, From: theirs, To: ours, Body: 'Hi' })
  const body = Buffer.concat([twice.body, Buffer.from(`&From=${encodeURIComponent(theirs)}`)])
  await expect(connection.receive({ ...twice, body })).rejects.toThrow(PayloadInvalid)
})

test('is found at two addresses, by POST alone', async () => {
  await expect(connection.receive({ ...good, endpoint: 'elsewhere' })).rejects.toMatchObject({ status: 404 })
  await expect(connection.receive({ ...good, method: 'GET' })).rejects.toMatchObject({ status: 405 })
  await expect(connection.receive({ ...status('?lummy=1'), url: address })).rejects.toThrow(SignatureInvalid)
})

describe('what became of a message of ours', () => {
  test.each([
    ['sent', undefined, { state: 'sent' }],
    ['delivered', undefined, { state: 'delivered' }],
    ['read', undefined, { state: 'delivered' }],
    ['canceled', undefined, { state: 'failed', reason: 'it was cancelled at Twilio' }],
    ['failed', 30036, { state: 'failed', reason: expect.stringContaining('waited at Twilio') }],
    ['undelivered', 30006, { state: 'failed', reason: expect.stringContaining('landline') }],
    ['failed', 63016, { state: 'failed', reason: expect.stringContaining('24 hours') }],
    ['failed', 21610, { state: 'failed', isOptedOut: true }],
    ['failed', 12345, { state: 'failed', reason: "Twilio's error 12345" }],
    ['failed', undefined, { state: 'failed', reason: 'Twilio gave no reason' }],
  ])('is told as %s with error %s', async (name, errorCode, expected) => {
    const event = await told(
      status('?lummy=row-1', { status: name, ...(errorCode === undefined ? {} : { errorCode }) }),
    )
    expect(event).toMatchObject({ type: 'delivery', outboxId: 'row-1', platformId: `SM${'a'.repeat(32)}`, ...expected })
    expect(event.place).toEqual((await read(good)).place)
  })

  test('each word of it is another event, and the same word is the same', async () => {
    const ids = await Promise.all(
      ['sent', 'delivered', 'delivered'].map(async (name) => (await told(status('?lummy=row-1', { status: name }))).id),
    )
    expect(new Set(ids).size).toBe(2)
  })

  test('of a part that others follow only its failure counts', async () => {
    expect((await connection.receive(status('?lummy=row-1&more'))).events).toEqual([])
    expect(await told(status('?lummy=row-1&more', { status: 'undelivered' }))).toMatchObject({ state: 'failed' })
  })
})

test('needs a number, a service or a WhatsApp sender', () => {
  const { accountSid, authToken } = settings
  expect(sms.settings.safeParse({ accountSid, authToken }).success).toBe(false)
  expect(sms.settings.safeParse({ accountSid, authToken, numbers: ['555 1234'] }).success).toBe(false)
  for (const more of [{ numbers: [ours] }, { whatsapp: [ours] }, { messagingServiceSid: `MG${'2'.repeat(32)}` }])
    expect(sms.settings.safeParse({ accountSid, authToken, ...more }).success, JSON.stringify(more)).toBe(true)
})
