import { createHash, createHmac } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { InboundRequest } from '#connectors/connector.ts'
import { SignatureInvalid } from '#core/errors.ts'
import { verifyTwilio } from './verify.ts'

const token = '0123456789abcdef0123456789abcdef'
const url = 'https://desk.example/webhooks/sms/1?foo=1'

/** Signs as Twilio says that it does, without its SDK: the address, then the fields sorted by name. */
function sign(address: string, fields: [string, string][] = [], key = token): string {
  const sorted = fields.toSorted(([a], [b]) => (a < b ? -1 : 1))
  const text = address + sorted.map(([name, value]) => name + value).join('')
  return createHmac('sha1', key).update(text).digest('base64')
}

function form(fields: [string, string][], over: Partial<InboundRequest> = {}, signature = sign(url, fields)) {
  return {
    method: 'POST',
    url,
    endpoint: '',
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': signature,
    },
    body: Buffer.from(new URLSearchParams(fields).toString()),
    ...over,
  } satisfies InboundRequest
}

const refused = (request: InboundRequest) => expect(() => verifyTwilio(request, token)).toThrow(SignatureInvalid)

const vectors = new URL('../../../../shared/fixtures/signatures/twilio.json', import.meta.url)

describe.skipIf(!existsSync(vectors))('Twilio’s own vectors (skipped where ../shared is absent)', () => {
  interface Vector {
    name: string
    auth_token: string
    request_url: string
    params: Record<string, string | string[]>
    raw_body: string | null
    signature: string
    valid: boolean
  }
  const all: Vector[] = existsSync(vectors) ? JSON.parse(readFileSync(vectors, 'utf8')) : []
  const requestOf = (vector: Vector): InboundRequest => {
    const fields = Object.entries(vector.params).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, one]),
    )
    const isForm = vector.raw_body === null
    return {
      method: 'POST',
      url: vector.request_url,
      endpoint: '',
      headers: {
        'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
        'x-twilio-signature': vector.signature,
      },
      body: Buffer.from(isForm ? new URLSearchParams(fields).toString() : vector.raw_body!),
    }
  }

  test.each(all.map((vector) => [vector.name, vector] as const))('%s is judged as it says', (_, vector) => {
    const verify = () => verifyTwilio(requestOf(vector), vector.auth_token)
    if (vector.valid) expect(verify).not.toThrow()
    else expect(verify).toThrow(SignatureInvalid)
  })

  test.each(
    all.filter(({ valid }) => valid).map((vector) => [vector.name, vector] as const),
  )('%s no longer holds with another token, address, field or body', (_, vector) => {
    const good = requestOf(vector)
    const changed: InboundRequest[] = [
      { ...good, url: good.url.replace('myapp', 'theirapp') },
      { ...good, body: Buffer.concat([good.body, Buffer.from(vector.raw_body === null ? '&a=b' : ' ')]) },
      { ...good, headers: { ...good.headers, 'x-twilio-signature': vector.signature.replace(/=$/, '') } },
    ]
    expect(() => verifyTwilio(good, `${vector.auth_token}6`)).toThrow(SignatureInvalid)
    for (const request of changed) expect(() => verifyTwilio(request, vector.auth_token)).toThrow(SignatureInvalid)
  })

  test('are all there', () => expect(all.length).toBeGreaterThanOrEqual(9))
})

describe('a signed form', () => {
  test('gives the fields that were signed, also those with odd names and characters', () => {
    const fields: [string, string][] = [
      ['Body', 'Grüße & 1+1=2 🎉\nzwei'],
      ['From', '+15550001111'],
      ['__proto__', 'x'],
    ]
    expect([...verifyTwilio(form(fields), token)]).toEqual(fields)
  })

  test('may repeat a field in any order; a value that comes twice is signed once', () => {
    const signed = sign(url, [
      ['A', '1'],
      ['A', '2'],
    ])
    for (const order of [
      ['2', '1'],
      ['1', '2', '1'],
    ])
      verifyTwilio(
        form(
          order.map((value) => ['A', value]),
          {},
          signed,
        ),
        token,
      )
  })

  test.each([
    ['https://desk.example:443/webhooks/sms/1?foo=1'],
    ['https://desk.example/webhooks/sms/1?foo=1'],
  ])('holds for the same address written as %s', (written) => {
    verifyTwilio(form([['A', '1']], {}, sign(written, [['A', '1']])), token)
  })

  test('holds behind a proxy for the public address alone', () => {
    refused(form([['A', '1']], {}, sign('http://10.0.0.7:3000/webhooks/sms/1?foo=1', [['A', '1']])))
    refused(form([['A', '1']], {}, sign('https://desk.example:8443/webhooks/sms/1?foo=1', [['A', '1']])))
  })

  test('is refused without a signature, with two of them, and with a field more or less', () => {
    const good = form([['A', '1']])
    refused({ ...good, headers: { 'content-type': good.headers['content-type'] } })
    refused(form([['A', '1']], {}, `${good.headers['x-twilio-signature']}, x`))
    refused(form([['A', '2']], {}, good.headers['x-twilio-signature']))
    refused(form([], {}, good.headers['x-twilio-signature']))
  })
})

describe('a signed body that is no form', () => {
  const json = Buffer.from('{"a":1}')
  const hash = createHash('sha256').update(json).digest('hex')
  const request = (address: string, body: Uint8Array, over: Partial<InboundRequest> = {}): InboundRequest => ({
    method: 'POST',
    url: address,
    endpoint: '',
    headers: { 'content-type': 'application/json', 'x-twilio-signature': sign(address) },
    body,
    ...over,
  })

  test('has to be the one whose hash stands in the signed address', () => {
    expect([...verifyTwilio(request(`${url}&bodySHA256=${hash}`, json), token)]).toEqual([])
    refused(request(`${url}&bodySHA256=${hash}`, Buffer.from('{"a":2}')))
    refused(request(`${url}&bodySHA256=${'0'.repeat(64)}`, json))
  })

  test('is refused where the address names no hash, or two', () => {
    refused(request(url, json))
    refused(request(`${url}&bodySHA256=${hash}&bodySHA256=${hash}`, json))
  })

  test('is refused with a form’s type, whose fields nobody signed', () => {
    const address = `${url}&bodySHA256=${hash}`
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': sign(address) }
    refused(request(address, json, { headers }))
  })
})

test('a GET gives the fields of its address', () => {
  const address = 'https://desk.example/webhooks/voice/1?Digits=1&CallSid=CA1'
  const signed = { ...form([]), method: 'GET', url: address, headers: { 'x-twilio-signature': sign(address) } }
  expect(verifyTwilio(signed, token).get('Digits')).toBe('1')
})

test.each([
  'wss://desk.example/webhooks/voice/1/relay',
  'wss://desk.example:443/webhooks/voice/1/relay',
])('a socket is signed over %s', (address) => {
  const opened = (signature: string): InboundRequest => ({
    method: 'GET',
    url: 'https://desk.example/webhooks/voice/1/relay',
    endpoint: 'relay',
    headers: { upgrade: 'websocket', 'x-twilio-signature': signature },
    body: new Uint8Array(),
  })
  verifyTwilio(opened(sign(address)), token)
  refused(opened(sign('wss://desk.example/webhooks/voice/2/relay')))
  refused({ ...opened(sign(address)), headers: { upgrade: 'websocket' } })
})
