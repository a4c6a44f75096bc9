import { expect, test } from 'vitest'
import type { Connector, Tools } from '#connectors/connector.ts'
import { sms } from '#connectors/sms/index.ts'
import { voice } from '#connectors/voice/index.ts'
import { textPlaceOf } from './text-place.ts'

const twilio = { accountSid: `AC${'1'.repeat(32)}`, authToken: 'a'.repeat(32) }
const pool = `MG${'2'.repeat(32)}`
const tools = { environment: {}, now: () => new Date(0) } as unknown as Tools

function opened(connector: Connector, agentId: string, account: string, settings: object) {
  const connection = connector.open(connector.settings.parse({ ...twilio, ...settings }), tools)
  return { connector, connection, integration: { agentId, account } as never }
}
const texts = (settings: { numbers?: string[]; messagingServiceSid?: string }, agentId = 'agent-1') =>
  opened(sms as Connector, agentId, settings.messagingServiceSid ?? settings.numbers![0]!, settings)
const calls = (number: string, agentId: string) => opened(voice as Connector, agentId, number, { number })

const [american, second, british, german] = ['+15550002222', '+15550003333', '+442079460000', '+49301234567']
const place = (account: string, ours: string, theirs: string) =>
  ({ connector: 'sms', account, thread: `sms/${ours}/${theirs}`, private: true }) as const

const all = [texts({ numbers: [american, second] }), texts({ numbers: [british] }), texts({ numbers: [german] })]
const from = (to: Parameters<typeof textPlaceOf>[1], among = all) => textPlaceOf(among, to)?.thread.split('/')[1]

test('a text comes from the number that they know best', () => {
  const number = '+447700900123'
  const here = [place(german, german, number)]
  const before = [place(american, second, number), place(american, american, number)]
  expect(from({ number, ours: american, here, before })).toBe(german)
  expect(from({ number, ours: american, before })).toBe(american)
  expect(from({ number, ours: '+4930999', before })).toBe(second)
  expect(from({ number, ours: '+4930999' })).toBe(british)
  expect(from({ number: '+33612345678', ours: '+4930999' })).toBe(german)
})

test('where none is known, it is the agent’s whose number they called, else the first that was connected', () => {
  const among = [
    texts({ numbers: [american] }, 'one'),
    texts({ numbers: [second] }, 'two'),
    calls('+33123456789', 'two'),
  ]
  expect(from({ number: '+15551112222', ours: '+33123456789' }, among)).toBe(second)
  expect(from({ number: '+15551112222', ours: '+33200' }, among)).toBe(american)
  expect(from({ number: '+15551112222', ours: '+33200' }, among.toReversed())).toBe(second)
})

test('a number that is not connected any more is not texted from, nor is a withheld one texted to', () => {
  const number = '+15551112222'
  expect(from({ number, ours: american, here: [place('+15550009999', '+15550009999', number)] })).toBe(american)
  expect(from({ number: 'anonymous:CA1', ours: american })).toBeUndefined()
  expect(from({ number, ours: american }, [calls(american, 'one')])).toBeUndefined()
})

test('a service without listed numbers goes on from the number that they know of it, else it chooses', () => {
  const number = '+15551112222'
  const among = [texts({ messagingServiceSid: pool })]
  expect(from({ number, ours: american }, among)).toBe(pool)
  expect(from({ number, ours: american, before: [place(pool, second, number)] }, among)).toBe(second)
  expect(from({ number, ours: american, here: [place(pool, pool, number)] }, among)).toBe(pool)
  expect(from({ number, ours: american, here: [place(pool, second, '+15553334444')] }, among)).toBe(pool)
})
