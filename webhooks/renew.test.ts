import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Connector } from '#connectors/connector.ts'
import { slack } from '#connectors/slack/index.ts'
import { type Loopback, openLoopback, rotating } from '#connectors/slack/loopback.ts'
import { tools } from '#connectors/slack/samples.ts'
import { quietLog, testDatabase } from '#core/testing/test-database.ts'
import { makeRenewals } from './renew.ts'

let loopback: Loopback
beforeEach(async () => {
  loopback = await openLoopback()
  loopback.answers['oauth.v2.access'] = { ...rotating, access_token: 'xoxe.xoxb-1-new', refresh_token: 'xoxe-1-new' }
})
afterEach(() => loopback.close())

const hourMs = 3_600_000

/** A workspace whose token ends in an hour, and processes that share its database. */
async function withWorkspace(leftMs = hourMs) {
  const { store, freshBusiness } = await testDatabase()
  const { businessId, agentId } = await freshBusiness()
  const scope = store.of(businessId)
  const account = `T${crypto.randomUUID()}`
  const expiresAt = new Date(Date.now() + leftMs).toISOString()
  const settings = {
    botToken: 'xoxe.xoxb-1-first',
    channel: 'C0DESK',
    installed: { refreshToken: 'xoxe-1-first', expiresAt },
  }
  const { id } = await scope.integrations.add({ agentId, connector: 'slack', account, label: 'The Shop', settings })
  const published: unknown[] = []
  const log = quietLog()
  let now = new Date()
  const app = { SLACK_API_URL: loopback.url, SLACK_CLIENT_ID: '12.34', SLACK_CLIENT_SECRET: 'app-secret' }
  const openProcess = () =>
    makeRenewals({
      store: {
        of: store.of,
        // Other tests have integrations in the same database.
        system: {
          ...store.system,
          integrations: async () => (await store.system.integrations()).filter((one) => one.businessId === businessId),
        },
      },
      connectors: [slack as Connector],
      tools: () => ({ ...tools(app), now: () => now }),
      live: { publish: (_, event) => void published.push(event) },
      now: () => now,
      log,
    })
  return {
    ...{ scope, id, settings, published, log, openProcess, agentId, account },
    pass: (ms: number) => {
      now = new Date(now.getTime() + ms)
    },
    trades: () =>
      loopback.calls.filter(({ method }) => method === 'oauth.v2.access').map(({ fields }) => fields.refresh_token),
    row: async () => await scope.integrations.get(id),
  }
}

describe('credentials that expire', () => {
  test('are traded before they do, and the new ones are saved', async () => {
    const { openProcess, row, trades, settings, pass } = await withWorkspace()
    const renew = openProcess()
    await renew()
    expect(await row()).toMatchObject({
      status: 'connected',
      settings: { ...settings, botToken: 'xoxe.xoxb-1-new', installed: { refreshToken: 'xoxe-1-new' } },
    })
    await renew()
    expect(trades()).toEqual(['xoxe-1-first'])
    pass(11 * hourMs)
    await renew()
    expect(trades()).toEqual(['xoxe-1-first', 'xoxe-1-new'])
  })

  test('are left alone while they last', async () => {
    const { openProcess, trades } = await withWorkspace(3 * hourMs)
    await openProcess()()
    expect(trades()).toEqual([])
  })

  test('are traded once by however many processes look at the same time', async () => {
    const { openProcess, row, trades } = await withWorkspace()
    await Promise.all(Array.from({ length: 5 }, () => openProcess()()))
    expect(trades()).toEqual(['xoxe-1-first'])
    expect((await row())?.settings).toMatchObject({ botToken: 'xoxe.xoxb-1-new' })
  })

  test('a process that died while it traded keeps the others out for a minute, not for good', async () => {
    const { openProcess, scope, id, trades, pass } = await withWorkspace()
    await scope.leases.take(`renew/${id}`, new Date(), 60_000)
    await openProcess()()
    expect(trades()).toEqual([])
    pass(61_000)
    await openProcess()()
    expect(trades()).toEqual(['xoxe-1-first'])
  })

  test('what a person did meanwhile has the last word: removed stays removed, connected anew stays so', async () => {
    for (const meanwhile of ['removed', 'anew'] as const) {
      const { openProcess, scope, id, row } = await withWorkspace()
      const anew = { botToken: 'xoxb-by-hand', channel: 'C0DESK' }
      const trade = slack.renewal?.renew
      const renewal = slack.renewal
      if (trade === undefined || renewal === undefined) throw new Error('Slack renews')
      const renew = openProcess()
      renewal.renew = async (settings, tools) => {
        const traded = await trade(settings, tools)
        await scope.integrations.update(
          id,
          meanwhile === 'removed' ? { status: 'removed', settings: {} } : { settings: anew },
        )
        return traded
      }
      await renew().finally(() => {
        renewal.renew = trade
      })
      expect(await row()).toMatchObject(
        meanwhile === 'removed' ? { status: 'removed', settings: {} } : { status: 'connected', settings: anew },
      )
    }
  })

  test('that Slack no longer takes are shown as failing with what to do, and adding the app again heals it', async () => {
    const { openProcess, row, published, id, scope, settings, trades, pass } = await withWorkspace()
    loopback.answers['oauth.v2.access'] = { ok: false, error: 'invalid_refresh_token' }
    const renew = openProcess()
    await renew()
    expect(await row()).toMatchObject({ status: 'failing', settings })
    expect((await row())?.lastError).toContain('press Add to Slack again')
    expect(published).toMatchObject([{ type: 'integration', id }])
    await renew()
    expect(trades()).toHaveLength(1)
    pass(5 * 60_000)
    loopback.answers['oauth.v2.access'] = rotating
    await scope.integrations.update(id, { settings: { ...settings, botToken: 'xoxe.xoxb-1-other' } })
    await renew()
    expect(await row()).toMatchObject({ status: 'connected', lastError: null })
  })

  test('wait for a Slack that is away: nothing is shown as broken, and it is tried again after five minutes', async () => {
    const { openProcess, row, settings, trades, pass, log } = await withWorkspace()
    loopback.answers['oauth.v2.access'] = { status: 503 }
    const renew = openProcess()
    await renew()
    expect(await row()).toMatchObject({ status: 'connected', settings })
    expect(log.lines.map(({ sentence }) => sentence)).toContain('credentials could not be renewed')
    pass(4 * 60_000)
    await renew()
    expect(trades()).toHaveLength(1)
    pass(61_000)
    await renew()
    expect(trades()).toHaveLength(2)
  })
})
