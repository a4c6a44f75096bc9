import { stopWords } from '../understanding/text.ts'
import { contract, expand } from './contractions.ts'
import { inFree, isKept, keptSpans } from './free.ts'
import { marks } from './habits.ts'
import { emojis } from './measure.ts'
import type { Profile } from './profile.ts'
import { sentencesOf } from './sentences.ts'
import { spell } from './spelling.ts'
import { swapTerms } from './terms.ts'
import type { Term } from './vocabulary.ts'

/** From this share on something is a habit, and up to that one it is none; between them a text is left as it is. */
export const habit = 0.5
export const seldom = 0.1

/** A change of the words below greeting and above closing, and what a receipt calls it. */
export interface Step {
  name: string
  change(body: string, profile: Profile, terms: readonly Term[]): string
}

/** In this order. None adds, drops or changes what a reply states. */
export const steps: readonly Step[] = [
  { name: 'terms', change: (body, { language }, terms) => inFree(body, (part) => swapTerms(part, language, terms)) },
  { name: 'spelling', change: spelling },
  { name: 'contractions', change: contractions },
  { name: 'exclamation marks', change: exclamations },
  { name: 'emoji', change: emoji },
  { name: 'dashes', change: dashes },
  { name: 'apostrophes', change: apostrophes },
  { name: 'paragraphs', change: paragraphs },
  { name: 'capitals', change: capitals },
]

function spelling(body: string, { spelling: usual, language }: Profile): string {
  return usual === undefined || language !== 'en' ? body : inFree(body, (part) => spell(part, usual))
}

function contractions(body: string, { contractions: share, language }: Profile): string {
  if (share === undefined || language !== 'en') return body
  if (share >= habit) return inFree(body, contract)
  return share <= 0.3 ? inFree(body, expand) : body
}

function exclamations(body: string, profile: Profile): string {
  const share = profile.marks.exclaim ?? 0
  if (share <= seldom && profile.exclaims < 0.05)
    return inFree(body, (part) => part.replace(/([?.…])!+/g, '$1').replace(/!+/g, '.'))
  if (share < habit || body.includes('!')) return body
  const last = sentencesOf(body).at(-1)
  if (last === undefined || body[last.end - 1] !== '.' || body[last.end - 2] === '.') return body
  const sentence = body.slice(last.start, last.end)
  const isGrave =
    marks.sorry!.test(sentence) ||
    /(?<!\p{L})(?:not?|nicht|kein\p{L}*|pas|never|cannot)(?!\p{L})|n['’]t/iu.test(sentence)
  if (isGrave || isKept(keptSpans(body), last.end - 1)) return body
  return `${body.slice(0, last.end - 1)}!${body.slice(last.end)}`
}

function emoji(body: string, profile: Profile): string {
  const share = Math.max(profile.marks.emoji ?? 0, profile.marks.smiley ?? 0)
  if (share <= seldom) {
    return body.search(emojis) < 0
      ? body
      : inFree(body, (part) => part.replace(endingEmojis, '$1.').replace(spacedEmojis, '')).trimEnd()
  }
  if (share < habit || profile.emoji === undefined || body.search(emojis) >= 0) return body
  return body.trim() === '' ? body : `${body} ${profile.emoji}`
}

/** In the place of an end mark, one is left behind. */
const endingEmojis = new RegExp(`([\\p{L}\\p{N}])[ \\u00a0]*(?:${emojis.source})(?=\\s+\\p{Lu}|\\s*$)`, 'gu')
const spacedEmojis = new RegExp(`[ \\u00a0]*(?:${emojis.source})`, 'gu')

function dashes(body: string, { dash }: Profile): string {
  return dash === undefined ? body : inFree(body, (part) => part.replace(/(?<=[^\s\d] )[–—-](?= [^\s\d])/gu, dash))
}

function apostrophes(body: string, { apostrophe }: Profile): string {
  return apostrophe === undefined ? body : inFree(body, (part) => part.replace(/(?<=\p{L})['’](?=\p{L})/gu, apostrophe))
}

/** One paragraph a sentence, or all in one; lists and code stay as they are. */
function paragraphs(body: string, profile: Profile): string {
  if (marks.list!.test(body) || body.includes('```')) return body
  const share = profile.marks.paragraphs ?? 0
  if (share <= seldom) return body.replace(/(?<=[.!?…:;,)\p{Extended_Pictographic}])[ \t]*\n[ \t]*\n\s*(?=\S)/gu, ' ')
  if (share < habit || profile.sentencesInParagraph > 1.3) return body
  const spans = sentencesOf(body)
  const kept = keptSpans(body)
  let changed = ''
  let from = 0
  for (const { start } of spans.slice(1)) {
    const gap = /[ \t\u00a0]+$/.exec(body.slice(Math.max(0, start - 8), start))
    if (gap === null || isKept(kept, start - 1) || /^\W*$/u.test(body.slice(start))) continue
    changed += `${body.slice(from, start - gap[0].length)}\n\n`
    from = start
  }
  return changed + body.slice(from)
}

/** How the words begin below the greeting, and how sentences begin: only words that are nobody's name are changed. */
function capitals(body: string, profile: Profile): string {
  const kept = keptSpans(body)
  const letters = body.split('')
  for (const [at, { start, end }] of sentencesOf(body).entries()) {
    const share = at === 0 ? Math.max(profile.lowerBodies, profile.lowerStarts) : profile.lowerStarts
    const word = /^\p{L}+/u.exec(body.slice(start, Math.min(end, start + 30)))?.[0]
    if (word === undefined || isKept(kept, start)) continue
    const isOrdinary = stopWords.has(word.toLowerCase()) && word.length > 1
    if (share >= habit && isOrdinary && /^\p{Lu}\p{Ll}*$/u.test(word)) letters[start] = word[0]!.toLowerCase()
    else if (share <= seldom && (at === 0 || isOrdinary) && /^\p{Ll}+$/u.test(word))
      letters[start] = word[0]!.toUpperCase()
  }
  return letters.join('')
}
