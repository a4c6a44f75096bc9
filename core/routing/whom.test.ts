import { expect, test } from 'vitest'
import type { ChannelPurpose, StaffChannel } from '../domain/business.ts'
import { type People, whomFor } from './whom.ts'

const channel = (name: string, purpose: ChannelPurpose, value: string | null = null): StaffChannel => ({
  ...{ id: name, connector: 'slack', account: 'T1', channel: name, name, purpose, value },
  createdAt: '2026-11-02T09:00:00.000Z',
})
const channels = [
  channel('#all', 'conversations'),
  channel('#sales', 'sales'),
  channel('#returns', 'topic', 'returns'),
  channel('#vip', 'address', 'vip@shop.example'),
]
const maya = { id: 'maya', name: 'Maya', isAway: false }
const calm: People = { channels, addresses: [], topicId: undefined, kind: 'support', isUrgent: false, isOpen: true }

const table: [string, Partial<People>, { teammateId?: string; channel?: string }, string][] = [
  ['everybody, where nothing tells', {}, {}, ''],
  ['who has the conversation', { assignee: maya }, { teammateId: 'maya' }, 'Maya has this conversation.'],
  ['not who is away', { assignee: { ...maya, isAway: true } }, {}, 'Maya has it but is away.'],
  ['those who know the topic', { topicId: 'returns' }, { channel: '#returns' }, 'It goes to #returns'],
  [
    'those of the address before those of the topic',
    { topicId: 'returns', addresses: ['vip@shop.example'] },
    { channel: '#vip' },
    '#vip',
  ],
  ['sales, for who wants to buy', { kind: 'sales' }, { channel: '#sales' }, 'the channel for sales'],
  ['the topic before sales', { kind: 'sales', topicId: 'returns' }, { channel: '#returns' }, 'this topic'],
  ['a topic without a channel is everybody’s', { topicId: 'delivery' }, {}, ''],
  [
    'outside of opening hours it says when somebody comes',
    { isOpen: false, opensAt: 'Mon 09:00' },
    {},
    'opens Mon 09:00',
  ],
  ['a business that is closed for good says so', { isOpen: false }, {}, 'closed now'],
]

test.each(table)('a hand-over goes to %s', (_, patch, expected, reason) => {
  const { teammateId, channel: chosen, reasons } = whomFor({ ...calm, ...patch })
  expect({ ...(teammateId && { teammateId }), ...(chosen && { channel: chosen.name }) }).toEqual(expected)
  expect(reasons.join(' ')).toContain(reason)
})
