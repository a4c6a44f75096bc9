import { describe, expect, test } from 'vitest'
import { whomToRing } from './whom-to-ring.ts'

const now = new Date('2026-03-02T10:00:00Z')
const away = '2026-03-03T10:00:00Z'
const team = [
  { id: 'a', name: 'Ana', awayUntil: null, number: '+1' },
  { id: 'b', name: 'Ben', awayUntil: null, number: '+2' },
  { id: 'c', name: 'Cai', awayUntil: null, number: undefined },
  { id: 'd', name: 'Dee', awayUntil: away, number: '+4' },
]
const usual = {
  ...{ teammates: team, assigneeId: null, rung: [] as string[], busy: new Set<string>(), caller: '+9', now },
  ...{ isOpen: true, isUrgent: false, callId: '000000' },
}

describe('whose phone rings', () => {
  test.each([
    ['the first of the team', {}, 'a'],
    ['with another call, another of them', { callId: '000001' }, 'b'],
    ['whoever has the conversation, before all others', { assigneeId: 'b' }, 'b'],
    ['nobody whose phone rang already', { rung: ['a'] }, 'b'],
    ['nobody who is in another call', { busy: new Set(['a']) }, 'b'],
    ['nobody who is away', { rung: ['a', 'b'] }, undefined],
    ['nobody who is away, though the conversation is theirs', { assigneeId: 'd' }, 'a'],
    ['nobody while the business is closed', { isOpen: false }, undefined],
    ['somebody while it is closed, where it is urgent', { isOpen: false, isUrgent: true }, 'a'],
    ['not the caller themselves', { caller: '+1' }, 'b'],
  ])('%s', (_, given, id) => {
    expect(whomToRing({ ...usual, ...given })?.id).toBe(id)
  })
})
