import { expect, test } from 'vitest'
import type { DeliveryEvent } from '#core/domain/event.ts'
import { readDeliveries } from './delivery-events.ts'
import { eventsRequest, settings } from './fixtures/requests.ts'

function told(event: string, more: Record<string, unknown> = {}) {
  return {
    event,
    email: 'Ben@mail.example',
    timestamp: 1_715_076_000,
    sg_event_id: event,
    lummy_id: `row-${event}`,
    ...more,
  }
}
const read = (batch: unknown) => readDeliveries(eventsRequest(batch).body, settings)
const states = (batch: unknown) => read(batch).events.map(({ state }) => state)

test('what SendGrid tells of a mail becomes what became of our outbox row', () => {
  const batch = [
    told('processed'),
    told('deferred', { response: '451 try later' }),
    told('delivered', { response: '250 OK' }),
    told('bounce', { reason: '550 5.1.1 unknown', status: '5.1.1', type: 'bounce' }),
    told('spamreport'),
  ]
  const ben = { recipient: 'ben@mail.example', at: '2024-05-07T10:00:00.000Z' }
  expect(read(batch)).toMatchObject({
    passedOver: 0,
    events: [
      { ...ben, id: 'processed', state: 'sent', outboxId: 'row-processed' },
      { ...ben, state: 'delayed', reason: 'ben@mail.example: 451 try later' },
      { ...ben, state: 'delivered', outboxId: 'row-delivered' },
      { ...ben, state: 'failed', bounce: 'hard', reason: 'ben@mail.example: 550 5.1.1 unknown' },
      { ...ben, state: 'complained', place: { connector: 'email', account: settings.address, thread: ben.recipient } },
    ],
  })
  expect(read(batch).events[2]).not.toHaveProperty('reason')
})

test.each<[string, Record<string, unknown>, Partial<DeliveryEvent>]>([
  ['an address that is none', { event: 'bounce', status: '5.1.1' }, { bounce: 'hard' }],
  ['a mailbox that is full', { event: 'bounce', status: '4.2.2' }, { bounce: 'soft' }],
  ['a server that does not trust ours', { event: 'bounce', status: '5.7.1', type: 'blocked' }, { bounce: 'soft' }],
  ['one that bounced before', { event: 'dropped', reason: 'Bounced Address' }, { bounce: 'hard' }],
  ['one who unsubscribed', { event: 'dropped', reason: 'Unsubscribed Address' }, { isOptedOut: true }],
  ['one who complained', { event: 'dropped', reason: 'Spam Reporting Address' }, { isOptedOut: true }],
])('mail to %s failed for good, for now, or because they asked', (_, { event, ...more }, expected) => {
  const [failed] = read([told(String(event), more)]).events
  expect(failed).toMatchObject({ state: 'failed', ...expected })
  for (const name of ['bounce', 'isOptedOut'] as const) if (!(name in expected)) expect(failed).not.toHaveProperty(name)
})

test('mail that SendGrid dropped as spam says nothing against the address', () => {
  expect(read([told('dropped', { reason: 'Spam Content' })]).events[0]).not.toHaveProperty('bounce')
})

test('a picture that a mail program fetched by itself is no reader', () => {
  expect(states([told('open'), told('open', { sg_event_id: 'o2', sg_machine_open: true })])).toEqual([
    'opened',
    'delivered',
  ])
})

test('an event that comes twice in a batch counts once, and one without an id is known by what it says', () => {
  const { sg_event_id: _, ...nameless } = told('click')
  expect(states([told('open'), told('open'), nameless, nameless, { ...nameless, timestamp: 1 }])).toEqual([
    'opened',
    'clicked',
    'clicked',
  ])
})

test('what we do not know, and what is none, is counted and stops nobody', () => {
  const strange = [
    told('novelty'),
    { event: 7 },
    told('open', { timestamp: 'yesterday' }),
    told('open', { timestamp: -1 }),
    told('open', { email: { $gt: '' } }),
    told('open', { email: 'x'.repeat(501) }),
    told('open', { lummy_id: ['a'] }),
    {},
  ]
  expect(read([...strange, told('delivered')])).toMatchObject({ passedOver: 8, events: [{ state: 'delivered' }] })
})

test.each([
  ['no JSON', '{'],
  ['no list', { event: 'open' }],
  ['a list of words', ['open']],
  ['a list without an end', Array.from({ length: 10_001 }, () => ({}))],
])('a body that is %s is refused', (_, body) => {
  expect(() => read(body)).toThrow('not a batch of events')
})
