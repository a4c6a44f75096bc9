import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MessageEvent } from '#core/domain/event.ts'
import { safeName } from '#core/domain/file-type.ts'
import { Rejected } from '#core/errors.ts'
import { growth, tooSteep } from '#core/testing/growth.ts'
import { decodeText } from './charset.ts'
import { form, headerBlock, mailFields, mailRequest, settings, tools } from './fixtures/requests.ts'
import { email } from './index.ts'
import { readMail } from './read-mail.ts'

const connection = email.open(settings, tools)
const bytes = fc.uint8Array({ maxLength: 400 })

/** Reads a request: a message, or an error that says it is refused; anything else fails the test. */
async function read(request: Parameters<typeof connection.receive>[0]): Promise<MessageEvent | undefined> {
  try {
    const [event] = (await connection.receive(request)).events
    return event?.type === 'message' ? event : undefined
  } catch (error) {
    if (error instanceof Rejected) return undefined
    throw error
  }
}

test('arbitrary bytes as a body are read or refused', async () => {
  const { contentType } = form({})
  await fc.assert(
    fc.asyncProperty(
      bytes,
      fc.constantFrom(contentType, 'multipart/form-data', '', 'multipart/form-data; boundary=""'),
      async (body, type) => {
        await read({ ...mailRequest({}), body, headers: { 'content-type': type } })
      },
    ),
  )
})

test('a form cut or broken anywhere is read or refused', async () => {
  const { body, contentType } = form(
    mailFields({}, { attachment1: { name: 'a', type: 'text/plain', bytes: Buffer.from('x') } }),
  )
  await fc.assert(
    fc.asyncProperty(fc.nat(body.length), bytes, async (at, noise) => {
      const broken = Buffer.concat([body.subarray(0, at), noise, body.subarray(at + noise.length)])
      await read({ ...mailRequest({}), body: broken, headers: { 'content-type': contentType } })
    }),
  )
})

test('arbitrary bytes in any field still make a message', async () => {
  const names = [
    'headers',
    'text',
    'html',
    'subject',
    'from',
    'envelope',
    'charsets',
    'dkim',
    'SPF',
    'attachment-info',
    'content-ids',
  ]
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), bytes, async (name, noise) => {
      const event = await read(mailRequest(mailFields({}, { [name]: noise })))
      expect(event?.id).toBeTruthy()
    }),
  )
})

test('arbitrary raw mail still makes a message', async () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 40 }).map((noise) => Buffer.from(noise)),
    fc
      .constantFrom(
        headerBlock(),
        'Content-Type: multipart/mixed; boundary=b\n',
        'Content-Type: text/html; charset=x-klingon\n',
        'Content-Transfer-Encoding: base64\n',
        'Content-Type: message/rfc822\n',
        '\n',
        '--b\n',
        '--b--\n',
        '<p>x',
        '=?utf-8?q?=',
      )
      .map((text) => Buffer.from(text)),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
      const event = await read(mailRequest({ email: Buffer.concat(pieces) }))
      expect(event?.id).toBeTruthy()
    }),
    { numRuns: 150 },
  )
})

test('malformed MIME is shown as far as it can be read', async () => {
  const raw = `${headerBlock()}Content-Type: multipart/mixed; boundary=never\n\nWhere is my bowl?\n`
  const event = await read(mailRequest({ email: raw }))
  expect(event?.mail?.subject).toBe('Where is my bowl?')
  expect(
    [event?.text, ...(event?.attachments ?? []).map(({ bytes }) => Buffer.from(bytes ?? []).toString())].join(),
  ).toContain('Where is my bowl?')
})

test('no file name leads out of its folder or hides its ending', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('..', '../../x', 'a/../b', '\u202Egpj.exe', 'x'.repeat(3000)),
      ),
      (name) => {
        const safe = safeName(name)
        expect(safe).not.toMatch(/[\\/\p{Cc}\p{Cf}]|^\.|^$/u)
        expect(safe.length).toBeLessThanOrEqual(150)
      },
    ),
  )
  expect(safeName(`${'x'.repeat(300)}.pdf`)).toMatch(/\.pdf$/)
})

test('any charset name decodes to something', () => {
  fc.assert(
    fc.property(
      bytes,
      fc.oneof(fc.string(), fc.constantFrom('utf-7', 'ucs2', 'hex', 'gb18030', 'koi8-r')),
      (noise, charset) => {
        expect(typeof decodeText(noise, charset)).toBe('string')
      },
    ),
  )
})

test.each([
  [
    'a long quote',
    (n: number) => ({ text: `Yes.\n\nOn 5/7/24 10:12, Ben wrote:\n${'> and so on and on and on\n'.repeat(n)}` }),
  ],
  ['a long page', (n: number) => ({ html: `<p>Yes.</p><blockquote>${'<div>and so on</div>'.repeat(n)}</blockquote>` })],
  ['tables in tables', (n: number) => ({ html: '<table><tr><td>'.repeat(n) })],
  ['endless spaces', (n: number) => ({ html: `a${'&nbsp; '.repeat(n)}b`, text: '' })],
  ['unclosed brackets', (n: number) => ({ html: '<a <'.repeat(n) })],
  ['a subject of many words', (n: number) => ({ raw: `Subject: ${'=?utf-8?q?a?= '.repeat(n)}\n\nYes.` })],
])('the time for %s grows with its length and no faster', async (_, make) => {
  expect(await growth((size) => readMail(make(size)), 3_000)).toBeLessThan(tooSteep)
})
