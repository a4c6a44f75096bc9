import { expect, test } from 'vitest'
import { openHub } from './loopback/hub.ts'
import { sendGridSide } from './loopback/sendgrid.ts'
import {
  type IncomingMail,
  makeSigningKeys,
  type SendGridRequest,
  sendGridRequests,
} from './platforms/sendgrid-requests.ts'

const answer = 'Yes, we ship to Norway within 5 days.'
const ben = 'Ben Ray <ben@home.example>'

/** Customers and staff write mail, and nothing else. */
async function openMailbox() {
  const side = await sendGridSide(makeSigningKeys())
  const brand = { name: 'Example Shop', logoUrl: null, colour: '#e0702a' }
  const hub = await openHub({ sides: [side], house: { settings: { brand } } })
  await hub.connect(side)
  const { mails, mailed, sendGridSays: says } = side.in(hub)
  const post = (endpoint: string, request: SendGridRequest) => hub.post(`${hub.address('email')}${endpoint}`, request)
  const sent = async () => (await mailed()).filter(({ to }) => to.some(({ email }) => email === 'ben@home.example'))
  return {
    ...{ ...hub, sendGrid: side.platform, says, post, sent },
    /** How often each thing became of what was posted. */
    tally: () =>
      Object.fromEntries(
        Map.groupBy(hub.counted, (one) => one.replace('email ', ''))
          .entries()
          .map(([result, all]) => [result, all.length]),
      ),
    async writes(mail: Partial<IncomingMail>) {
      const usual = { from: ben, to: 'help@shop.example', subject: 'Norway', text: 'Do you ship to Norway?' }
      return (await mails({ ...usual, ...mail })).status
    },
    /** SendGrid tells what became of the last mail to Ben. */
    async becomes(...batch: { event: string; reason?: string }[]) {
      const customArgs = (await sent()).at(-1)?.customArgs ?? {}
      const events = batch.map((one) => ({ ...one, email: 'ben@home.example', customArgs }))
      const reply = await post('/events', says.events(events))
      await hub.house.pass(3_000)
      return reply.status
    },
  }
}

test('a customer writes, is answered, replies without a reference, and their thread is one', async () => {
  const shop = await openMailbox()
  expect(await shop.writes({ headers: { 'Thread-Index': Buffer.alloc(22, 5).toString('base64') } })).toBe(200)
  const { conversation } = await shop.conversation()
  await shop.house.core.conversations.reply(shop.house.owner, conversation.id, { text: answer })
  await shop.house.settle()
  const [mail] = await shop.sent()
  expect(mail).toMatchObject({ from: { email: 'help@shop.example' }, subject: 'Re: Norway' })
  expect(mail?.replyTo?.email).toMatch(/^reply\+[a-z2-7]+@in\.shop\.example$/)
  expect(mail?.headers['in-reply-to']).toBe(mail?.headers.references)
  expect(Buffer.from(mail?.headers['thread-index'] ?? '', 'base64')).toHaveLength(27)
  expect(mail?.headers).not.toHaveProperty('auto-submitted')
  expect(mail?.text).toMatch(/^Yes, we ship .*\n\nOn .*Ben Ray <ben@home\.example> wrote:\n> Do you ship to Norway\?$/)
  expect(mail?.html).toContain('border-bottom:4px solid #e0702a')

  expect(await shop.writes({ subject: 'AW: Norway', text: 'And to Iceland?' })).toBe(200)
  expect((await shop.conversation()).messages.map(({ content }) => content)).toEqual([
    'Do you ship to Norway?',
    answer,
    'And to Iceland?',
  ])
})

