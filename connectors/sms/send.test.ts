import { afterEach, describe, expect, test } from 'vitest'
import type { Outbound } from '#core/domain/outbound.ts'
import type { Answer, Platform } from '#webhooks/tests/platforms/platform.ts'
import {
  openTwilio,
  sentTexts,
  sidOf,
  type TwilioAccount,
  type TwilioPart,
  twilioAccount,
} from '#webhooks/tests/platforms/twilio-platform.ts'
import { address, ours, theirs, tools, settings as usual } from './fixtures/requests.ts'
import { sms } from './index.ts'

let twilio: Platform
afterEach(() => twilio.close())

const place = { connector: 'sms', account: ours, thread: `sms/${ours}/${theirs}`, private: true }
const reply = (text: string): Outbound => ({ kind: 'reply', id: 'row-1', text, attachments: [] })

/** Answers the second message of an answer so. */
function secondIs(answer: Answer): TwilioPart {
  let count = 0
  return ({ method, path }) => {
    if (method === 'POST' && path.endsWith('/Messages.json')) count += 1
    const isSecond = count === 2 && method === 'POST'
    if (isSecond) count += 1
    return isSecond ? answer : undefined
  }
}

async function open(
  more: Partial<typeof usual> = {},
  change: (account: TwilioAccount) => void = () => {},
  ...parts: TwilioPart[]
) {
  const account = twilioAccount(ours, '+15550003333')
  change(account)
  twilio = await openTwilio(account, ...parts)
  const settings = { ...usual, ...more }
  const given = tools({ TWILIO_API_URL: twilio.url })
  return {
    ...{ account, settings, given },
    connection: sms.open(settings, given),
    texts: async () => sentTexts(await twilio.accepted()),
  }
}

