import type { TestHouse } from '#core/testing/house.ts'
import type { Model } from './model.ts'

/** What one history came to: what the customer was to have, and has; what was to be listed, and is. */
export interface Outcome {
  seed: number
  story: string[]
  expected: string[]
  heard: string[]
  expectedListed: string[]
  listed: string[]
  /** Words of lessons that no customer ever got. */
  learnedFromNotes: string[]
  /** What the log called an error. */
  errors: string[]
}

/** Compares the house with the oracle at the end of a history. */
export async function outcomeOf(
  seed: number,
  story: string[],
  { house, model, heard }: { house: TestHouse; model: Model; heard: string[] },
): Promise<Outcome> {
  const { errors } = house.log
  return {
    ...{ seed, story, heard, expected: model.heardBy(house.clock.at()) },
    expectedListed: model.listed().sort(),
    listed: (await house.scope.written.list()).map(({ text }) => text).sort(),
    learnedFromNotes: await learnedFromNotes(house, heard),
    errors: errors.map(({ sentence, fields }) => `${sentence} ${'error' in fields ? String(fields.error) : ''}`),
  }
}

/** What is wrong with it, in one sentence each; nothing when house and oracle agree. */
export function problemsOf({ expected, heard, expectedListed, listed, learnedFromNotes, errors }: Outcome): string[] {
  const leaked = heard.filter((text) => !expected.includes(text)).map((text) => `a note reached the customer: ${text}`)
  const missing = expected.filter((text) => !heard.includes(text)).map((text) => `never arrived: ${text}`)
  const isSame = JSON.stringify(heard) === JSON.stringify(expected)
  const isListed = JSON.stringify(listed) === JSON.stringify(expectedListed)
  return [
    ...leaked,
    ...missing,
    ...(isSame || leaked.length + missing.length > 0 ? [] : ['twice, or in another order']),
    ...(isListed
      ? []
      : [`listed as written, not sent: ${listed.join(' | ')} instead of ${expectedListed.join(' | ')}`]),
    ...learnedFromNotes.map((token) => `learned from what no customer got: ${token}`),
    ...errors,
  ]
}

/** The made-up words of a history; by them what reached whom can be told. */
export const token = /wool\d+sock/g

async function learnedFromNotes(house: TestHouse, heard: string[]): Promise<string[]> {
  const lessons = await house.core.lessons.list(house.owner, { limit: 200 })
  const tokens = lessons.flatMap(({ reply }) => reply.match(token) ?? [])
  return tokens.filter((one) => !heard.some((text) => text.includes(one)))
}
