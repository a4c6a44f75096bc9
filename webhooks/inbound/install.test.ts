import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { granted, rotating } from '#connectors/slack/loopback.ts'
import { closeAll, freshTeam, loopback, openHub, openSlack, publicUrl } from '../tests/install-bench.ts'
import { returnUrl } from './route.ts'

const minuteMs = 60_000

beforeEach(openSlack)
afterEach(closeAll)

describe('Add to Slack', () => {
  test('leads an owner to Slack and back: the workspace is connected with sealed credentials, and the page says what is next', async () => {
    const { owner, comesBack } = await openHub()
    const team = freshTeam(rotating)
    const anna = await owner()
    const pressed = await anna.press()
    expect(pressed.status).toBe(200)
    const { url } = (await pressed.json()) as { url: string }
    expect(new URL(url).searchParams.get('redirect_uri')).toBe(returnUrl(publicUrl, 'slack'))
    const [given = ''] = pressed.headers.getSetCookie()
    expect(given).toMatch(/; Path=\/webhooks\/slack\/oauth_redirect; Max-Age=600; SameSite=Lax; HttpOnly; Secure$/)

    const state = new URL(url).searchParams.get('state') ?? ''
    const { reply, cookies, notice, text } = await comesBack({ code: 'a-code', state }, given.split(';')[0])
    expect([reply.status, reply.headers.get('location'), text]).toEqual([303, `${publicUrl}/admin/integrations`, ''])
    expect(reply.headers.get('referrer-policy')).toBe('no-referrer')
    expect(notice).toEqual({ label: 'The Shop', nextSteps: ['In Slack, write /invite @Lummy in the channel C0DESK.'] })
    // A browser's cookie store deletes by a path that ends in a slash only.
    expect(cookies.find((one) => one.startsWith('lummy_notice='))).toContain('; Path=/admin/; Max-Age=60; SameSite=Lax')
    expect(cookies.find((one) => one.startsWith('lummy_install_slack=;'))).toContain('Max-Age=0')
    expect(await anna.rows()).toMatchObject([
      {
        account: team,
        label: 'The Shop',
        status: 'connected',
        settings: { botToken: 'xoxe.xoxb-1-first', channel: 'C0DESK', installed: { refreshToken: 'xoxe-1-first' } },
      },
    ])
    expect(decodeURIComponent(cookies.join())).not.toMatch(/xox/)
  })

  test('adding a workspace again renews its credentials, and makes no second one', async () => {
    const { owner, comesBack } = await openHub()
    const team = freshTeam()
    const anna = await owner()
    for (const token of ['xoxb-one', 'xoxb-two']) {
      loopback.answers['oauth.v2.access'] = { ...granted, access_token: token, team: { id: team, name: 'The Shop' } }
      const { state, cookie } = await anna.agrees()
      await comesBack({ code: 'a-code', state }, cookie)
    }
    expect((await anna.rows()).map(({ settings }) => settings.botToken)).toEqual(['xoxb-two'])
  })

  test('is shown to owners alone, only with a channel that can be one, and at the public address', async () => {
    const { owner } = await openHub()
    expect((await (await owner('teammate')).press()).status).toBe(403)
    const anna = await owner()
    expect((await anna.press({ channel: 'support' })).status).toBe(422)
    const elsewhere = await anna.press({ channel: 'C0DESK' }, 'http://10.0.0.5:3000')
    expect(elsewhere.status).toBe(409)
    expect(await elsewhere.json()).toMatchObject({ error: { sentence: expect.stringContaining(publicUrl) } })
    expect(elsewhere.headers.getSetCookie()).toEqual([])
  })

  test('is not there while the app is not set; who asks all the same is told what is missing', async () => {
    const { owner, url } = await openHub({ SLACK_CLIENT_SECRET: undefined })
    const anna = await owner()
    const listed = await fetch(`${url}/api/connectors`, { headers: { authorization: `Bearer ${anna.token}` } })
    expect(await listed.json()).toMatchObject([{ id: 'slack', install: null }])
    const pressed = await anna.press()
    expect(pressed.status).toBe(409)
    expect(await pressed.json()).toMatchObject({ error: { sentence: expect.stringContaining('SLACK_CLIENT_SECRET') } })
    const whole = await openHub()
    const again = await whole.owner()
    const shown = await fetch(`${whole.url}/api/connectors`, { headers: { authorization: `Bearer ${again.token}` } })
    expect(await shown.json()).toMatchObject([
      { id: 'slack', install: { properties: { channel: { type: 'string' } } } },
    ])
  })
})