describe('an answer', () => {
  test('goes from the number that was written to, with our id in the address of its status', async () => {
    const { connection, texts } = await open()
    const delivery = await connection.send(place, reply('It ships **today**.'))
    expect(await texts()).toEqual([
      {
        sid: delivery.platformId,
        from: ours,
        to: theirs,
        body: 'It ships today.',
        media: [],
        messagingServiceSid: undefined,
        statusCallback: `${address}/status?lummy=row-1`,
      },
    ])
  })

  test('by WhatsApp goes between WhatsApp addresses', async () => {
    const { connection, texts } = await open()
    await connection.send({ ...place, thread: `whatsapp/+15550009999/${theirs}` }, reply('Hello'))
    expect(await texts()).toMatchObject([{ from: 'whatsapp:+15550009999', to: `whatsapp:${theirs}` }])
  })

  test('of a Messaging Service goes through it, from the same number', async () => {
    const messagingServiceSid = sidOf('MG', 'pool')
    const { connection, texts } = await open({ messagingServiceSid }, ({ services }) =>
      services.push({
        sid: messagingServiceSid,
        friendlyName: 'Pool',
        inboundRequestUrl: '',
        useInboundWebhookOnNumber: false,
      }),
    )
    await connection.send(place, reply('Hello'))
    expect(await texts()).toMatchObject([{ from: ours, messagingServiceSid }])
  })

  test('to whom no number of ours has written goes from one of ours, or from what the service chooses', async () => {
    const messagingServiceSid = sidOf('MG', 'pool')
    const { connection, given, texts } = await open({}, ({ services }) =>
      services.push({
        sid: messagingServiceSid,
        friendlyName: 'Pool',
        inboundRequestUrl: '',
        useInboundWebhookOnNumber: false,
      }),
    )
    const from = (known: string[], settings: object = {}) =>
      sms
        .open(sms.settings.parse({ ...usual, ...settings }), given)
        .textPlaces?.({
          number: theirs,
          known: known.map((thread) => ({ ...place, account: messagingServiceSid, thread })),
        })
        .map((one) => one.place.thread.split('/')[1])
    expect(from([])).toEqual([ours, '+15550003333'])
    expect(connection.textPlaces?.({ number: 'anonymous:CA1', known: [] })).toEqual([])
    const alone = { numbers: [], messagingServiceSid }
    expect(
      from([`sms/+15550008888/${theirs}`, `sms/+15550008888/+15554`, `whatsapp/+15550008888/${theirs}`], alone),
    ).toEqual(['+15550008888', messagingServiceSid])
    const pool = sms.open({ ...usual, ...alone }, given)
    const [chosen] = pool.textPlaces!({ number: theirs, known: [] })
    await pool.send(chosen!.place, reply('You called us'))
    const sent = await texts()
    expect(sent).toMatchObject([{ from: undefined, messagingServiceSid, to: theirs }])
    expect(sent[0]?.statusCallback).toMatch(/&chosen$/)
  })

  test('is shaped for a phone: no Markdown, links last, the small alphabet', async () => {
    const { connection, texts } = await open()
    const text =
      '# Your order\n\n- **One** bowl\n- [Track it](https://shop.example/t?a=1) – it’s on its way\n\nSee https://shop.example/help'
    await connection.send(place, reply(text))
    expect((await texts())[0]?.body).toBe(
      "Your order\n\n- One bowl\n- Track it - it's on its way\n\nSee https://shop.example/help\nhttps://shop.example/t?a=1",
    )
  })

  test('is one call up to 1,600 characters, and as few as hold it beyond', async () => {
    const { connection, texts } = await open()
    await connection.send(place, reply('word '.repeat(320).trim()))
    expect(await texts()).toHaveLength(1)
    const first = await connection.send(place, reply('word '.repeat(400).trim()))
    const sent = await texts()
    expect(sent.map(({ statusCallback }) => statusCallback?.split('?')[1])).toEqual([
      'lummy=row-1',
      'lummy=row-1&more',
      'lummy=row-1',
    ])
    expect(first.platformId).toBe(sent[1]?.sid)
  })

  test('whose second part is refused is in doubt, since the first has gone', async () => {
    const { connection, texts } = await open(
      {},
      () => {},
      secondIs({ status: 400, body: { code: 21617, message: 'x' } }),
    )
    const long = reply('word '.repeat(400).trim())
    const failed = { notSent: false, retry: false, message: expect.stringContaining('part 2 of 2 did not go') }
    await expect(connection.send(place, long)).rejects.toMatchObject(failed)
    expect(await texts()).toHaveLength(1)
  })

  test('whose second part is asked to wait a little waits, since nobody else can send the rest', async () => {
    const slow = secondIs({ status: 429, headers: { 'retry-after': '1' }, body: { code: 20429, message: 'x' } })
    const { connection, texts } = await open({}, () => {}, slow)
    await connection.send(place, reply('word '.repeat(400).trim()))
    expect(await texts()).toHaveLength(2)
  })

  test('that takes so long that staff are told it is in doubt goes no further', async () => {
    const { settings, given, texts } = await open()
    let time = given.now().getTime()
    // Each look at the clock is ten seconds later: the first part was slow.
    const now = () => {
      time += 10_000
      return new Date(time)
    }
    const connection = sms.open(settings, { ...given, now })
    const failed = { notSent: false, retry: false, message: expect.stringContaining('took too long') }
    await expect(connection.send(place, reply('word '.repeat(700).trim()))).rejects.toMatchObject(failed)
    expect((await texts()).length).toBeLessThan(3)
  })

  test('with files has its pictures with it, and the others as links at its end', async () => {
    const { connection, texts } = await open()
    const file = (name: string, type: string) => ({
      ...{ name, type, size: 9, inline: false },
      link: `https://desk.example/files/${name}`,
    })
    const attachments = [file('a.png', 'image/png'), file('offer.pdf', 'application/pdf'), file('b.jpg', 'image/jpeg')]
    await connection.send(place, { ...reply('See [this](https://shop.example)'), attachments } as Outbound)
    await connection.send(place, { ...reply(''), attachments: attachments.slice(0, 1) } as Outbound)
    await connection.send({ ...place, thread: `whatsapp/${ours}/${theirs}` }, {
      ...reply('Here'),
      attachments,
    } as Outbound)
    const at = (name: string) => `https://desk.example/files/${name}`
    expect((await texts()).map(({ body, media }) => [body, media])).toEqual([
      [`See this\nhttps://shop.example\noffer.pdf: ${at('offer.pdf')}`, [`${at('a.png')}?view`, `${at('b.jpg')}?view`]],
      ['', [`${at('a.png')}?view`]],
      [`Here\noffer.pdf: ${at('offer.pdf')}`, [`${at('a.png')}?view`]],
      ['', [`${at('b.jpg')}?view`]],
    ])
  })

  test.each([
    [
      'files of which nobody has an address',
      { ...reply('see this'), attachments: [{ name: 'a.pdf', type: 'application/pdf', size: 1, inline: false }] },
    ],
    [
      'a card',
      { kind: 'card', id: 'row-1', card: { purpose: 'notice', title: 'x', facts: [], sources: [], buttons: [] } },
    ],
    ['nothing', reply('  ')],
  ] as [string, Outbound][])('with %s is not sent, and says so', async (_, outbound) => {
    const { connection, texts } = await open()
    await expect(connection.send(place, outbound)).rejects.toMatchObject({ notSent: true, retry: false })
    expect(await texts()).toEqual([])
  })

  test.each([
    ['to who said STOP to Twilio', { thread: `sms/${ours}/+15550001112` }, { name: 'OptedOut', notSent: true }],
    [
      'from a number of somebody else',
      { thread: `sms/+15550007777/${theirs}` },
      { message: expect.stringContaining('does not belong') },
    ],
    [
      'to no number',
      { thread: `sms/${ours}/MyBank` },
      { message: expect.stringContaining('no number that can be texted') },
    ],
    ['to no pair of numbers', { thread: 'x' }, { name: 'Gone' }],
  ])('%s fails for sure', async (_, over, error) => {
    const { connection } = await open({}, ({ stopped }) => stopped.push('+15550001112'))
    const failed = { retry: false, notSent: true, ...error }
    await expect(connection.send({ ...place, ...over }, reply('Hello'))).rejects.toMatchObject(failed)
  })

  test.each([
    [
      { does: 'answer', status: 429, retryAfterSeconds: 9, after: 'reading' } as const,
      { name: 'RateLimited', retryAfterMs: 9000 },
    ],
    [{ does: 'cut', after: 'accepting' } as const, { name: 'Unreachable', notSent: false }],
  ])('when Twilio %o is told by whether it went', async (fault, error) => {
    const { connection } = await open()
    await twilio.misbehave(fault)
    await expect(connection.send(place, reply('Hello'))).rejects.toMatchObject(error)
  })
})

