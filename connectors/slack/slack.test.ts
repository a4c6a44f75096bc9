import { describe, expect, test } from 'vitest'
import { testConnector } from '#connectors/contract.ts'
import { Rejected, SignatureInvalid } from '#core/errors.ts'
import { slack } from './index.ts'
import { form, now, recording, request, settings, tools } from './samples.ts'

const minutes = (count: number) => new Date(now.getTime() + count * 60_000)
const reply = recording('reply-in-thread.json')
const { 'x-slack-signature': _, ...unsignedHeaders } = request(reply).headers

testConnector({
  connector: slack,
  settings,
  tools: tools(),
  cases: {
    good: Object.fromEntries([
      ...[
        'reply-in-thread',
        'direct-message',
        'mention-as-mention',
        'file-share',
        'edited',
        'deleted',
        'tombstone',
      ].map((name) => [name, request(recording(`${name}.json`))]),
      ...['our-card', 'metadata-posted', 'uninstalled'].map((name) => [name, request(recording(`${name}.json`))]),
      ...['pressed', 'submitted'].map((name) => [name, request(form(recording(`${name}.json`)))]),
    ]),
    unsigned: {
      'a wrong signature': request(reply, { secret: 'another' }),
      'a stale timestamp': request(reply, { at: minutes(-6) }),
      'a future timestamp': request(reply, { at: minutes(6) }),
      'a missing signature': { ...request(reply), headers: unsignedHeaders },
      'a changed body': { ...request(reply), body: Buffer.from(reply.replace('two', 'ten')) },
    },
    rubbish: {
      'no JSON': request('{"type":', { contentType: 'application/json' }),
      'a list': request('[]', { contentType: 'application/json' }),
      'an object without a type': request('{}'),
      'a form of no known kind': request('a=b'),
      'a payload that is no JSON': request(form('hello')),
      'a challenge that is missing': request('{"type":"url_verification"}'),
    },
    unknown: {
      'a reaction': request(recording('reaction.json')),
      'a join': request(recording('joined.json')),
      'a link preview': request(recording('unfurled.json')),
      'a token that is not ours': request(recording('user-token-revoked.json')),
      'an event of tomorrow': request('{"type":"event_callback","team_id":"T1","event":{"type":"quantum_shift"}}'),
      'an envelope of tomorrow': request('{"type":"quantum_shift"}'),
      'a closed form': request(form(recording('closed.json'))),
      'a pressed link': request(form(recording('link-pressed.json'))),
      'a certificate probe': request('ssl_check=1&token=x'),
      'a command': request(recording('command.txt')),
    },
  },
})

describe('the Slack address', () => {
  const connection = slack.open(settings, tools())

  test('answers the challenge once the signature is right', async () => {
    const { response } = await connection.receive(request(recording('url-verification.json')))
    expect(response).toMatchObject({ status: 200, body: '3eZbrw1aBm2r' })
    const forged = request(recording('url-verification.json'), { secret: 'another' })
    await expect(connection.receive(forged)).rejects.toThrow(SignatureInvalid)
  })

  test.each([
    'events',
    'interactivity',
    'commands',
    '',
  ])('recognises what came by its body at endpoint "%s"', async (endpoint) => {
    const pressed = await connection.receive({ ...request(form(recording('pressed.json'))), endpoint })
    const written = await connection.receive({ ...request(reply), endpoint })
    expect([pressed.events[0]?.type, written.events[0]?.type]).toEqual(['action', 'message'])
  })

  test('is not found under another name, and takes nothing but POST', async () => {
    const elsewhere = connection.receive({ ...request(reply), endpoint: 'elsewhere' })
    await expect(elsewhere).rejects.toMatchObject({ status: 404 })
    await expect(connection.receive({ ...request(reply), method: 'GET' })).rejects.toBeInstanceOf(Rejected)
  })

  test('uses the secret of the installation where the integration has none', async () => {
    const { signingSecret, ...bare } = settings
    const shared = slack.open(bare, tools({ SLACK_SIGNING_SECRET: signingSecret }))
    expect((await shared.receive(request(reply))).events).toHaveLength(1)
    await expect(slack.open(bare, tools()).receive(request(reply))).rejects.toThrow(SignatureInvalid)
  })

  test('says whose request it claims to be, before anything is proved', () => {
    expect(slack.claimedAccount?.(request(reply))).toBe('T0SHOP')
    expect(slack.claimedAccount?.(request(form(recording('pressed.json'))))).toBe('T0SHOP')
    expect(slack.claimedAccount?.(request(recording('command.txt')))).toBe('T0SHOP')
    expect(slack.claimedAccount?.(request('{"type":'))).toBeUndefined()
  })

  test("keeps another workspace's events out of an integration", async () => {
    const { events, response } = await connection.receive({ ...request(reply), account: 'T0OTHER' })
    expect(events).toEqual([])
    expect(response).toMatchObject({ status: 200 })
  })

  test('a command is answered to its author alone', async () => {
    const { response } = await connection.receive(request(recording('command.txt')))
    const { body } = response as { body: string }
    expect(JSON.parse(body)).toMatchObject({ response_type: 'ephemeral' })
  })
})
