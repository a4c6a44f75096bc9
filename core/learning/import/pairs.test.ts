import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { questionBefore } from '../../answering/question.ts'
import type { Message } from '../../domain/conversation.ts'
import { bareSubject, makeConversations } from './conversations.ts'
import { makePairing, type Pairing } from './pairs.ts'
import type { PastMessage, PastPair } from './past-message.ts'
import { makeStaffGuess, readStaff, staffTest } from './staff.ts'

const isStaff = staffTest(['@shop.example'])
let count = 0

function mail(from: string, minute: number, text: string, more: Partial<PastMessage> = {}): PastMessage {
  return {
    externalId: `<${++count}@mail.example>`,
    references: [],
    subject: 'My parcel',
    at: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
    from: { address: from },
    to: [from.endsWith('shop.example') ? 'ana@home.example' : 'help@shop.example'],
    cc: [],
    channel: 'email',
    isMachine: false,
    isList: false,
    text,
    ...more,
  }
}

function said(side: 'customer' | 'staff', minute: number, text: string, more: Partial<PastMessage> = {}): PastMessage {
  return mail('', minute, text, { side, conversation: 'c1', to: [], channel: 'chat', ...more })
}

function pairsOf(messages: PastMessage[], pairing: Pairing = makePairing({ isStaff })): PastPair[] {
  return [...messages.flatMap((message) => pairing.take(message)), ...pairing.end()]
}

describe('pairs of past mail', () => {
  test('an answer that names the mail it answers makes a pair with it', () => {
    const question = mail('ana@home.example', 0, 'Where is it?', { from: { address: 'ana@home.example', name: 'Ana' } })
    const answer = mail('maya@shop.example', 60, 'It arrives on Monday.', {
      references: [question.externalId],
      subject: 'Something else',
      from: { address: 'maya@shop.example', name: 'Maya' },
    })
    expect(pairsOf([question, answer])).toEqual([
      {
        externalId: answer.externalId,
        at: answer.at,
        question: 'Where is it?',
        context: [],
        reply: 'It arrives on Monday.',
        author: 'Maya',
        channel: 'email',
        customer: { address: 'ana@home.example', name: 'Ana' },
      },
    ])
  })

  test('without references the same subject and the same customer are one conversation, two customers are two', () => {
    const pairs = pairsOf([
      mail('ana@home.example', 0, 'Where is mine?'),
      mail('ben@home.example', 1, 'And mine?'),
      mail('maya@shop.example', 60, 'Ana, on Monday.', { subject: 'Re: My parcel' }),
      mail('maya@shop.example', 90, 'Ben, on Tuesday.', { subject: 'AW: my parcel', to: ['ben@home.example'] }),
    ])
    expect(pairs.map((pair) => [pair.question, pair.reply])).toEqual([
      ['Where is mine?', 'Ana, on Monday.'],
      ['And mine?', 'Ben, on Tuesday.'],
    ])
  })

  test('messages that the customer wrote in a row are one question, and turns before it are its context', () => {
    const pairs = pairsOf([
      said('customer', 0, 'Hello'),
      said('customer', 1, 'Do you ship to Norway?'),
      said('staff', 2, 'Yes, we do.'),
      said('customer', 30, 'How much is it?'),
      said('staff', 31, '12 euros.'),
    ])
    expect(pairs.map((pair) => [pair.context, pair.question, pair.reply])).toEqual([
      [[], 'Hello\nDo you ship to Norway?', 'Yes, we do.'],
      [['Hello\nDo you ship to Norway?', 'Yes, we do.'], 'How much is it?', '12 euros.'],
    ])
  })

  test('what one teammate writes within ten minutes is one answer, what comes later is unasked', () => {
    const pairing = makePairing({ isStaff })
    const pairs = pairsOf(
      [
        said('customer', 0, 'Open?'),
        said('staff', 1, 'Yes,'),
        said('staff', 3, 'until six.'),
        said('staff', 40, 'Anything else?'),
      ],
      pairing,
    )
    expect(pairs.map((pair) => pair.reply)).toEqual(['Yes,\n\nuntil six.'])
    expect(pairing.counts().skipped.unasked).toBe(1)
  })

  test.each([
    ['newsletter', mail('news@list.example', 5, 'Buy now', { isList: true })],
    ['automatic', mail('ana@home.example', 5, 'I am away', { isMachine: true })],
    ['internal', mail('tom@shop.example', 5, 'Lunch?', { to: ['maya@shop.example'] })],
    ['empty', mail('ana@home.example', 5, ' \n ')],
    ['unanswered', mail('ana@home.example', 5, 'Anybody there?')],
    ['unasked', mail('tom@shop.example', 5, 'We have news for you')],
  ] as const)('a message is skipped as %s and counted', (reason, message) => {
    const pairing = makePairing({ isStaff })
    expect(pairsOf([message], pairing)).toEqual([])
    expect(pairing.counts().skipped[reason]).toBe(1)
  })

  test('the second copy of a message is a duplicate', () => {
    const pairing = makePairing({ isStaff })
    const question = said('customer', 0, 'Open?')
    const answer = said('staff', 1, 'Yes.')
    expect(pairsOf([question, question, answer, answer], pairing)).toHaveLength(1)
    expect(pairing.counts().skipped.duplicate).toBe(2)
  })

  test('as many turns are kept of the past as are understood with a question of today', () => {
    const past = Array.from({ length: 12 }, (_, i) => [
      said('customer', 60 * i, `Question ${i}`),
      said('staff', 60 * i + 1, `Answer ${i}`),
    ]).flat()
    const today = past.map(({ text }, i) => ({
      id: String(i),
      content: text,
      senderType: i % 2 ? 'staff' : 'customer',
      metadata: {},
    }))
    expect(pairsOf(past).at(-1)!.context).toEqual(questionBefore(today as Message[], '23')!.context)
  })

  test('answers before --since teach nothing but are context', () => {
    const pairing = makePairing({ isStaff, since: '2026-01-01T00:20:00Z' })
    const pairs = pairsOf(
      [
        said('customer', 0, 'Open?'),
        said('staff', 1, 'Yes.'),
        said('customer', 30, 'And on Sundays?'),
        said('staff', 31, 'No.'),
      ],
      pairing,
    )
    expect(pairs.map((pair) => [pair.context, pair.reply])).toEqual([[['Open?', 'Yes.'], 'No.']])
    expect(pairing.counts().skipped['too old']).toBe(1)
  })

  test('every message is in a pair or counted once as skipped, and no pair holds a later question', () => {
    const message = fc.record({
      side: fc.constantFrom('customer', 'staff'),
      conversation: fc.constantFrom('a', 'b', 'c'),
      gap: fc.integer({ min: 0, max: 30 }),
      text: fc.constantFrom('', 'yes', 'no'),
      isMachine: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(message, { maxLength: 40 }), (rows) => {
        let minute = 0
        const messages = rows.map((row, i) => {
          minute += row.gap
          return said(row.side as 'customer', minute, row.text && `${i}: ${row.text}`, {
            conversation: row.conversation,
            isMachine: row.isMachine,
          })
        })
        const pairing = makePairing({ isStaff })
        const pairs = pairsOf(messages, pairing)
        const { skipped } = pairing.counts()
        const inPairs = pairs.flatMap((pair) => [...pair.question.split('\n'), ...pair.reply.split('\n\n')])
        expect(inPairs.length + Object.values(skipped).reduce((a, b) => a + b, 0)).toBe(messages.length)
        expect(new Set(inPairs).size).toBe(inPairs.length)
        for (const pair of pairs) {
          const [lastAsked] = pair.question.split('\n').slice(-1)
          expect(Number.parseInt(lastAsked!, 10)).toBeLessThan(Number.parseInt(pair.reply, 10))
        }
      }),
    )
  })
})

