import { Client } from '@sendgrid/client'
import { EventWebhook } from '@sendgrid/eventwebhook'
import { MailService } from '@sendgrid/mail'
import { isValidSlackRequest } from '@slack/bolt'
import { LogLevel, WebClient } from '@slack/web-api'
import twilio from 'twilio'
import { afterEach, describe, expect, test } from 'vitest'
import { openTwilio as openClient } from '#connectors/shared/twilio/client.ts'
import type { Platform } from './platform.ts'
import { forkSendGrid, openSendGrid, sendGridAccount, sentMails } from './sendgrid-platform.ts'
import { makeSigningKeys, sendGridRequests } from './sendgrid-requests.ts'
import { forkSlack, openSlack, slackMessages, slackWorkspace } from './slack-platform.ts'
import { slackRequests } from './slack-requests.ts'
import { forkTwilio, openTwilio, sentTexts, twilioAccount } from './twilio-platform.ts'
import { twilioRequests } from './twilio-requests.ts'

let open: Platform[] = []
afterEach(async () => {
  await Promise.all(open.map((platform) => platform.close()))
  open = []
})

async function use(opening: Promise<Platform>): Promise<Platform> {
  const platform = await opening
  open.push(platform)
  return platform
}

describe('Slack, as its own client sees it', () => {
  const client = (url: string) =>
    new WebClient(slackWorkspace.botToken, {
      slackApiUrl: `${url}/api/`,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logLevel: LogLevel.ERROR,
    })
  const card = [
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: 'lummy:approve:0',
          value: '{"target":"d1"}',
          text: { type: 'plain_text', text: 'Approve' },
        },
      ],
    },
  ]

  test.each([
    ['in this process', openSlack] as const,
    ['in its own process', forkSlack] as const,
  ])('posts, updates and logs, %s', async (_, start) => {
    const slack = await use(start())
    const web = client(slack.url)
    expect((await web.auth.test()).team_id).toBe(slackWorkspace.team)
    const first = await web.chat.postMessage({ channel: 'C1', text: 'hello', blocks: card as never })
    const second = await web.chat.postMessage({ channel: 'C1', text: 'more', thread_ts: first.ts! })
    await web.chat.update({ channel: 'C1', ts: first.ts!, text: 'hello again', blocks: card as never })
    const log = await slack.accepted()
    expect(log.map(({ path, isAnswered }) => [path, isAnswered])).toEqual([
      ['/api/chat.postMessage', true],
      ['/api/chat.postMessage', true],
      ['/api/chat.update', true],
    ])
    const messages = slackMessages(log)
    expect(messages.map(({ text, thread_ts }) => [text, thread_ts])).toEqual([
      ['hello again', undefined],
      ['more', first.ts],
    ])
    expect(second.ts).not.toBe(first.ts)
  })

  test('takes the same message twice: it keeps no idempotency keys', async () => {
    const slack = await use(openSlack())
    const message = { channel: 'C1', text: 'once?', metadata: { event_type: 'lummy', event_payload: { id: 'o1' } } }
    await client(slack.url).chat.postMessage(message)
    await client(slack.url).chat.postMessage(message)
    expect(slackMessages(await slack.accepted())).toHaveLength(2)
  })

  test('cuts the line after it took a message, as often as it was told', async () => {
    const slack = await use(openSlack())
    await slack.misbehave({ does: 'cut', after: 'accepting', on: 'postMessage', times: 1 })
    await expect(client(slack.url).chat.postMessage({ channel: 'C1', text: 'lost?' })).rejects.toThrow()
    await client(slack.url).chat.postMessage({ channel: 'C1', text: 'fine' })
    expect((await slack.accepted()).map(({ fields, isAnswered }) => [fields.text, isAnswered])).toEqual([
      ['lost?', false],
      ['fine', true],
    ])
  })

  test('asks to slow down, fails and cuts without having taken anything', async () => {
    const slack = await use(forkSlack())
    const post = () => client(slack.url).chat.postMessage({ channel: 'C1', text: 'no' })
    await slack.misbehave({ does: 'answer', status: 429, retryAfterSeconds: 7, after: 'reading' })
    await expect(post()).rejects.toMatchObject({ retryAfter: 7 })
    await slack.misbehave({ does: 'answer', status: 500, after: 'reading' })
    await expect(post()).rejects.toThrow()
    await slack.misbehave({ does: 'cut', after: 'reading' })
    await expect(post()).rejects.toThrow()
    expect(await slack.accepted()).toEqual([])
  })

  test('answers late what it took at once', async () => {
    const slack = await use(openSlack())
    await slack.misbehave({ does: 'wait', ms: 200 })
    const posting = client(slack.url).chat.postMessage({ channel: 'C1', text: 'slow' })
    await expect.poll(async () => (await slack.accepted()).map((entry) => entry.isAnswered)).toEqual([false])
    await posting
    expect((await slack.accepted())[0]?.isAnswered).toBe(true)
  })

  test('misbehaves about as often as its share says, the same in every run', async () => {
    const cutsOf = async () => {
      const slack = await openSlack()
      await slack.misbehave({ does: 'answer', status: 500, after: 'reading', share: 0.3 })
      const calls = Array.from({ length: 60 }, async () => (await fetch(`${slack.url}/api/x`)).status === 500)
      const cuts = (await Promise.all(calls)).filter(Boolean).length
      await slack.close()
      return cuts
    }
    const cuts = await cutsOf()
    expect(cuts).toBeGreaterThan(5)
    expect(cuts).toBeLessThan(35)
    expect(await cutsOf()).toBe(cuts)
  })

  test('refuses a wrong token, and tells who is who', async () => {
    const slack = await use(openSlack())
    const stranger = new WebClient('xoxb-other', { slackApiUrl: `${slack.url}/api/`, retryConfig: { retries: 0 } })
    await expect(stranger.auth.test()).rejects.toThrow('invalid_auth')
    const { user } = await client(slack.url).users.info({ user: 'U0ANNA' })
    expect(user?.profile?.email).toBe('anna@shop.example')
  })

  test('signs what it sends as Bolt checks it, and presses the buttons that were posted', async () => {
    const slack = await use(openSlack())
    await client(slack.url).chat.postMessage({ channel: 'C1', text: 'draft', blocks: card as never })
    const [posted] = slackMessages(await slack.accepted())
    const requests = slackRequests('shh')
    const click = requests.click(posted!, 'Approve', 'U0ANNA', '1700000001.000100')
    const event = requests.event({ channel: 'C1', user: 'U0ANNA', text: 'hi', ts: '1700000000.000100' })
    for (const { headers, body } of [click, event]) {
      const signature = headers['x-slack-signature']!
      const time = Number(headers['x-slack-request-timestamp'])
      const signed = { 'x-slack-signature': signature, 'x-slack-request-timestamp': time }
      expect(isValidSlackRequest({ signingSecret: 'shh', body, headers: signed })).toBe(true)
      expect(isValidSlackRequest({ signingSecret: 'other', body, headers: signed })).toBe(false)
    }
    const payload = JSON.parse(new URLSearchParams(click.body).get('payload')!)
    expect(payload.actions).toEqual([
      expect.objectContaining({ action_id: 'lummy:approve:0', value: '{"target":"d1"}' }),
    ])
    expect(() => requests.click(posted!, 'Reject', 'U0ANNA', '1.1')).toThrow('no button "Reject"')
  })
})

