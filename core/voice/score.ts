import { marks } from './habits.ts'
import { type Measured, measure, unusable } from './measure.ts'
import { isThere, type Profile, type Spread, usualWay, type Way } from './profile.ts'
import { fewestReplies } from './restyle.ts'

/** How much a text reads like this business, and why. */
export interface VoiceScore {
  /** 0-100 */
  score: number
  /** What weighed, heaviest loss first. */
  parts: ScorePart[]
}

export interface ScorePart {
  name: string
  /** 0-100 */
  score: number
  weight: number
  /** "No greeting; “Hi {customer},” is usual." */
  say: string
}

/** Says how a text is written compared to the profile; undefined while too little was learned to tell. */
export function scoreOf(
  text: string,
  profile: Profile | undefined,
  { people = [], author, isLater = false }: { people?: readonly string[]; author?: string; isLater?: boolean } = {},
): VoiceScore | undefined {
  if (profile === undefined || profile.replies < fewestReplies) return undefined
  const measured = measure(text, people, author)
  const { lines } = profile
  const parts = [
    line('greeting', measured.greeting, isLater ? lines.laterGreeting : lines.greeting, 4),
    line('closing', measured.closing, isLater ? lines.laterClosing : lines.closing, 4),
    line('opening courtesy', measured.opener, lines.opener, 2),
    line('closing courtesy', measured.offer, lines.offer, 2),
    length('reply', measured.words, profile.length),
    length('sentences', measured.words / Math.max(1, measured.sentences.length), profile.sentence),
    ...habits(measured, profile),
  ].filter((part) => part.weight > 0)
  const weights = parts.reduce((sum, { weight }) => sum + weight, 0)
  const log = parts.reduce((sum, { score, weight }) => sum + weight * Math.log(Math.max(floor, score / 100)), 0)
  return {
    score: Math.round(100 * Math.exp(weights === 0 ? 0 : log / weights)),
    parts: parts
      .map((part) => ({ ...part, weight: Math.round((100 * part.weight) / weights) / 100 }))
      .sort((a, b) => (a.score - 100) * a.weight - (b.score - 100) * b.weight),
  }
}

/** No single part takes more than this away. */
const floor = 0.02

/** A line is as good as it is usual, compared to the most usual one; one of the same kind is half as good. */
function line(name: string, found: string, ways: readonly Way[], weight: number): ScorePart {
  const most = ways[0]
  if (most === undefined) return { name, score: 100, weight: 0, say: '' }
  const share = ways.find(({ text }) => text.trim() === found.trim())?.share ?? 0
  const kin =
    found === ''
      ? share
      : ways.filter(({ text }) => firstWord(text) === firstWord(found)).reduce((sum, way) => sum + way.share, 0)
  const score = Math.min(1, Math.max(share, 0.6 * kin) / most.share)
  const steadiness = ways.reduce((sum, way) => sum + way.share ** 2, 0)
  const usual = usualWay(ways)
  const say =
    score > 0.7
      ? `The ${name} is usual.`
      : found === ''
        ? `No ${name}${usual ? `; “${short(usual.text)}” is usual` : ''}.`
        : isThere(ways) < 0.5
          ? `A ${name}, which is unusual.`
          : `Another ${name}${usual && found !== unusable ? ` than “${short(usual.text)}”` : ''}.`
  return { name, score: percent(score), weight: weight * steadiness, say }
}

/** Within what nine of ten lie between nothing is lost; beyond it, by how many times longer or shorter it is. */
function length(name: string, found: number, { low, middle, high }: Spread): ScorePart {
  const steps = Math.log(Math.max(1, found) / Math.max(1, middle))
  const width = Math.max(
    0.25,
    steps > 0 ? Math.log(Math.max(1, high) / Math.max(1, middle)) : Math.log(Math.max(1, middle) / Math.max(1, low)),
  )
  const score = Math.exp(-(Math.max(0, Math.abs(steps) / width - 0.6) ** 2))
  const say =
    score > 0.7
      ? `As long as usual.`
      : `${steps > 0 ? 'Longer' : 'Shorter'} than usual: ${Math.round(found)} words, usually ${middle}.`
  return { name: `length of ${name}`, score: percent(score), weight: 1, say }
}

function habits({ counts, body }: Measured, profile: Profile): ScorePart[] {
  const of = (name: string) => counts.get(name) ?? 0
  const found: ScorePart[] = []
  const places = of('short') + of('long')
  if (profile.contractions !== undefined && places > 0)
    found.push(rate('contractions', of('short') / places, profile.contractions, places, 2))
  const address = of('polite') + of('familiar')
  if (profile.polite !== undefined && address > 0)
    found.push(rate('polite address', of('polite') / address, profile.polite, address, 3))
  for (const [name, weight] of Object.entries(telling)) {
    const usual = profile.marks[name] ?? 0
    found.push(
      presence(names[name] ?? name, name === 'lower' ? of('has:lower') > 0 : marks[name]!.test(body), usual, weight),
    )
  }
  const apostrophes = of("apostrophe:'") + of('apostrophe:’')
  if (profile.apostrophe !== undefined && apostrophes > 0)
    found.push(rate('apostrophes', of(`apostrophe:${profile.apostrophe}`) / apostrophes, 1, apostrophes, 0.5))
  return found
}

/** How much each says of a style rather than of the matter. */
const telling: Record<string, number> = {
  exclaim: 1.5,
  emoji: 1.5,
  smiley: 1,
  lower: 1.5,
  paragraphs: 1,
  dash: 0.7,
  ellipsis: 0.7,
  slang: 1,
  bold: 0.5,
  semicolon: 0.4,
  list: 0.3,
  ask: 0.3,
}
const names: Record<string, string> = {
  exclaim: 'exclamation marks',
  ask: 'questions',
  lower: 'small letters',
  list: 'lists',
}

function rate(name: string, found: number, usual: number, places: number, weight: number): ScorePart {
  const off = Math.abs(found - usual)
  const score = Math.exp(-1.5 * Math.min(4, places) * off * off)
  const say = score > 0.7 ? `The ${name} are usual.` : `${found > usual ? 'More' : 'Less'} ${name} than usual.`
  return { name, score: percent(score), weight: weight * Math.min(1, (places + 1) / 3), say }
}

/** What nearly every reply has, or hardly any, weighs most. */
function presence(name: string, isFound: boolean, usual: number, weight: number): ScorePart {
  const share = (usual * 20 + 0.5) / 21
  const likely = isFound ? share : 1 - share
  const most = Math.max(share, 1 - share)
  const say =
    likely > 0.4
      ? `The ${name} are usual.`
      : isFound
        ? `With ${name}, which is unusual.`
        : `Without ${name}, which is unusual.`
  return { name, score: percent(likely / most), weight: weight * Math.abs(2 * share - 1), say }
}

function percent(share: number): number {
  return Math.round(share * 100)
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
