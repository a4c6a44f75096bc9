import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { InboundEvent } from '#core/domain/event.ts'
import { Rejected } from '#core/errors.ts'
import { readEvent } from './events.ts'
import { parse } from './parse.ts'
import type { Payload } from './payload.ts'
import { placeOf, readThread, threadText } from './place.ts'
import { now, recorded } from './samples.ts'

function only(name: string): InboundEvent {
  const { events } = readEvent(recorded(name), { now })
  expect(events).toHaveLength(1)
  return events[0]!
}

describe('events', () => {
  test('a reply in a thread is read with its words as Markdown', () => {
    expect(only('reply-in-thread')).toEqual({
      type: 'message',
      id: 'message/C0DESK/1795366800.000200',
      place: { connector: 'slack', account: 'T0SHOP', thread: 'C0DESK/1795366700.000100', private: false },
      at: '2026-11-22T17:00:00.000Z',
      author: {
        handle: { kind: 'slack', value: 'T0SHOP/U0MAYA' },
        isUs: false,
        isMachine: false,
        isOutsider: false,
        isVerified: true,
      },
      messageId: 'C0DESK/1795366800.000200',
      text: 'We ship **within two days** 🚚 [shipping page](https://shop.example/shipping)',
      attachments: [],
      mentionsUs: false,
      mentionsOthers: false,
    })
  })

  test('a direct message is private and one conversation as a whole', () => {
    expect(only('direct-message')).toMatchObject({ place: { thread: 'D0MAYA/', private: true } })
  })

  test('a mention that arrives twice has one id', () => {
    const [message, mention] = [only('mention-as-message'), only('mention-as-mention')]
    expect(mention.id).toBe(message.id)
    for (const event of [message, mention])
      expect(event).toMatchObject({ text: 'how is @tom doing?', mentionsUs: true, mentionsOthers: true })
  })

  test('files are listed without their bytes, deleted ones not at all', () => {
    const url = 'https://files.slack.com/files-pri/T0SHOP-F1/label.pdf'
    const attachments = [{ name: 'label.pdf', type: 'application/pdf', size: 18231, inline: false, url }]
    expect(only('file-share')).toMatchObject({ text: '', attachments })
  })

  test('an edit carries the new words and the thread of the message', () => {
    expect(only('edited')).toMatchObject({
      type: 'edit',
      id: 'edit/C0DESK/1795366800.000200/1795366840.000000',
      messageId: 'C0DESK/1795366800.000200',
      place: { thread: 'C0DESK/1795366700.000100' },
      text: 'We ship within **three** days',
    })
  })

  test('a link preview is no edit', () => {
    expect(readEvent(recorded('unfurled'), { now }).events).toEqual([])
  })

  test.each([
    ['deleted', 'C0DESK/1795366800.000200'],
    ['tombstone', 'C0DESK/1795366700.000100'],
  ])('%s is a removal', (name, messageId) => {
    expect(only(name)).toMatchObject({ type: 'removal', messageId, place: { thread: 'C0DESK/1795366700.000100' } })
  })

  test.each([
    'our-card',
    'our-card-without-payload',
    'metadata-posted',
  ])('%s settles what became of our message, under one id', (name) => {
    expect(only(name)).toMatchObject({
      type: 'delivery',
      id: 'delivered/outbox-7',
      state: 'delivered',
      outboxId: 'outbox-7',
      platformId: 'C0DESK/1795366870.000900',
    })
  })

  test('metadata tells the thread that Slack leaves out of its event', () => {
    const body = JSON.stringify(recorded('metadata-posted'))
    const threaded = body.replace('"id":"outbox-7"', '"id":"outbox-7","thread":"C0DESK/1795366700.000100"')
    const { events } = readEvent(JSON.parse(threaded), { now })
    expect(events).toMatchObject([{ place: { thread: 'C0DESK/1795366700.000100' } }])
    expect(only('metadata-posted')).toMatchObject({ place: { thread: 'C0DESK/1795366870.000900' } })
  })

  test('a bot that copies our metadata settles nothing', () => {
    expect(only('another-bot')).toMatchObject({ type: 'message', author: { isUs: false, isMachine: true } })
  })

  test('people of another organisation are outsiders', () => {
    expect(only('foreigner')).toMatchObject({ author: { name: 'Eve', isOutsider: true, isMachine: false } })
  })

  test.each(['uninstalled', 'bot-token-revoked'])('%s asks for a purge', (name) => {
    expect(only(name)).toMatchObject({ type: 'uninstall', place: { account: 'T0SHOP' } })
  })
})

describe('any input', () => {
  const kinds = ['event', 'interaction', 'command'] as const
  const anything: fc.Arbitrary<Payload> = fc.record({ kind: fc.constantFrom(...kinds), body: fc.jsonValue() })

  test('is read or rejected, never anything else', () => {
    fc.assert(fc.property(anything, (payload) => survives(payload)))
  })

  const names = [
    'reply-in-thread',
    'edited',
    'deleted',
    'our-card',
    'pressed',
    'submitted',
    'foreigner',
    'metadata-posted',
  ]
  const paths = names.flatMap((name) => pathsOf(recorded(name)).map((path) => ({ name, path })))

  test('with any part of it replaced is read or rejected', () => {
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), ({ name, path }, value) => {
        const body = replaced(recorded(name), path, value)
        for (const kind of kinds) survives({ kind, body })
      }),
      { numRuns: 500 },
    )
  })

  test('places survive being written and read', () => {
    const ids = fc.stringMatching(/^[CDG][A-Z0-9]{1,10}$/)
    const stamps = fc
      .tuple(fc.nat(2_000_000_000), fc.nat(999_999))
      .map(([s, n]) => `${s}.${String(n).padStart(6, '0')}`)
    fc.assert(
      fc.property(ids, stamps, fc.option(stamps, { nil: undefined }), (channel, ts, threadTs) => {
        const place = placeOf('T1', { channel, ts, threadTs })
        expect(threadText(readThread(place.thread))).toBe(place.thread)
        expect(readThread(place.thread).channel).toBe(channel)
        expect(place.private).toBe(channel.startsWith('D'))
      }),
    )
  })
})

function survives(payload: Payload) {
  try {
    for (const event of parse(payload, { now }).events) {
      expect(event.id).not.toBe('')
      expect(new Date(event.at).toISOString()).toBe(event.at)
    }
  } catch (error) {
    expect(error).toBeInstanceOf(Rejected)
  }
}

function pathsOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, key]))]
}

function replaced(tree: unknown, path: string[], value: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined || typeof tree !== 'object' || tree === null) return value
  const copy: Record<string, unknown> = { ...(tree as Record<string, unknown>) }
  copy[key] = replaced(copy[key], rest, value)
  return Array.isArray(tree) ? Object.values(copy) : copy
}
