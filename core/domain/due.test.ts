import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultSettings } from './business.ts'
import { type Conversation, conversationKinds } from './conversation.ts'
import { nextDue } from './due.ts'
import { isPutAside, openKinds, quietKinds, teaches } from './kind.ts'
import { reopenedPatch, resolvedPatch, waitingFor } from './turn.ts'

const now = new Date('2026-11-22T12:00:00Z')
const answered = {
  ...{ status: 'active', kind: 'support', waitingFor: 'customer', waitingSince: null, mergedIntoId: null },
  ...{ snoozedUntil: null, followUpAt: null, thoughtOwedAt: null, heardAt: null, lateToldAt: null, answeredAt: null },
  updatedAt: '2026-11-20T12:00:00.000Z',
} as Partial<Conversation> as Conversation
const due = (facts: Partial<Conversation>) => nextDue({ ...answered, ...facts }, defaultSettings, now)

describe('when a conversation is looked at next', () => {
  test.each<[string, Partial<Conversation>, string | null]>([
    ['seven days after the last word, while it waits for the customer', {}, '2026-11-27T12:00:00.000Z'],
    ['never by itself, once resolved', { status: 'resolved', waitingFor: 'nobody' }, null],
    [
      'never by itself, while staff are to answer',
      { waitingFor: 'staff', waitingSince: '2026-11-20T12:00:00.000Z' },
      null,
    ],
    ['never, once merged into another', { mergedIntoId: 'x', snoozedUntil: '2026-11-23T08:00:00.000Z' }, null],
    ['when its snooze ends', { snoozedUntil: '2026-11-23T08:00:00.000Z' }, '2026-11-23T08:00:00.000Z'],
    [
      'when somebody asked to be reminded, however long that is',
      { followUpAt: '2026-12-23T08:00:00.000Z' },
      '2026-12-23T08:00:00.000Z',
    ],
    ['at once, while a thought is owed', { thoughtOwedAt: '2026-11-22T11:59:00.000Z' }, '2026-11-22T11:59:00.000Z'],
  ])('%s', (_, facts, expected) => expect(due(facts)).toBe(expected))

  test('is the earliest of everything that is due', () => {
    const time = fc.option(
      fc.date({ min: now, max: new Date('2027-01-01'), noInvalidDate: true }).map((at) => at.toISOString()),
    )
    fc.assert(
      fc.property(time, time, time, (snoozedUntil, followUpAt, thoughtOwedAt) => {
        const found = due({ snoozedUntil, followUpAt, thoughtOwedAt })
        for (const at of [snoozedUntil, followUpAt, thoughtOwedAt]) if (at !== null) expect(found! <= at).toBe(true)
      }),
    )
  })
})

describe('whose turn it is', () => {
  test.each([
    ['support', 'active', null, 'customer'],
    ['support', 'active', 'x', 'staff'],
    ['sales', 'escalated', 'x', 'staff'],
    ['test', 'active', 'x', 'staff'],
    ['support', 'resolved', 'x', 'nobody'],
    ['spam', 'active', 'x', 'nobody'],
    ['automated', 'active', 'x', 'nobody'],
  ] as const)('%s, %s, waiting since %s: %s', (kind, status, waitingSince, expected) => {
    expect(waitingFor({ kind, status, waitingSince })).toBe(expected)
  })

  test('what is resolved waits for nobody, and opened again it waits as it did', () => {
    expect(resolvedPatch('quiet', 'at')).toMatchObject({
      waitingFor: 'nobody',
      resolvedBy: 'quiet',
      waitingSince: null,
    })
    expect(reopenedPatch({ kind: 'support' }, 'since')).toMatchObject({
      status: 'active',
      waitingFor: 'staff',
      resolvedBy: null,
    })
  })
})

test('every kind is either in everybody’s lists or in the quiet one, and only what people ask teaches', () => {
  for (const kind of conversationKinds) expect(openKinds.includes(kind)).toBe(!isPutAside({ kind }))
  expect([...openKinds, ...quietKinds].sort()).toEqual([...conversationKinds].sort())
  expect(conversationKinds.filter((kind) => teaches({ kind }))).toEqual(['support', 'sales', 'partner'])
})
