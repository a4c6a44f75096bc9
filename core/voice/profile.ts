import { unusable } from './measure.ts'
import { type LineKind, quantile, type Tally, type Use } from './tally.ts'

/** A way to begin or end, and how many of the replies do it so. */
export interface Way {
  /** A template; '' = none at all. */
  text: string
  /** 0..1 */
  share: number
  /** Replies; a fraction where it leans on a larger group. */
  count: number
  lastUsed: string
}

/** The measured habits of one business, or of one channel or author of it, in one language. */
export interface Profile {
  language: string
  /** Replies that it rests on. */
  replies: number
  lines: Record<LineKind, Way[]>
  /** Words in a reply and in a sentence: the middle, and what nine of ten lie between. */
  length: Spread
  sentence: Spread
  /** Of the places for a short form ("don't"), how many had one; undefined where there were too few. */
  contractions: number | undefined
  /** Replies that hold it, 0..1, by name (habits.ts). */
  marks: Record<string, number>
  /** Per sentence: ends with an exclamation mark, begins with a small letter. */
  exclaims: number
  lowerStarts: number
  /** Replies whose words begin with a small letter below the greeting. */
  lowerBodies: number
  /** Of the forms of address, how many were polite (Sie, vous); undefined where there is no difference. */
  polite: number | undefined
  /** The usual one of each, where there is one. */
  dash: string | undefined
  apostrophe: string | undefined
  emoji: string | undefined
  spelling: 'british' | 'american' | undefined
  /** Where a reply has several paragraphs; 0 = none has. */
  sentencesInParagraph: number
  /** Per word, by name. */
  functionWords: Record<string, number>
  traits: Traits
}

export interface Spread {
  low: number
  middle: number
  high: number
}

/** 0..1 each. */
export interface Traits {
  formal: number
  friendly: number
  technical: number
}

/** Reads the habits out of what was counted. */
export function profileOf(tally: Tally, language: string): Profile {
  const of = (name: string) => tally.counts.get(name) ?? 0
  const share = (name: string, all: string | number) => ratio(of(name), typeof all === 'number' ? all : of(all))
  const marks: Record<string, number> = {}
  const functionWords: Record<string, number> = {}
  for (const [name, value] of tally.counts) {
    if (name.startsWith('has:')) marks[name.slice(4)] = ratio(value, tally.replies)
    else if (name.startsWith('word:')) functionWords[name.slice(5)] = ratio(value, of('token'))
  }
  const places = of('short') + of('long')
  const address = of('polite') + of('familiar')
  const half: Omit<Profile, 'traits'> = {
    language,
    replies: tally.replies,
    lines: Object.fromEntries(
      Object.entries(tally.lines).map(([kind, uses]) => [kind, waysOf(uses)]),
    ) as Profile['lines'],
    length: spread(tally.lengths),
    sentence: spread(tally.sentences),
    contractions: places >= 5 ? share('short', places) : undefined,
    marks,
    exclaims: share('end:!', 'sentence'),
    lowerStarts: share('start:lower', 'sentence'),
    lowerBodies: share('has:lower', tally.replies),
    polite: address >= 3 ? share('polite', address) : undefined,
    dash: usual(tally.counts, 'dash:'),
    apostrophe: usual(tally.counts, 'apostrophe:'),
    emoji: usual(tally.counts, 'emoji:', 0.3),
    spelling: usual(tally.counts, 'spelling:') as Profile['spelling'],
    sentencesInParagraph: share('spaced sentence', 'paragraph'),
    functionWords,
  }
  return { ...half, traits: traitsOf(half, tally) }
}

/** The most frequent ways, most frequent first; '' and what is unusable among them. */
function waysOf(uses: ReadonlyMap<string, Use>): Way[] {
  const all = [...uses.values()].reduce((sum, { count }) => sum + count, 0)
  return [...uses]
    .map(([text, { count, lastUsed }]) => ({ text, share: ratio(count, all), count, lastUsed }))
    .sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1))
    .slice(0, 20)
}

/** How often a line of this kind stands there at all. */
export function isThere(ways: readonly Way[]): number {
  return ways.length === 0 ? 0 : 1 - (ways.find(({ text }) => text === '')?.share ?? 0)
}

/** The way that is used most, apart from none; undefined where there is no usual one. */
export function usualWay(ways: readonly Way[]): Way | undefined {
  return ways.find(({ text }) => text !== '' && text !== unusable)
}

/** By rule: what polite letters do, what warm ones do, and how much of the text is figures, names of parts and code. */
function traitsOf(profile: Omit<Profile, 'traits'>, tally: Tally): Traits {
  const of = (name: string) => tally.counts.get(name) ?? 0
  const lines = of('line:formal') + of('line:casual')
  const { marks } = profile
  const short = profile.contractions ?? 0.5
  const formal = [
    [lines === 0 ? 0.5 : of('line:formal') / lines, 3],
    [profile.polite ?? 1 - short, 2],
    [1 - short, 1],
    [1 - (marks.slang ?? 0), 1],
    [1 - Math.max(marks.emoji ?? 0, marks.smiley ?? 0), 1],
    [1 - profile.exclaims, 1],
    [Math.min(1, profile.sentence.middle / 16), 1],
  ] as const
  const friendly = [
    [Math.min(1, 3 * profile.exclaims), 2],
    [Math.max(marks.emoji ?? 0, marks.smiley ?? 0), 2],
    [isThere(profile.lines.greeting), 1],
    [Math.max(isThere(profile.lines.opener), isThere(profile.lines.offer)), 2],
    [Math.max(marks.please ?? 0, marks.sorry ?? 0), 1],
    [lines === 0 ? 0.5 : of('line:casual') / lines, 1],
  ] as const
  const perWord = ratio(of('technical'), of('token'))
  return { formal: mean(formal), friendly: mean(friendly), technical: round(Math.min(1, perWord / 0.08)) }
}

function mean(parts: readonly (readonly [value: number, weight: number])[]): number {
  const weights = parts.reduce((sum, [, weight]) => sum + weight, 0)
  return round(parts.reduce((sum, [value, weight]) => sum + value * weight, 0) / weights)
}

function spread(counts: ReadonlyMap<number, number>): Spread {
  return { low: quantile(counts, 0.05), middle: quantile(counts, 0.5), high: quantile(counts, 0.95) }
}

/** The one that stands for most of its kind; undefined where they are mixed. */
function usual(counts: ReadonlyMap<string, number>, prefix: string, from = 0.8): string | undefined {
  const of = [...counts]
    .filter(([name]) => name.startsWith(prefix))
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const all = of.reduce((sum, [, value]) => sum + value, 0)
  const first = of[0]
  return first && all >= 3 && first[1] >= from * all ? first[0].slice(prefix.length) : undefined
}

function ratio(part: number, all: number): number {
  return all === 0 ? 0 : part / all
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
