import { type Facts, factsOf } from '../understanding/facts.ts'
import { courtesiesIn } from './courtesy.ts'
import { stripFrame } from './frame.ts'
import { keptSpans } from './free.ts'
import { gapOf, unusable } from './measure.ts'
import { isThere, type Profile, usualWay, type Way } from './profile.ts'
import { habit, type Step, seldom, steps } from './steps.ts'
import { fillClosing, fillGreeting, isPlain, openUp, type People } from './templates.ts'
import type { Term } from './vocabulary.ts'

/** Who speaks to whom, and where in the conversation. */
export interface Occasion {
  people: People
  /** Something was said before: nobody is greeted twice. */
  isLater: boolean
  terms: readonly Term[]
  /** A signature of the business stands below: it closes already. */
  isClosed?: boolean
}

export interface Restyled {
  text: string
  /** What was changed, in words for the receipt; empty = the text is as it was. */
  changed: string[]
}

/** Fewer replies show no habit. */
export const fewestReplies = 5
/** Longer texts stay as they are. */
const longest = 20_000

/**
 * Says the same as this business would: greeting, closing, courtesies, contractions, terms, punctuation and layout change,
 * facts do not. A step that would touch one is left out; doing it twice changes nothing more.
 */
export function restyle(text: string, profile: Profile | undefined, occasion: Occasion): Restyled {
  const same = { text, changed: [] }
  if (profile === undefined || profile.replies < fewestReplies || text.length > longest) return same
  const whole = text.replace(/\r\n?/g, '\n').trim()
  const once = apply(whole, profile, occasion)
  if (once.text === whole || once.text === '') return same
  const isSafe = saysTheSame(whole, once.text, namesOf(occasion.people).all)
  return isSafe && apply(once.text, profile, occasion).text === once.text ? once : same
}

function apply(whole: string, profile: Profile, occasion: Occasion): Restyled {
  const names = namesOf(occasion.people)
  const opened = openUp(whole, names.customer, names.teammate[0])
  const own = stripFrame(whole, names.all)
  const at = whole.indexOf(own.body)
  const plain = isPlain(opened)
  const opens = opened.greeting === '' || plain.opens
  const ends = opened.closing === '' || plain.ends
  const changed: string[] = []
  const body = ends ? own.body : whole.slice(at)
  const said = courteous(body, opens ? opened.thanks : '', profile, changed)
  const styled = bodyOf(said, profile, occasion.terms, changed)
  const greeting = opens ? greetingFor(own.greeting, opened.greeting, profile, occasion) : whole.slice(0, at)
  const closing = ends ? closingFor(own.closing, opened.closing, profile, occasion) : ''
  const text = `${greeting}${styled}${closing}`.trim()
  if (opens && first(greeting) !== first(own.greeting)) changed.unshift('greeting')
  if (ends && closing.trim() !== own.closing.trim()) changed.push('closing')
  if (changed.length === 0 && text !== whole) changed.push('line breaks')
  return { text, changed: text === whole ? [] : changed }
}

/** Courtesies of others go, the house's own come. */
function courteous(body: string, thanks: string, profile: Profile, changed: string[]): string {
  const { opener, offer } = courtesiesIn(body)
  const [opens, offers] = [isThere(profile.lines.opener), isThere(profile.lines.offer)]
  const [from, to] = [opener?.end ?? 0, offer?.start ?? body.length]
  if (from > to) return thanks + body
  const ownOpener = thanks || (opener === undefined ? '' : body.slice(0, opener.end) + gapOf(body, opener.end, 1))
  const ownOffer = offer === undefined ? '' : gapOf(body, offer.start, -1) + body.slice(offer.start)
  const newOpener = chosen(ownOpener, opens, profile.lines.opener)
  const newOffer = chosen(ownOffer, offers, profile.lines.offer)
  const core = body.slice(from, to).trim()
  if (core === '') return thanks + body
  const result = newOpener + core + newOffer
  if (!sameFacts(factsOf(thanks + body), factsOf(result))) return thanks + body
  if (newOpener.trim() !== ownOpener.trim()) changed.push('opening courtesy')
  if (newOffer.trim() !== ownOffer.trim()) changed.push('closing courtesy')
  return result
}

