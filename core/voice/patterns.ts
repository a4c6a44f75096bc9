import type { Voice as VoiceRows } from '../store/learning.ts'
import { type Habits, voiceView } from './view.ts'
import type { Voice } from './voice.ts'

type Pattern = Parameters<VoiceRows['replace']>[1][number]

/** The rows of `voice_patterns` that a voice stands for. */
export function patternsOf(voice: Voice): Pattern[] {
  return voiceView(voice).languages.flatMap(({ language, phrases, words, terms, channels, authors, ...habits }) =>
    [
      ...rowsOf(habits, { language }),
      ...channels.flatMap((one) => rowsOf(one, { language, channel: one.channel })),
      ...authors.flatMap((one) => rowsOf(one, { language, channel: one.channel, author: one.author })),
      ...phrases.map(({ text, count, score }) => told('phrase', { text, score }, count)),
      ...words.map(({ text, count, score }) => told('word', { text, score }, count)),
      ...terms.map(({ use, avoid, count }) => told('term', { use, avoid }, count)),
    ].map((row) => ({
      ...row,
      lastUsed: row.lastUsed || habits.lastAt,
      patternData: { language, ...row.patternData },
    })),
  )

  function told(kind: string, data: Record<string, unknown>, count: number): Pattern {
    return { patternType: 'vocabulary', patternData: { kind, ...data }, frequency: count, lastUsed: '' }
  }
}

/** What an agent's row says of its voice: the language of most replies. */
export function voiceProfile(voice: Voice): Record<string, unknown> {
  const [main] = voiceView(voice).languages
  if (main === undefined) return {}
  const { language, replies, traits, length, sentence, contractions, polite, exclaims, emoji } = main
  return {
    ...{ language, replies, traits, length, sentence, contractions, polite, exclaims, emoji },
    greeting: main.greetings[0]?.text ?? '',
    closing: main.closings[0]?.text ?? '',
    terms: main.terms.map(({ use, avoid }) => ({ use, avoid })),
    phrases: main.phrases.map(({ text }) => text),
  }
}

function rowsOf(habits: Habits, where: Record<string, string>): Pattern[] {
  const { greetings, closings, openers, offers, replies, lastAt, ...tone } = habits
  const lines = (patternType: 'greeting' | 'closing', ways: Habits['greetings'], more: Record<string, unknown> = {}) =>
    ways.map(({ text, share, count, lastUsed }) => ({
      ...{ patternType, patternData: { ...where, ...more, text, share } },
      ...{ frequency: Math.round(count), lastUsed },
    }))
  const { length, sentence, contractions, polite, exclaims, emoji, traits } = tone
  const patternData = { ...where, length, sentence, contractions, polite, exclaims, emoji, traits }
  return [
    ...lines('greeting', greetings),
    ...lines('greeting', openers, { kind: 'opener' }),
    ...lines('closing', closings),
    ...lines('closing', offers, { kind: 'offer' }),
    { patternType: 'tone', patternData, frequency: replies, lastUsed: lastAt },
  ]
}
