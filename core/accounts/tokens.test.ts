import { randomBytes } from 'node:crypto'
import { SignJWT, UnsecuredJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import {
  accessTokenMs,
  type Claims,
  hashToken,
  judgeRefresh,
  makeAccessToken,
  makeRefreshToken,
  readAccessToken,
  refreshRaceMs,
  refreshTokenMs,
} from './tokens.ts'

const key = randomBytes(32)
const now = new Date('2026-03-01T10:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)
const claims: Claims = { teammate: 't1', business: 'b1', role: 'owner' }

describe('access tokens', () => {
  test('carry who calls for 15 minutes', async () => {
    const token = await makeAccessToken(key, claims, now)
    expect(await readAccessToken([key], token, later(accessTokenMs - 1000))).toEqual(claims)
    expect(await readAccessToken([key], token, later(accessTokenMs))).toBeUndefined()
  })

  test('outlive a rotation of the key', async () => {
    const token = await makeAccessToken(key, claims, now)
    expect(await readAccessToken([randomBytes(32), key], token, now)).toEqual(claims)
    expect(await readAccessToken([randomBytes(32)], token, now)).toBeUndefined()
  })

  test('changed, unsigned and foreign ones are refused', async () => {
    const token = await makeAccessToken(key, claims, now)
    const [header, , signature] = token.split('.')
    const other = Buffer.from(JSON.stringify({ ...claims, sub: 't2' })).toString('base64url')
    const payload = { business: 'b1', role: 'owner' }
    const common = (jwt: SignJWT) => jwt.setSubject('t1').setIssuedAt(now).setExpirationTime(later(1000))
    const unsigned = new UnsecuredJWT(payload).setSubject('t1').setIssuer('lummy').setAudience('lummy-api').encode()
    const sign = (jwt: SignJWT, alg = 'HS256') => common(jwt).setProtectedHeader({ alg }).sign(key)
    const wrong = [
      `${header}.${other}.${signature}`,
      unsigned,
      await sign(new SignJWT(payload).setIssuer('lummy')),
      await sign(new SignJWT(payload).setIssuer('somebody').setAudience('lummy-api')),
      await sign(new SignJWT({ ...payload, role: 'admin' }).setIssuer('lummy').setAudience('lummy-api')),
      await sign(new SignJWT(payload).setIssuer('lummy').setAudience('lummy-api'), 'HS512'),
      'rubbish',
      '',
    ]
    for (const token of wrong) expect(await readAccessToken([key], token, now), token).toBeUndefined()
    const right = await sign(new SignJWT(payload).setIssuer('lummy').setAudience('lummy-api'))
    expect(await readAccessToken([key], right, now)).toEqual(claims)
  })
})

describe('refresh tokens', () => {
  test('are stored as a hash that the token leads to and that does not lead back', () => {
    const { token, hash, expiresAt } = makeRefreshToken(now)
    expect(hashToken(token)).toBe(hash)
    expect(hash).not.toContain(token)
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(expiresAt).toBe(later(refreshTokenMs).toISOString())
    expect(makeRefreshToken(now).token).not.toBe(token)
  })

  const row = { expiresAt: later(refreshTokenMs).toISOString(), usedAt: null }
  test.each([
    ['an unknown one', undefined, 0, 'unknown'],
    ['a fresh one', row, 0, 'rotate'],
    ['one on its last second', row, refreshTokenMs - 1, 'rotate'],
    ['one past its time', row, refreshTokenMs, 'expired'],
    ['one used by another tab just now', { ...row, usedAt: now.toISOString() }, refreshRaceMs, 'rotate'],
    ['one used before', { ...row, usedAt: now.toISOString() }, refreshRaceMs + 1, 'revoke family'],
    ['an old one used before', { ...row, usedAt: now.toISOString() }, refreshTokenMs + 1, 'revoke family'],
  ] as const)('%s', (_, row, afterMs, judgement) => {
    expect(judgeRefresh(row, later(afterMs))).toBe(judgement)
  })
})