function chosen(own: string, share: number, ways: readonly Way[]): string {
  if (share <= seldom) return ''
  const usual = usualWay(ways)
  return share < habit || usual === undefined ? own : usual.text
}

/** All steps at once where they keep the facts, else one by one without those that do not. */
function bodyOf(body: string, profile: Profile, terms: readonly Term[], changed: string[]): string {
  const before = factsOf(body)
  const names: string[] = []
  const all = steps.reduce((text, step) => done(step, text, profile, terms, names), body)
  if (sameFacts(before, factsOf(all))) {
    changed.push(...names)
    return all
  }
  return steps.reduce((text, step) => {
    const tried: string[] = []
    const next = done(step, text, profile, terms, tried)
    if (!sameFacts(before, factsOf(next))) return text
    changed.push(...tried)
    return next
  }, body)
}

function done(step: Step, text: string, profile: Profile, terms: readonly Term[], names: string[]): string {
  const next = step.change(text, profile, terms)
  if (next !== text) names.push(step.name)
  return next
}

function greetingFor(own: string, template: string, profile: Profile, { people, isLater }: Occasion): string {
  const ways = isLater ? profile.lines.laterGreeting : profile.lines.greeting
  const share = isThere(ways)
  const kept = own === '' || template === '' ? '' : first(own) + /\s*$/.exec(template)![0]
  if (isLater && ways.reduce((sum, { count }) => sum + count, 0) < fewestReplies) return ''
  if (share <= seldom) return ''
  if (share < habit) return kept
  for (const { text } of ways) {
    const filled = text === '' || text === unusable ? undefined : fillGreeting(text, people)
    if (filled !== undefined) return filled
  }
  return kept
}

function closingFor(own: string, template: string, profile: Profile, { people, isLater, isClosed }: Occasion): string {
  if (isClosed) return ''
  const ways = isLater ? profile.lines.laterClosing : profile.lines.closing
  const share = isThere(ways)
  const kept = own === '' ? '' : /^\s*/.exec(template)![0] + own
  if (isLater && ways.reduce((sum, { count }) => sum + count, 0) < fewestReplies) return ''
  if (share <= seldom) return ''
  const usual = usualWay(ways)
  return share < habit || usual === undefined ? kept : fillClosing(usual.text, people)
}

/** What is said below greeting and above closing states the same, and the frame comes off again. */
function saysTheSame(before: string, after: string, names: readonly string[]): boolean {
  const [was, is] = [stripFrame(before, names).body, stripFrame(after, names).body]
  return sameFacts(factsOf(was), factsOf(is)) && keptIn(was) === keptIn(is)
}

/** Quotations, links, code and slots, in whatever order. */
function keptIn(body: string): string {
  const spans = keptSpans(body).map(({ start, end }) => body.slice(start, end))
  return JSON.stringify(spans.sort())
}

/** The same figures, dates, links, promises and names, and the same yes or no. */
export function sameFacts(a: Facts, b: Facts): boolean {
  return a.answer === b.answer && equal(a.values, b.values) && equal(a.promises, b.promises) && equal(a.names, b.names)
}

function equal(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((value) => b.has(value))
}

function namesOf({ customer, teammate }: People): { customer: string[]; teammate: string[]; all: string[] } {
  const whole = (one: People['customer']) =>
    one?.first === undefined ? [] : [one.rest === undefined ? one.first : `${one.first} ${one.rest}`]
  const names = { customer: whole(customer), teammate: whole(teammate) }
  return { ...names, all: [...names.customer, ...names.teammate] }
}

function first(lines: string): string {
  return lines.trim().split('\n')[0]!.trim()
}
