import { findEntities } from '../understanding/entities.ts'
import { readCap, stopWords, words } from '../understanding/text.ts'

/** What a reply says beside the facts of one case: all its words as one key, and the stems of those that tell something. */
export function wordsOfReply(reply: string): { key: string; stems: Set<string> } {
  const all = words(withoutFacts(reply))
  const telling = all.filter((word) => word !== '#' && !stopWords.has(word))
  return { key: all.join(' '), stems: new Set((telling.length > 0 ? telling : all).map(stemOf)) }
}

/** Slots, addresses, references, amounts: facts of one case, not what kind of reply this is. */
function withoutFacts(reply: string): string {
  let text = reply.slice(0, readCap)
  for (const entity of findEntities(text).toReversed()) {
    if (entity.type !== 'date') text = `${text.slice(0, entity.start)} ${text.slice(entity.end)}`
  }
  return text.replace(/\S+/g, (run) => (/\d/.test(run) ? ' ' : run)).replace(/\{\w{1,20}\}/g, ' ')
}

/** Endings differ between "check" and "checking"; the first letters rarely do. */
function stemOf(word: string): string {
  return word.length > 6 ? word.slice(0, 6) : word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word
}
