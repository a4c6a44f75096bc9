import { marks } from './habits.ts'
import { type Measured, unusable } from './measure.ts'
import { isThere, type Profile, type Spread, usualWay, type Way } from './profile.ts'
import { fillClosing, fillGreeting } from './templates.ts'

/** What one habit says of who wrote a text. */
export interface Clue {
  name: string
  /** Log-odds that it was this business rather than any other; 0 = it says nothing. */
  odds: number
  /** "No greeting; “Hi {customer},” is usual." */
  say: string
}

/**
 * Each habit of a text as a clue to who wrote it, this business or any other: how often the business does it so, over how
 * often people who answer customers do. What few replies show counts little: every share starts at the general one, as if
 * `prior` replies had shown that. The general shares are rough, for no trade in particular, and no clue decides alone.
 */
export function cluesOf(measured: Measured, profile: Profile, isLater: boolean): Clue[] {
  const { lines, replies } = profile
  const sentences = Math.max(1, measured.sentences.length)
  return [
    line('greeting', measured.greeting, isLater ? lines.laterGreeting : lines.greeting, isLater ? 0.4 : 0.75),
    line('closing', measured.closing, isLater ? lines.laterClosing : lines.closing, isLater ? 0.4 : 0.75),
    line('opening courtesy', measured.opener, lines.opener, 0.35),
    line('closing courtesy', measured.offer, lines.offer, 0.35),
    length('reply', measured.words, profile.length, replies),
    length('sentences', measured.words / sentences, profile.sentence, replies),
    ...placesOf(measured, profile),
    ...Object.entries(general).map(([name, usual]) => mark(name, measured, profile, usual)),
  ]
    .filter(({ odds }) => odds !== 0)
    .map((clue) => ({ ...clue, odds: Math.max(-most, Math.min(most, clue.odds)) }))
}

/** No single habit says more than this: anybody may be somebody else for once. */
const most = 3

/** As if so many replies had done what is done in general. */
const prior = 3

/** Whether there is a line, how it begins, and which it is: each with its own odds. */
function line(name: string, found: string, ways: readonly Way[], usually: number): Clue {
  const replies = ways.reduce((sum, { count }) => sum + count, 0)
  if (replies === 0) return { name, odds: 0, say: '' }
  const there = replies * isThere(ways)
  const usual = usualWay(ways)
  if (found === '') {
    const odds = over(replies - there, replies, 1 - usually)
    const often = there <= replies / 2 || usual === undefined ? 'though it is often there' : ''
    const say = odds >= 0 ? 'as is usual' : often
    return { name, odds, say: say ? `No ${name}, ${say}.` : `No ${name}; “${short(usual!.text)}” is usual.` }
  }
  const kin = ways.filter(({ text }) => text !== '' && firstWord(text) === firstWord(found))
  const alike = kin.reduce((sum, { count }) => sum + count, 0)
  // Where nobody's name is known the usual line stands without it; several may then be the same.
  const isSame = ({ text }: Way) => [text, nameless(name, text)].some((one) => one?.trim() === found.trim())
  const same = kin.filter(isSame).reduce((sum, { count }) => sum + count, 0)
  const odds = over(there, replies, usually) + over(alike, there, oneOfWords) + over(same, alike, oneOfLines)
  const say =
    odds >= 0
      ? `The ${name} is usual.`
      : there < replies / 2
        ? `A ${name}, which is unusual.`
        : `Another ${name}${usual && found !== unusable ? ` than “${short(usual.text)}”` : ''}.`
  return { name, odds, say }
}

function nameless(line: string, template: string): string | undefined {
  if (line === 'greeting') return fillGreeting(template, {})
  return line === 'closing' ? fillClosing(template, {}) : undefined
}

/** A line of its kind begins with a given word, and is a given one of those, so often among all businesses. */
const oneOfWords = 0.15
const oneOfLines = 0.3

/**
 * Far from the usual length speaks against, near it for nobody: other businesses are taken to be as long in the middle,
 * and so many times as wide.
 */
