import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ConfigInvalid } from '#core/errors.ts'
import { makeSeal, SealBroken } from './seal.ts'

const older = randomBytes(32).toString('base64')
const newer = randomBytes(32).toString('base64')
const place = { table: 'integrations', row: 'a', column: 'settings' }

describe('sealing', () => {
  test('any text opens again in its place', () => {
    const { seal, open } = makeSeal(newer)
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, row) => {
        const whole = text.toWellFormed()
        expect(open(seal(whole, { ...place, row }), { ...place, row })).toBe(whole)
      }),
    )
  })

  test('no other place opens it, whichever part differs', () => {
    const { seal, open } = makeSeal(newer)
    fc.assert(
      fc.property(fc.constantFrom('table', 'row', 'column'), fc.string(), fc.string(), (part, here, there) => {
        fc.pre(here !== there)
        const sealed = seal('secret', { ...place, [part]: here })
        expect(() => open(sealed, { ...place, [part]: there })).toThrow(SealBroken)
      }),
    )
    const sealed = seal('secret', { table: 'a', row: 'bc', column: 'd' })
    expect(() => open(sealed, { table: 'ab', row: 'c', column: 'd' })).toThrow(SealBroken)
  })

  test('a change of any one character is noticed, also one that decodes to the same bytes', () => {
    const { seal, open } = makeSeal(newer)
    const sealed = seal('secret', place)
    for (let at = 0; at < sealed.length; at++) {
      for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=') {
        const changed = sealed.slice(0, at) + letter + sealed.slice(at + 1)
        if (changed !== sealed) expect(() => open(changed, place), changed).toThrow(SealBroken)
      }
    }
    for (let length = 0; length < sealed.length; length++) {
      expect(() => open(sealed.slice(0, length), place)).toThrow(SealBroken)
    }
  })

  test('the same text sealed twice looks different', () => {
    const { seal } = makeSeal(newer)
    expect(seal('secret', place)).not.toBe(seal('secret', place))
  })

  test('after a rotation the older key still opens, and asks to be sealed anew', () => {
    const before = makeSeal(older)
    const after = makeSeal(`${newer}, ${older}`)
    const sealed = before.seal('secret', place)
    expect(before.needsRotation(sealed)).toBe(false)
    expect(after.needsRotation(sealed)).toBe(true)
    const again = after.seal(after.open(sealed, place), place)
    expect(after.needsRotation(again)).toBe(false)
    expect(makeSeal(newer).open(again, place)).toBe('secret')
  })

  test('a key that is gone is named by its id, not by its value', () => {
    const sealed = makeSeal(older).seal('secret', place)
    expect(() => makeSeal(newer).open(sealed, place)).toThrow(/no longer holds/)
    expect(() => makeSeal(newer).open(sealed, place)).not.toThrow(older)
  })
})

describe('keys', () => {
  test.each([
    `${newer} ${older}`,
    `${newer},${older}`,
    ` ${newer}\n${older}\n`,
    `${newer} , ${older}`,
  ])('a list is read whatever stands between its keys', (list) => {
    const sealed = makeSeal(older).seal('secret', place)
    expect(makeSeal(list).open(sealed, place)).toBe('secret')
  })

  test('url-safe and unpadded base64 is the same key', () => {
    const key = Buffer.alloc(32, 0xfb)
    const sealed = makeSeal(key.toString('base64')).seal('secret', place)
    expect(makeSeal(key.toString('base64url')).open(sealed, place)).toBe('secret')
  })

  test('every bad key is listed with its variable, and none is shown', () => {
    const bad = `${randomBytes(31).toString('base64')} ${newer} notakey!`
    try {
      makeSeal(bad)
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigInvalid)
      expect((error as ConfigInvalid).problems.map(({ problem }) => problem)).toEqual([
        'key 1 of 3 is not base64 of 32 bytes',
        'key 3 of 3 is not base64 of 32 bytes',
      ])
      expect(String(error)).toContain('LUMMY_SECRET_KEY')
      expect(String(error)).not.toContain('notakey')
    }
    expect(() => makeSeal(' ')).toThrow(ConfigInvalid)
  })

  test('every label has its own key, the same at every start', () => {
    const { derive, mac } = makeSeal(newer)
    expect(derive('jwt')).toEqual(makeSeal(`${newer} ${older}`).derive('jwt'))
    expect(derive('jwt')).toHaveLength(32)
    expect(derive('jwt')).not.toEqual(derive('links'))
    const bytes = new TextEncoder().encode('same')
    expect(mac('a', bytes)).not.toEqual(mac('b', bytes))
    expect(mac('a', bytes)).not.toEqual(derive('a'))
  })

  test('what was derived before a rotation can still be checked', () => {
    const bytes = new TextEncoder().encode('bytes')
    const after = makeSeal(`${newer} ${older}`)
    expect(after.macs('label', bytes)).toEqual([
      makeSeal(newer).mac('label', bytes),
      makeSeal(older).mac('label', bytes),
    ])
    expect(after.derivedAll('label')).toEqual([makeSeal(newer).derive('label'), makeSeal(older).derive('label')])
  })
})
