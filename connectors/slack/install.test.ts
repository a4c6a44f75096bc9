import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { NotAllowed, Refused, Unreachable } from '#core/errors.ts'
import { slack } from './index.ts'
import { install } from './install.ts'
import { granted, type Loopback, openLoopback, rotating } from './loopback.ts'
import { recording, request, settings, signingSecret, tools } from './samples.ts'
import { botScopes } from './scopes.ts'

let loopback: Loopback
beforeEach(async () => {
  loopback = await openLoopback()
})
afterEach(() => loopback.close())

const redirectUrl = 'https://desk.example/webhooks/slack/oauth_redirect'
const app = () =>
  tools({
    SLACK_API_URL: loopback.url,
    SLACK_CLIENT_ID: '12.34',
    SLACK_CLIENT_SECRET: 'app-secret',
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_AUTHORIZE_URL: 'https://slack.com/oauth/v2/authorize',
  })
const back = (query: Record<string, string>) =>
  install.finish({ query: new URLSearchParams(query), redirectUrl, settings: { channel: 'C0DESK' } }, app())

describe('the consent address', () => {
  test("is Slack's, and asks for the manifest's scopes for our app, with our state and our way back", async () => {
    const url = new URL(await install.start({ state: 'a.state', redirectUrl }, app()))
    expect(url.origin + url.pathname).toBe('https://slack.com/oauth/v2/authorize')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      scope: botScopes().join(','),
      state: 'a.state',
      client_id: '12.34',
      redirect_uri: redirectUrl,
    })
    expect(loopback.calls).toEqual([])
  })

  test('can be that of another Slack', async () => {
    const gov = { ...app(), environment: { ...app().environment, SLACK_AUTHORIZE_URL: 'https://slack-gov.com/x' } }
    expect(await install.start({ state: 's', redirectUrl }, gov)).toMatch(/^https:\/\/slack-gov\.com\/x\?/)
  })

  test('is not given while a variable of the app is unset', async () => {
    expect(install.missing(app().environment)).toEqual([])
    expect(install.missing({ ...app().environment, SLACK_CLIENT_SECRET: undefined })).toEqual(['SLACK_CLIENT_SECRET'])
    expect(install.missing({})).toEqual(['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_SIGNING_SECRET'])
    await expect(install.start({ state: 's', redirectUrl }, tools())).rejects.toThrow(NotAllowed)
  })
})

