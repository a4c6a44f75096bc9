import { languageOf, unknownLanguage } from '../understanding/language.ts'
import { stopWords } from '../understanding/text.ts'
import { countContractions } from './contractions.ts'
import { courtesiesIn } from './courtesy.ts'
import { casualLine, familiar, formalLine, marks, polite, technical } from './habits.ts'
import { nameParts } from './names.ts'
import { sentencesOf } from './sentences.ts'
import { countSpellings } from './spelling.ts'
import { openUp } from './templates.ts'

/** Longest reply that is measured, characters: beyond it nobody has a style. */
export const measureCap = 20_000

/** One reply in figures. */
export interface Measured {
  language: string
  /** Templates with slots; '' = none, `unusable` = one that holds what is somebody's own. */
  greeting: string
  closing: string
  opener: string
  offer: string
  body: string
  words: number
  sentences: number[]
  counts: Map<string, number>
}

/** Stands for a line that is there but is no habit. */
export const unusable = '*'

/** Measures how a reply is written; what it says is left aside. */
export function measure(text: string, people: readonly string[] = [], author?: string, question = ''): Measured {
  const { greeting, thanks, body, closing } = openUp(text.slice(0, measureCap), people, author)
  const spans = sentencesOf(body)
  const courtesies = courtesiesIn(body, spans)
  const said = (span: { start: number; end: number } | undefined) => (span ? body.slice(span.start, span.end) : '')
  const counts = new Map<string, number>()
  const add = (name: string, by = 1) => void (by > 0 && counts.set(name, (counts.get(name) ?? 0) + by))
  for (const [name, mark] of Object.entries(marks)) if (mark.test(body)) add(`has:${name}`)
  for (const [emoji] of body.matchAll(emojis)) add(`emoji:${emoji}`)
  for (const [, dash] of body.matchAll(/\s([–—-])\s/g)) add(`dash:${dash}`)
  for (const [, apostrophe] of body.matchAll(/\p{L}(['’])(?=\p{L})/gu)) add(`apostrophe:${apostrophe}`)
  const { short, long } = countContractions(body)
  add('short', short)
  add('long', long)
  add('polite', body.match(polite)?.length ?? 0)
  add('familiar', body.match(familiar)?.length ?? 0)
  add('technical', body.match(technical)?.length ?? 0)
  for (const line of [greeting, closing.trimStart()]) {
    if (formalLine.test(line)) add('line:formal')
    else if (casualLine.test(line)) add('line:casual')
  }
  const { british, american } = countSpellings(body)
  add('spelling:british', british)
  add('spelling:american', american)
  const tokens = tokensOf(body)
  add('token', tokens.length)
  for (const token of tokens) if (stopWords.has(token)) add(`word:${token}`)
  const ends = spans.map((span) => said(span))
  for (const sentence of ends) {
    if (/!["”»)]?$/.test(sentence)) add('end:!')
    if (/^\p{Ll}/u.test(sentence)) add('start:lower')
  }
  add('sentence', spans.length)
  if (/^\p{Ll}/u.test(body)) add('has:lower')
  const paragraphs = body.split(/\n\s*\n/).length
  if (paragraphs > 1) {
    add('paragraph', paragraphs)
    add('spaced sentence', spans.length)
  }
  const own = languageOf(body)
  return {
    language: own === unknownLanguage ? languageOf(question) : own,
    greeting: usable(greeting, people),
    closing: usable(closing, people),
    opener: usable(thanks || withGap(body, courtesies.opener), people),
    offer: usable(courtesies.offer ? gapOf(body, courtesies.offer.start, -1) + said(courtesies.offer) : '', people),
    body,
    words: tokens.length,
    sentences: ends.map((sentence) => tokensOf(sentence).length),
    counts,
  }
}

function withGap(body: string, span: { start: number; end: number } | undefined): string {
  return span === undefined ? '' : body.slice(span.start, span.end) + gapOf(body, span.end, 1)
}

/** The white space before or after a place: a space, a line break or an empty line. */
export function gapOf(text: string, at: number, step: 1 | -1): string {
  let breaks = 0
  for (let i = step === 1 ? at : at - 1; /\s/.test(text[i] ?? ''); i += step) if (text[i] === '\n') breaks++
  return [' ', '\n', '\n\n'][Math.min(2, breaks)]!
}

/** The words of a text, folded, apostrophes left out; a run of digits is one word. */
export function tokensOf(text: string): string[] {
  return [...text.toLowerCase().matchAll(tokenShape)].map(([token]) =>
    /^\p{N}/u.test(token) ? '#' : token.replace(/['’]/g, '').slice(0, 40),
  )
}

const tokenShape = /\p{N}+|\p{L}[\p{L}\p{M}'’]*/gu
/** Pictures, and faces made of marks. */
export const emojis = /(?![\d#*©®™])\p{Extended_Pictographic}\ufe0f?|(?<=\s)[:;]-?[)D](?=\s|$)/gu

/** A template is everybody's: it holds no figure, no address, and no name but as a slot. */
function usable(template: string, people: readonly string[]): string {
  if (template === '') return ''
  const folded = template.toLowerCase()
  const isOwn = people
    .flatMap(nameParts)
    .some(
      (part) => part.length > 2 && new RegExp(`(?<!\\p{L})${escaped(part.toLowerCase())}(?!\\p{L})`, 'u').test(folded),
    )
  return template.length > 160 || isOwn || /[\d@<>]|https?:|www\./u.test(template) ? unusable : template
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
