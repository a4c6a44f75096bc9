import { words } from '../understanding/text.ts'

/**
 * Words that can be read in a second at the very most. Silent reading is about 4 a second (Brysbaert 2019, "How many words
 * do we read per minute?": 238 a minute); skimmers reach 10 and miss details (Rayner et al. 2016, "So much to read, so
 * little time"). Teammates know most of their own replies, so the bound lies beyond skimming: it catches clicks, not haste.
 */
const wordsPerSecond = 15

/** False for an approval that came faster than the text can be read: it is sent, but is no evidence. */
export function readable(text: string, shownMs: number): boolean {
  return shownMs >= (words(text).length / wordsPerSecond) * 1000
}