describe('back from Slack', () => {
  test('the code is traded with the secret of the app, and the workspace known by what Slack says', async () => {
    expect(await back({ code: 'a-code', state: 'used' })).toEqual({
      account: 'T0SHOP',
      label: 'The Shop',
      settings: {
        botToken: 'xoxb-granted',
        channel: 'C0DESK',
        teamId: 'T0SHOP',
        botUserId: 'U0LUMMY',
        installed: {},
      },
    })
    expect(loopback.calls.map(({ method }) => method)).toEqual(['oauth.v2.access', 'auth.test'])
    expect(loopback.calls[0]?.fields).toMatchObject({
      code: 'a-code',
      client_id: '12.34',
      client_secret: 'app-secret',
      redirect_uri: redirectUrl,
    })
    expect(loopback.calls[1]?.token).toBe('Bearer xoxb-granted')
  })

  test('with token rotation the refresh token and the end of the first token are kept', async () => {
    loopback.answers['oauth.v2.access'] = rotating
    const { settings } = await back({ code: 'a-code' })
    expect(settings).toMatchObject({ botToken: 'xoxe.xoxb-1-first', installed: { refreshToken: 'xoxe-1-first' } })
    const leftMs = Date.parse(settings.installed?.expiresAt ?? '') - Date.now()
    expect(leftMs).toBeGreaterThan(11.9 * 3_600_000)
    expect(leftMs).toBeLessThanOrEqual(12 * 3_600_000)
    expect(slack.settings.safeParse(settings).success).toBe(true)
  })

  test('a person who cancelled, and any other refusal of the consent page, is told so; Slack is not asked', async () => {
    await expect(back({ error: 'access_denied' })).rejects.toThrow('it was cancelled there')
    await expect(back({ error: 'invalid_scope' })).rejects.toThrow('Slack refused to add the app (invalid_scope).')
    await expect(back({ error: '<b>x</b>' })).rejects.toThrow(/^Slack refused to add the app\.$/)
    await expect(back({})).rejects.toThrow(Refused)
    expect(loopback.calls).toEqual([])
  })

  test('consent for a whole organisation is refused in a sentence', async () => {
    loopback.answers['oauth.v2.access'] = {
      ...granted,
      team: null,
      enterprise: { id: 'E0CORP', name: 'Corp' },
      is_enterprise_install: true,
    }
    await expect(back({ code: 'a-code' })).rejects.toThrow(/whole organisation.*one workspace at a time/)
  })

  test('a grant without a bot is refused', async () => {
    const { access_token: _, bot_user_id: __, ...bare } = granted
    loopback.answers['oauth.v2.access'] = bare
    await expect(back({ code: 'a-code' })).rejects.toThrow('no bot token')
  })

  test.each([
    ['invalid_code', 'press Add to Slack again'],
    ['code_already_used', 'press Add to Slack again'],
    ['bad_client_secret', 'SLACK_CLIENT_SECRET'],
    ['invalid_client_id', 'SLACK_CLIENT_ID'],
    ['bad_redirect_uri', 'Redirect URLs'],
  ])('%s says what is needed', async (error, sentence) => {
    loopback.answers['oauth.v2.access'] = { ok: false, error }
    const refused = await back({ code: 'a-code' }).catch((thrown: unknown) => thrown)
    expect(refused).toBeInstanceOf(NotAllowed)
    expect((refused as Error).message).toContain(sentence)
  })

  test('a Slack that is away, or talks nonsense, is no bug of ours, and no secret is in what is thrown', async () => {
    loopback.answers['oauth.v2.access'] = { status: 503 }
    await expect(back({ code: 'a-code' })).rejects.toThrow(Unreachable)
    loopback.answers['oauth.v2.access'] = 'hang up'
    const thrown = await back({ code: 'a-code' }).catch((error: unknown) => error)
    expect(thrown).toBeInstanceOf(Unreachable)
    expect(JSON.stringify(thrown, Object.getOwnPropertyNames(thrown))).not.toMatch(/app-secret|a-code/)
    loopback.answers['oauth.v2.access'] = { ok: true }
    await expect(back({ code: 'a-code' })).rejects.toThrow('not understood')
  })
})

describe('the app of many workspaces', () => {
  test('answers the check of its address before any workspace has it, when Slack signed it', () => {
    const probe = recording('url-verification.json')
    expect(slack.handshake?.(request(probe), app())).toMatchObject({ status: 200, body: '3eZbrw1aBm2r' })
    expect(() => slack.handshake?.(request(probe, { secret: 'another' }), app())).toThrow('signature')
    expect(slack.handshake?.(request(probe), tools())).toBeUndefined()
    expect(slack.handshake?.({ ...request(probe), method: 'GET' }, app())).toBeUndefined()
  })

  test('an added workspace is read with the secret of the app, its removal too', async () => {
    const { settings: added } = await back({ code: 'a-code' })
    const connection = slack.open(added, app())
    const { events } = await connection.receive({ ...request(recording('reply-in-thread.json')), account: 'T0SHOP' })
    expect(events).toHaveLength(1)
    for (const gone of ['uninstalled.json', 'bot-token-revoked.json']) {
      const { events } = await connection.receive({ ...request(recording(gone)), account: 'T0SHOP' })
      expect(events.map(({ type, place }) => [type, place.account])).toEqual([['uninstall', 'T0SHOP']])
    }
  })

  test('the next step after adding is the invitation alone; a pasted token also needs the addresses', async () => {
    const { settings: added } = await back({ code: 'a-code' })
    expect(slack.nextSteps(added, 'https://desk.example/webhooks/slack/x')).toEqual([
      'In Slack, write /invite @Lummy in the channel C0DESK.',
    ])
    expect(slack.nextSteps(settings, 'https://desk.example/webhooks/slack/x')).toHaveLength(3)
    expect(slack.nextSteps(settings, 'http://localhost:3000/webhooks/slack/x')[0]).toContain('https addresses alone')
  })
})
