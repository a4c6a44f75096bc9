import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { Card, MailEnvelope, Outbound } from '#core/domain/outbound.ts'
import { settings, tools } from './fixtures/requests.ts'
import { email } from './index.ts'

interface Call {
  path: string
  headers: IncomingHttpHeaders
  body: Record<string, unknown> & {
    personalizations?: Record<string, unknown>[]
    headers?: Record<string, string>
    content?: { type: string; value: string }[]
  }
}

let server: Server | undefined
afterEach(() => new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined))))

/** A SendGrid on loopback that keeps what it was told and answers as it is told. */
async function sendGrid(
  answer: { status: number; headers?: Record<string, string>; body?: unknown } | 'cut' = { status: 202 },
) {
  const calls: Call[] = []
  const own = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString()
    calls.push({
      path: `${request.method} ${request.url}`,
      headers: request.headers,
      body: text === '' ? {} : JSON.parse(text),
    })
    if (answer === 'cut') return void request.socket.destroy()
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
    response.end(answer.body === undefined ? '' : JSON.stringify(answer.body))
  })
  server = own
  await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve))
  const SENDGRID_API_URL = `http://127.0.0.1:${(own.address() as AddressInfo).port}`
  return {
    calls,
    connection: email.open(settings, {
      ...tools,
      environment: { SENDGRID_API_URL },
      file: async (digest) => Buffer.from(`bytes of ${digest}`),
    }),
  }
}

const place = { connector: 'email', account: 'help@shop.example', thread: 'ben@mail.example', private: true }
const mail: MailEnvelope = {
  from: { address: 'help@shop.example', name: 'Example Shop' },
  replyTo: 'reply+tok1@in.shop.example',
  to: ['Ben@mail.example'],
  cc: ['anna@friends.example', 'ben@mail.example'],
  subject: 'Re: Where is\r\nBcc: eve@evil.example',
  messageId: '<answer-1@in.shop.example>',
  inReplyTo: '<question-1@mail.example>',
  references: ['<question-0@mail.example>', '<question-1@mail.example>'],
}
const card: Card = {
  purpose: 'draft',
  title: 'Draft for Ben Ray',
  status: 'Delivery · 92 % sure',
  facts: [{ label: 'Topic', value: 'Delivery <b>' }],
  quote: 'Where is my bowl?\n[click](https://evil.example)',
  body: 'It ships on **Monday**.',
  sources: ['Maya, 3 May'],
  buttons: [
    { action: 'approve', label: 'Send the draft', target: 'd1' },
    { action: 'reject', label: 'Reject', target: 'd1' },
  ],
  link: { label: 'Open in the admin', url: 'https://desk.example/c/1' },
}
const reply = (more: Partial<Extract<Outbound, { kind: 'reply' }>> = {}): Outbound => ({
  kind: 'reply',
  id: 'row-1',
  text: 'It ships on **Monday**, see [here](https://shop.example/a).\n\n<script>alert(1)</script>',
  attachments: [],
  mail,
  ...more,
})
const content = (call: Call | undefined, type: string) =>
  call?.body.content?.find((part) => part.type === type)?.value ?? ''

test('a reply goes out threaded, addressed once to everybody, and carries our outbox id', async () => {
  const { calls, connection } = await sendGrid()
  expect(await connection.send(place, reply())).toEqual({ platformId: '<answer-1@in.shop.example>' })
  const [call] = calls
  expect(call?.path).toBe('POST /v3/mail/send')
  expect(call?.headers.authorization).toBe(`Bearer ${settings.apiKey}`)
  expect(call?.body).toMatchObject({
    from: { email: 'help@shop.example', name: 'Example Shop' },
    reply_to: { email: 'reply+tok1@in.shop.example' },
    subject: 'Re: Where is Bcc: eve@evil.example',
    headers: {
      'Message-ID': '<answer-1@in.shop.example>',
      'In-Reply-To': '<question-1@mail.example>',
      References: '<question-0@mail.example> <question-1@mail.example>',
    },
  })
  expect(call?.body.headers?.['Auto-Submitted']).toBeUndefined()
  expect({ ...call?.body, ...call?.body.personalizations?.[0] }).toMatchObject({
    to: [{ email: 'ben@mail.example' }],
    cc: [{ email: 'anna@friends.example' }],
    custom_args: { lummy_id: 'row-1' },
  })
  expect(content(call, 'text/plain')).toBe(
    'It ships on Monday, see here (https://shop.example/a).\n\n<script>alert(1)</script>',
  )
  expect(content(call, 'text/html')).toContain('<strong>Monday</strong>')
  expect(content(call, 'text/html')).not.toContain('<script')
})

