import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeSeal } from '#core/outside/seal.ts'
import { type FileToken, fileLink, makeFileToken, readFileToken } from './file-token.ts'

const keys = makeSeal(Buffer.alloc(32, 7).toString('base64'))
const others = makeSeal(Buffer.alloc(32, 8).toString('base64'))
const now = new Date('2026-11-22T10:00:00Z')
const token: FileToken = {
  use: 'link',
  businessId: 'b1',
  file: { name: 'Angebot “1”.pdf', type: 'application/pdf', size: 340_000, digest: 'ab'.repeat(32) },
  expiresAt: '2026-11-22T11:00:00.000Z',
}

test('a token reads back as it was made, until its time is over', () => {
  const text = makeFileToken(keys, token)
  expect(text).toMatch(/^[\w-]+\.[\w-]+$/)
  expect(readFileToken(keys, 'link', text, now)).toEqual(token)
  expect(readFileToken(keys, 'link', text, new Date('2026-11-22T11:00:00Z'))).toBeUndefined()
  const owned = { ...token, use: 'upload' as const, owner: 'teammate-1' }
  expect(readFileToken(keys, 'upload', makeFileToken(keys, owned), now)).toEqual(owned)
})

test('a link cannot be sent as an upload, and a foreign key opens nothing', () => {
  expect(readFileToken(keys, 'upload', makeFileToken(keys, token), now)).toBeUndefined()
  expect(readFileToken(others, 'link', makeFileToken(keys, token), now)).toBeUndefined()
})

test('no changed token and no noise is ours', () => {
  const text = makeFileToken(keys, token)
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.constantFrom('A', 'z', '.', '-'), (at, letter) => {
      const changed = text.slice(0, at) + letter + text.slice(at + 1)
      const read = readFileToken(keys, 'link', changed, now)
      // The last letter of each part may have spare bits: another spelling of the same token.
      expect(read === undefined || isDeepStrictEqual(read, token)).toBe(true)
    }),
  )
  fc.assert(fc.property(fc.string(), (noise) => readFileToken(keys, 'link', noise, now) === undefined))
})

test('a file whose bytes are elsewhere has no link', () => {
  const house = { keys, publicUrl: 'https://lummy.example', now: () => now }
  const file = { name: 'a.txt', type: 'text/plain', size: 1, inline: false }
  expect(fileLink(house, 'b1', file, 1000)).toBeUndefined()
  expect(fileLink(house, 'b1', { ...file, digest: 'cd'.repeat(32) }, 1000)).toMatch(
    /^https:\/\/lummy\.example\/files\//,
  )
})
