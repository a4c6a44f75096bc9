import { generateKeyPairSync } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { testConnector } from '#connectors/contract.ts'
import { Rejected, SignatureInvalid } from '#core/errors.ts'
import { openTeams, type TeamsPosted, teamsTenant } from '#webhooks/tests/platforms/teams-platform.ts'
import { teamsRequests } from '#webhooks/tests/platforms/teams-requests.ts'
import { teams } from './index.ts'
import { now, request, tools } from './samples.ts'

const tenant = teamsTenant()
const platform = await openTeams(tenant)
afterAll(() => platform.close())
const serviceUrl = `${platform.url}/teams/`
const environment = {
  ...{ TEAMS_OPENID_METADATA_URL: `${platform.url}/openid`, TEAMS_SERVICE_URL: serviceUrl },
  TEAMS_LOGIN_URL: `${platform.url}/login/`,
}
const { id: tenantId, appId, appSecret, channel } = tenant
const settings = { appId, appSecret, channel, tenantId }
const connection = teams.open(settings, tools(environment))

const says = teamsRequests(tenant, serviceUrl, () => now)
const ben = tenant.people.find(({ name }) => name === 'Ben')!.id
const thread = `${channel};messageid=1767000000000`
const said = { from: ben, text: 'Yes, we do.', conversation: thread, id: '1767000000001' }
const card: TeamsPosted = {
  ...{ id: '1767000000000', conversation: thread },
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: {
        body: [],
        actions: [
          { type: 'Action.Execute', title: 'Approve', data: { lummy: { action: 'approve', target: 'd1' } } },
          {
            ...{ type: 'Action.Submit', title: 'Edit' },
            data: { msteams: { type: 'task/fetch' }, lummy: { action: 'edit', target: 'd1' } },
          },
        ],
      },
    },
  ],
}
const activity = says.activity('message', ben, thread)
const { authorization: _, ...unsigned } = (await says.says(said)).headers
const { privateKey: stranger } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const made = async (given: ReturnType<typeof says.says>) => request(await given)
const rubbish = async (body: string) => request({ ...(await says.says(said)), body })
const [header = '', claims = '', signature = ''] = (await says.says(said)).headers.authorization!.slice(7).split('.')
const withToken = (token: string) => request({ headers: { authorization: `Bearer ${token}` }, body: '{}' })

// The keys are fetched once, before the contract forbids the network.
await connection.receive(await made(says.says(said)))

testConnector({
  connector: teams,
  settings,
  tools: tools(environment),
  cases: {
    good: {
      'words in a thread': await made(says.says(said)),
      'words to the bot alone': await made(says.says({ ...said, conversation: 'a:chat' })),
      'a change': await made(says.edited(said, 'No.')),
      'a removal': await made(says.removed(said)),
      'a universal action': await made(says.press(card, 'Approve', ben)),
      'a press of an old client': await made(says.click(card, 'Approve', ben)),
      'a button that opens a dialog': await made(says.press(card, 'Edit', ben)),
      'the bot added': await made(says.membership('membersAdded', ben)),
      'the bot removed': await made(says.membership('membersRemoved', ben)),
    },
    unsigned: {
      'no token': request({ headers: unsigned, body: (await says.says(said)).body }),
      'no bearer': withToken(''),
      'a token that is none': withToken('a.b.c'),
      'a token without a signature': withToken(`${header}.${claims}.`),
      'a changed signature': withToken(`${header}.${claims}.${signature.slice(0, -8)}AAAAAAAA`),
      'changed claims': withToken(`${header}.${Buffer.from('{"aud":"x"}').toString('base64url')}.${signature}`),
      'no algorithm': withToken(`${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`),
      'an expired token': await made(says.says(said, { expiresIn: -301 })),
      'another app': await made(says.says(said, { audience: 'c0000000-0000-0000-0000-000000000000' })),
      'another issuer': await made(says.says(said, { issuer: 'https://sts.windows.net/x/' })),
      'another service URL': await made(says.says(said, { serviceUrl: 'https://evil.example/' })),
      'another key': await made(says.says(said, { key: stranger })),
      'a key that nobody published': await made(says.says(said, { kid: 'made-up' })),
      'another channel': await made(says.sign({ ...says.written(said), channelId: 'webchat' })),
    },
    rubbish: {
      'no JSON': await rubbish('{"type":'),
      'a list': await rubbish('[]'),
      'an activity without a type': await rubbish('{}'),
    },
    unknown: {
      'a reaction': await made(says.sign({ ...activity, type: 'messageReaction', reactionsAdded: [{ type: 'like' }] })),
      'somebody else who joined': await made(
        says.sign({ ...activity, type: 'conversationUpdate', membersAdded: [{ id: ben }] }),
      ),
      'an installation': await made(says.sign({ ...activity, type: 'installationUpdate', action: 'add' })),
      typing: await made(says.sign({ ...activity, type: 'typing' })),
      'an invoke of tomorrow': await made(says.sign({ ...activity, type: 'invoke', name: 'quantum/shift', value: {} })),
      'a card that is not ours': await made(
        says.sign({ ...activity, type: 'invoke', name: 'adaptiveCard/action', value: { action: { data: { a: 1 } } } }),
      ),
      'our own words': await made(says.sign({ ...says.written(said), from: { id: `28:${appId}`, name: 'Lummy' } })),
      'an activity of tomorrow': await made(says.sign({ ...activity, type: 'quantumShift' })),
    },
  },
})

