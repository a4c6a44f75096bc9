import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Received } from '#connectors/connector.ts'
import type { Outcome } from '#core/domain/event.ts'
import { NotAllowed } from '#core/errors.ts'
import { eventually } from '#core/testing/eventually.ts'
import { slack } from './index.ts'
import { type Loopback, openLoopback } from './loopback.ts'
import { recorded, settings, tools } from './samples.ts'

let server: Loopback
let stop: AbortController
beforeEach(async () => {
  server = await openLoopback()
  stop = new AbortController()
})
afterEach(() => server.close())

function listen(emit: (received: Received) => Promise<Outcome | undefined>): Promise<void> {
  const { signingSecret, ...bare } = settings
  const connection = slack.open({ ...bare, appToken: 'xapp-for-tests' }, tools({ SLACK_API_URL: server.url }))
  const nothing = () => Promise.resolve()
  return connection.listen!({ emit, signal: stop.signal, left: undefined, leave: nothing, tell: nothing })
}

const envelope = (type: string, payload: unknown, id = 'envelope-1') =>
  JSON.stringify({ type, payload, envelope_id: id, accepts_response_payload: type !== 'events_api' })

const connected = (count = 1) => vi.waitFor(() => expect(server.sockets).toHaveLength(count), { timeout: 4_000 })

describe('Socket Mode', () => {
  test('acknowledges an event only after it was stored', async () => {
    const seen: string[] = []
    let stored = () => {}
    const ended = listen((received) => {
      seen.push(...received.events.map((event) => event.id))
      return new Promise((resolve) => {
        stored = () => resolve(undefined)
      })
    })
    await connected()
    expect(server.calls[0]).toMatchObject({ method: 'apps.connections.open', token: 'Bearer xapp-for-tests' })
    server.sockets[0]?.send(envelope('events_api', recorded('reply-in-thread')))
    await eventually(() => expect(seen).toEqual(['message/C0DESK/1795366800.000200']))
    expect(server.acks).toEqual([])
    stored()
    await eventually(() => expect(server.acks).toEqual([{ envelope_id: 'envelope-1', payload: {} }]))
    stop.abort()
    await ended
  })

  test('what could not be stored is left for Slack to send again', async () => {
    const emit = vi.fn(() => Promise.reject(new Error('the database is away')))
    const ended = listen(emit)
    await connected()
    server.sockets[0]?.send(envelope('events_api', recorded('reply-in-thread')))
    server.sockets[0]?.send(envelope('slash_commands', { command: '/lummy', text: 'help' }, 'envelope-2'))
    await eventually(() => expect(server.acks).toHaveLength(1))
    expect(emit).toHaveBeenCalledTimes(1)
    expect(server.acks).toMatchObject([{ envelope_id: 'envelope-2', payload: { response_type: 'ephemeral' } }])
    stop.abort()
    await ended
  })

  test('the answer of a form goes back with the acknowledgement', async () => {
    const ended = listen(() => Promise.resolve({ kind: 'refused', say: 'Maya was faster.' }))
    await connected()
    server.sockets[0]?.send(envelope('interactive', recorded('submitted')))
    await eventually(() =>
      expect(server.acks).toEqual([
        { envelope_id: 'envelope-1', payload: { response_action: 'errors', errors: { text: 'Maya was faster.' } } },
      ]),
    )
    stop.abort()
    await ended
  })

  test('what nobody can read, or nobody needs, is acknowledged', async () => {
    const emit = vi.fn(() => Promise.resolve(undefined))
    const ended = listen(emit)
    await connected()
    server.sockets[0]?.send(envelope('interactive', { strange: true }, 'a'))
    server.sockets[0]?.send(envelope('events_api', recorded('reaction'), 'b'))
    server.sockets[0]?.send('no JSON')
    server.sockets[0]?.send(envelope('events_api', { type: 'app_rate_limited' }, 'left alone'))
    server.sockets[0]?.send(envelope('quantum_shift', {}, 'c'))
    await eventually(() => expect(server.acks.map((ack) => ack.envelope_id).sort()).toEqual(['a', 'b', 'c']))
    expect(emit).not.toHaveBeenCalled()
    stop.abort()
    await ended
  })

  test('connects again when Slack asks for it, or hangs up', async () => {
    const ended = listen(() => Promise.resolve(undefined))
    await connected()
    server.sockets[0]?.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }))
    await connected(2)
    server.sockets[1]?.terminate()
    await connected(3)
    stop.abort()
    await ended
  })

  test('keeps trying while Slack is away', async () => {
    server.answers['apps.connections.open'] = { status: 503 }
    const ended = listen(() => Promise.resolve(undefined))
    await eventually(() => expect(server.calls.length).toBeGreaterThan(0))
    delete server.answers['apps.connections.open']
    await connected()
    stop.abort()
    await ended
  })

  test('ends with what is needed when Slack refuses the token', async () => {
    server.answers['apps.connections.open'] = { ok: false, error: 'invalid_auth' }
    await expect(listen(() => Promise.resolve(undefined))).rejects.toThrow(NotAllowed)
  })

  test('an integration without an app token does not listen', () => {
    expect(slack.open(settings, tools())).not.toHaveProperty('listen')
  })
})
