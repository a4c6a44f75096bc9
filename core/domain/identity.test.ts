import { describe, expect, test } from 'vitest'
import type { Channel, MessageMetadata } from './conversation.ts'
import { type Check, type Proof, senderProof } from './identity.ts'
import { laneOf } from './place.ts'

const now = '2026-03-02T09:00:00.000Z'
const later = '2026-03-02T09:10:00.000Z'
const place = { connector: 'sms', account: '+1', thread: 'sms/+1/+15550100' }
const text: MessageMetadata = { ...place, number: '+15550100' }
const check = (facts: Partial<Check> = {}): Check => ({
  ...{ id: 'c', conversationId: 'v', handle: { kind: 'phone', value: '+15550100' }, lane: laneOf(place) },
  ...{ sentTo: 'ana@x.example', tries: 1, createdAt: now, expiresAt: later },
  ...{ provedAt: '2026-03-02T08:59:00.000Z', until: later, endedAt: null },
  ...facts,
})
const mail = (isAligned: boolean) => ({ mail: { isAligned } }) as MessageMetadata

const table: [what: string, channel: Channel, metadata: MessageMetadata[], checks: Check[], proof: Proof][] = [
  ['mail that is aligned', 'email', [mail(true)], [], 'proved'],
  ['mail that is not', 'email', [mail(true), mail(false)], [], 'address'],
  ['a web chat, by its session', 'chat', [{ connector: 'webchat' }], [], 'proved'],
  ['a text', 'sms', [text], [], 'number'],
  ['a text after a check', 'sms', [text], [check()], 'proved'],
  ['a text while the code is out', 'sms', [text], [check({ provedAt: null, until: null })], 'number'],
  ['a text after the check has run out', 'sms', [text], [check({ until: now })], 'number'],
  ['a text after the check was taken back', 'sms', [text], [check({ endedAt: now })], 'number'],
  ['a text after a check in another thread', 'sms', [text], [check({ lane: 'sms/%2B1/other' })], 'number'],
  ['a call', 'phone', [{ ...text, connector: 'voice', thread: 'CA1' }], [check()], 'number'],
  ['WhatsApp', 'whatsapp', [text], [], 'number'],
  ['words of a number that keep no number', 'phone', [{}], [], 'number'],
  ['a text that was merged into mail', 'email', [mail(true), text], [], 'number'],
  ['mail that was merged into a text', 'sms', [mail(true), text], [check()], 'proved'],
  ['two numbers, one of them proved', 'sms', [text, { ...text, thread: 'b', number: '+2' }], [check()], 'number'],
  ['somebody in Slack', 'slack', [{ connector: 'slack' }], [], 'proved'],
]

describe('whether a customer is who they seem to be', () => {
  test.each(table)('%s', (_, channel, metadata, checks, proof) => {
    const messages = metadata.map((facts) => ({ senderType: 'customer', metadata: facts }))
    expect(senderProof(messages, channel, checks, now)).toBe(proof)
  })

  test('is not asked of our own words', () => {
    expect(senderProof([{ senderType: 'ai', metadata: {} }], 'sms', [], now)).toBe('proved')
  })
})