describe('what comes back from Slack', () => {
  test('counts once', async () => {
    const { owner, comesBack } = await openHub()
    freshTeam()
    const anna = await owner()
    const { state, cookie } = await anna.agrees()
    const both = await Promise.all([1, 2, 3].map(() => comesBack({ code: 'a-code', state }, cookie)))
    expect(both.filter(({ notice }) => notice.label === 'The Shop')).toHaveLength(1)
    const replay = await comesBack({ code: 'a-code', state }, cookie)
    expect(replay.notice.problem).toContain('used already')
    expect(loopback.calls.filter(({ method }) => method === 'oauth.v2.access')).toHaveLength(1)
  })

  test('counts in the browser that pressed the button alone, which may still come after another tried', async () => {
    const { owner, comesBack } = await openHub()
    freshTeam()
    const [anna, eve] = [await owner(), await owner()]
    const { state, cookie } = await anna.agrees()
    const { cookie: evesCookie } = await eve.agrees()
    for (const foreign of ['', evesCookie, 'lummy_install_slack=x']) {
      const { notice } = await comesBack({ code: 'a-code', state }, foreign)
      expect(notice.problem).toContain('another browser')
    }
    expect(loopback.calls).toEqual([])
    expect((await comesBack({ code: 'a-code', state }, cookie)).notice.label).toBe('The Shop')
    expect(await eve.rows()).toEqual([])
    expect(await anna.rows()).toHaveLength(1)
  })

  test('counts for ten minutes', async () => {
    const { owner, comesBack, clock } = await openHub()
    freshTeam()
    const anna = await owner()
    const early = await anna.agrees()
    clock.advance(9 * minuteMs)
    expect((await comesBack({ code: 'a-code', state: early.state }, early.cookie)).notice.label).toBe('The Shop')
    const late = await anna.agrees()
    clock.advance(10 * minuteMs)
    const { notice } = await comesBack({ code: 'a-code', state: late.state }, late.cookie)
    expect(notice.problem).toContain('longer than 10 minutes')
  })

  test('must carry a state that was signed here for Slack', async () => {
    const { owner, comesBack } = await openHub()
    const anna = await owner()
    const { state } = await anna.agrees()
    const [token = '', code = ''] = state.split('.')
    const forged = [
      '',
      'x',
      `${token}.${'A'.repeat(code.length)}`,
      `${'A'.repeat(token.length)}.${code}`,
      `${state}x`,
      `${state}.x`,
    ]
    for (const one of forged) {
      const { notice, reply } = await comesBack({ code: 'a-code', state: one }, `lummy_install_slack=${one}`)
      expect(notice.problem).toContain('did not begin here')
      expect(reply.status).toBe(303)
    }
    expect((await comesBack({ code: 'a-code' })).notice.problem).toContain('did not begin here')
    expect(loopback.calls).toEqual([])
  })

  test('a cancelled consent is told, and used up', async () => {
    const { owner, comesBack } = await openHub()
    const anna = await owner()
    const { state, cookie } = await anna.agrees()
    const { notice } = await comesBack({ error: 'access_denied', state }, cookie)
    expect(notice.problem).toContain('cancelled')
    expect((await comesBack({ code: 'a-code', state }, cookie)).notice.problem).toContain('used already')
    expect(await anna.rows()).toEqual([])
  })

  test('a workspace of another business stays with it, and its token is not touched', async () => {
    const { owner, comesBack } = await openHub()
    freshTeam()
    const [anna, eve] = [await owner(), await owner()]
    for (const one of [anna, eve]) {
      const { state, cookie } = await one.agrees()
      const { notice } = await comesBack({ code: 'a-code', state }, cookie)
      if (one === eve) expect(notice.problem).toContain('another business')
    }
    expect([(await anna.rows()).length, (await eve.rows()).length]).toEqual([1, 0])
    expect(loopback.calls.map(({ method }) => method)).not.toContain('auth.revoke')
  })

  test('who is no owner any more connects nothing', async () => {
    const { owner, comesBack, store } = await openHub()
    const anna = await owner()
    const { state, cookie } = await anna.agrees()
    await store.system.removeBusiness(anna.businessId)
    const { notice } = await comesBack({ code: 'a-code', state }, cookie)
    expect(notice.problem).toMatch(/Only an owner|did not begin here/)
    expect(loopback.calls).toEqual([])
  })

  test.each([
    ['invalid_code', 'it needs a fresh consent'],
    ['bad_client_secret', 'SLACK_CLIENT_SECRET'],
  ])('Slack saying %s becomes a sentence on the page, never a stack', async (error, sentence) => {
    const { owner, comesBack } = await openHub()
    loopback.answers['oauth.v2.access'] = { ok: false, error }
    const { state, cookie } = await (await owner()).agrees()
    const { notice, text, reply } = await comesBack({ code: 'a-code', state }, cookie)
    expect(notice.problem).toContain(sentence)
    expect([reply.status, text]).toEqual([303, ''])
  })
})

describe('an added workspace', () => {
  test('is heard at the bare address, and once removed at Slack its credentials are gone', async () => {
    const { owner, comesBack, slackSays, jobs, core, clock } = await openHub()
    const team = freshTeam()
    const anna = await owner()
    const { state, cookie } = await anna.agrees()
    await comesBack({ code: 'a-code', state }, cookie)
    clock.advance(5_000)
    const ofTeam = (text: string) => text.replaceAll('T0SHOP', team)
    expect((await slackSays('reply-in-thread.json', ofTeam)).status).toBe(200)
    expect((await slackSays('reply-in-thread.json', (text) => ofTeam(text).replaceAll(team, 'T0NOBODY'))).status).toBe(
      404,
    )
    expect((await slackSays('uninstalled.json', ofTeam)).status).toBe(200)
    await jobs.runFor(core.work, 3_000)
    expect(await anna.rows()).toEqual([])
    const again = await anna.agrees()
    clock.advance(5_000)
    expect((await comesBack({ code: 'a-code', state: again.state }, again.cookie)).notice.label).toBe('The Shop')
    expect(await anna.rows()).toHaveLength(1)
  })

  test('before there is any, the check of the address is answered when the app signed it', async () => {
    const { slackSays } = await openHub()
    const checked = await slackSays('url-verification.json', (text) => text)
    expect([checked.status, await checked.text()]).toEqual([200, '3eZbrw1aBm2r'])
    const bare = await openHub({ SLACK_SIGNING_SECRET: undefined })
    expect((await bare.slackSays('url-verification.json', (text) => text)).status).toBe(404)
  })
})
