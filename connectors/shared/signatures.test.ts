import { createSign, generateKeyPairSync } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hmacHex, isFresh, readEcdsaKey, sameSecret, strictBase64, verifyEcdsa } from './signatures.ts'

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
const bareKey = publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
const sign = (...parts: string[]) => {
  const signer = createSign('sha256')
  for (const part of parts) signer.update(part)
  return signer.sign(privateKey, 'base64')
}

test('secrets are the same only when every byte is', () => {
  expect(sameSecret('abc', 'abc')).toBe(true)
  expect(sameSecret('abc', 'abd')).toBe(false)
  expect(sameSecret('abc', 'abcd')).toBe(false)
  expect(sameSecret('', 'a')).toBe(false)
})

test('an HMAC over parts equals the one over their concatenation', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string({ minLength: 1 }), (a, b, secret) => {
      expect(hmacHex('sha256', secret, a, Buffer.from(b))).toBe(hmacHex('sha256', secret, a + b))
    }),
  )
})

test.each([
  ['1700000000', true],
  ['1700000300', true],
  ['1699999700', true],
  ['1700000301', false],
  ['1699999699', false],
  ['timestamp', false],
  ['1e9', false],
  ['', false],
  [undefined, false],
])('the timestamp %s is fresh: %s', (timestamp, fresh) => {
  expect(isFresh(timestamp, new Date(1_700_000_000_000))).toBe(fresh)
})

test('base64 with anything out of place is refused', () => {
  expect(strictBase64('AAE=')).toEqual(Buffer.from([0, 1]))
  for (const bad of ['', 'AAE', 'AAE=x', 'AA=E', 'AAE=AAAA', 'AA-_', ' AAE=', 'AAF=']) {
    expect(strictBase64(bad), bad).toBeUndefined()
  }
})

test('a key is read as PEM and as bare base64, and rubbish is no key', () => {
  expect(readEcdsaKey(bareKey)).toBeDefined()
  expect(readEcdsaKey(publicKey.export({ format: 'pem', type: 'spki' }).toString())).toBeDefined()
  expect(readEcdsaKey('rubbish')).toBeUndefined()
  expect(readEcdsaKey('')).toBeUndefined()
})

test('a signature holds over exactly the bytes that were signed', () => {
  const key = readEcdsaKey(bareKey)!
  const signature = sign('1700000000', 'body\r\n')
  expect(verifyEcdsa(key, signature, '1700000000', 'body\r\n')).toBe(true)
  expect(verifyEcdsa(key, signature, '1700000000', 'body')).toBe(false)
  expect(verifyEcdsa(key, `${signature}AAAA`, '1700000000', 'body\r\n')).toBe(false)
  fc.assert(fc.property(fc.string(), (rubbish) => verifyEcdsa(key, rubbish, 'body') === false))
})

const vectors = new URL('../../../shared/fixtures/signatures/sendgrid_event_webhook.json', import.meta.url)
test.skipIf(!existsSync(vectors))('SendGrid’s own signature vectors agree (skipped where ../shared is absent)', () => {
  interface Vector {
    name: string
    public_key: string
    timestamp: string
    raw_body: string
    signature: string
    valid: boolean
  }
  const cases = JSON.parse(readFileSync(vectors, 'utf8')) as Vector[]
  expect(cases.length).toBeGreaterThan(3)
  for (const vector of cases) {
    const key = readEcdsaKey(vector.public_key)
    const valid = key !== undefined && verifyEcdsa(key, vector.signature, vector.timestamp, vector.raw_body)
    expect(valid, vector.name).toBe(vector.valid)
  }
})
