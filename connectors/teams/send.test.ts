import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Card, Outbound } from '#core/domain/outbound.ts'
import type { Place } from '#core/domain/place.ts'
import { Gone, NotAllowed, Platform, RateLimited, Unreachable } from '#core/errors.ts'
import type { Platform as StandIn } from '#webhooks/tests/platforms/platform.ts'
import {
  openTeams,
  type TeamsTenant,
  teamsCard,
  teamsMessages,
  teamsTenant,
} from '#webhooks/tests/platforms/teams-platform.ts'
import { teams } from './index.ts'
import { tools } from './samples.ts'

let tenant: TeamsTenant
let platform: StandIn
beforeEach(async () => {
  tenant = teamsTenant()
  platform = await openTeams(tenant)
})
afterEach(() => platform.close())

const picture = Buffer.from('89504e470d0a1a0a', 'hex')
const environment = () => ({ TEAMS_LOGIN_URL: `${platform.url}/login`, TEAMS_SERVICE_URL: `${platform.url}/teams/` })
const settingsOf = ({ id: tenantId, appId, appSecret, channel }: TeamsTenant) => ({
  appId,
  appSecret,
  channel,
  tenantId,
})
const open = (changed: object = {}) =>
  teams.open({ ...settingsOf(tenant), ...changed }, { ...tools(environment()), file: async () => picture })
const place = (thread: string): Place => ({
  connector: 'teams',
  account: tenant.id,
  thread,
  private: thread.startsWith('a:'),
})
const thread = () => place(`${tenant.channel};messageid=1767000000000`)
const posted = async () => teamsMessages(await platform.accepted())

const card: Card = {
  ...{ purpose: 'draft', title: 'Draft for Anna', status: 'topic shipping · 82 % sure' },
  facts: [{ label: 'Channel', value: 'mail' }],
  quote: 'When does it ship? <at>Ben</at> [here](https://evil.example)',
  body: 'We ship **within two days**.',
  sources: ['Maya, 3 May: "within two days"'],
  buttons: [
    { action: 'approve', label: 'Approve', target: 'draft-3', version: 2, style: 'primary' },
    { action: 'edit', label: 'Edit', target: 'draft-3', version: 2 },
  ],
  menu: [{ action: 'take', label: 'Take', target: 'c-1' }],
  link: { label: 'Open', url: 'https://desk.example/admin/1' },
}
const direct = (name: string): Outbound => ({
  ...{ kind: 'direct', id: 'o', card },
  to: { kind: 'teams', value: `${tenant.id}/${tenant.people.find((one) => one.name === name)!.id}` },
})

