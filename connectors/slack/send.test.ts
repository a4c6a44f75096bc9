import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Card, Outbound } from '#core/domain/outbound.ts'
import type { Place } from '#core/domain/place.ts'
import { Gone, NotAllowed, Platform, RateLimited, Unreachable } from '#core/errors.ts'
import { slack } from './index.ts'
import { type Answer, type Loopback, openLoopback } from './loopback.ts'
import { settings, tools } from './samples.ts'

let server: Loopback
beforeEach(async () => {
  server = await openLoopback()
})
afterEach(() => server.close())

const open = (url = server.url) => slack.open(settings, tools({ SLACK_API_URL: url }))
const place = (thread: string): Place => ({
  connector: 'slack',
  account: 'T0SHOP',
  thread,
  private: thread.startsWith('D'),
})
const thread = place('C0DESK/1795366700.000100')
const card: Card = {
  purpose: 'draft',
  title: 'Draft for Anna',
  status: 'topic shipping · 82 % sure',
  facts: [{ label: 'Channel', value: 'mail' }],
  quote: 'When does it ship? <!channel>',
  body: 'We ship **within two days**.',
  sources: ['Maya, 3 May: "within two days"'],
  buttons: [
    { action: 'approve', label: 'Approve', target: 'draft-3', version: 2, style: 'primary' },
    { action: 'edit', label: 'Edit', target: 'draft-3', version: 2 },
  ],
  link: { label: 'Open', url: 'https://desk.example/admin/1' },
}
const reply: Outbound = { kind: 'reply', id: 'outbox-1', text: 'Hello **Anna** <!here>', attachments: [] }

describe('sending', () => {
  test('a reply goes into its thread, with our id in its metadata and nobody pinged', async () => {
    expect(await open().send(thread, reply)).toEqual({ platformId: 'C0DESK/1795367000.000100' })
    const [{ method, token, fields } = unreachable()] = server.calls
    expect([method, token]).toEqual(['chat.postMessage', 'Bearer xoxb-for-tests'])
    expect(fields).toMatchObject({
      channel: 'C0DESK',
      thread_ts: '1795366700.000100',
      text: 'Hello **Anna** &lt;!here&gt;',
    })
    expect(JSON.parse(fields.metadata!)).toEqual({
      event_type: 'lummy',
      event_payload: { id: 'outbox-1', thread: thread.thread },
    })
    expect(JSON.parse(fields.blocks!)).toMatchObject([
      { block_id: 'lummy:outbox-1', text: { text: 'Hello *Anna* &lt;!here&gt;', verbatim: true } },
    ])
  })

  test('a card at the root of the channel opens a thread', async () => {
    const delivery = await open().send(place('C0DESK/'), { kind: 'card', id: 'outbox-2', card })
    expect(delivery).toEqual({ platformId: 'C0DESK/1795367000.000100', thread: 'C0DESK/1795367000.000100' })
    expect(server.calls[0]?.fields).not.toHaveProperty('thread_ts')
  })

  test('a card carries its buttons with target and version', async () => {
    await open().send(thread, { kind: 'card', id: 'outbox-3', card })
    const blocks = JSON.parse(server.calls[0]?.fields.blocks ?? '[]')
    expect(blocks.at(-1)).toMatchObject({
      type: 'actions',
      elements: [
        { action_id: 'lummy:approve:0', style: 'primary', value: '{"target":"draft-3","version":2}' },
        { action_id: 'lummy:edit:1', value: '{"target":"draft-3","version":2}' },
        { action_id: 'lummy:link', url: 'https://desk.example/admin/1' },
      ],
    })
    expect(JSON.stringify(blocks)).not.toContain('<!channel>')
  })

  test('a card that replaces one updates it in place', async () => {
    const outbound: Outbound = { kind: 'card', id: 'outbox-4', card, replaces: 'C0DESK/1795366720.000150' }
    expect(await open().send(thread, outbound)).toEqual({ platformId: 'C0DESK/1795366720.000150' })
    const [{ method, fields } = unreachable()] = server.calls
    expect({ method, ...fields }).toMatchObject({ method: 'chat.update', channel: 'C0DESK', ts: '1795366720.000150' })
    expect(JSON.parse(fields.metadata!).event_payload).toEqual({ id: 'outbox-4', thread: thread.thread })
  })

  test('a direct message opens the conversation with the person first', async () => {
    const outbound: Outbound = { kind: 'direct', id: 'outbox-5', to: { kind: 'slack', value: 'T0SHOP/U0MAYA' }, card }
    expect(await open().send(place(''), outbound)).toEqual({
      platformId: 'D0U0MAYA/1795367000.000100',
      thread: 'D0U0MAYA/',
    })
    expect(server.calls.map((call) => call.method)).toEqual(['conversations.open', 'chat.postMessage'])
    expect(server.calls[0]?.fields.users).toBe('U0MAYA')
  })

  test('a form comes back with what it was opened for', async () => {
    const submit = { action: 'edit', label: 'Send', target: 'draft-3', version: 2 } as const
    const form = { kind: 'form', id: 'f', trigger: '13.37', title: 'Edit the draft', label: 'Answer', submit } as const
    expect(await open().send(thread, { ...form, text: 'We ship.' })).toEqual({ platformId: 'V0FORM' })
    const { trigger_id: trigger, view: text } = server.calls[0]?.fields ?? {}
    const view = JSON.parse(text!)
    expect(trigger).toBe('13.37')
    expect(view.blocks[0].element).toMatchObject({ multiline: true, initial_value: 'We ship.', max_length: 3000 })
    expect(JSON.parse(view.private_metadata)).toEqual({
      action: 'edit',
      target: 'draft-3',
      version: 2,
      account: 'T0SHOP',
      thread: 'C0DESK/1795366700.000100',
      private: false,
    })
    await expect(open().send(thread, { ...form, text: 'x'.repeat(3001) })).rejects.toThrow(NotAllowed)
  })

  test('files are refused aloud, never dropped', async () => {
    const file = { name: 'a.pdf', type: 'application/pdf', size: 1, inline: false }
    await expect(open().send(thread, { ...reply, attachments: [file] })).rejects.toThrow(NotAllowed)
    expect(server.calls).toEqual([])
  })
})

