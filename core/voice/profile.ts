import { words } from '../understanding/text.ts'
import { stripFrame } from './frame.ts'

/** The measured habits of a business's writing; counts, so that it can be folded row by row. */
export interface VoiceProfile {
  replies: number
  words: number
  /** How often each greeting and closing was used, `{customer}` and `{author}` in place of names; '' = none. */
  greetings: Record<string, number>
  closings: Record<string, number>
  authors: Record<string, { replies: number; greetings: Record<string, number>; closings: Record<string, number> }>
}

/** A profile before the first reply. */
export function emptyProfile(): VoiceProfile {
  return { replies: 0, words: 0, greetings: {}, closings: {}, authors: {} }
}

/** Takes in one reply in a teammate's own words; returns a new profile. */
export function learnVoice(
  profile: VoiceProfile,
  said: { text: string; author: string; authorName?: string; customerNames: readonly string[] },
): VoiceProfile {
  const signers = [said.author, said.authorName ?? ''].filter((name) => name.length > 1)
  const frame = stripFrame(said.text, [...said.customerNames, ...signers])
  const greeting = generalise(frame.greeting, said.customerNames, [])
  const closing = generalise(frame.closing, [], signers)
  const before = profile.authors[said.author] ?? { replies: 0, greetings: {}, closings: {} }
  return {
    replies: profile.replies + 1,
    words: profile.words + words(frame.body).length,
    greetings: counted(profile.greetings, greeting),
    closings: counted(profile.closings, closing),
    authors: {
      ...profile.authors,
      [said.author]: {
        replies: before.replies + 1,
        greetings: counted(before.greetings, greeting),
        closings: counted(before.closings, closing),
      },
    },
  }
}

/**
 * Puts this business's usual greeting and closing around a draft: the author's own where three replies of theirs are
 * known, else the most frequent. A frame that names somebody we have no name for is left out.
 */
export function frameReply(
  profile: VoiceProfile,
  body: string,
  people: { author?: string; customerName?: string } = {},
): string {
  const own = people.author === undefined ? undefined : profile.authors[people.author]
  const source = own && own.replies >= 3 ? own : profile
  const greeting = fitting(source.greetings, people)
  const closing = fitting(source.closings, people)
  return [greeting, body.trim(), closing].filter(Boolean).join('\n\n')
}

/** The average length of a reply without greeting and closing, words. */
export function averageWords(profile: VoiceProfile): number {
  return profile.replies === 0 ? 0 : profile.words / profile.replies
}

function fitting(counts: Record<string, number>, people: { author?: string; customerName?: string }): string {
  const first = people.customerName?.trim().split(/\s+/)[0]
  const ranked = Object.entries(counts).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  for (const [pattern] of ranked) {
    if (pattern.includes('{customer}') && !first) continue
    if (pattern.includes('{author}') && !people.author) continue
    return pattern.replaceAll('{customer}', () => first ?? '').replaceAll('{author}', () => people.author ?? '')
  }
  return ''
}

/** Keeps a profile small: a business has a handful of greetings, not thousands. */
const mostPatterns = 60

function counted(counts: Record<string, number>, pattern: string): Record<string, number> {
  if (!(pattern in counts) && Object.keys(counts).length >= mostPatterns) return counts
  return { ...counts, [pattern]: (counts[pattern] ?? 0) + 1 }
}

/** "Hi Anna," and "Hi Ben," are one greeting. A capitalised word that is no known name is taken for one, too. */
function generalise(frame: string, customers: readonly string[], signers: readonly string[]): string {
  let text = frame
  for (const [names, hole] of [
    [customers, '{customer}'],
    [signers, '{author}'],
  ] as const) {
    for (const name of names
      .flatMap((whole) => [whole, whole.split(/\s+/)[0] ?? ''])
      .filter((part) => part.length > 1)) {
      text = text.replaceAll(name, hole)
    }
  }
  if (customers.length > 0 || frame === '' || text.includes('{')) return text
  return text.replace(
    /(?<=\p{L}\s)\p{Lu}\p{Ll}[\p{L}'-]*(?:\s\p{Lu}[\p{L}.'-]*)*(?=[,!.]?$)/u,
    signers.length > 0 ? '{author}' : '{customer}',
  )
}
