import { expect, test } from 'vitest'
import { judgeLink, linkHash, linkPurposes, makeLink } from './links.ts'

const now = new Date('2026-03-01T10:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)

test('a link is found by the hash of its token, and the token is not stored', () => {
  const { token, ...stored } = makeLink('invite', now)
  expect(linkHash(token)).toBe(stored.hash)
  expect(JSON.stringify(stored)).not.toContain(token)
  expect(makeLink('invite', now).token).not.toBe(token)
})

test.each(['', 'short', `${'a'.repeat(42)}!`, 'a'.repeat(44), 'a'.repeat(100_000)])('%.50s is no token', (text) => {
  expect(linkHash(text)).toBeUndefined()
})

const { token: _, ...link } = makeLink('password', now)
test.each([
  ['a fresh one', { ...link, usedAt: null }, 0, 'good'],
  ['one in its last moment', { ...link, usedAt: null }, linkPurposes.password - 1, 'good'],
  ['one past its time', { ...link, usedAt: null }, linkPurposes.password, 'expired'],
  ['one used before', { ...link, usedAt: now.toISOString() }, 0, 'used'],
  ['one for something else', { ...link, purpose: 'invite', usedAt: null }, 0, 'unknown'],
  ['one that never was', undefined, 0, 'unknown'],
] as const)('%s', (_, row, afterMs, judgement) => {
  expect(judgeLink(row, 'password', later(afterMs))).toBe(judgement)
})
