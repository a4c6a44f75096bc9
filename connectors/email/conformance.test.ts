import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { eventsRequest, mailRequest, settings, tools } from './fixtures/requests.ts'
import { readForwarded } from './forwarded.ts'
import { email } from './index.ts'
import { announcesForward, readParts, withoutPrefix } from './read-mail.ts'

/** Payloads of other people's test suites, kept beside the repository; each test says when they are not there. */
const shared = new URL('../../../shared/fixtures/', import.meta.url)
const here = existsSync(shared)
const conform = test.skipIf(!here)
const note = '(skipped where ../shared is absent)'
const json = <T>(path: string): T => JSON.parse(readFileSync(new URL(path, shared), 'utf8')) as T
const squeezed = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim()
const share = (name: string, agree: number, total: number) => {
  console.log(`${name}: ${agree} of ${total}`)
  return agree / total
}

conform.each(['mime-mikel-mail', 'mime-cpython', 'mime-nodemailer'])(
  `every mail of %s is read, as other parsers read it ${note}`,
  async (set) => {
    interface Agreed {
      subject: string | null
      from: string[] | null
      messageId: string | null
      text: string | null
      disagree: string[]
    }
    const agreed = json<Record<string, Agreed>>(`${set}/_consensus_expected.json`)
    let [agree, total] = [0, 0]
    for (const name of readdirSync(new URL(set, shared)).filter((name) => !name.startsWith('_'))) {
      const raw = readFileSync(new URL(`${set}/${name}`, shared))
      const { events } = await email.open(settings, tools).receive(mailRequest({ email: raw }))
      const [event] = events
      if (event?.type !== 'message') throw new Error(`${name} made no message`)
      const expected = agreed[name]
      const facts: [keyof Agreed, string | undefined, string | null | undefined][] = [
        ['subject', event.mail?.subject, expected?.subject],
        ['from', event.mail?.from, expected?.from?.[0]?.toLowerCase()],
        ['messageId', event.messageId, expected?.messageId],
      ]
      for (const [field, got, wanted] of facts) {
        if (!wanted || expected?.disagree.includes(field)) continue
        total++
        if (squeezed(got) === squeezed(wanted)) agree++
      }
    }
    expect(share(set, agree, total)).toBeGreaterThan(0.95)
  },
)

conform(`SendGrid's own example of Inbound Parse is an aligned, forwarded mail ${note}`, async () => {
  const body = readFileSync(new URL('sendgrid-inbound/forwarded_parsed_mode.multipart.txt', shared))
  const request = { ...mailRequest({}), body, headers: { 'content-type': 'multipart/form-data; boundary=xYzZY' } }
  const { events } = await email.open(settings, tools).receive(request)
  expect(events).toMatchObject([{ author: { isMachine: false }, mail: { isAligned: true, isForward: true }, text: '' }])
})

conform(`every type in SendGrid's own example of the Event Webhook says something of the mail ${note}`, async () => {
  const batch = json<{ event: string }[]>('sendgrid-events/example-event-notification.json')
  const { events } = await email.open(settings, tools).receive(eventsRequest(batch))
  expect(events.map((event) => event.type === 'delivery' && event.state)).toEqual([
    ...['sent', 'delayed', 'delivered', 'opened', 'clicked', 'failed', 'failed'],
    ...['complained', 'unsubscribed', 'unsubscribed', 'resubscribed'],
  ])
})

conform(`SendGrid's own signatures are told from forged ones ${note}`, async () => {
  interface Vector {
    name: string
    public_key: string
    timestamp: string
    raw_body: string
    signature: string
    valid: boolean
  }
  const vectors = json<Vector[]>('signatures/sendgrid_event_webhook.json')
  for (const { name, public_key, timestamp, raw_body, signature, valid } of vectors) {
    const request = {
      ...eventsRequest(raw_body),
      headers: {
        'x-twilio-email-event-webhook-signature': signature,
        'x-twilio-email-event-webhook-timestamp': timestamp,
      },
    }
    const at = new Date(Number(timestamp) * 1000)
    const receive = async () =>
      email.open({ ...settings, eventsPublicKey: public_key }, { ...tools, now: () => at }).receive(request)
    const answer = await receive().then(
      () => 'taken',
      (error) => error.status,
    )
    expect([name, answer]).toEqual([name, valid ? 'taken' : 401])
  }
  expect(vectors.some(({ valid }) => valid)).toBe(true)
})

conform(`forwards of twelve clients in twenty languages are known, and whose mail they pass on ${note}`, () => {
  interface Forward {
    body: string
    subject: string | null
    expected: { forwarded: boolean; message: string | null; email: Original }
  }
  interface Original {
    from: { address: string | null; name: string | null }
    subject: string | null
    body: string
  }
  const cases = json<Forward[]>('forward-crisp/cases.json')
  const agree = { known: 0, 'own words above it': 0, address: 0, name: 0, subject: 0, body: 0 }
  for (const { body, subject, expected } of cases) {
    const parts = readParts({ text: body, html: '', subject: subject ?? '' })
    const original = readForwarded(parts.forwarded || parts.quoted)
    const count = (what: keyof typeof agree, is: boolean) => {
      if (is) agree[what]++
    }
    const same = (one: string | null | undefined, other: string | null | undefined) => squeezed(one) === squeezed(other)
    count('known', (parts.forwarded !== '' || announcesForward(subject ?? '')) === expected.forwarded)
    count('own words above it', same(`${parts.visible} ${parts.signature}`, expected.message))
    count('address', same(original?.from?.address, expected.email.from.address))
    count('name', same(original?.from?.name, expected.email.from.name))
    count('subject', same(original?.subject || withoutPrefix(subject ?? ''), expected.email.subject))
    count('body', same(original?.body, expected.email.body))
  }
  for (const [what, number] of Object.entries(agree))
    expect(share(`forwards: ${what}`, number, cases.length)).toBeGreaterThan(0.95)
})