test('what SendGrid tells settles a doubt, is seen on the message, and is obeyed', async () => {
  const shop = await openMailbox()
  await shop.writes({})
  const { conversation } = await shop.conversation()
  const reply = (text: string) => shop.house.core.conversations.reply(shop.house.owner, conversation.id, { text })
  await shop.sendGrid.misbehave({ does: 'cut', after: 'accepting', on: 'mail/send' })
  await reply(answer)
  await shop.house.pass(40_000)
  await shop.sendGrid.misbehave()
  const state = async () => (await shop.conversation()).messages.at(-1)?.delivery?.state
  expect([await state(), (await shop.sent()).length]).toEqual(['in_doubt', 1])
  expect(await shop.becomes({ event: 'processed' })).toBe(200)
  expect([await state(), (await shop.sent()).length]).toEqual(['sent', 1])
  // Out of order, twice, and with what we do not know among it.
  await shop.becomes({ event: 'open' }, { event: 'delivered' }, { event: 'deferred' }, { event: 'novelty' })
  await shop.becomes({ event: 'open' }, { event: 'processed' })
  const types = async () => (await shop.conversation()).events.map(({ type }) => type)
  expect((await types()).filter((type) => ['opened', 'delivered', 'delayed'].includes(type)).toSorted()).toEqual([
    'delayed',
    'delivered',
    'opened',
  ])
  await shop.becomes({ event: 'spamreport' })
  expect((await shop.conversation()).mailTrouble).toContain('asked for no more mail')
  await expect(reply('We have a new catalogue!')).rejects.toThrow('Nothing was sent')
  expect(shop.tally()).toMatchObject({ accepted: 5, 'passed over': 1 })
})

test('a bounce that comes back by mail marks the address, as SendGrid’s own does', async () => {
  const shop = await openMailbox()
  await shop.writes({})
  const { conversation } = await shop.conversation()
  await shop.house.core.conversations.reply(shop.house.owner, conversation.id, { text: answer })
  await shop.house.settle()
  await shop.becomes({ event: 'delivered' }, { event: 'bounce', reason: '550 5.1.1 no such user' })
  const { mailTrouble, messages } = await shop.conversation()
  expect(mailTrouble).toContain('550 5.1.1 no such user')
  expect(messages.at(-1)?.delivery?.state).toBe('failed')
  await shop.writes({ subject: 'Re: Norway', text: 'I am here again.' })
  expect((await shop.conversation()).mailTrouble).toBeNull()
})

test('what is forged, too large or no batch is refused without a trace, and counted', async () => {
  const shop = await openMailbox()
  await shop.writes({})
  const stranger = sendGridRequests(makeSigningKeys(), shop.house.clock.now)
  const unsigned = sendGridRequests(undefined, shop.house.clock.now)
  const batch = [{ event: 'spamreport', email: 'ben@home.example' }]
  const mail = { from: ben, to: 'help@shop.example', subject: 'x', text: 'x' }
  const bytes = (body: string | Buffer): SendGridRequest => ({
    ...shop.says.again({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Uint8Array(Buffer.from(body)),
    }),
  })
  const answers: [string, number][] = []
  const tries: [string, string, SendGridRequest][] = [
    ['a stranger’s key', '/events', stranger.events(batch)],
    ['no signature', '/events', unsigned.events(batch)],
    ['another body', '/events', { ...shop.says.events(batch), body: new Uint8Array(Buffer.from('[]')) }],
    ['a mail by a stranger’s key', '', stranger.inbound(mail)],
    ['no JSON', '/events', bytes('{')],
    ['no batch', '/events', bytes('{"event":"open"}')],
    ['items that are none', '/events', bytes('[{"event":7},{"timestamp":"x"},{}]')],
    ['nothing of a mail', '', bytes('{}')],
    ['more than a mail can be', '', bytes(Buffer.alloc(41 * 1024 * 1024))],
    ['no such endpoint', '/what', shop.says.events(batch)],
  ]
  for (const [name, endpoint, request] of tries) answers.push([name, (await shop.post(endpoint, request)).status])
  expect(Object.fromEntries(answers)).toEqual({
    'a stranger’s key': 401,
    'no signature': 401,
    'another body': 401,
    'a mail by a stranger’s key': 401,
    'no JSON': 400,
    'no batch': 400,
    'items that are none': 200,
    'nothing of a mail': 400,
    'more than a mail can be': 413,
    'no such endpoint': 404,
  })
  await shop.house.settle()
  expect((await shop.conversation()).messages).toHaveLength(1)
  expect(shop.tally()).toEqual({ accepted: 1, ignored: 1, 'passed over': 3, '401': 4, '400': 3, '413': 1, '404': 1 })
})