describe('what Slack answers', () => {
  const failing = async (answer: Answer, outbound: Outbound = reply) => {
    server.answers['chat.postMessage'] = answer
    const error: unknown = await open()
      .send(thread, outbound)
      .catch((error: unknown) => error)
    expect(error).toBeInstanceOf(Platform)
    // Errors end in logs: no token in them, however deep.
    expect(`${String(error)}${JSON.stringify(error)}${String((error as Error).cause)}`).not.toContain('xoxb')
    return error
  }

  test('429 waits as long as Slack says, and is not tried again by the client', async () => {
    const error = await failing({ status: 429, headers: { 'retry-after': '7' } })
    expect(error).toBeInstanceOf(RateLimited)
    expect(error).toMatchObject({ retryAfterMs: 7000, notSent: true, retry: true })
    expect(server.calls).toHaveLength(1)
  })

  test.each([[{ status: 429 }], [{ ok: false, error: 'ratelimited' }]])('%j waits, too', async (answer) => {
    expect(await failing(answer)).toBeInstanceOf(RateLimited)
  })

  test('a missing scope is named', async () => {
    const error = await failing({ ok: false, error: 'missing_scope', needed: 'chat:write', provided: 'commands' })
    expect(error).toBeInstanceOf(NotAllowed)
    expect((error as NotAllowed).needs).toContain('chat:write')
  })

  test.each([
    'not_in_channel',
    'invalid_auth',
    'token_revoked',
    'account_inactive',
    'restricted_action',
  ])('%s needs a person', async (code) => {
    expect(await failing({ ok: false, error: code })).toBeInstanceOf(NotAllowed)
  })

  test.each(['channel_not_found', 'is_archived', 'message_not_found', 'user_disabled'])('%s is gone', async (code) => {
    expect(await failing({ ok: false, error: code })).toBeInstanceOf(Gone)
  })

  test('an error that we do not know is told, not sent and not retried', async () => {
    const error = await failing({ ok: false, error: 'msg_too_long' })
    expect(error).toMatchObject({ notSent: true, retry: false, message: expect.stringContaining('msg_too_long') })
  })

  test.each([
    [{ status: 503 }],
    [{ ok: false, error: 'internal_error' }],
    ['hang up' as const],
    [{ ok: true }],
  ])('%j leaves it in doubt', async (answer) => {
    const error = await failing(answer)
    expect(error).toBeInstanceOf(Unreachable)
    expect(error).toMatchObject({ notSent: false, retry: false })
  })

  test('a refused connection is surely not sent', async () => {
    const { url } = server
    await server.close()
    await expect(open(url).send(thread, reply)).rejects.toMatchObject({ name: 'Unreachable', notSent: true })
    server = await openLoopback()
  })

  test('a direct message whose conversation could not be opened is surely not sent', async () => {
    server.answers['conversations.open'] = 'hang up'
    const outbound: Outbound = { kind: 'direct', id: 'o', to: { kind: 'slack', value: 'T0SHOP/U0MAYA' }, card }
    await expect(open().send(place(''), outbound)).rejects.toMatchObject({ notSent: true, retry: true })
  })
})