describe('sending', () => {
  test('a card in the channel opens a thread, and is changed where it stands', async () => {
    const opened = await open().send(place(tenant.channel), { kind: 'card', id: 'o1', card })
    expect(opened.thread).toMatch(/^19:desk@thread\.tacv2;messageid=\d+$/)
    expect(opened.platformId.startsWith(`${opened.thread}/`)).toBe(true)
    const next = { ...card, title: 'Approved' }
    const changed = await open().send(place(opened.thread!), {
      kind: 'card',
      id: 'o2',
      card: next,
      replaces: opened.platformId,
    })
    expect(changed).toEqual({ platformId: opened.platformId })
    expect(await posted()).toHaveLength(1)
    expect(JSON.stringify((await posted())[0])).toContain('Approved')
  })

  test('a card in a thread or a chat continues it', async () => {
    const sent = await open().send(thread(), { kind: 'card', id: 'o', card })
    expect(sent).toEqual({ platformId: expect.stringMatching(/^19:desk@thread\.tacv2;messageid=1767000000000\/\d+$/) })
    const { actions, body } = teamsCard((await posted())[0])!
    expect(actions?.map(({ type, title, mode }) => [type, title, mode])).toEqual([
      ['Action.Execute', 'Approve', undefined],
      ['Action.Submit', 'Edit', undefined],
      ['Action.OpenUrl', 'Open', undefined],
      ['Action.Execute', 'Take', 'secondary'],
    ])
    expect(JSON.stringify(body)).not.toMatch(/<at>|\]\(https:\/\/evil/)
  })

  test('somebody who is called is named, and called by an entity', async () => {
    const mentions = [{ kind: 'teams' as const, value: `${tenant.id}/${tenant.people[0]!.id}` }]
    await open().send(thread(), { kind: 'card', id: 'o', card: { ...card, mentions } })
    const content = teamsCard((await posted())[0]) as unknown as { msteams: { entities: object[] } }
    expect(content.msteams.entities).toEqual([
      { type: 'mention', text: '<at>Anna</at>', mentioned: { id: tenant.people[0]!.id, name: 'Anna' } },
    ])
  })

  test('a direct message opens the chat with the person first', async () => {
    const sent = await open().send(place(''), direct('Ben'))
    expect(sent).toMatchObject({ thread: 'a:chat-with-ben-of-tests' })
    expect((await posted())[0]?.conversation).toBe('a:chat-with-ben-of-tests')
  })

  test('pictures are shown; what Teams does not show is said', async () => {
    const file = { name: 'a.png', type: 'image/png', size: 8, inline: false, digest: 'd' }
    const attachments = [file, { ...file, name: 'b.png', size: 2_000_000 }]
    await open().send(thread(), { kind: 'files', id: 'o', attachments })
    const [message] = await posted()
    expect(message?.attachments).toMatchObject([
      { contentType: 'image/png', contentUrl: `data:image/png;base64,${picture.toString('base64')}` },
    ])
    expect(message?.text).toContain('too large')
  })

  test('a draft of 60,000 characters is cut to what Teams takes, and Edit leads to the admin', async () => {
    const long = { ...card, body: 'Wörter und mehr. '.repeat(3_600), quote: '"\\'.repeat(4_000) }
    await open().send(thread(), { kind: 'card', id: 'o', card: long })
    const content = teamsCard((await posted())[0])!
    expect(JSON.stringify(content).length).toBeLessThanOrEqual(38_000)
    expect(JSON.stringify(content.body)).toContain('The rest is in the admin.')
    expect(content.actions?.find(({ title }) => title === 'Edit')).toMatchObject({ type: 'Action.OpenUrl' })
  })

  test('files in a reply are refused aloud, and so are forms', async () => {
    const file = { name: 'a.pdf', type: 'application/pdf', size: 1, inline: false }
    const reply: Outbound = { kind: 'reply', id: 'o', text: 'x', attachments: [file] }
    await expect(open().send(thread(), reply)).rejects.toThrow(NotAllowed)
    const form: Outbound = { kind: 'form', id: 'f', trigger: 't', title: 'x' }
    await expect(open().send(thread(), form)).rejects.toMatchObject({ notSent: true, retry: false })
    await open().send(thread(), { ...reply, attachments: [] })
    expect(await posted()).toHaveLength(1)
  })
})

describe('what Teams answers', () => {
  const failing = async (outbound: Outbound = { kind: 'card', id: 'o', card }, at = thread(), changed: object = {}) => {
    const error: unknown = await open(changed)
      .send(at, outbound)
      .catch((error: unknown) => error)
    expect(error).toBeInstanceOf(Platform)
    // Errors end in logs: no secret in them, however deep.
    expect(`${String(error)}${JSON.stringify(error)}${String((error as Error).cause)}`).not.toMatch(/Bearer|a-secret/)
    return error
  }
  const answers = (status: number, on = '/activities') => ({
    does: 'answer' as const,
    status,
    after: 'reading' as const,
    on,
  })

  test('429 waits as long as Teams says, and is not tried again by the SDK', async () => {
    await platform.misbehave({ ...answers(429), retryAfterSeconds: 7, times: 1 })
    const error = await failing()
    expect(error).toBeInstanceOf(RateLimited)
    expect(error).toMatchObject({ retryAfterMs: 7000, notSent: true, retry: true })
    expect(await posted()).toEqual([])
  })

  test('412 is surely not sent, and tried again', async () => {
    await platform.misbehave(answers(412))
    expect(await failing()).toMatchObject({ notSent: true, retry: true })
  })

  test.each([500, 502, 503])('%i leaves it in doubt, and is not tried again by the SDK', async (status) => {
    await platform.misbehave({ ...answers(status), times: 1 })
    expect(await failing()).toMatchObject({ name: 'Unreachable', notSent: false, retry: false })
    expect(await posted()).toEqual([])
  })

  test('a cut line leaves it in doubt, and it is said once', async () => {
    await platform.misbehave({ does: 'cut', after: 'accepting', on: '/activities', times: 1 })
    expect(await failing()).toMatchObject({ name: 'Unreachable', notSent: false })
    expect(await posted()).toHaveLength(1)
  })

  test('403 needs a person, who is told what to do', async () => {
    const error = await failing(direct('Uma'), place(''))
    expect(error).toBeInstanceOf(NotAllowed)
    expect((error as NotAllowed).needs).toContain('setup policy')
    await platform.misbehave(answers(403))
    expect(await failing()).toBeInstanceOf(NotAllowed)
  })

  test('a conversation or a message that is no more is gone', async () => {
    expect(await failing(undefined, place('19:elsewhere@thread.tacv2;messageid=1'))).toBeInstanceOf(Gone)
    const replaces = `${thread().thread}/404`
    expect(await failing({ kind: 'card', id: 'o', card, replaces })).toBeInstanceOf(Gone)
  })

  test('413 is said, and not tried again', async () => {
    await platform.misbehave(answers(413))
    expect(await failing()).toMatchObject({ notSent: true, retry: false })
  })

  test.each([
    [{ appSecret: 'another' }, 'right client secret'],
    [{ appTenantId: 'elsewhere' }, 'existing tenant'],
    [{ appId: 'c0000000-0000-0000-0000-000000000000' }, 'appTenantId'],
  ])('a sign-in with %j is refused in words', async (changed, sentence) => {
    const error = await failing(undefined, thread(), changed)
    expect(error).toBeInstanceOf(NotAllowed)
    expect((error as NotAllowed).needs).toContain(sentence)
  })

  test("another business's application id with a made-up secret is lent no token", async () => {
    await open().send(thread(), { kind: 'card', id: 'o', card })
    expect(await failing(undefined, thread(), { appSecret: 'made-up' })).toBeInstanceOf(NotAllowed)
  })

  test('a sign-in that cannot be reached, or is tired, is surely not sent', async () => {
    await platform.misbehave(answers(503, '/login'))
    expect(await failing()).toMatchObject({ name: 'Unreachable', notSent: true, retry: true })
    await platform.misbehave({ does: 'cut', after: 'reading', on: '/login' })
    expect(await failing()).toMatchObject({ notSent: true, retry: true })
  })

  test('a refused connection is surely not sent', async () => {
    const away = teams.open(
      settingsOf(tenant),
      tools({ ...environment(), TEAMS_SERVICE_URL: 'http://127.0.0.1:1/teams/' }),
    )
    const error = await away.send(thread(), { kind: 'card', id: 'o', card }).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(Unreachable)
    expect(error).toMatchObject({ notSent: true })
  })
})

