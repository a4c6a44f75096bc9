import { z } from 'zod'
import { named, when } from './shared.ts'

const way = z.object({
  text: z.string().describe('Names stand as {customer}, {surname}, {teammate}, {name}.'),
  share: z.number(),
  count: z.number(),
  lastUsed: when,
})
const spread = z.object({ low: z.number(), middle: z.number(), high: z.number() })
const telling = z.object({ text: z.string(), count: z.number(), score: z.number() })

const habits = {
  replies: z.number(),
  lastAt: when,
  greets: z.number().describe('Share of the replies that greet'),
  closes: z.number(),
  greetings: z.array(way),
  closings: z.array(way),
  openers: z.array(way),
  offers: z.array(way),
  length: spread.describe('Words in a reply'),
  sentence: spread.describe('Words in a sentence'),
  contractions: z.number().nullable(),
  polite: z.number().nullable(),
  exclaims: z.number().describe('Share of the sentences that end with an exclamation mark'),
  emoji: z.number().describe('Share of the replies with an emoji'),
  traits: z.object({ formal: z.number(), friendly: z.number(), technical: z.number() }),
}

export const voice = named(
  'Voice',
  z.object({
    replies: z.number().describe("Replies in staff's own words that it rests on"),
    languages: z.array(
      z.object({
        language: z.string(),
        ...habits,
        phrases: z.array(telling),
        words: z.array(telling),
        terms: z.array(z.object({ use: z.string(), avoid: z.array(z.string()), count: z.number() })),
        channels: z.array(z.object({ channel: z.string(), ...habits })),
        authors: z.array(z.object({ channel: z.string(), author: z.string(), ...habits })),
      }),
    ),
  }),
)