describe('asking Slack', () => {
  test('staff are shown conversations in the chosen channel, where a card opens a thread', () => {
    const known = slack.open({ ...settings, teamId: 'T0SHOP' }, tools())
    expect(known.staffRoot?.()).toEqual({ connector: 'slack', account: 'T0SHOP', thread: 'C0DESK/', private: false })
  })

  test('the account is the workspace', async () => {
    const asked = tools({ SLACK_API_URL: server.url })
    expect(await slack.identify(settings, asked)).toEqual({ account: 'T0SHOP', label: 'The Shop' })
  })

  test('a check proves the token and names missing scopes', async () => {
    expect(await open().check?.()).toEqual({ ok: true, label: 'The Shop as lummy' })
    const body = JSON.stringify({ ok: true, team: 'The Shop', team_id: 'T0SHOP' })
    server.answers['auth.test'] = { status: 200, headers: { 'x-oauth-scopes': 'chat:write,commands' }, body }
    expect(await open().check?.()).toMatchObject({ ok: false, problem: expect.stringContaining('im:history') })
    server.answers['auth.test'] = { ok: false, error: 'invalid_auth' }
    expect(await open().check?.()).toMatchObject({ ok: false, problem: expect.stringContaining('token') })
  })

  const person = {
    id: 'U0MAYA',
    team_id: 'T0SHOP',
    is_bot: false,
    profile: { email: 'Maya@Shop.example', real_name: 'Maya' },
  }
  test.each([
    [person, { email: 'maya@shop.example', name: 'Maya', isBot: false, isGuest: false, isForeign: false }],
    [{ ...person, is_ultra_restricted: true }, { isGuest: true }],
    [{ ...person, team_id: 'T0ELSE' }, { isForeign: true }],
    [{ ...person, team_id: 'T0ELSE', enterprise_user: { teams: ['T0SHOP'] } }, { isForeign: false }],
    [{ ...person, is_bot: true }, { isBot: true }],
  ])('the profile of %j is told', async (user, profile) => {
    server.answers['users.info'] = { ok: true, user }
    expect(await open().profile?.({ kind: 'slack', value: 'T0SHOP/U0MAYA' }, thread)).toMatchObject(profile)
  })

  test('somebody who left is gone', async () => {
    server.answers['users.info'] = { ok: true, user: { ...person, deleted: true } }
    await expect(open().profile?.({ kind: 'slack', value: 'T0SHOP/U0MAYA' }, thread)).rejects.toThrow(Gone)
  })
})

function unreachable(): never {
  throw new Error('no call was made')
}