describe('asking Teams', () => {
  const asked = () => tools(environment())
  const profile = (name: string) => {
    const id = tenant.people.find((one) => one.name === name)?.id ?? `29:${name}`
    return open().profile?.({ kind: 'teams', value: `${tenant.id}/${id}` }, thread())
  }

  test('the account is the organisation, once the secret is good', async () => {
    expect(await teams.identify(settingsOf(tenant), asked())).toEqual({ account: tenant.id, label: tenant.id })
    const wrong = { ...settingsOf(tenant), appSecret: 'x' }
    await expect(teams.identify(wrong, asked())).rejects.toThrow(NotAllowed)
  })

  test('a check proves that the bot is in the team', async () => {
    expect(await open().check?.()).toMatchObject({ ok: true })
    expect(await open({ channel: '19:elsewhere@thread.tacv2' }).check?.()).toMatchObject({ ok: false })
    expect(await open({ appSecret: 'x' }).check?.()).toMatchObject({
      ok: false,
      problem: expect.stringContaining('secret'),
    })
  })

  test.each([
    ['Anna', { email: 'anna@shop.example', name: 'Anna', isBot: false, isGuest: false, isForeign: false }],
    ['Gil', { isGuest: true }],
    ['Otto', { isForeign: true }],
    ['nobody', { isForeign: true }],
  ])('the directory tells of %s', async (name, expected) => {
    expect(await profile(name)).toMatchObject(expected)
  })

  test('a channel is called what people call it, once its team is known', async () => {
    const name = (channel: string, changed: object) => open(changed).channelName?.(place(channel))
    const known = { teamId: tenant.team, serviceUrl: `${platform.url}/teams/` }
    expect(await name(tenant.channel, known)).toBe('Customers')
    expect(await name(tenant.team, known)).toBe('General')
    expect(await name(tenant.channel, {})).toBeUndefined()
  })

  test('a file of the service is fetched with our token, one of a stranger not at all', async () => {
    const file = { name: 'a', type: 'image/png', size: 0, inline: true }
    const elsewhere = { ...file, url: 'https://evil.example/a.png' }
    await expect(open().download?.(elsewhere, 10)).rejects.toThrow(NotAllowed)
    await expect(open().download?.(file, 10)).rejects.toThrow('no files of a channel')
    const url = `${platform.url}/teams/v3/attachments/1/views/original`
    await expect(open().download?.({ ...file, url }, 10)).rejects.toThrow(Gone)
  })
})
