import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { NotAllowed, Platform, Unreachable } from '#core/errors.ts'
import { slack } from './index.ts'
import { type Loopback, openLoopback, rotating } from './loopback.ts'
import { renewal } from './renewal.ts'
import { now, settings as pasted, tools } from './samples.ts'
import type { SlackSettings } from './settings.ts'

let loopback: Loopback
beforeEach(async () => {
  loopback = await openLoopback()
})
afterEach(() => loopback.close())

const hours = (count: number) => new Date(now.getTime() + count * 3_600_000).toISOString()
const settings = (expiresAt: string): SlackSettings => ({
  ...pasted,
  botToken: 'xoxe.xoxb-1-first',
  installed: { refreshToken: 'xoxe-1-first', expiresAt },
})
const app = () => tools({ SLACK_API_URL: loopback.url, SLACK_CLIENT_ID: '12.34', SLACK_CLIENT_SECRET: 'app-secret' })

describe('a token that expires', () => {
  test('is due two hours before its end; one that lasts never is', () => {
    expect(renewal.dueAt(settings(hours(12)))?.toISOString()).toBe(hours(10))
    expect(renewal.dueAt(pasted)).toBeUndefined()
    expect(renewal.dueAt({ ...pasted, installed: {} })).toBeUndefined()
  })

  test('is traded for a new one by its refresh token and the secret of the app', async () => {
    loopback.answers['oauth.v2.access'] = { ...rotating, access_token: 'xoxe.xoxb-1-new', refresh_token: 'xoxe-1-new' }
    expect(await renewal.renew(settings(hours(1)), app())).toEqual({
      ...settings(hours(1)),
      botToken: 'xoxe.xoxb-1-new',
      installed: { refreshToken: 'xoxe-1-new', expiresAt: hours(12) },
    })
    expect(loopback.calls).toMatchObject([
      {
        method: 'oauth.v2.access',
        token: undefined,
        fields: {
          grant_type: 'refresh_token',
          refresh_token: 'xoxe-1-first',
          client_id: '12.34',
          client_secret: 'app-secret',
        },
      },
    ])
  })

  test('only a person can help when Slack no longer takes the refresh token', async () => {
    loopback.answers['oauth.v2.access'] = { ok: false, error: 'invalid_refresh_token' }
    await expect(renewal.renew(settings(hours(1)), app())).rejects.toThrow(NotAllowed)
    loopback.answers['oauth.v2.access'] = { status: 500 }
    await expect(renewal.renew(settings(hours(1)), app())).rejects.toThrow(Unreachable)
    loopback.answers['oauth.v2.access'] = { ok: true, access_token: 'only' }
    await expect(renewal.renew(settings(hours(1)), app())).rejects.toThrow('not understood')
  })

  test('past its end nothing is sent with it: what waits is tried again instead of failing', async () => {
    const place = { connector: 'slack', account: 'T0SHOP', thread: 'C0DESK/1.2', private: false }
    const outbound = { kind: 'reply' as const, id: 'o1', text: 'Hello', attachments: [] }
    const late = await slack
      .open(settings(hours(0)), app())
      .send(place, outbound)
      .catch((error: unknown) => error)
    expect(late).toBeInstanceOf(Platform)
    expect(late).toMatchObject({ notSent: true, retry: true })
    expect(loopback.calls).toEqual([])
    await slack.open(settings(hours(0.1)), app()).send(place, outbound)
    expect(loopback.calls.map(({ token }) => token)).toEqual(['Bearer xoxe.xoxb-1-first'])
  })
})
