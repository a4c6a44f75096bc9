import { describe, expect, test } from 'vitest'
import type { Lead, LeadSlot, Warmth } from '../domain/lead.ts'
import { leadFrom } from './lead.ts'
import { nextQuestion, staffQuestions } from './lead-question.ts'

const products = ['Oak Table', 'Green Tea']
const read = (turns: string[], before?: Lead, email?: string) =>
  leadFrom(turns, { products, ...(before && { before }), ...(email && { email }) })

describe('what is known of who may buy', () => {
  const table: [string, string[], Partial<Record<LeadSlot, string>>][] = [
    [
      'a company and a number',
      ['We are from Nordlicht GmbH and need 40 chairs.'],
      { company: 'Nordlicht GmbH', size: '40 chairs' },
    ],
    ['a budget, not any amount', ['Our budget is 3,000 € and the old table cost 200 €.'], { budget: '3,000 €' }],
    ['a time', ['We need it by the end of the month.'], { time: 'by the end of the month' }],
    ['a product of this business', ['Is the oak table in stock?'], { product: 'oak table' }],
    [
      'German',
      ['Wir brauchen 25 Stühle bis Ende März, höchstens 2000 €.'],
      { size: '25 Stühle', budget: '2000 €', time: 'bis Ende März' },
    ],
    [
      'French',
      ['Nous cherchons un traiteur pour 90 personnes avant fin juin.'],
      { size: '90 personnes', time: 'avant fin juin' },
    ],
    [
      'Spanish',
      ['Necesitamos 30 licencias en mayo, presupuesto de 900 €'],
      { size: '30 licencias', budget: '900 €', time: 'en mayo' },
    ],
    ['an amount alone is no budget', ['I paid 30 € last time.'], {}],
  ]
  test.each(table)('%s', (_, turns, expected) => {
    const { slots } = read(turns)
    expect(Object.fromEntries(Object.entries(slots).map(([slot, fact]) => [slot, fact.value]))).toMatchObject(expected)
    if (Object.keys(expected).length === 0) expect(slots.budget).toBeUndefined()
  })

  test('is gathered over the turns, and newer words replace older ones', () => {
    const { slots } = read(['We need 40 chairs.', 'Our budget is 3,000 €.', 'Rather 60 chairs.'])
    expect(slots).toMatchObject({ size: { value: '60 chairs' }, budget: { value: '3,000 €' } })
  })

  test('a teammate’s word stays, an emptied slot too', () => {
    const before: Lead = {
      ...{ warmth: 'cold', reasons: [], asked: ['time'] },
      slots: { size: { value: '12', by: 'maya' }, budget: { value: null, by: 'maya' } },
    }
    const { slots, asked } = read(['We need 40 chairs, budget 3,000 €.'], before)
    expect(slots).toMatchObject({ size: { value: '12', by: 'maya' }, budget: { value: null, by: 'maya' } })
    expect(asked).toEqual(['time'])
  })

  test('a mail address of one’s own names a company, a provider’s does not', () => {
    expect(read(['Hi'], undefined, 'ana@nordlicht.example').slots.company?.value).toBe('nordlicht.example')
    for (const address of ['ana@gmail.com', 'ana@web.de', 'ana@yahoo.co.uk'])
      expect(read(['Hi'], undefined, address).slots.company).toBeUndefined()
  })
})

describe('hot, warm, cold', () => {
  const table: [Warmth, string, string][] = [
    ['hot', 'We want to order 40 chairs by the end of the month, our budget is 3,000 €.', 'wants to order'],
    ['hot', 'Wir möchten 25 Stühle bestellen, bis Ende März, höchstens 2000 €.', 'names a budget'],
    ['hot', 'Ready to buy: 12 licences, send us the invoice. How much is it in May?', 'wants to order'],
    ['warm', 'How much would 40 chairs cost?', 'asks for a price'],
    ['warm', 'Pourriez-vous faire un devis pour 60 personnes ?', 'says how many'],
    ['cold', 'Do you sell chairs?', ''],
    ['cold', 'Just looking, what does the oak table cost?', 'is only looking'],
    ['cold', 'Nur mal gucken: was kosten 40 Stühle? Vielleicht nächstes Jahr', 'is only looking'],
  ]
  test.each(table)('%s: “%s”', (warmth, text, reason) => {
    const lead = read([text])
    expect(lead).toMatchObject({ warmth })
    if (reason) expect(lead.reasons).toContain(reason)
  })
})

describe('the one question worth asking', () => {
  const lesson = (id: string, question: string, reply: string, language = 'en') => ({
    ...{ id, question, reply, language, context: [], standing: 'current' as const },
  })
  const lessons = [
    lesson('a', 'Could I get a quote for chairs?', 'Gladly! How many do you need? And by when?'),
    lesson('b', 'I would like to buy desks, what do they cost?', 'Happy to help. How many do you need?'),
    lesson('c', 'My chair is broken', 'What is your budget?'),
    lesson('d', 'Ich hätte gern ein Angebot für Tische.', 'Gern. Wie viele Tische brauchen Sie?', 'de'),
    lesson('e', 'A quote for lamps please', 'Is {product} fine, and how many?'),
  ]
  const questions = staffQuestions(lessons)

  test('is one that staff asked in sales conversations, in their words', () => {
    expect(questions.map(({ text }) => text)).toContain('How many do you need?')
    expect(questions.some(({ slot }) => slot === 'budget')).toBe(false)
    expect(questions.some(({ text }) => text.includes('{'))).toBe(false)
  })
  test('asks for what is missing, once, in the customer’s language', () => {
    const lead = read(['I would like a quote for chairs.'])
    expect(nextQuestion(lead, questions, 'en')).toMatchObject({ slot: 'size', text: 'How many do you need?', count: 2 })
    expect(nextQuestion(lead, questions, 'de')).toMatchObject({ text: 'Wie viele Tische brauchen Sie?' })
    expect(nextQuestion({ ...lead, asked: ['size'] }, questions, 'en')?.slot).toBe('time')
    expect(nextQuestion(read(['I would like a quote for 40 chairs.']), questions, 'en')?.slot).toBe('time')
    expect(nextQuestion(lead, questions, 'fr')).toBeUndefined()
  })
  test('without such lessons there is none', () => {
    expect(nextQuestion(read(['A quote please']), staffQuestions([]), 'en')).toBeUndefined()
  })
})
