import { seeded } from '#core/testing/seeded.ts'

const acts =
  'return,exchange,repair,insure,cancel,upgrade,rent,resell,clean,track,reserve,assemble,recycle,register,gift,postpone,customise,store,deliver,inspect'.split(
    ',',
  )
const things =
  'bicycle,helmet,saddle,trailer,lamp,pump,lock,jacket,tent,kayak,racket,treadmill,scooter,backpack,goggles,skates'.split(
    ',',
  )
const asks = [
  (act: string, thing: string) => `how do I ${act} my ${thing}`,
  (act: string, thing: string) => `can you ${act} the ${thing} for me`,
  (act: string, thing: string) => `I would like to ${act} a ${thing}`,
  (act: string, thing: string) => `what does it cost to ${act} the ${thing}`,
  (act: string, thing: string) => `is there a way to ${act} that ${thing}`,
  (act: string, thing: string) => `my ${thing} is here and I want to ${act} it`,
]
const before = [
  '',
  'Hello, ',
  'Hi there, ',
  'Good morning, ',
  'Sorry to bother you, ',
  'Quick question: ',
  'One more thing, ',
]
const after = [
  '',
  ' please',
  ' before the weekend',
  ' that I ordered last week',
  ' from your shop in town',
  ' for my daughter',
  ' without the receipt',
  ' as soon as possible',
  ' and how long does it take',
]
const places = [
  'the service desk',
  'the workshop',
  'our order page',
  'the form in your account',
  'the counter',
  'the app',
]
const terms = [
  'within 14 days',
  'at no cost',
  'on weekdays',
  'with the original box',
  'once a year',
  'after a short call',
  'by courier',
]

/** Most topics that can be made. */
export const mostTopics = acts.length * things.length

/** One invented question and its answer, as text: the same for the same numbers. Questions of one topic differ in wording. */
export function generated(topic: number, wording: number): { question: string; reply: string } {
  const [act, thing] = [acts[topic % acts.length]!, things[Math.floor(topic / acts.length) % things.length]!]
  const random = seeded(Math.imul(topic + 1, 2654435761) ^ Math.imul(wording + 1, 40503))
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!
  // A number, as customers mention them, keeps a hundred thousand questions from being a few hundred texts.
  const detail = random() < 0.5 ? ` (no. ${Math.floor(random() * 90_000) + 10_000})` : ''
  const question = `${pick(before)}${pick(asks)(act, thing)}${pick(after)}${detail}?`
  const place = places[(topic * 7) % places.length]!
  const term = terms[(topic * 5 + Math.floor(topic / 11)) % terms.length]!
  return { question, reply: `To ${act} a ${thing}, go to ${place}: we do that ${term}.` }
}