describe('setting up', () => {
  test('enters our address at each number and service, and says what stood there before', async () => {
    const messagingServiceSid = sidOf('MG', 'pool')
    const { account, settings, given } = await open({ messagingServiceSid }, ({ services, numbers }) => {
      services.push({
        sid: messagingServiceSid,
        friendlyName: 'Pool',
        inboundRequestUrl: '',
        useInboundWebhookOnNumber: true,
      })
      numbers[0]!.smsUrl = 'https://old.example/'
    })
    expect(await sms.setUp?.(settings, address, given)).toEqual([
      `Texts to ${ours} come here, where https://old.example/ was before.`,
      'Texts to +15550003333 come here.',
      'Texts to the Messaging Service Pool come here.',
    ])
    expect(account.numbers.map(({ smsUrl }) => smsUrl)).toEqual([address, address])
    expect(account.services[0]).toMatchObject({ inboundRequestUrl: address, useInboundWebhookOnNumber: false })
  })

  test('says which number is not the account’s', async () => {
    const { settings, given } = await open({ numbers: ['+15550007777'] })
    await expect(sms.setUp?.(settings, address, given)).rejects.toThrow(
      '+15550007777 is no number of this Twilio account',
    )
  })
})

describe('the check', () => {
  test('proves the credentials and that texts come here', async () => {
    const { connection, settings, given } = await open()
    expect(await connection.check?.()).toEqual({
      ok: false,
      problem: `Texts to ${ours} go nowhere, not to ${address}.`,
    })
    await sms.setUp?.(settings, address, given)
    expect(await connection.check?.()).toEqual({ ok: true, label: '+15550002222, +15550003333, WhatsApp +15550009999' })
  })

  test('says what takes texts before the number’s address does, and how else they do not come', async () => {
    const { connection, account, settings, given } = await open()
    await sms.setUp?.(settings, address, given)
    const [number] = account.numbers
    number!.smsMethod = 'GET'
    const problem = async () => ({ problem: '', ...(await connection.check?.()) }).problem
    expect(await problem()).toBe(`Texts to ${ours} come by GET: set the address to POST.`)
    number!.smsApplicationSid = 'AP1'
    expect(await problem()).toBe(`Texts to ${ours} go to the TwiML App AP1, not to ${address}.`)
    await sms.setUp?.(settings, address, given)
    expect(await problem()).toBe('')
  })

  test('says that a service leaves texts to its numbers, none of which is known here', async () => {
    const messagingServiceSid = sidOf('MG', 'pool')
    const { connection } = await open({ messagingServiceSid, numbers: [], whatsapp: [] }, ({ services }) =>
      services.push({
        ...{ sid: messagingServiceSid, friendlyName: 'Pool', inboundRequestUrl: address },
        useInboundWebhookOnNumber: true,
      }),
    )
    expect(await connection.check?.()).toMatchObject({ problem: expect.stringContaining('leaves texts to') })
  })

  test('before anything points here proves credentials and numbers alone', async () => {
    const { settings, given } = await open()
    expect(await sms.identify(settings, given)).toEqual({
      account: ours,
      label: '+15550002222, +15550003333, WhatsApp +15550009999',
    })
    await expect(sms.identify({ ...settings, authToken: 'f'.repeat(32) }, given)).rejects.toThrow('credentials')
  })
})

describe('media', () => {
  const path = '/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1'
  const picture = {
    name: 'picture-1.jpg',
    type: 'image/jpeg',
    size: 0,
    inline: false,
    url: `https://api.twilio.com${path}`,
  }

  test('are fetched with our credentials, which the place of the bytes never sees', async () => {
    const { connection } = await open({}, ({ media }) =>
      Object.assign(media, { [path]: Buffer.from('a picture').toString('base64') }),
    )
    expect(Buffer.from((await connection.download?.(picture, 100))!).toString()).toBe('a picture')
  })

  test.each([
    ['is gone', picture, 100, { name: 'Gone' }],
    ['is too large', picture, 3, { message: 'it is too large' }],
    ['lies elsewhere', { ...picture, url: 'https://evil.example/' }, 100, { name: 'NotAllowed' }],
  ])('that %s is told', async (what, file, most, error) => {
    const { connection } = await open({}, ({ media }) => {
      if (what === 'is too large') media[path] = Buffer.from('a picture').toString('base64')
    })
    await expect(connection.download?.(file, most)).rejects.toMatchObject({ notSent: true, ...error })
  })
})
