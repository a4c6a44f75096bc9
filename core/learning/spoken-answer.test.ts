import { describe, expect, test } from 'vitest'
import type { Message, MessageMetadata } from '../domain/conversation.ts'
import { spokenAnswer } from './spoken-answer.ts'
import { spokenTurns } from './spoken-turns.ts'

describe('what of spoken words is an answer', () => {
  test.each([
    'Okay.',
    'Yes, one moment.',
    'Yes, one moment please, let me check that for you.',
    'Hello, this is Maya speaking.',
    'Hi, Maya here. How can I help you?',
    'Mhm. Right. I see.',
    'What is the number of your order?',
    'You’re welcome. Have a nice day. Bye!',
    'Einen Moment, bitte. Ich schaue kurz nach.',
    'Guten Tag, mein Name ist Maya. Was kann ich für Sie tun?',
    'Un instant, je regarde.',
    'Un momento, voy a mirar.',
    'Chwileczkę, już sprawdzam.',
    '',
  ])('nothing: %s', (text) => {
    expect(spokenAnswer(text)).toBeUndefined()
  })

  test.each([
    [
      'Okay. Uh, so you hold both buttons for five seconds. Is there anything else?',
      'So you hold both buttons for five seconds.',
    ],
    ['Hello. The repair takes two weeks.', 'The repair takes two weeks.'],
    ['Ähm, die Reparatur dauert zwei Wochen. Auf Wiederhören!', 'Die Reparatur dauert zwei Wochen.'],
    [
      'Hello Ana, you can send it back within thirty days and we pay for the parcel.',
      'Hello Ana, you can send it back within thirty days and we pay for the parcel.',
    ],
  ])('the rest: %s', (text, answer) => {
    expect(spokenAnswer(text)).toBe(answer)
  })
})

describe('spoken turns', () => {
  test('parts are one answer, also around a nod; talk and nobody’s words are left out', () => {
    const { messages, turns } = spokenTurns([
      part(1, 'human', 'Hello, this is Maya.', { teammateId: 'maya' }),
      part(2, 'customer', 'How long does a repair take?'),
      part(3, 'human', 'A repair takes', { teammateId: 'maya' }),
      part(4, 'customer', 'Okay.', { isThanks: true }),
      part(5, 'human', 'two weeks in summer.', { teammateId: 'maya' }),
      part(6, 'customer', 'And in winter?'),
      part(7, 'human', 'In winter it takes one week.'),
    ])
    expect(turns.map(({ said, parts }) => [said.content, parts.map(({ id }) => id)])).toEqual([
      ['A repair takes two weeks in summer.', ['3', '5']],
    ])
    expect(messages.map(({ content }) => content)).toEqual([
      ...['How long does a repair take?', 'Okay.', 'A repair takes two weeks in summer.', 'And in winter?'],
    ])
  })

  test('a card number that was said in two breaths is in no answer', () => {
    const { turns } = spokenTurns([
      part(1, 'human', 'Your card is 4111 1111', { teammateId: 'maya' }),
      part(2, 'human', '1111 1111 and it was refused.', { teammateId: 'maya' }),
    ])
    expect(turns.map(({ said }) => said.content)).toEqual(['Your card is [card number removed] and it was refused.'])
  })
})

function part(
  sequence: number,
  senderType: 'customer' | 'human',
  content: string,
  more: MessageMetadata = {},
): Message {
  return {
    ...{
      id: String(sequence),
      conversationId: 'c',
      senderType,
      content,
      createdAt: `2026-11-29T10:00:0${sequence}.000Z`,
    },
    metadata: { heard: { stretch: 'GT1', sequence }, ...more },
  }
}
