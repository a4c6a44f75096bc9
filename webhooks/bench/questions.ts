import { randomUUID } from 'node:crypto'
import type { LearningEntry } from '#core/domain/learning.ts'

const things = [
  'parcel',
  'invoice',
  'gift card',
  'bicycle',
  'saddle',
  'helmet',
  'lamp',
  'lock',
  'pump',
  'trailer',
  'brake',
]
const wishes = [
  {
    ask: ['where is my', 'when will I get the', 'I am still waiting for my'],
    reply: 'is on its way and takes three days.',
  },
  {
    ask: ['can I send back the', 'I would like to return my', 'how do I give back the'],
    reply: 'can be sent back for 30 days.',
  },
  {
    ask: ['my new', 'something is wrong with the', 'I am not happy with this'],
    reply: 'will be repaired by our workshop.',
  },
  {
    ask: ['do you have another', 'is there a smaller', 'which colours are there of the'],
    reply: 'comes in red, blue and black.',
  },
]
const endings = [
  '',
  ', please?',
  ' that I ordered last week',
  ' from the shop in town',
  '. Thank you!',
  ' for my daughter',
]

/** A customer's question: 44 topics, each asked in several ways. */
export function question(at: number, style: number): string {
  const wish = wishes[Math.floor(at / things.length) % wishes.length]!
  const ending = endings[style % endings.length]!
  return `${wish.ask[style % wish.ask.length]} ${things[at % things.length]}${ending}`
}

/** The row of the learning log in which staff answered such a question. */
export function pair(at: number): LearningEntry {
  const thing = things[at % things.length]!
  const wish = wishes[Math.floor(at / things.length) % wishes.length]!
  return {
    type: 'pair',
    lessonId: randomUUID(),
    question: `${question(at, Math.floor(at / 44))} (${at.toString(36)})`,
    context: [],
    reply: `Hello,\n\nthe ${thing} ${wish.reply}\n\nKind regards\nAnna`,
    author: 'Anna',
    channel: 'chat',
    known: [],
    origin: 'import',
    ownWords: true,
  }
}
