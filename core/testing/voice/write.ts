import { seeded } from '../seeded.ts'
import { type Content, shuffled } from './contents.ts'
import type { House, Shares } from './house.ts'

/** A reply as somebody at a house wrote it, and to whom. */
export interface Written extends Content {
  author: string
  customer: string
}

/** Somebody at a house: how far they lean, by habit, and what they like to greet and close with. */
interface Author {
  name: string
  lean: Map<string, number>
}

const firsts = 'Alma Bruno Cora Dario Edith Fabian Greta Henrik Ida Joel Kira Leon Mina Noel Olive Pavel'.split(' ')
const lasts =
  'Berg Castell Dahl Ferrer Holm Ivers Jansen Keller Lind Marsh Novak Ortega Pryce Quist Rossi Strand'.split(' ')
const authorsOfAHouse = 3
/** Replies written in a hurry. */
const hurried = 0.2

/** The replies of a house to these contents, by three people; the same for a seed. Names tell nothing of the house. */
export function write(house: House, contents: readonly Content[], seed: number): Written[] {
  const random = seeded([...house.name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), seed + 1) | 0)
  const named = () => `${one(firsts, random)} ${one(lasts, random)}`
  const staff = seeded(seed + 5)
  const names = shuffled(firsts, staff).slice(0, authorsOfAHouse)
  const authors: Author[] = names.map((first) => ({ name: `${first} ${one(lasts, staff)}`, lean: new Map() }))
  return contents.map((content) => {
    const author = one(authors, random)
    const customer = named()
    return { ...content, author: author.name, customer, reply: worded(house, content.reply, author, customer, random) }
  })
}

function worded(house: House, reply: string, author: Author, customer: string, random: () => number): string {
  /** In a hurry nobody greets, thanks or signs, and habits show half as often. */
  const haste = random() < hurried ? 0.5 : 1
  /** True at about that share; an author who leans to a side does so at every such place. */
  const at = (habit: string, share: number) => random() < haste * leaning(author, habit, share, random)
  const drawn = (habit: string, shares: Shares) => {
    const weights = shares.map(([share], i) => leaning(author, `${habit}${i}`, share, random))
    const mark = random() * Math.max(1, sum(weights))
    return shares.find((_, i) => mark < sum(weights.slice(0, i + 1)))?.[1] ?? ''
  }
  let said = reply
  for (const [share, from, to] of house.words)
    said = said.replace(whole(from), (found) => (at(from, share) ? cased(to, found) : found))
  said = said.replace(/ {2,}/g, ' ').replace(/(^|\. )([a-z])/g, (_, before, letter) => before + letter.toUpperCase())
  if (house.spelling !== undefined) said = spelled(said, house.spelling)
  for (const [long, short] of shortForms)
    said = said.replace(whole(long), (found) => (at('short', house.short) ? cased(short, found) : found))
  let sentences = said.split(/(?<=\.) /)
  sentences = sentences.flatMap((sentence, i) => {
    const starter = i === 0 || /^(?:please|kindly|pls)/i.test(sentence) ? '' : drawn('starter', house.starters)
    return [starter === '' ? sentence : starter + small(sentence)]
  })
  sentences = joined(sentences, () => drawn('join', house.joins))
  const last = sentences.length - 1
  if (at('exclaims', house.exclaims) && !/sorry|apolog|not|n't/i.test(sentences[last]!))
    sentences[last] = sentences[last]!.replace(/\.$/, '!')
  const emoji = drawn('emoji', house.emoji)
  if (emoji !== '') sentences[last] += ` ${emoji}`
  const beside = (habit: string, shares: Shares) => (haste < 1 ? '' : drawn(habit, shares))
  sentences = [beside('opener', house.openers), ...sentences, beside('offer', house.offers)].filter(Boolean)
  if (at('lower', house.lower)) sentences = sentences.map(small)
  const body = sentences.join(at('paragraphs', house.paragraphs) ? '\n\n' : ' ')
  const [first = '', surname = ''] = customer.split(' ')
  const greeting = beside('greeting', house.greetings).replace('{customer}', first).replace('{surname}', surname)
  const closing = beside('closing', house.closings)
    .replace('{teammate}', author.name.split(' ')[0]!)
    .replace('{name}', author.name)
  const text = greeting + body + closing
  return at('curly', house.curly) ? text.replaceAll("'", '’') : text
}

/** A share moved by what this author is like: a normal step in log-odds, drawn once. */
function leaning({ lean }: Author, habit: string, share: number, random: () => number): number {
  if (!lean.has(habit)) lean.set(habit, 0.8 * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()))
  const odds = (share / (1 - share)) * Math.exp(lean.get(habit)!)
  return odds / (1 + odds)
}

function joined(sentences: readonly string[], by: () => string): string[] {
  const found: string[] = []
  for (const sentence of sentences) {
    const before = found.at(-1)
    const join = before === undefined || before.length + sentence.length > 160 ? '' : by()
    if (join === '') found.push(sentence)
    else found[found.length - 1] = before!.replace(/\.$/, '') + join + small(sentence)
  }
  return found
}

/** With a small letter, where the first word is nobody's name. */
function small(sentence: string): string {
  return /^(?:I\b|[A-Z]\w*\d|[A-Z]{2})/.test(sentence) ? sentence : sentence[0]!.toLowerCase() + sentence.slice(1)
}

function cased(text: string, like: string): string {
  return /^[A-Z]/.test(like) && text !== '' ? text[0]!.toUpperCase() + text.slice(1) : text
}

function whole(alternatives: string): RegExp {
  return new RegExp(`(?<![\\w{])(?:${alternatives})(?![\\w}'])`, 'gi')
}

function spelled(text: string, spelling: 'british' | 'american'): string {
  const [from, to] = spelling === 'british' ? ([1, 0] as const) : ([0, 1] as const)
  return spellings.reduce((all, pair) => all.replace(whole(pair[from]), (found) => cased(pair[to], found)), text)
}

const spellings: readonly (readonly [british: string, american: string])[] = [
  ['colour', 'color'],
  ['grey', 'gray'],
  ['apologise', 'apologize'],
  ['recognise', 'recognize'],
  ['centre', 'center'],
  ['enquiry', 'inquiry'],
  ['cancelled', 'canceled'],
  ['licence', 'license'],
]

const shortForms: readonly (readonly [long: string, short: string])[] = [
  ...['do', 'does', 'did', 'is', 'are', 'was', 'should', 'could', 'would', 'have', 'has'].map(
    (verb) => [`${verb} not`, `${verb}n't`] as const,
  ),
  ['cannot', "can't"],
  ['will not', "won't"],
  ...['you', 'we', 'they'].flatMap((who) => [
    [`${who} are`, `${who}'re`] as const,
    [`${who} will`, `${who}'ll`] as const,
  ]),
  ['it is', "it's"],
  ['that is', "that's"],
  ['there is', "there's"],
  ['it will', "it'll"],
  ['i am', "I'm"],
  ['i have', "I've"],
  ['i will', "I'll"],
  ['we have (?=(?:\\w+ed|already|just|made|sent|found)\\b)', "we've "],
]

function one<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)]!
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0)
}