describe('conversations', () => {
  test.each([
    ['Re: AW: Fwd: My  parcel', 'my parcel'],
    ['[help] Re[2]: My parcel', 'my parcel'],
    ['Réf: 12', '12'],
    ['Re:', ''],
    ['Delivery: when?', 'delivery: when?'],
  ])('the bare subject of "%s" is "%s"', (subject, bare) => {
    expect(bareSubject(subject)).toBe(bare)
  })

  test('memory is bounded: the longest quiet conversation is given up, with what waited in it', () => {
    const conversations = makeConversations({ idleMs: 1e12, limit: 10 })
    const pairing = makePairing({ isStaff, conversations })
    for (let i = 0; i < 100; i++) pairing.take(said('customer', i, 'Hello', { conversation: `c${i}` }))
    expect(pairing.counts().skipped.unanswered).toBe(89)
    expect(conversations.closeAll()).toHaveLength(11)
  })

  test('a conversation that was quiet too long is over', () => {
    const conversations = makeConversations({ idleMs: 60_000, limit: 10 })
    const pairs = pairsOf(
      [said('customer', 0, 'Hello'), said('staff', 5, 'Hello!')],
      makePairing({ isStaff, conversations }),
    )
    expect(pairs).toEqual([])
  })
})

describe('staff', () => {
  test.each([
    [['@shop.example'], 'anna@shop.example', true],
    [['@shop.example'], 'anna@mail.shop.example', true],
    [['@shop.example'], 'anna@workshop.example', false],
    [['anna@shop.example'], 'ben@shop.example', false],
    [['@shop.example'], '', false],
  ])('of %j, %s: %s', (patterns, address, expected) => {
    expect(staffTest(patterns)(address)).toBe(expected)
  })

  test('a list is read with commas or spaces, and refused when one is no address', () => {
    expect(readStaff('Anna@x.example, @y.example')).toEqual(['anna@x.example', '@y.example'])
    expect(readStaff('anna')).toBeUndefined()
    expect(readStaff(' ')).toBeUndefined()
  })

  test('the domain that recurs and answers is guessed', () => {
    const guess = makeStaffGuess()
    for (let i = 0; i < 20; i++) {
      guess.see(mail(`customer${i}@home${i}.example`, i, 'Question'))
      guess.see(mail('maya@shop.example', i, 'Answer', { to: [`customer${i}@home${i}.example`], references: ['<x>'] }))
    }
    expect(guess.guess()).toEqual(['@shop.example'])
  })

  test('of a free mail provider the address that answers most is guessed, never the domain', () => {
    const guess = makeStaffGuess()
    for (let i = 0; i < 20; i++) {
      guess.see(mail(`customer${i}@gmail.com`, i, 'Question', { to: ['ourshop@gmail.com'] }))
      guess.see(mail('ourshop@gmail.com', i, 'Answer', { to: [`customer${i}@gmail.com`], references: ['<x>'] }))
    }
    expect(guess.guess()).toEqual(['ourshop@gmail.com'])
  })

  test('nothing is guessed from nothing', () => {
    expect(makeStaffGuess().guess()).toEqual([])
  })
})
