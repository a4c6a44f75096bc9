import { describe, expect, test } from 'vitest'
import { makeContents } from '#core/testing/voice/contents.ts'
import { heard } from '#core/testing/voice/heard.ts'
import { heldOut } from '#core/testing/voice/houses.ts'
import { write } from '#core/testing/voice/write.ts'
import { scoreOf } from './score.ts'

const contents = makeContents(1, 40, 40)
const [registry, corner] = heldOut.map((house) => write(house, [...contents.learned, ...contents.tested], 1))
const profile = heard(registry!.slice(0, 40)).profile({ language: 'en' })!
/** A house that always does the same. */
const framed = (words: string) => `Dear Ana,\n\nThank you for contacting us. ${words}\n\nSincerely,\nMaya Chen`
const steady = heard(
  contents.learned.map((content) => ({
    ...content,
    author: 'Maya Chen',
    customer: 'Ana Lind',
    reply: framed(content.reply),
  })),
).profile({ language: 'en' })!
const score = (text: string) => scoreOf(text, steady, { people: ['Ana Lind'], author: 'Maya Chen' })!
const mean = (replies: typeof registry) =>
  replies!
    .slice(40)
    .reduce((sum, { reply, customer }) => sum + scoreOf(reply, profile, { people: [customer] })!.score, 0) / 40

const body = 'Your order will be ready on Monday. You do not need to bring anything.'
const usual = framed(body)

test('the house’s own replies score high, those of another house on the same matters low', () => {
  expect(mean(registry)).toBeGreaterThan(70)
  expect(mean(corner)).toBeLessThan(20)
})

test('a missing greeting costs, and so does a missing closing', () => {
  expect(score(usual).score).toBeGreaterThan(90)
  const withoutGreeting = score(usual.replace('Dear Ana,\n\n', ''))
  expect(withoutGreeting.score).toBeLessThan(score(usual).score)
  expect(withoutGreeting.parts[0]).toMatchObject({ name: 'greeting', say: 'No greeting; “Dear {customer},” is usual.' })
  expect(score(usual.replace('\n\nSincerely,\nMaya Chen', '')).score).toBeLessThan(score(usual).score)
})

test('another greeting than the usual one costs, and the usual one is named', () => {
  const hey = score(usual.replace('Dear Ana,', 'Hey Ana!'))
  expect(hey.score).toBeLessThan(score(usual).score)
  expect(hey.parts[0]?.say).toBe('Another greeting than “Dear {customer},”.')
})

test('who signs is not always known: the usual closing without a name is the usual one', () => {
  const unsigned = score(usual.replace('\nMaya Chen', ''))
  expect(unsigned.parts.find(({ name }) => name === 'closing')?.say).toBe('The closing is usual.')
  expect(unsigned.score).toBeGreaterThan(score(usual.replace('Sincerely,\nMaya Chen', 'Cheers,')).score)
})

test('it says what weighed, the heaviest loss first', () => {
  const { parts } = score(`Hey Ana! ${body.replace('do not', "don't")} 🎉\n\nCheers,\nMaya`)
  expect(parts.map((part) => part.score)).toEqual(parts.map((part) => part.score).sort((a, b) => a - b))
  expect(parts.slice(0, 4).map(({ name }) => name)).toEqual(expect.arrayContaining(['greeting', 'closing']))
  expect(parts[0]!.score).toBeLessThan(20)
  expect(parts.at(-1)!.score).toBeGreaterThan(50)
  expect(parts.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 0)
})

test('in a later turn, nobody is missed who greets in the first one alone', () => {
  const later = heard(registry!.slice(0, 40), ['Where is it?', 'On its way.']).profile({ language: 'en' })!
  expect(scoreOf(body, later, { isLater: true })!.parts.find(({ name }) => name === 'greeting')?.score).toBeLessThan(50)
  expect(scoreOf(body, profile, { isLater: true })!.parts.find(({ name }) => name === 'greeting')).toBeUndefined()
})

test('while too little was learned, there is no score', () => {
  expect(scoreOf(usual, undefined)).toBeUndefined()
  expect(scoreOf(usual, heard(registry!.slice(0, 4)).profile({ language: 'en' }))).toBeUndefined()
  expect(scoreOf(usual, heard(registry!.slice(0, 5)).profile({ language: 'en' }))).toBeDefined()
})

test('what few replies show says less than what many do', () => {
  const few = heard(registry!.slice(0, 6)).profile({ language: 'en' })!
  const other = corner![41]!.reply
  expect(scoreOf(other, few)!.score).toBeGreaterThan(scoreOf(other, profile)!.score)
})

describe('whatever the text, the score is a whole number from 0 to 100', () => {
  const texts: [string, string][] = [
    ['empty', ''],
    ['white space', ' \n\t '],
    ['one emoji', '🙂'],
    ['right to left', '\u202Eמה שלומך\u202C\n\nשלום, ההזמנה בדרך.'],
    ['lone surrogates', '\ud83d \udc00 Hi \ud83d'],
    ['1 MB of one word', 'a'.repeat(1_000_000)],
    ['1 MB of sentences', "Hi Ana, it isn't here! ".repeat(45_000)],
    ['1 MB of line breaks', '\n'.repeat(1_000_000)],
  ]
  test.each(texts)('%s', (_, text) => {
    const { score: found, parts } = score(text)
    expect(found).toBe(Math.min(100, Math.max(0, Math.round(found))))
    for (const part of parts) expect(part.score + part.weight).not.toBeNaN()
  })
})
