import type { Lesson } from '../domain/learning.ts'
import type { Entity } from './entities.ts'
import { fold, stopWords, words } from './text.ts'

/** A name of something that this business sells or does, found in a message. */
export interface TermMention {
  type: 'product'
  value: string
  start: number
  end: number
}

/** A name counts when so many lessons say it: one mention may be a person, a street, a slip. */
const fromLessons = 3
const mostTerms = 400
const readChars = 4000

/**
 * The names of things that staff use, most frequent first: one to three words that stand with a capital inside a sentence or
 * in quotation marks in several current lessons, and that are hardly ever written small (in German, where every noun has a
 * capital, only two words together, quoted names and names with digits tell). Pure.
 */
export function productTerms(lessons: Iterable<Pick<Lesson, 'reply' | 'language' | 'standing' | 'author'>>): string[] {
  const named = new Map<string, { name: string; count: number }>()
  const small = new Map<string, number>()
  for (const { reply, language, standing, author } of lessons) {
    if (standing === 'superseded') continue
    const text = reply.slice(0, readChars)
    const people = new Set(words(author))
    const here = new Map<string, string>()
    for (const name of namesIn(text, language)) {
      const key = fold(name)
      if (words(name).every((word) => stopWords.has(word) || people.has(word) || word === '#')) continue
      here.set(key, name)
    }
    for (const [key, name] of here) named.set(key, { name, count: (named.get(key)?.count ?? 0) + 1 })
    for (const word of new Set(text.match(/(?<!\p{L})\p{Ll}[\p{L}'-]+/gu) ?? []))
      small.set(fold(word), (small.get(fold(word)) ?? 0) + 1)
  }
  return [...named]
    .filter(([key, { count }]) => count >= fromLessons && (small.get(key) ?? 0) <= count / 4)
    .sort((a, b) => b[1].count - a[1].count || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostTerms)
    .map(([, { name }]) => name)
}

/** Adds the business's own names to what was found; where both see something, the longer span stays. */
export function findTerms(text: string, terms: readonly string[], found: readonly Entity[]): (Entity | TermMention)[] {
  if (terms.length === 0) return [...found]
  const read = text.slice(0, 20_000)
  const lower = read.toLowerCase()
  // Lower case can change the length of a text ("İ"): then positions would not fit.
  if (lower.length !== read.length) return [...found]
  const mentions: TermMention[] = []
  const taken = new Uint8Array(read.length)
  for (const { start, end } of found) if (end <= read.length) taken.fill(1, start, end)
  for (const term of terms.toSorted((a, b) => b.length - a.length)) {
    const wanted = term.toLowerCase()
    for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length)) {
      const end = at + wanted.length
      if (isLetter(read, at - 1) || isLetter(read, end) || taken.subarray(at, end).includes(1)) continue
      taken.fill(1, at, end)
      mentions.push({ type: 'product', value: read.slice(at, end), start: at, end })
    }
  }
  return [...found, ...mentions].sort((a, b) => a.start - b.start)
}

function* namesIn(text: string, language: string): Generator<string> {
  for (const [, quoted] of text.matchAll(/["“„«]([^"”“»\n]{2,40})["”“»]/gu)) if (quoted) yield quoted.trim()
  const inside = /(?<=[\p{Ll}\p{N},;]\s)\p{Lu}[\p{L}\p{N}'-]*(?:\s(?:\p{Lu}[\p{L}\p{N}'-]*|\p{N}{1,4}))*/gu
  for (const [name] of text.matchAll(inside)) {
    const parts = name.split(/\s/)
    if (parts.length > 3) continue
    if (language !== 'de' || parts.length > 1 || /\p{N}|\p{Lu}\p{L}*\p{Lu}/u.test(name)) yield name
  }
}

function isLetter(text: string, at: number): boolean {
  return at >= 0 && at < text.length && /[\p{L}\p{N}]/u.test(text[at]!)
}