describe('the Teams address', () => {
  test('says whose request it claims to be, before anything is proved', async () => {
    expect(teams.claimedAccount?.(await made(says.says(said)))).toBe(tenantId)
    expect(teams.claimedAccount?.(await rubbish('{"type":'))).toBeUndefined()
  })

  test("keeps another tenant's activities out of an integration", async () => {
    const { events, response, learned } = await connection.receive({ ...(await made(says.says(said))), account: 'b' })
    expect([events, response, learned]).toEqual([[], { status: 200 }, undefined])
  })

  test('is not found under another name, and takes nothing but POST', async () => {
    const good = await made(says.says(said))
    await expect(connection.receive({ ...good, endpoint: 'elsewhere' })).rejects.toMatchObject({ status: 404 })
    await expect(connection.receive({ ...good, method: 'GET' })).rejects.toBeInstanceOf(Rejected)
  })

  test('tells where the organisation is answered, once', async () => {
    const { learned } = await connection.receive(await made(says.says(said)))
    expect(learned).toEqual({ serviceUrl, teamId: tenant.team })
    const knows = teams.open({ ...settings, ...learned }, tools(environment))
    expect(await knows.receive(await made(says.says(said)))).not.toHaveProperty('learned')
  })
})

test('what is next begins with https, where our address is none', () => {
  const [first, ...others] = teams.nextSteps(settings, 'http://localhost:3000/webhooks/teams/1')
  expect(first).toMatch(/^Teams posts to https addresses alone, and ours is http:\/\/localhost:3000: .*PUBLIC_URL/)
  expect(teams.nextSteps(settings, 'https://desk.example/webhooks/teams/1')).toHaveLength(others.length)
})

describe('the published keys', () => {
  test('that cannot be had are our trouble, not a forgery: 503, so that nobody takes it for refused', async () => {
    const away = teams.open(settings, tools({ TEAMS_OPENID_METADATA_URL: 'http://127.0.0.1:1/openid' }))
    await expect(away.receive(await made(says.says(said)))).rejects.toMatchObject({ status: 503 })
  })

  test('are fetched once for a hundred made-up ones within a minute, and again after it', async () => {
    const other = teamsTenant()
    const own = await openTeams(other)
    let at = now.getTime()
    const clock = { ...tools({ TEAMS_OPENID_METADATA_URL: `${own.url}/openid` }), now: () => new Date(at) }
    const desk = teams.open({ ...settings, appId: other.appId, tenantId: other.id }, clock)
    const ours = teamsRequests(other, serviceUrl, () => new Date(at))
    await desk.receive(await made(ours.says(said)))
    const asked = async (kid: string) => desk.receive(await made(ours.says(said, { kid })))
    for (let index = 0; index < 100; index++) await expect(asked(`k${index}`)).rejects.toThrow(SignatureInvalid)
    // A new key is published.
    other.signing.kid = 'new'
    await expect(asked('new')).rejects.toThrow(SignatureInvalid)
    at += 61_000
    expect((await asked('new')).events).toHaveLength(1)
    // What is known already goes on when they cannot be had.
    await own.close()
    at += 25 * 3_600_000
    expect((await asked('new')).events).toHaveLength(1)
  })
})
