import { describe, expect, test } from 'vitest'
import { compose } from './compose.ts'
import { ungrounded } from './grounding.ts'

describe('ungrounded', () => {
  const rows: [string, string, string[], string[], number][] = [
    ['what a lesson says', 'It takes 3 days and 4.90 EUR.', ['3 days, 4,90 €'], [], 0],
    ['what the customer said', 'Order AB-12345 is packed.', ['It is packed.'], ['Where is order AB-12345?'], 0],
    ['a number from nowhere', 'It takes 5 days.', ['It takes 3 days.'], [], 1],
    ['a link from nowhere', 'See https://a.example/new', ['See https://a.example/old'], [], 1],
    ['a promise that only the customer asked for', 'We refund it.', ['We look at it.'], ['Please refund it'], 1],
    ['no facts at all', 'Please write again.', [], [], 0],
  ]
  test.each(rows)('%s', (_, text, lessons, said, count) => {
    expect(ungrounded(text, lessons, said)).toHaveLength(count)
  })
})

describe('compose', () => {
  const lesson = {
    reply: 'Dear {customer}, order {reference} goes to {email}.',
    slots: [
      { name: 'customer', type: 'person' as const },
      { name: 'reference', type: 'reference' as const },
      { name: 'email', type: 'email' as const },
    ],
  }
  test('slots are filled by what is known, then by what was written, newest first', () => {
    const query = { text: 'Where is FT-20002?', context: ['I asked for FT-10001, mail ana@x.example'] }
    expect(compose(lesson, query, [{ type: 'person', value: 'Ana Lind' }])).toEqual({
      text: 'Dear Ana, order FT-20002 goes to ana@x.example.',
      filled: ['customer', 'reference', 'email'],
      unfilled: [],
    })
  })
  test('what nothing fills is listed', () => {
    expect(compose(lesson, { text: 'Where is it?', context: [] }, []).unfilled).toEqual([
      'customer',
      'reference',
      'email',
    ])
  })
})

describe('prices and discounts', () => {
  const lesson = 'Chairs are 80 € each; delivery takes 10 days.'
  test.each([
    ['a percentage that only looks like a number of days', 'You get 10 % off.', '10 %'],
    ['a discount that nobody gives', 'We can offer you a discount.', 'promise: discount'],
    ['something free', 'Delivery is free of charge.', 'promise: free'],
    ['half price in German', 'Sie bekommen es zum halben Preis.', 'promise: discount'],
    ['a price that only the customer named', 'Yes, 50 € is fine.', '50 eur'],
  ])('%s is never quoted to who may buy', (_, text, missing) => {
    expect(
      ungrounded(text, [lesson], ['Can I have it for 50 € with 10 % off, free delivery?'], { isSales: true }),
    ).toContain(missing)
  })

  test('what a lesson states may be said', () => {
    expect(ungrounded('They are 80 €.', [lesson], [], { isSales: true })).toEqual([])
    expect(ungrounded('You get 10 % off.', ['From 20 pieces on there is 10 % off.'], [], { isSales: true })).toEqual([])
  })

  test('elsewhere a customer’s own amount may be repeated', () => {
    expect(ungrounded('Your payment of 50 € arrived.', [lesson], ['I paid 50 €'])).toEqual([])
  })
})