const wider = 1.5

function length(name: string, found: number, { low, middle, high }: Spread, replies: number): Clue {
  const steps = Math.log(Math.max(1, found) / Math.max(1, middle))
  // Nine of ten lie within 3.3 standard deviations; what is asked makes a reply short or long before any habit does.
  const width = Math.max(0.5, Math.log(Math.max(1, high) / Math.max(1, low)) / 3.3)
  const off = (steps / width) ** 2 / 2
  const odds = -off * (1 - 1 / wider ** 2) * (replies / (replies + prior))
  const say =
    off < 0.5
      ? 'As long as usual.'
      : `${steps > 0 ? 'Longer' : 'Shorter'} than usual: ${Math.round(found)} words, usually ${middle}.`
  return { name: `length of ${name}`, odds, say }
}

/** Where a text could have been short, polite, curly: how it was, place by place; the first few say what all say. */
function placesOf({ counts }: Measured, profile: Profile): Clue[] {
  const of = (name: string) => counts.get(name) ?? 0
  return [
    places('short forms', of('short'), of('long'), profile.contractions),
    places('polite address', of('polite'), of('familiar'), profile.polite),
    places('curly apostrophes', of('apostrophe:’'), of("apostrophe:'"), curly(profile.apostrophe)),
    places('British spelling', of('spelling:british'), of('spelling:american'), british(profile.spelling)),
  ]
}

function curly(apostrophe: string | undefined): number | undefined {
  return apostrophe === undefined ? undefined : apostrophe === '’' ? 1 : 0
}

function british(spelling: string | undefined): number | undefined {
  return spelling === undefined ? undefined : spelling === 'british' ? 1 : 0
}

function places(name: string, found: number, not: number, usual: number | undefined): Clue {
  const all = found + not
  if (usual === undefined || all === 0) return { name, odds: 0, say: '' }
  const likely = Math.min(0.95, Math.max(0.05, usual))
  const odds = ((found * Math.log(2 * likely) + not * Math.log(2 * (1 - likely))) / all) * Math.min(3, all)
  return {
    name,
    odds,
    say: odds >= 0 ? `As usual: ${name}.` : `${found / all > usual ? 'More' : 'Less'} ${name} than usual.`,
  }
}

/** Replies in general that have each, roughly. */
const general: Record<string, number> = {
  ...{ exclaim: 0.35, emoji: 0.1, smiley: 0.05, lower: 0.1, paragraphs: 0.4, dash: 0.15, ellipsis: 0.05 },
  ...{ slang: 0.1, bold: 0.05, semicolon: 0.05 },
}
const names: Record<string, string> = {
  exclaim: 'exclamation marks',
  lower: 'small letters',
  dash: 'dashes',
  smiley: 'smileys',
  semicolon: 'semicolons',
  bold: 'bold words',
}

function mark(mark: string, { counts, body }: Measured, profile: Profile, usual: number): Clue {
  const isFound = mark === 'lower' ? (counts.get('has:lower') ?? 0) > 0 : marks[mark]!.test(body)
  const having = (profile.marks[mark] ?? 0) * profile.replies
  const odds = isFound
    ? over(having, profile.replies, usual)
    : over(profile.replies - having, profile.replies, 1 - usual)
  const name = names[mark] ?? mark
  const say = odds >= 0 ? `As usual: ${name}.` : `${isFound ? 'With' : 'Without'} ${name}, which is unusual.`
  return { name, odds, say }
}

/** Log of the share here over the share in general, each seen that often of so many. */
function over(count: number, all: number, share: number): number {
  return Math.log((count + prior * share) / (all + prior) / share)
}

function firstWord(template: string): string {
  return /^\W*(\p{L}+)/u.exec(template)?.[1]?.toLowerCase() ?? template.trim()
}

function short(template: string): string {
  return template
    .trim()
    .replace(/\s*\n\s*/g, ' / ')
    .slice(0, 60)
}
