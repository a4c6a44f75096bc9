import { spokenSentences } from './spoken-sentences.ts'

/** At most so much is said at once; the rest is offered as a text. */
export const mostSentences = 2
const mostChars = 320

export const linkPattern = /https?:\/\/\S+|\bwww\.\S+|\[[^\]]*\]\([^)]*\)/iu

/**
 * What of an answer is said in a call: one or two sentences, none that is only there for its link. `isAll` false = the
 * whole answer is worth a text. Pure.
 */
export function spokenShape(text: string): { said: string; isAll: boolean } {
  const sentences = spokenSentences(text)
  const plain = sentences.filter((sentence) => !linkPattern.test(sentence))
  const speakable = plain.length === 0 ? sentences : plain
  const taken: string[] = []
  for (const sentence of speakable) {
    const isTooMuch = taken.length >= mostSentences || [...taken, sentence].join(' ').length > mostChars
    // A first sentence is said whatever its length: there is nothing better to say.
    if (taken.length > 0 && isTooMuch) break
    taken.push(sentence)
  }
  return {
    said: taken.join(' '),
    isAll: taken.length === sentences.length && !sentences.some((one) => linkPattern.test(one)),
  }
}
