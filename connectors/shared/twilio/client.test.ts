import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { NotAllowed } from '#core/errors.ts'
import { addressAt, isTwilio } from './address.ts'
import { openTwilio } from './client.ts'
import type { TwilioSettings } from './settings.ts'

const settings: TwilioSettings = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'secret-token-of-the-test' }
const message = { to: '+15550001111', from: '+15550002222', body: 'Hello' }

let server: Server | undefined
afterEach(() => server?.closeAllConnections() ?? server?.close())

/** Twilio on loopback that answers every call the same. */
async function twilio(answer: (request: IncomingMessage, response: ServerResponse) => void, more = {}) {
  const seen: { path: string; authorization: string; body: string }[] = []
  server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    seen.push({ path: `${request.method} ${request.url}`, authorization: request.headers.authorization ?? '', body })
    answer(request, response)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server?.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const environment = { TWILIO_API_URL: `http://127.0.0.1:${port}/proxy/` }
  const now = () => new Date('2026-01-02T03:04:05Z')
  const client = openTwilio({ ...settings, ...more }, { environment, now }, ({ code }) =>
    code === 21610 ? new NotAllowed('a START from them') : undefined,
  )
  return { client, seen }
}

const says =
  (status: number, body: object, headers: Record<string, string> = {}) =>
  (_: IncomingMessage, response: ServerResponse) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))

const basic = (name: string, password: string) => `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`

test('a call of the SDK goes to the address that was set, once, with the account’s token', async () => {
  const { client, seen } = await twilio(says(201, { sid: 'SM1' }))
  expect((await client.messages.create(message)).sid).toBe('SM1')
  expect(seen).toEqual([
    {
      path: `POST /proxy/2010-04-01/Accounts/${settings.accountSid}/Messages.json`,
      authorization: basic(settings.accountSid, settings.authToken),
      body: 'To=%2B15550001111&From=%2B15550002222&Body=Hello',
    },
  ])
})

test('with an API key it is the key that calls, for the same account', async () => {
  const key = { apiKeySid: `SK${'1'.repeat(32)}`, apiKeySecret: 'secret-of-the-key' }
  const { client, seen } = await twilio(says(201, { sid: 'SM1' }), key)
  await client.messages.create(message)
  expect(seen[0]?.authorization).toBe(basic(key.apiKeySid, key.apiKeySecret))
  expect(seen[0]?.path).toContain(settings.accountSid)
})

test.each([
  [
    says(429, { code: 20429, message: 'Too many' }, { 'retry-after': '7' }),
    { name: 'RateLimited', retryAfterMs: 7000, notSent: true },
  ],
  [says(401, { code: 20003, message: 'Authenticate' }), { name: 'NotAllowed', notSent: true }],
  [says(404, { code: 20404, message: 'not found' }), { name: 'Gone', notSent: true }],
  [
    says(400, { code: 21211, message: "Invalid 'To' Phone Number" }),
    { name: 'Platform', notSent: true, retry: false, message: expect.stringContaining('(error 21211)') },
  ],
  [says(400, { code: 21610, message: 'unsubscribed' }), { name: 'NotAllowed', needs: 'a START from them' }],
  [says(500, { message: 'oops' }), { name: 'Unreachable', notSent: false, retry: false }],
  [says(503, {}), { name: 'Unreachable', notSent: false }],
  [says(302, {}, { location: 'https://elsewhere.example' }), { name: 'Unreachable', notSent: false }],
  [(request: IncomingMessage) => void request.socket.destroy(), { name: 'Unreachable', notSent: false }],
])('what Twilio answers is told by whether it was sent (%#)', async (answer, error) => {
  const { client, seen } = await twilio(answer)
  await expect(client.messages.create(message)).rejects.toMatchObject(error)
  expect(seen).toHaveLength(1)
})

test('a Twilio that cannot be reached has surely not sent it', async () => {
  const { client } = await twilio(says(201, {}))
  await new Promise((resolve) => server?.close(resolve))
  await expect(client.messages.create(message)).rejects.toMatchObject({ name: 'Unreachable', notSent: true })
})

test('no error carries the token', async () => {
  for (const answer of [says(401, {}), says(500, {}), (request: IncomingMessage) => void request.socket.destroy()]) {
    const { client } = await twilio(answer)
    const error = await client.messages.create(message).catch((thrown: unknown) => thrown)
    const shown = inspect(error, { depth: 20, showHidden: true })
    expect(shown).not.toContain(settings.authToken)
    expect(shown).not.toContain(basic(settings.accountSid, settings.authToken))
  }
})

test.each([
  [undefined, 'https://messaging.twilio.com/v1/Services', 'https://messaging.twilio.com/v1/Services'],
  ['https://api.twilio.com', 'https://messaging.twilio.com/v1/Services', 'https://messaging.twilio.com/v1/Services'],
  [
    'https://api.dublin.ie1.twilio.com',
    'https://messaging.twilio.com/v1/Services',
    'https://messaging.dublin.ie1.twilio.com/v1/Services',
  ],
  [
    'https://proxy.example/twilio',
    'https://api.twilio.com/2010-04-01/A.json?x=1',
    'https://proxy.example/twilio/2010-04-01/A.json?x=1',
  ],
])('with TWILIO_API_URL %s, %s is called at %s', (base, url, called) => {
  expect(addressAt(base, url)).toBe(called)
})

test('credentials go to Twilio’s own hosts alone', () => {
  expect(isTwilio('https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1')).toBe(true)
  for (const url of ['http://api.twilio.com/', 'https://twilio.com.evil.example/', 'https://eviltwilio.com/', 'x'])
    expect(isTwilio(url), url).toBe(false)
})
