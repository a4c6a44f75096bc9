import { expect, test } from 'vitest'
import { hashPassword, needsRehash, passwordProblem, verifyPassword } from './password.ts'

test('the right password is accepted, any other is not', async () => {
  const stored = await hashPassword('correct horse battery')
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  expect(await verifyPassword('correct horse battery', stored)).toBe(true)
  expect(await verifyPassword('correct horse batterz', stored)).toBe(false)
  expect(await verifyPassword('', stored)).toBe(false)
})

test('two people with the same password have different hashes', async () => {
  expect(await hashPassword('correct horse battery')).not.toBe(await hashPassword('correct horse battery'))
})

test('a hash made elsewhere is understood', async () => {
  // The vector of https://github.com/P-H-C/phc-winner-argon2/blob/master/src/test.c (Argon2id, version 19).
  const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
  expect(await verifyPassword('password', reference)).toBe(true)
  expect(await verifyPassword('differentpassword', reference)).toBe(false)
  expect(needsRehash(reference)).toBe(true)
})

test('letters composed in another way are the same password', async () => {
  const stored = await hashPassword('pässwort-zürich'.normalize('NFC'))
  expect(await verifyPassword('pässwort-zürich'.normalize('NFD'), stored)).toBe(true)
})

test('today’s hashes need no new one', async () => {
  expect(needsRehash(await hashPassword('correct horse battery'))).toBe(false)
})

test.each([
  null,
  undefined,
  '',
  'plain',
  '$2b$10$abcdefghijklmnopqrstuv',
  '$argon2id$v=19$m=99999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
])('a missing or foreign hash (%s) is a no, not an error', async (stored) => {
  expect(await verifyPassword('correct horse battery', stored)).toBe(false)
})

test('an unknown address takes the same work as a known one', async () => {
  const stored = await hashPassword('correct horse battery')
  const work = async (hash: string | undefined) => {
    const before = process.resourceUsage()
    await verifyPassword('wrong horse battery', hash)
    const after = process.resourceUsage()
    return after.userCPUTime + after.systemCPUTime - before.userCPUTime - before.systemCPUTime
  }
  await work(stored)
  const known = Math.min(await work(stored), await work(stored), await work(stored))
  const unknown = Math.min(await work(undefined), await work(undefined), await work(undefined))
  expect(unknown).toBeGreaterThan(known / 4)
})

test('hashing leaves the main thread free', async () => {
  let turns = 0
  const timer = setInterval(() => turns++, 1)
  await Promise.all(Array.from({ length: 4 }, () => hashPassword('correct horse battery')))
  clearInterval(timer)
  expect(turns).toBeGreaterThan(2)
})

test('too short and too long passwords are named', () => {
  expect(passwordProblem('short')).toContain('at least 10')
  expect(passwordProblem('long enough')).toBeUndefined()
  expect(passwordProblem('x'.repeat(257))).toContain('at most 256')
  expect(passwordProblem('🔑'.repeat(9))).toContain('at least 10')
})
