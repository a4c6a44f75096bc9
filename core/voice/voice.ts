import type { LearningEntry, LearningRow } from '../domain/learning.ts'
import { unknownLanguage } from '../understanding/language.ts'
import { type Measured, measure } from './measure.ts'
import { authorName } from './names.ts'
import { type Profile, profileOf } from './profile.ts'
import { blend, count, emptyTally, loadTally, type SavedTally, saveTally, sorted, type Tally, use } from './tally.ts'
import { makeVocabulary, type SavedVocabulary, type Telling, type Term, type Vocabulary } from './vocabulary.ts'

type PairEntry = Extract<LearningEntry, { type: 'pair' }>

/** Where something is to be said: what is not given or not known is left open. */
export interface Where {
  language?: string
  channel?: string
  /** What the author goes by in the log: the teammate's id, or the name that imports know. */
  authors?: readonly string[]
}

/** How one business writes: a pure function of its learning log, counted as rows come in. */
export interface Voice {
  /** Replies in their own words, so far. */
  readonly replies: number
  learn(row: LearningRow & { entry: PairEntry }): void
  /** The habits there; undefined while nothing was learned in that language. */
  profile(where?: Where): Profile | undefined
  /** Every group with enough replies to speak of, the largest first. */
  groups(): Group[]
  phrases(language: string, limit: number): Telling[]
  words(language: string, limit: number): Telling[]
  terms(language: string): Term[]
  /** All of it, as JSON can hold it; the same for the same log. */
  save(): SavedVoice
}

export interface SavedVoice {
  replies: number
  tallies: [string, SavedTally][]
  vocabularies: [string, SavedVocabulary][]
}

export interface Group {
  language: string
  channel?: string
  author?: string
  replies: number
  lastAt: string
  /** Its own habits alone. */
  profile: Profile
}

/** So many replies speak half for themselves: a channel leans on the business, an author on the channel. */
export const leaning = 8

/** True for a reply that shows how staff write: their own words, never a draft of ours, never a page. */
export function isVoiceSample(entry: LearningEntry): entry is PairEntry {
  return entry.type === 'pair' && entry.ownWords && !entry.fromDraft && entry.origin !== 'taught'
}

/** Makes a voice that has heard nothing, or goes on from where another was saved. */
export function makeVoice(saved: SavedVoice = { replies: 0, tallies: [], vocabularies: [] }): Voice {
  const tallies = new Map(saved.tallies.map(([key, tally]) => [key, loadTally(tally)]))
  const vocabularies = new Map(saved.vocabularies.map(([key, one]) => [key, makeVocabulary(one)]))
  /** Measured when somebody asks: a replay that never does pays nothing. */
  let waiting: { entry: PairEntry; at: string }[] = []
  let { replies } = saved

  function catchUp(): void {
    const rows = waiting
    waiting = []
    for (const { entry, at } of rows) add(entry, at)
  }

  function add(entry: PairEntry, at: string): void {
    const people = entry.known.filter(({ type }) => type === 'person').map(({ value }) => value)
    const author = entry.authorName ?? authorName(entry.author)
    const measured = measure(entry.reply, people, author, entry.question)
    const language = measured.language === unknownLanguage ? (spoken() ?? unknownLanguage) : measured.language
    if (language !== unknownLanguage) nameUnknown(language)
    for (const key of [[language], [language, entry.channel], [language, entry.channel, entry.author]])
      tally(tallies, key.join('\n'), measured, at, entry.context.length > 0)
    const vocabulary = vocabularies.get(language) ?? makeVocabulary()
    vocabularies.set(language, vocabulary)
    vocabulary.learn(measured.body, entry.question, [...people, ...(author === undefined ? [] : [author])])
  }

  /** What was too short to tell its language is in the first one that can be told. */
  function nameUnknown(language: string): void {
    for (const [key, tally] of [...tallies]) {
      const [own, ...where] = key.split('\n')
      if (own !== unknownLanguage) continue
      tallies.delete(key)
      tallies.set([language, ...where].join('\n'), tally)
    }
    const vocabulary = vocabularies.get(unknownLanguage)
    if (vocabulary === undefined) return
    vocabularies.delete(unknownLanguage)
    vocabularies.set(language, vocabulary)
  }

  /** The language of most replies so far. */
  function spoken(): string | undefined {
    const languages = [...tallies].filter(([key]) => !key.includes('\n'))
    return languages.sort(([a, one], [b, other]) => other.replies - one.replies || (a < b ? -1 : 1))[0]?.[0]
  }

  return {
    get replies() {
      return replies
    },

    learn({ entry, at }) {
      if (!isVoiceSample(entry)) return
      replies++
      waiting.push({ entry, at })
    },

    profile({ language, channel, authors = [] } = {}) {
      catchUp()
      const asked = language === undefined || language === unknownLanguage ? spoken() : language
      const all = asked === undefined ? undefined : tallies.get(asked)
      if (asked === undefined || all === undefined) return undefined
      let tally = all
      const there = channel === undefined ? undefined : tallies.get(`${asked}\n${channel}`)
      if (there !== undefined) tally = blend(there, tally, leaning)
      for (const author of authors) {
        const theirs = tallies.get(`${asked}\n${channel ?? ''}\n${author}`)
        if (theirs !== undefined) tally = blend(theirs, tally, leaning)
      }
      return profileOf(tally, asked)
    },

    groups() {
      catchUp()
      return [...tallies]
        .map(([key, tally]) => ({ where: key.split('\n'), tally }))
        .filter(({ where, tally }) => where.length === 1 || tally.replies >= leaning)
        .map(({ where: [language = '', channel, author], tally }) => ({
          ...{ language, replies: tally.replies, lastAt: tally.lastAt, profile: profileOf(tally, language) },
          ...(channel === undefined ? {} : { channel }),
          ...(author === undefined ? {} : { author }),
        }))
        .sort((a, b) => b.replies - a.replies)
    },

    phrases: (language, limit) => said(language)?.phrases(limit) ?? [],
    words: (language, limit) => said(language)?.words(limit) ?? [],
    terms: (language) => said(language)?.terms(language) ?? [],

    save() {
      catchUp()
      return {
        replies,
        tallies: sorted(tallies).map(([key, tally]) => [key, saveTally(tally)]),
        vocabularies: sorted(vocabularies).map(([key, vocabulary]) => [key, vocabulary.save()]),
      }
    },
  }

  function said(language: string): Vocabulary | undefined {
    catchUp()
    return vocabularies.get(language)
  }
}

/** Groups that are kept apart at most; the replies of a later one count for the larger groups alone. */
const mostGroups = 1000

function tally(tallies: Map<string, Tally>, key: string, measured: Measured, at: string, isLater: boolean): void {
  const known = tallies.get(key)
  if (known === undefined && tallies.size >= mostGroups) return
  const tally = known ?? emptyTally()
  tallies.set(key, tally)
  tally.replies++
  if (at > tally.lastAt) tally.lastAt = at
  count(tally.lengths, measured.words)
  for (const length of measured.sentences) count(tally.sentences, length)
  for (const [name, by] of measured.counts) count(tally.counts, name, by)
  use(tally.lines[isLater ? 'laterGreeting' : 'greeting'], measured.greeting, at)
  use(tally.lines[isLater ? 'laterClosing' : 'closing'], measured.closing, at)
  use(tally.lines.opener, measured.opener, at)
  use(tally.lines.offer, measured.offer, at)
}
