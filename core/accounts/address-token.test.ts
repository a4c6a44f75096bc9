import { createHmac, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AddressToken, makeAddressToken, readAddressToken } from './address-token.ts'

const macOf = (key: string) => (label: string, bytes: Uint8Array) =>
  createHmac('sha256', `${key}/${label}`).update(bytes).digest()
const mac = macOf('key')

const anyToken: fc.Arbitrary<AddressToken> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('c' as const, 's' as const),
    id: fc.uuid(),
    version: fc.oneof(fc.nat(300), fc.nat(0xffff)),
  }),
  fc.record({ kind: fc.constant('l' as const), id: fc.uuid(), version: fc.constant(0) }),
)

test('every token reads back, whatever mail systems do to its letter case', () => {
  fc.assert(
    fc.property(anyToken, (token) => {
      const text = makeAddressToken(mac, token)
      expect(text).toMatch(/^[a-z2-7]+$/)
      expect(text.length).toBe(token.kind === 'l' ? 42 : token.version < 127 ? 40 : 44)
      expect(readAddressToken(mac, text)).toEqual(token)
      expect(readAddressToken(mac, text.toUpperCase())).toEqual(token)
    }),
  )
})

test('a token with any one letter changed is refused', () => {
  for (const version of [0, 3, 4000]) {
    const text = makeAddressToken(mac, { kind: 's', id: randomUUID(), version })
    for (let at = 0; at < text.length; at++) {
      for (const letter of 'abcdefghijklmnopqrstuvwxyz234567') {
        const changed = text.slice(0, at) + letter + text.slice(at + 1)
        if (changed !== text) expect(readAddressToken(mac, changed), changed).toBeUndefined()
      }
    }
  }
})

test('a customer’s token never reads as one for staff', () => {
  const id = randomUUID()
  const forCustomer = makeAddressToken(mac, { kind: 'c', id, version: 1 })
  const forStaff = makeAddressToken(mac, { kind: 's', id, version: 1 })
  const mixed = forStaff.slice(0, 2) + forCustomer.slice(2)
  expect(readAddressToken(mac, mixed)).toBeUndefined()
  expect(readAddressToken(mac, forCustomer)?.kind).toBe('c')
})

test('each kind is signed under a label of its own', () => {
  const labels: string[] = []
  const noting = (label: string, bytes: Uint8Array) => {
    labels.push(label)
    return mac(label, bytes)
  }
  for (const kind of ['c', 's'] as const) makeAddressToken(noting, { kind, id: randomUUID(), version: 1 })
  expect(labels).toEqual(['address/c', 'address/s'])
})

test('another key refuses it, and after a rotation the older key still reads it', () => {
  const token: AddressToken = { kind: 'c', id: randomUUID(), version: 0 }
  const text = makeAddressToken(mac, token)
  const newer = macOf('newer')
  expect(readAddressToken(newer, text)).toBeUndefined()
  expect(readAddressToken((label, bytes) => [newer(label, bytes), mac(label, bytes)], text)).toEqual(token)
})

test('any other text is refused without an error', () => {
  fc.assert(fc.property(fc.string({ maxLength: 80 }), (text) => readAddressToken(mac, text) === undefined))
  expect(readAddressToken(mac, 'a'.repeat(1_000_000))).toBeUndefined()
})

test.each([-1, 0.5, 65_536, Number.NaN])('the version %s cannot be carried', (version) => {
  expect(() => makeAddressToken(mac, { kind: 's', id: randomUUID(), version })).toThrow(RangeError)
})

test('an id that is no uuid cannot be carried', () => {
  expect(() => makeAddressToken(mac, { kind: 's', id: 'draft-1', version: 1 })).toThrow(RangeError)
})
