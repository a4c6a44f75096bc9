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
  },
  {
    ask: ['can I send back the', 'I would like to return my', 'how do I give back the'],
  },
  {
    ask: ['my new', 'something is wrong with the', 'I am not happy with this'],
  },
  {
    ask: ['do you have another', 'is there a smaller', 'which colours are there of the'],
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
