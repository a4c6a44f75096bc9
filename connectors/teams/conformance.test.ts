import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readActivity, tenantOf } from './activity.ts'
import { parse } from './parse.ts'

const shared = fileURLToPath(new URL('../../../shared/fixtures/vercel-chat-replay/', import.meta.url))
const files = ['teams.json', 'dm__teams.json'].filter((name) => existsSync(shared + name))

interface Recorded {
  type: string
  text: string
  id: string
  from: { id: string }
  conversation: { id: string; conversationType?: string }
  entities?: { type: string; mentioned?: { id: string } }[]
}

describe('recordings of a live tenant', () => {
  if (files.length === 0) test.skip('are read (skipped: ../shared/fixtures/vercel-chat-replay is not there)', () => {})
  for (const file of files) {
    const recordings = JSON.parse(readFileSync(shared + file, 'utf8')) as Record<string, unknown>
    const appId = String(recordings.botUserId ?? recordings.botId).replace('28:', '')
    for (const [name, body] of Object.entries(recordings)) {
      // The other keys tell about the recording.
      if (typeof body !== 'object' || body === null || !('type' in body)) continue
      test(`${file} ${name} is read`, () => {
        const { id, text, from, conversation, entities } = body as Recorded
        const activity = readActivity(Buffer.from(JSON.stringify(body)))
        const account = tenantOf(activity) ?? ''
        const { events } = parse(activity, { account, appId, now: new Date() }, { channel: '', teamId: undefined })
        expect(events).toMatchObject([
          {
            ...{
              type: 'message',
              id: `message/${conversation.id}/${id}`,
              text: text.replace('<at>Chat SDK Demo</at> ', ''),
            },
            place: {
              ...{ connector: 'teams', account, thread: conversation.id },
              private: conversation.conversationType === 'personal',
            },
            author: {
              ...{ handle: { kind: 'teams', value: `${account}/${from.id}` }, name: 'Test User' },
              ...{ isUs: false, isMachine: false, isOutsider: false },
            },
            ...{ mentionsUs: entities?.some(({ type }) => type === 'mention') ?? false, mentionsOthers: false },
          },
        ])
      })
    }
  }
})