describe('SendGrid, as its own client sees it', () => {
  const mailer = (url: string) => {
    const client = new Client()
    client.setApiKey(sendGridAccount.apiKey)
    client.setDefaultRequest('baseUrl', url)
    const mail = new MailService()
    mail.setClient(client)
    return mail
  }
  const letter = {
    from: { email: 'help@shop.example', name: 'Shop' },
    to: 'cora@home.example',
    cc: 'dan@home.example',
    replyTo: 'help+token@in.shop.example',
    subject: 'Re: parcel',
    text: 'It is on its way.',
    headers: { 'In-Reply-To': '<1@home.example>' },
    customArgs: { outbox: 'o1' },
  }

  test.each([
    ['in this process', openSendGrid] as const,
    ['in its own process', forkSendGrid] as const,
  ])('takes a mail and logs it, %s', async (_, start) => {
    const sendgrid = await use(start())
    const [response] = await mailer(sendgrid.url).send(letter)
    expect(response.statusCode).toBe(202)
    const [mail] = sentMails(await sendgrid.accepted())
    expect(mail).toMatchObject({
      id: response.headers['x-message-id'],
      from: { email: 'help@shop.example', name: 'Shop' },
      replyTo: { email: 'help+token@in.shop.example' },
      to: [{ email: 'cora@home.example' }],
      cc: [{ email: 'dan@home.example' }],
      subject: 'Re: parcel',
      text: 'It is on its way.',
      headers: { 'in-reply-to': '<1@home.example>' },
      customArgs: { outbox: 'o1' },
    })
  })

  test('refuses what SendGrid refuses, and logs none of it', async () => {
    const sendgrid = await use(openSendGrid())
    const { to } = letter
    await expect(mailer(sendgrid.url).send({ ...letter, cc: to })).rejects.toMatchObject({ code: 400 })
    const stranger = await fetch(`${sendgrid.url}/v3/scopes`, { headers: { authorization: 'Bearer SG.other' } })
    expect(stranger.status).toBe(401)
    expect(await sendgrid.accepted()).toEqual([])
  })

  test('cuts the line after it took a mail', async () => {
    const sendgrid = await use(forkSendGrid())
    await sendgrid.misbehave({ does: 'cut', after: 'accepting', times: 1 })
    await expect(mailer(sendgrid.url).send(letter)).rejects.toThrow()
    expect(await sendgrid.accepted()).toHaveLength(1)
  })

  test('signs its events as its own library checks it', () => {
    const keys = makeSigningKeys()
    const { headers, body } = sendGridRequests(keys).events([
      { event: 'delivered', email: 'cora@home.example', customArgs: { outbox: 'o1' } },
    ])
    const webhook = new EventWebhook()
    const key = webhook.convertPublicKeyToECDSA(keys.publicKey)
    const signature = headers['x-twilio-email-event-webhook-signature']!
    const time = headers['x-twilio-email-event-webhook-timestamp']!
    expect(webhook.verifySignature(key, Buffer.from(body), signature, time)).toBe(true)
    expect(webhook.verifySignature(key, Buffer.from('[]'), signature, time)).toBe(false)
    expect(JSON.parse(Buffer.from(body).toString())).toEqual([
      expect.objectContaining({ event: 'delivered', outbox: 'o1' }),
    ])
  })

  test('posts a mail as a form that any multipart reader reads', async () => {
    const bytes = new Uint8Array([0, 1, 2, 255])
    const mail = { from: 'Cora <cora@home.example>', to: 'help@in.shop.example', subject: 'Grüße', text: 'Wo ist es?' }
    const { headers, body } = sendGridRequests().inbound({
      ...mail,
      messageId: '<1@home.example>',
      attachments: [{ name: 'a.bin', type: 'application/octet-stream', bytes }],
    })
    const form = await new Response(body, { headers }).formData()
    expect(form.get('subject')).toBe('Grüße')
    expect(form.get('dkim')).toBe('{@home.example : pass}')
    expect(form.get('headers')).toContain('Message-ID: <1@home.example>')
    expect(new Uint8Array(await (form.get('attachment1') as File).arrayBuffer())).toEqual(bytes)
    const raw = sendGridRequests().inboundRaw({ ...mail, inReplyTo: '<0@shop.example>' })
    const rawForm = await new Response(raw.body, { headers: raw.headers }).formData()
    expect(rawForm.get('email')).toMatch(/In-Reply-To: <0@shop\.example>\r\n[\s\S]*\r\n\r\nWo ist es\?\r\n$/)
  })
})

