import { describe, expect, test } from 'vitest'
import { contradictionOf } from './contradictions.ts'

const said = (question: string, reply: string) => ({ question, reply })

describe('contradictions', () => {
  test.each([
    ['an amount', 'amount', 'What is the deposit?', 'The deposit is 50 euros.', 'We ask for a deposit of €80.'],
    ['free against a price', 'amount', 'Is parking free?', 'Parking is free.', 'Parking costs 5 € a day.'],
    [
      'a share',
      'amount',
      'How much off do students get?',
      'Students get 10 % off.',
      'Students get fifteen percent off.',
    ],
    ['a length of time', 'duration', 'How long can I return it?', 'Within 30 days.', 'You have two weeks.'],
    ['a date', 'date', 'When does the sale end?', 'The sale ends on 31 May.', 'The sale runs until June 15th.'],
    ['a time of day', 'date', 'When is check-out?', 'Check-out is at 11 am.', 'You have to check out by 10:00.'],
    [
      'yes against no',
      'answer',
      'Do you ship to Norway?',
      'Yes, we ship to Norway.',
      'Unfortunately we do not ship to Norway.',
    ],
    ['needed against optional', 'answer', 'Do I need to book?', 'Booking is mandatory.', "No, you don't need to book."],
    ['open against closed', 'answer', 'Are you open in August?', 'Yes, we are.', 'We are closed in August.'],
  ])('%s', (_, matter, question, a, b) => {
    expect(contradictionOf(said(question, a), said(question, b))?.matter).toBe(matter)
    expect(contradictionOf(said(question, b), said(question, a))?.matter).toBe(matter)
  })

  test.each([
    [
      'the same said in another order',
      'Does it contain nuts?',
      'Traces of nuts cannot be ruled out, we pack in one room.',
      'We pack in one room and cannot rule out traces of nuts.',
    ],
    ['another unit for the same', 'How fast do you reply?', 'Within 24 hours.', 'We reply within one day.'],
    ['days of work for a week', 'How long does it take?', 'It takes 5 business days.', 'It takes a week.'],
    [
      'a range that includes it',
      'How long does delivery take?',
      'Delivery takes 3 days.',
      'Delivery takes 2 to 4 days.',
    ],
    ['a limit that it stays within', 'How long does delivery take?', 'Delivery takes 2 days.', 'Within 3 days.'],
    ['more detail', 'Can I return it?', 'Yes, you can.', 'Yes, you can. Please do not forget the receipt.'],
    ['another case', 'What is shipping?', 'Shipping is 5 €.', 'Express shipping is 12 €.'],
    ['a price per month and per year', 'What is it?', 'The plan is 10 € per month.', 'The plan is 100 € per year.'],
    ['"unfortunately" and the same fact', 'How long?', 'Unfortunately it takes 3 weeks.', 'It takes three weeks.'],
    ['"no problem"', 'Can I bring my dog?', 'No problem, dogs are welcome.', 'Yes, dogs are welcome.'],
    ['needed and "not without"', 'Need a ticket?', 'You need a ticket.', 'You cannot come in without a ticket.'],
    ['another currency', 'What is it?', 'It costs 10 USD.', 'It costs 9 EUR.'],
  ])('%s is none', (_, question, a, b) => {
    expect(contradictionOf(said(question, a), said(question, b))).toBeUndefined()
    expect(contradictionOf(said(question, b), said(question, a))).toBeUndefined()
  })

  test('slots are nobody’s amount', () => {
    const a = said('Where is my parcel?', 'Your parcel {reference} arrives on {date}.')
    expect(contradictionOf(a, said('Where is my parcel?', 'Parcel {reference} comes on {date2}.'))).toBeUndefined()
  })

  test.each([
    ['nothing', ''],
    ['one emoji', '🎉'],
    ['control characters', '\u0000\u0007\u202eabc'],
    ['digits without end', '9'.repeat(100_000)],
    ['commas and numbers', '1,2,3 '.repeat(50_000)],
    ['one word after the other', 'no not never without 3 days and '.repeat(40_000)],
    ['right-to-left', 'الشحن يستغرق ٣ أيام'],
    ['markup', '<p>costs <b>5 €</b></p>'.repeat(1_000)],
  ])('reads %s without a throw and in short time', (_, text) => {
    const start = performance.now()
    expect(() => contradictionOf(said(text, text), said('How much?', `${text} 5 €`))).not.toThrow()
    expect(performance.now() - start).toBeLessThan(1_500)
  })
})