test.each<[string, Partial<Extract<Outbound, { kind: 'reply' }>>, Record<string, string>]>([
  ['nobody read before it left', { isAutomatic: true }, { 'Auto-Submitted': 'auto-replied' }],
  [
    'nobody asked for',
    { unsubscribeUrl: 'https://desk.example/unsubscribe/t1' },
    {
      'List-Unsubscribe': '<https://desk.example/unsubscribe/t1>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  ],
])('what %s says so in its headers', async (_, more, headers) => {
  const { calls, connection } = await sendGrid()
  await connection.send(place, reply(more))
  await connection.send(place, reply())
  expect(calls[0]?.body.headers).toMatchObject(headers)
  for (const name of Object.keys(headers)) expect(calls[1]?.body.headers).not.toHaveProperty([name])
})

test('opens are told only where the business wants that, and links are never rewritten', async () => {
  const { calls, connection } = await sendGrid()
  await connection.send(place, reply())
  await connection.send(place, reply({ tracksOpens: true }))
  expect(calls.map(({ body }) => body.tracking_settings)).toEqual(
    [false, true].map((enable) => ({
      click_tracking: { enable: false, enable_text: false },
      open_tracking: { enable },
    })),
  )
})

test('files are fetched and attached under their names', async () => {
  const { calls, connection } = await sendGrid()
  const file = { name: 'label.pdf', type: 'application/pdf', size: 9, inline: false, digest: 'd1' }
  await connection.send(place, reply({ attachments: [file] }))
  expect(calls[0]?.body.attachments).toEqual([
    {
      filename: 'label.pdf',
      type: 'application/pdf',
      disposition: 'attachment',
      content: Buffer.from('bytes of d1').toString('base64'),
    },
  ])
})

test('attachments that no mail can carry are refused before anything is sent', async () => {
  const { calls, connection } = await sendGrid()
  const file = { name: 'film.mov', type: 'video/quicktime', size: 25 * 1024 * 1024, inline: false, digest: 'd1' }
  await expect(connection.send(place, reply({ attachments: [file] }))).rejects.toMatchObject({
    notSent: true,
    retry: false,
  })
  expect(calls).toEqual([])
})

test('a card with a signed reply address says first what a reply does', async () => {
  const { calls, connection } = await sendGrid()
  const envelope = { ...mail, to: ['maya@shop.example'], cc: [] }
  await connection.send(place, { kind: 'card', id: 'row-2', card, mail: envelope })
  const text = content(calls[0], 'text/plain')
  expect(text.split('\n')[0]).toBe(
    'Reply to this mail and your words go to the customer. Reply approve to send the draft below. Begin with note: to keep them inside, with once: to send what is not to be learned.',
  )
  for (const shown of [
    'Delivery · 92 % sure',
    '> Where is my bowl?',
    'It ships on Monday.',
    '- Maya, 3 May',
    '- approve: Send the draft',
    'https://desk.example/c/1',
  ])
    expect(text).toContain(shown)
  expect(calls[0]?.body).toMatchObject({ headers: { 'Auto-Submitted': 'auto-generated' } })
})

test('a button whose word would reach the customer is named beside the link to the admin', async () => {
  const { calls, connection } = await sendGrid()
  const edit = { action: 'edit', label: 'Change it', target: 'draft-1' } as const
  await connection.send(place, { kind: 'card', id: 'row-2', card: { ...card, buttons: [...card.buttons, edit] }, mail })
  const text = content(calls[0], 'text/plain')
  expect(text).toContain('- reject: Reject')
  expect(text).toContain('There you can also: Change it')
  expect(text).not.toMatch(/- edit/i)
})

test('a notice that cannot be answered by mail promises nothing', async () => {
  const { calls, connection } = await sendGrid()
  await connection.send(place, { kind: 'direct', id: 'row-2', to: { kind: 'email', value: 'maya@shop.example' }, card })
  const text = content(calls[0], 'text/plain')
  expect(text.split('\n')[0]).toBe('Draft for Ben Ray')
  expect(text).not.toContain('Reply')
  expect(calls[0]?.body).toMatchObject({ subject: 'Draft for Ben Ray' })
  expect(calls[0]?.body.personalizations?.[0]).toMatchObject({ to: [{ email: 'maya@shop.example' }] })
})

test('the customer’s words are shown to staff without becoming live', async () => {
  const { calls, connection } = await sendGrid()
  await connection.send(place, { kind: 'card', id: 'row-2', card, mail })
  const html = content(calls[0], 'text/html')
  expect(html).toContain('Delivery &#60;b&#62;')
  expect(html).toContain('[click](https://evil.example)')
  expect(html).not.toContain('href="https://evil.example"')
})

test('a card without an envelope goes to the person of its place, and a place of nobody is gone', async () => {
  const { calls, connection } = await sendGrid()
  await connection.send(place, { kind: 'card', id: 'row-3', card })
  expect(calls[0]?.body.personalizations?.[0]).toMatchObject({ to: [{ email: 'ben@mail.example' }] })
  await expect(
    connection.send({ ...place, thread: 'nobody' }, { kind: 'card', id: 'row-4', card }),
  ).rejects.toMatchObject({ name: 'Gone' })
})

test('a form is not allowed by mail', async () => {
  const { connection } = await sendGrid()
  const form: Outbound = {
    kind: 'form',
    id: 'r',
    trigger: 't',
    title: '',
    label: '',
    text: '',
    submit: card.buttons[0]!,
  }
  await expect(connection.send(place, form)).rejects.toMatchObject({ name: 'NotAllowed' })
})

test.each([
  [
    { status: 429, headers: { 'retry-after': '7' } },
    { name: 'RateLimited', retryAfterMs: 7000, notSent: true },
  ],
  [
    { status: 401, body: { errors: [{ message: 'The provided authorization grant is invalid' }] } },
    { name: 'NotAllowed', notSent: true },
  ],
  [
    { status: 400, body: { errors: [{ message: 'bad subject' }] } },
    { name: 'Platform', notSent: true, retry: false },
  ],
  [{ status: 500 }, { name: 'Unreachable', notSent: false, retry: false }],
  ['cut' as const, { name: 'Unreachable', notSent: false }],
])('SendGrid’s answer %o is told as what the hub should do', async (answer, error) => {
  const { connection } = await sendGrid(answer)
  await expect(connection.send(place, reply())).rejects.toMatchObject(error)
})

test('a SendGrid that cannot be reached has surely not sent it', async () => {
  const { connection } = await sendGrid()
  await new Promise((resolve) => server?.close(resolve))
  await expect(connection.send(place, reply())).rejects.toMatchObject({ name: 'Unreachable', notSent: true })
})

test.each([
  [
    { status: 200, body: { scopes: ['mail.send'] } },
    { ok: true, label: 'Example Shop <help@shop.example>' },
  ],
  [
    { status: 200, body: { scopes: ['stats.read'] } },
    { ok: false, problem: expect.stringContaining('Mail Send') },
  ],
  [
    { status: 401, body: { errors: [{ message: 'no' }] } },
    { ok: false, problem: expect.stringContaining('401') },
  ],
])('the key is checked by asking what it may do: %o', async (answer, outcome) => {
  const { calls, connection } = await sendGrid(answer)
  expect(await connection.check?.()).toEqual(outcome)
  expect(calls.map(({ path }) => path)).toEqual(['GET /v3/scopes'])
})
