import { unusable } from './measure.ts'
import { isThere, type Profile, type Spread, type Traits, type Way } from './profile.ts'
import type { Telling, Term } from './vocabulary.ts'
import type { Group, Voice } from './voice.ts'

/** What was measured, for people: a language at a time, with the channels and authors that have enough of their own. */
export interface VoiceView {
  /** Replies in staff's own words that it rests on. */
  replies: number
  languages: (Habits & {
    language: string
    phrases: Telling[]
    words: Telling[]
    terms: Term[]
    channels: (Habits & { channel: string })[]
    authors: (Habits & { channel: string; author: string })[]
  })[]
}

export interface Habits {
  replies: number
  lastAt: string
  /** Replies that greet, and those that close, 0..1. */
  greets: number
  closes: number
  greetings: Way[]
  closings: Way[]
  openers: Way[]
  offers: Way[]
  length: Spread
  sentence: Spread
  /** 0..1, or null where there were too few places to tell. */
  contractions: number | null
  polite: number | null
  exclaims: number
  emoji: number
  traits: Traits
}

/** Shown of each: what one reply did once is no habit, and may be somebody's own. */
const mostShown = 5
const fewestUses = 2

export function voiceView(voice: Voice): VoiceView {
  const groups = voice.groups()
  return {
    replies: voice.replies,
    languages: groups
      .filter(({ channel }) => channel === undefined)
      .map((group) => {
        const { language } = group
        const within = groups.filter((one) => one.language === language && one.replies < group.replies)
        return {
          ...{ ...habitsOf(group), language },
          ...{ phrases: voice.phrases(language, 12), words: voice.words(language, 20), terms: voice.terms(language) },
          channels: within.flatMap((one) =>
            one.channel !== undefined && one.author === undefined ? [{ ...habitsOf(one), channel: one.channel }] : [],
          ),
          authors: within
            .flatMap((one) =>
              one.channel !== undefined && one.author !== undefined
                ? [{ ...habitsOf(one), channel: one.channel, author: one.author }]
                : [],
            )
            .slice(0, 30),
        }
      }),
  }
}

function habitsOf({ replies, lastAt, profile }: Pick<Group, 'replies' | 'lastAt' | 'profile'>): Habits {
  const { lines, length, sentence, contractions, polite, exclaims, marks, traits } = profile
  return {
    ...{ replies, lastAt, length, sentence, exclaims: rounded(exclaims), traits },
    ...{ greets: rounded(isThere(lines.greeting)), closes: rounded(isThere(lines.closing)) },
    ...{ greetings: shown(lines.greeting), closings: shown(lines.closing) },
    ...{ openers: shown(lines.opener), offers: shown(lines.offer) },
    contractions: contractions === undefined ? null : rounded(contractions),
    polite: polite === undefined ? null : rounded(polite),
    emoji: rounded(Math.max(marks.emoji ?? 0, marks.smiley ?? 0)),
  }
}

function shown(ways: Profile['lines']['greeting']): Way[] {
  return ways
    .filter(({ text, count }) => text !== '' && text !== unusable && count >= fewestUses)
    .slice(0, mostShown)
    .map((way) => ({ ...way, text: way.text.trim(), share: rounded(way.share) }))
}

function rounded(share: number): number {
  return Math.round(share * 1000) / 1000
}
