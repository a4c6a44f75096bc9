import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readDispatch } from './events.ts'
import { now } from './fixtures/samples.ts'
import { readInteraction } from './interactivity.ts'
import type { Known } from './payload.ts'

const shared = fileURLToPath(new URL('../../../shared/fixtures/', import.meta.url))
const value = (path: string) => JSON.parse(readFileSync(shared + path, 'utf8')) as Record<string, unknown>
const list = (folder: string) => (existsSync(shared + folder) ? readdirSync(shared + folder) : [])

/** Says why, in the list of tests, where recordings of others are not beside the repository. */
function given(path: string): (name: string, run: () => void) => void {
  if (existsSync(shared + path)) return (name, run) => test(name, run)
  return (name) => test.skip(`${name} (skipped: ../shared/fixtures/${path} is not there)`, () => {})
}

const stranger: Known = { account: undefined, botUserId: undefined, now }

describe("discord-interactions' bodies", () => {
  given('discord-interactions/bodies.json')('are each answered as Discord wants, and bring nothing of ours', () => {
    const bodies = value('discord-interactions/bodies.json')
    expect(Object.keys(bodies)).toEqual(['ping', 'application_command', 'message_component', 'autocomplete'])
    const answers = Object.values(bodies).map((body) => {
      const { response, events } = readInteraction(body, stranger)
      expect(events).toEqual([])
      return typeof response === 'function' ? undefined : JSON.parse(response.body ?? '{}').type
    })
    expect(answers).toEqual([1, 4, 4, 8])
  })
})

describe('recordings of a live server', () => {
  for (const file of list('vercel-chat-replay').filter((name) => name.includes('discord'))) {
    const recordings = value(`vercel-chat-replay/${file}`)
    const facts = { ...recordings, ...(recordings.metadata as object | undefined) } as Record<
      string,
      string | undefined
    >
    const known: Known = {
      account: facts.guildId,
      botUserId: facts.botId ?? facts.applicationId,
      botRole: facts.roleId,
      now,
    }
    for (const [name, body] of Object.entries(recordings)) {
      if (typeof body !== 'object' || body === null || name === 'metadata') continue
      const { type, data } = body as { type: unknown; data: Record<string, unknown> }
      if (typeof type === 'number') {
        test(`${file} ${name} is answered, and is no press of ours`, () => {
          const { events, response } = readInteraction(body, known)
          expect(events).toEqual([])
          expect(response).toMatchObject({ status: 200 })
        })
        test(`${file} ${name} stands where its message stands, once it carries one of our actions`, () => {
          const { channel_id, member } = body as { channel_id: string; member: { user: { id: string } } }
          const ours = { ...body, data: { component_type: 2, custom_id: 'lummy:approve d1 1' } }
          expect(readInteraction(ours, known).events).toMatchObject([
            {
              ...{ type: 'action', action: 'approve', target: 'd1', version: 1 },
              place: { account: facts.guildId, thread: channel_id, private: false },
              author: { handle: { value: `${facts.guildId}/${member.user.id}` }, isMachine: false },
            },
          ])
        })
      } else
        test(`${file} ${name} is read`, () => {
          const events = readDispatch({ t: String(type).replace('GATEWAY_', ''), d: data }, known)
          if (type !== 'GATEWAY_MESSAGE_CREATE') return expect(events).toBeUndefined()
          const message = data as {
            id: string
            channel_id: string
            channel_type: number
            content: string
            author: { id: string }
          }
          const text = message.content.replace(`<@${known.botUserId}> `, '').replace(`<@&${known.botRole}> `, '')
          expect(events).toMatchObject([
            {
              type: 'message',
              messageId: `${message.channel_id}/${message.id}`,
              // In a text channel a message stands for the thread that it would open.
              place: { thread: message.channel_type === 0 ? message.id : message.channel_id, private: false },
              author: { isUs: message.author.id === known.botUserId },
              mentionsUs: text !== message.content,
            },
          ])
          if (message.author.id !== known.botUserId) expect(events).toMatchObject([{ text: text.trim() }])
        })
    }
  }
  given('vercel-chat-replay/')('are all there', () => {
    expect(list('vercel-chat-replay').filter((name) => name.includes('discord'))).toHaveLength(2)
  })
})
