import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { connectors } from '#connectors/index.ts'
import { publicUrl } from './loopback/hub.ts'
import { openShop } from './loopback/shop.ts'
import { signingSecret } from './loopback/slack.ts'
import { ours } from './loopback/twilio.ts'
import { slackWorkspace } from './platforms/slack-platform.ts'
import { slackRequests } from './platforms/slack-requests.ts'

const json = { method: 'POST' as const, headers: { 'content-type': 'application/json' }, body: '{}' }

/** Nothing came of it: no event is kept, nobody is known. */
async function isUntouched(shop: Awaited<ReturnType<typeof openShop>>) {
  await shop.house.settle()
  expect(await shop.house.scope.conversations.list({ limit: 5 })).toEqual([])
  expect(shop.house.store.rows(shop.house.businessId).inbox.all()).toEqual([])
}

test.each(
  connectors.map(({ id }) => id),
)('what comes for an account of %s that nobody connected is refused with 4xx, counted and kept nowhere', async (id) => {
  const shop = await openShop({ mail: true, staff: ['slack', 'teams'] })
  const isHere = ['slack', 'sms', 'teams', 'email'].includes(id)
  for (const address of [`${publicUrl}/webhooks/${id}/${randomUUID()}`, `${publicUrl}/webhooks/${id}`]) {
    const { status } = await shop.post(address, json)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
  }
  if (isHere) expect(shop.counted.filter((one) => one.startsWith(`${id} 4`))).toHaveLength(2)
  await isUntouched(shop)
})

test('a workspace that removed us, or never had us, is told 404 at the address that all share', async () => {
  const shop = await openShop()
  const strange = slackRequests(signingSecret, { ...slackWorkspace, team: 'T0STRANGE' }, shop.house.clock.now)
  const said = strange.event({ channel: 'C1', user: 'U0ANNA', text: 'Hello', ts: '1700000000.000100' })
  expect((await shop.post(`${publicUrl}/webhooks/slack/events`, said)).status).toBe(404)
  expect(shop.counted).toEqual(['slack 404'])
  await isUntouched(shop)
})

test('what is forged or too old is refused with 401 at each account’s own address, counted and kept nowhere', async () => {
  const shop = await openShop({ staff: ['slack', 'teams'] })
  const { clock } = shop.house
  const old = slackRequests(signingSecret, shop.workspace, () => new Date(clock.at() - 10 * 60_000))
  const forged = slackRequests('another secret', shop.workspace, clock.now)
  const event = { channel: 'C1', user: 'U0ANNA', text: 'Hello', ts: '1700000000.000100' }
  const text = shop.twilioSays.text(shop.address('sms'), { from: '+15550001111', to: ours, body: 'Hello' })
  const requests = [
    [shop.address('slack'), old.event(event)],
    [shop.address('slack'), forged.event(event)],
    [shop.address('sms'), { ...text, headers: { ...text.headers, 'x-twilio-signature': 'AAAA' } }],
    [shop.address('teams'), json],
    [shop.address('teams'), { ...json, headers: { ...json.headers, authorization: 'Bearer a.b.c' } }],
  ] as const
  for (const [address, request] of requests) expect((await shop.post(address, request)).status).toBe(401)
  expect(shop.counted).toEqual(['slack 401', 'slack 401', 'sms 401', 'teams 401', 'teams 401'])
  await isUntouched(shop)
})
