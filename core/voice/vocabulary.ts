import { findEntities } from '../understanding/entities.ts'
import { hash32, stopWords } from '../understanding/text.ts'
import { tokensOf } from './measure.ts'
import { sentencesOf } from './sentences.ts'
import { synonyms } from './synonyms.ts'
import { count, sorted } from './tally.ts'

/** Words and phrases of staff and of their customers: in how many different texts each stands. */
export interface Vocabulary {
  learn(reply: string, question: string, own: readonly string[]): void
  /** What staff say and customers do not, most telling first. */
  phrases(limit: number): Telling[]
  words(limit: number): Telling[]
  terms(language: string): Term[]
  save(): SavedVocabulary
}

/** As JSON can hold it, the same for the same texts. */
export type SavedVocabulary = [
  replies: number,
  seen: number[],
  staff: [string, number][],
  theirs: [string, number][],
  phrases: [string, number][],
]

export interface Telling {
  text: string
  /** Replies that hold it. */
  count: number
  /** Standard deviations by which its log-odds against the customers' words lie above zero. */
  score: number
}

/** A word that staff use where customers use others. */
export interface Term {
  use: string
  avoid: string[]
  count: number
}

/** Different words and phrases that are counted at most; what comes first is what is frequent. */
const mostWords = 20_000
const mostPhrases = 60_000
/** Longer texts are read so far, in words. */
const mostTokens = 400
const longestPhrase = 4
/** A word of fewer replies may be one customer's. */
const fewest = 3

export function makeVocabulary(saved: SavedVocabulary = [0, [], [], [], []]): Vocabulary {
  let [replies] = saved
  const seen = new Set(saved[1])
  const staff = new Map(saved[2])
  const theirs = new Map(saved[3])
  const phrases = new Map(saved[4])

  return {
    learn(reply, question, own) {
      // A canned reply is one reply, however often it was sent.
      const digest = hash32(reply)
      if (seen.has(digest)) return
      seen.add(digest)
      replies++
      const hidden = new Set(own.flatMap(tokensOf))
      const { words, runs } = textOf(reply, hidden)
      for (const word of words) count(staff, word, 1, mostWords)
      for (const phrase of phrasesOf(runs)) count(phrases, phrase, 1, mostPhrases)
      const asked = textOf(question, hidden)
      for (const word of asked.words) count(theirs, word, 1, mostWords)
      for (const phrase of phrasesOf(asked.runs)) if (phrases.has(phrase)) count(theirs, phrase, 1, mostPhrases)
    },

    words: (limit) =>
      telling(staff, theirs, replies, (word) => !stopWords.has(word) && word.length > 2).slice(0, limit),

    phrases(limit) {
      const found: Telling[] = []
      for (const phrase of telling(phrases, theirs, replies, () => true)) {
        if (found.length >= limit) break
        const isPart = found.some(
          ({ text }) => ` ${text} `.includes(` ${phrase.text} `) || ` ${phrase.text} `.includes(` ${text} `),
        )
        if (!isPart) found.push(phrase)
      }
      return found
    },

    terms(language) {
      const found: Term[] = []
      for (const group of synonyms[language] ?? []) {
        const used = group.map(([one, many]) => (staff.get(one) ?? 0) + (many === one ? 0 : (staff.get(many) ?? 0)))
        const best = used.indexOf(Math.max(...used))
        const avoid = group.flatMap(([one, many], at) => {
          const asked = (theirs.get(one) ?? 0) + (many === one ? 0 : (theirs.get(many) ?? 0))
          return at !== best && asked >= fewest && used[at]! <= used[best]! / 10 ? [one] : []
        })
        if (used[best]! >= 5 && avoid.length > 0) found.push({ use: group[best]![0], avoid, count: used[best]! })
      }
      return found.sort((a, b) => b.count - a.count || (a.use < b.use ? -1 : 1))
    },

    save: () => [replies, [...seen].sort((a, b) => a - b), sorted(staff), sorted(theirs), sorted(phrases)],
  }
}

/**
 * Log-odds of staff against customers with a prior of both together, in standard deviations.
 * Monroe, Colaresi, Quinn 2008, "Fightin' Words", https://doi.org/10.1093/pan/mpn018
 */
function telling(
  staff: ReadonlyMap<string, number>,
  theirs: ReadonlyMap<string, number>,
  replies: number,
  isWord: (word: string) => boolean,
): Telling[] {
  const sum = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((a, b) => a + b, 0)
  const [ours, all] = [sum(staff), sum(staff) + sum(theirs)]
  const prior = Math.min(500, all / 20)
  const found: Telling[] = []
  for (const [text, said] of staff) {
    if (said < Math.max(fewest, replies * 0.02) || !isWord(text)) continue
    const asked = theirs.get(text) ?? 0
    const expected = (prior * (said + asked)) / all
    const odds = (n: number, total: number) => Math.log((n + expected) / (total + prior - n - expected))
    const score =
      (odds(said, ours) - odds(asked, all - ours)) / Math.sqrt(1 / (said + expected) + 1 / (asked + expected))
    if (score > 1.96) found.push({ text, count: said, score: Math.round(score * 100) / 100 })
  }
  return found.sort((a, b) => b.score - a.score || (a.text < b.text ? -1 : 1))
}

/** The words of a text, what is one person's own taken out; a phrase never runs over such a hole or a sentence's end. */
function textOf(text: string, hidden: ReadonlySet<string>): { words: Set<string>; runs: string[][] } {
  let plain = text.slice(0, 8000)
  for (const { start, end } of findEntities(plain).toReversed()) plain = `${plain.slice(0, start)}\n${plain.slice(end)}`
  const runs: string[][] = []
  let left = mostTokens
  for (const { start, end } of sentencesOf(plain)) {
    let run: string[] = []
    for (const token of tokensOf(plain.slice(start, end))) {
      if (left-- <= 0) break
      if (token !== '#' && !hidden.has(token)) run.push(token)
      else {
        runs.push(run)
        run = []
      }
    }
    runs.push(run)
  }
  return { words: new Set(runs.flat()), runs }
}

function phrasesOf(runs: readonly string[][]): Set<string> {
  const found = new Set<string>()
  for (const run of runs)
    for (let at = 0; at < run.length; at++)
      for (let length = 2; length <= longestPhrase && at + length <= run.length; length++)
        found.add(run.slice(at, at + length).join(' '))
  return found
}
