import { describe, expect, test } from 'vitest'
import { judge, type StaffAction } from './judge.ts'

const text = 'Delivery takes 3 working days and costs 4.90 EUR.'
const draft = { text, topicId: 'delivery', lessonId: 'l1' }
const topicOf = (reply: string) => (/deliver|arriv|parcel/i.test(reply) ? 'delivery' : undefined)

const right = (unchanged: boolean, reason: string) => ({ counts: true, err: 0, unchanged, reason })
const wrong = (reason: string) => ({ counts: true, err: 1, unchanged: false, reason })

const table: [string, StaffAction, object][] = [
  ['approved as it was', { did: 'approved' }, right(true, 'approved')],
  [
    'sent with other white space',
    { did: 'edited', text: 'Delivery takes  3 working days\nand costs 4.90 EUR. ' },
    right(true, 'approved'),
  ],
  [
    'put into a greeting and a closing',
    { did: 'edited', text: `Hi Ana,\n\n${text}\n\nBest,\nTom` },
    right(false, 'same facts'),
  ],
  [
    'said in other words, same facts',
    { did: 'wrote', text: 'Your parcel arrives within 3 working days; delivery is 4,90 €.' },
    right(false, 'same facts'),
  ],
  [
    'said with a fact more',
    { did: 'wrote', text: 'Delivery takes 3 working days, costs 4.90 EUR, and is free from 50 EUR.' },
    right(false, 'same facts'),
  ],
  ['another number', { did: 'edited', text: 'Delivery takes 5 working days and costs 4.90 EUR.' }, wrong('different')],
  ['another price', { did: 'edited', text: 'Delivery takes 3 working days and costs 6.90 EUR.' }, wrong('different')],
  ['a fact left out', { did: 'wrote', text: 'Delivery takes 3 working days.' }, wrong('different')],
  ['another topic', { did: 'wrote', text: 'Steep 3 minutes, the bag costs 4.90 EUR.' }, wrong('different')],
  ['a holding reply', { did: 'wrote', text: 'Let me check and get back to you.' }, wrong('undecided')],
  ['approved after it could be read', { did: 'approved', shownMs: 2000 }, right(true, 'approved')],
  ['approved faster than it can be read', { did: 'approved', shownMs: 200 }, { counts: false, reason: 'unread' }],
  [
    'the greeting exchanged for another',
    { did: 'wrote', text: `Dear Mr Weber,\n\n${text}\n\nKind regards\nMaya` },
    right(false, 'same facts'),
  ],
  [
    'the same facts about another topic',
    { did: 'edited', text: 'A repair takes 3 working days and costs 4.90 EUR.' },
    wrong('different'),
  ],
  ['nothing but thanks', { did: 'wrote', text: 'Thank you!' }, wrong('different')],
  [
    'a holding reply that says part of it',
    { did: 'wrote', text: 'Delivery should be 3 working days for 4.90 EUR, but let me check.' },
    wrong('undecided'),
  ],
  ['rejected', { did: 'rejected' }, wrong('rejected')],
  ['corrected later', { did: 'corrected' }, wrong('corrected')],
  ['no verdict until the deadline', { did: 'expired' }, wrong('undecided')],
  ['the customer wrote again', { did: 'withdrawn' }, { counts: false, reason: 'withdrawn' }],
  ['marked as not to be learned', { did: 'not to be learned' }, { counts: false, reason: 'not to be learned' }],
  ['a test conversation', { did: 'test' }, { counts: false, reason: 'test' }],
]

describe('judge', () => {
  test.each(table)('%s', (_, action, verdict) => {
    expect(judge(draft, action, topicOf)).toEqual(verdict)
  })

  const pairs: [string, string, string, 0 | 1][] = [
    ['yes against no', 'Yes, delivery to Malta is possible.', 'Unfortunately delivery to Malta is not possible.', 1],
    ['yes against nothing', 'Yes, delivery to Malta is possible.', 'Delivery to Malta: see our page.', 1],
    ['no booking against nothing', 'Delivery: no booking is needed.', 'Delivery goes without booking.', 0],
    ['nothing against yes: staff may say more', 'Delivery goes to Malta.', 'Yes, delivery goes to Malta.', 0],
    [
      'another address',
      'Pick up your delivery at 12 Harbour Street.',
      'Pick up your delivery at 14 Harbour Street.',
      1,
    ],
    ['a greeting of our own', 'Hi Ana,\n\nDelivery is on 3 May.', 'Your parcel arrives on 3 May.', 0],
    ['what our draft held back', 'Delivery: let me check.', 'Hi,\n\nDelivery: let me check.', 0],
    ['another date', 'Delivery is on 3 May.', 'Delivery is on 4 May.', 1],
    ['the same date in another spelling', 'Delivery is on 3rd of May.', 'The parcel arrives on 3 May.', 0],
    ['another link', 'Follow delivery on https://a.example/x', 'Follow delivery on https://b.example/x', 1],
    ['a promise that staff did not make', 'Delivery is free of charge.', 'Delivery is as usual.', 1],
    [
      'the name of another thing',
      'Your delivery comes with Postman Express.',
      'Your delivery comes with Harbour Lines.',
      1,
    ],
  ]
  test.each(pairs)('%s', (_, drafted, said, err) => {
    expect(judge({ ...draft, text: drafted }, { did: 'wrote', text: said }, topicOf)).toMatchObject({ err })
  })
})
