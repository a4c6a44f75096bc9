import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { SignatureInvalid } from '#core/errors.ts'
import { parse } from './parse.ts'
import { type Payload, readBody } from './payload.ts'
import { now } from './samples.ts'
import { verify } from './verify.ts'

const shared = fileURLToPath(new URL('../../../shared/fixtures/', import.meta.url))
const read = (path: string) => readFileSync(`${shared}${path}`, 'utf8')
const list = (folder: string) => (existsSync(shared + folder) ? readdirSync(shared + folder) : [])
const value = (path: string) => JSON.parse(read(path)) as Record<string, unknown>

/** Says why, in the list of tests, where recordings of others are not beside the repository. */
function given(path: string): (name: string, run: () => void) => void {
  if (existsSync(shared + path)) return (name, run) => test(name, run)
  return (name) => test.skip(`${name} (skipped: ../shared/fixtures/${path} is not there)`, () => {})
}

describe("Slack's own vectors", () => {
  given('signatures/slack.json')('are verified, and refused when stale, future or changed', () => {
    const [vector] = JSON.parse(read('signatures/slack.json')) as Record<string, string>[]
    const { signing_secret: secret, timestamp, raw_body: body, signature } = vector!
    const attempt = (shiftSeconds: number, bytes: Buffer) => () =>
      verify(
        {
          method: 'POST',
          url: '',
          endpoint: '',
          headers: { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature },
          body: bytes,
        },
        secret,
        new Date((Number(timestamp) + shiftSeconds) * 1000),
      )
    const bytes = Buffer.from(body!)
    expect(attempt(0, bytes)()).toBe(body)
    expect(attempt(300, bytes)()).toBe(body)
    expect(attempt(-300, bytes)()).toBe(body)
    expect(attempt(301, bytes)).toThrow(SignatureInvalid)
    expect(attempt(-301, bytes)).toThrow(SignatureInvalid)
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes)
      changed[index]! ^= 1
      expect(attempt(0, changed)).toThrow(SignatureInvalid)
    }
  })
})

describe("the Java SDK's recordings", () => {
  for (const file of list('slack-java-tests')) {
    test(`${file} is recognised`, () => {
      const [name] = file.split('__')
      const text = read(`slack-java-tests/${file}`)
      const payload = file.endsWith('.txt') ? readBody(text, undefined) : payloadOf(JSON.parse(text))
      const { events, response } = parse(payload, { now })
      const kind = name!.split('.')[0]
      if (name === 'slash_command') expect(payload.kind).toBe('command')
      else if (kind === 'url_verification')
        expect(response).toHaveProperty('body', value(`slack-java-tests/${file}`).challenge)
      else if (/^event_callback\.(message|app_mention)/.test(name!)) {
        expect(events.map((event) => event.type)).toEqual(['message'])
        const { isMachine } = (events[0] as { author: { isMachine: boolean } }).author
        const { event } = value(`slack-java-tests/${file}`) as { event: Record<string, unknown> }
        expect(isMachine).toBe(event.bot_id !== undefined)
      } else expect(events).toEqual([])
    })
  }
  given('slack-java-tests/')('are all there', () => {
    expect(list('slack-java-tests').length).toBeGreaterThan(40)
  })

  given('slack-java-json-logs/')('of every event are read without a throw', () => {
    const files = list('slack-java-json-logs')
    expect(files.length).toBeGreaterThan(100)
    for (const file of files) {
      const body = value(`slack-java-json-logs/${file}`)
      // Their values are blank: with the envelope filled in they say what they are.
      const isEvent = file.startsWith('events__')
      const filled = isEvent ? { ...body, type: 'event_callback', team_id: 'T1' } : body
      const payload: Payload = isEvent
        ? { kind: 'event', body: filled }
        : file.includes('slash-commands')
          ? { kind: 'command', body }
          : { kind: 'interaction', body: { type: 'unnamed', ...body } }
      expect(() => parse(payload, { now }), file).not.toThrow()
    }
  })

  given('slack-java-json-logs/')('of an uninstallation ask for a purge', () => {
    for (const name of ['AppUninstalled', 'TokensRevoked']) {
      const body = value(`slack-java-json-logs/events__${name}Payload.json`)
      const { events } = parse({ kind: 'event', body: { ...body, type: 'event_callback', team_id: 'T1' } }, { now })
      expect(events.map((event) => event.type)).toEqual(['uninstall'])
    }
  })
})

describe('recordings of a live workspace', () => {
  for (const file of list('vercel-chat-replay').filter((name) => name.includes('slack'))) {
    const recordings = value(`vercel-chat-replay/${file}`)
    for (const [name, body] of Object.entries(recordings)) {
      // The other keys tell about the recording.
      if (typeof body !== 'object' || body === null || !('type' in body || 'command' in body)) continue
      test(`${file} ${name} is read`, () => {
        const { events } = parse(payloadOf(body as Record<string, unknown>), {
          now,
          botUserId: String(recordings.botUserId),
        })
        const { event } = body as {
          event?: { type: string; text: string; ts: string; channel: string; thread_ts?: string }
        }
        if (event?.type === 'member_joined_channel')
          return expect(events).toMatchObject([{ type: 'invited', channel: event.channel }])
        if (event?.type !== 'message' && event?.type !== 'app_mention') return expect(events).toEqual([])
        const isDirect = event.channel.startsWith('D')
        expect(events).toHaveLength(1)
        expect(events[0]).toMatchObject({
          type: 'message',
          text: event.text.replace(/<@U00FAKEBOT0\d> ?/, ''),
          mentionsUs: event.text.includes('<@U00FAKEBOT'),
          place: { thread: `${event.channel}/${event.thread_ts ?? (isDirect ? '' : event.ts)}`, private: isDirect },
        })
      })
    }
  }
  given('vercel-chat-replay/')('are all there', () => {
    expect(list('vercel-chat-replay').filter((name) => name.includes('slack'))).toHaveLength(5)
  })
})

function payloadOf(body: Record<string, unknown>): Payload {
  if ('command' in body) return { kind: 'command', body }
  const isEvent = body.type === 'event_callback' || body.type === 'url_verification'
  return { kind: isEvent ? 'event' : 'interaction', body }
}