describe('Twilio, as its own client sees it', () => {
  const account = twilioAccount('+15550002222')

  test.each([
    ['in this process', openTwilio] as const,
    ['in its own process', forkTwilio] as const,
  ])('sends, lists, sets numbers and logs, %s', async (_, start) => {
    const platform = await use(start(account))
    const environment = { TWILIO_API_URL: platform.url }
    const client = openClient(account, { environment, now: () => new Date() })
    const message = {
      from: '+15550002222',
      to: '+15550001111',
      body: 'Hello',
      statusCallback: 'https://desk.example/s',
    }
    const { sid } = await client.messages.create(message)
    expect(await client.messages.list({ to: message.to })).toMatchObject([{ sid, body: 'Hello', status: 'queued' }])
    const [number] = await client.incomingPhoneNumbers.list({ phoneNumber: message.from })
    await client.incomingPhoneNumbers(number!.sid).update({ smsUrl: 'https://desk.example/' })
    expect((await client.incomingPhoneNumbers(number!.sid).fetch()).smsUrl).toBe('https://desk.example/')
    expect(sentTexts(await platform.accepted())).toMatchObject([{ ...message, sid }])
    await expect(client.messages.create({ ...message, from: '+15550007777' })).rejects.toThrow('21660')
  })

  test('signs as its own check expects', () => {
    const url = 'https://desk.example/webhooks/sms/1'
    const { headers, body } = twilioRequests(account).text(url, {
      from: '+15550001111',
      to: '+15550002222',
      body: 'Grüße 1+1',
    })
    const fields = Object.fromEntries(new URLSearchParams(Buffer.from(body).toString()))
    const signature = headers['x-twilio-signature'] ?? ''
    expect(twilio.validateRequest(account.authToken, signature, url, fields)).toBe(true)
    expect(twilio.validateRequest(account.authToken, signature, `${url}0`, fields)).toBe(false)
  })
})
