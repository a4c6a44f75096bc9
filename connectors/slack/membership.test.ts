import { expect, test } from 'vitest'
import { parse } from './parse.ts'
import { now, recorded } from './samples.ts'

/** A recorded event of the workspace, with another inner event. */
function read(event: object) {
  const body = { ...(recorded('joined') as object), event }
  return parse({ kind: 'event', body }, { account: 'T0SHOP', now }).events
}

test('our bot in a channel is an invitation, with the channel as the place that opens threads', () => {
  const event = {
    type: 'member_joined_channel',
    user: 'U0LUMMY',
    channel: 'C0NEW',
    channel_type: 'C',
    inviter: 'U0MAYA',
  }
  expect(read({ ...event, event_ts: '1795366896.000100' })).toEqual([
    {
      type: 'invited',
      id: 'invited/C0NEW/1795366896.000100',
      place: { connector: 'slack', account: 'T0SHOP', thread: 'C0NEW/', private: false },
      at: '2026-11-22T17:01:36.000Z',
      channel: 'C0NEW',
      by: { kind: 'slack', value: 'T0SHOP/U0MAYA' },
    },
  ])
})

test('somebody else who joins, and an event without a channel, are nothing to us', () => {
  expect(read({ type: 'member_joined_channel', user: 'U0MAYA', channel: 'C0NEW' })).toEqual([])
  expect(read({ type: 'member_joined_channel', user: 'U0LUMMY' })).toEqual([])
  expect(read({ type: 'channel_left' })).toEqual([])
})

test.each([
  'channel_left',
  'group_left',
  'channel_archive',
  'group_archive',
  'channel_deleted',
  'group_deleted',
])('%s ends what the channel was for', (type) => {
  expect(read({ type, channel: 'C0NEW', event_ts: '1795366896.000100' })).toMatchObject([
    { type: 'dismissed', id: 'dismissed/C0NEW/1795366896.000100', channel: 'C0NEW' },
  ])
})
