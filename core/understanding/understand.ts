import { type Entity, findEntities } from './entities.ts'
import { languageOf, unknownLanguage } from './language.ts'
import {
  badWords,
  filePatterns,
  goodWords,
  negations,
  personPatterns,
  politeWords,
  questionWords,
  type Sensitive,
  thanksAlone,
  thanksWords,
} from './lexicon.ts'
import { sensitiveSubject } from './sensitive.ts'
import { words } from './text.ts'

/** What can be told of a customer's message without knowing the business. */
export interface Understanding {
  /** ISO 639-1, or `und` where the text is too short to tell. */
  language: string
  entities: Entity[]
  /** The customer asks for a human being. */
  asksForPerson: boolean
  /** A bare thank-you that needs no answer. */
  isThanks: boolean
  isQuestion: boolean
  /** A subject that only a person answers (LEARNING, section 1). */
  sensitive?: Sensitive
  /** -1 (angry) to 1 (delighted); 0 where nothing tells. */
  sentiment: number
  /** The message leans on a picture or file. */
  pointsAtFile: boolean
}

/** Reads a customer's message; linear in its length, never throws. `context` are the turns before it, oldest first. */
export function understand(text: string, context: string[]): Understanding {
  const read = text.slice(0, patternCap)
  const found = words(read)
  const own = languageOf(read)
  const sensitive = sensitiveSubject(read)
  return {
    language: own === unknownLanguage ? languageOf(context.slice(-4).join('\n').slice(-1000)) : own,
    entities: findEntities(text),
    asksForPerson:
      personPatterns.test(read) ||
      /^\W{0,3}(?:human|agent|person|operator|mensch|mitarbeiter)\W{0,3}$/iu.test(read.slice(0, 40)),
    isThanks: isBareThanks(read, found),
    isQuestion: /[?？؟]/u.test(read) || found.slice(0, 3).some((word) => questionWords.has(word)),
    ...(sensitive ? { sensitive } : {}),
    sentiment: sentimentOf(read, found),
    pointsAtFile: filePatterns.test(read),
  }
}

/** Patterns look at this many characters: enough for any message, a bound for absurd ones. */
const patternCap = 12_000

function isBareThanks(text: string, found: string[]): boolean {
  if (found.length === 0 || found.length > 14 || /[?？]/u.test(text)) return false
  if (thanksAlone.test(text)) return true
  // "No problem, thanks" takes nothing back; "that makes no sense" does.
  if (found.some((word, i) => negations.has(word) && !noneTheless.has(found[i + 1] ?? ''))) return false
  return (
    found.some((word) => thanksWords.has(word)) && found.every((word) => thanksWords.has(word) || politeWords.has(word))
  )
}

const noneTheless = new Set(['problem', 'worries', 'thanks', 'thank', 'need', 'hurry'])

function sentimentOf(text: string, found: string[]): number {
  let sum = 0
  found.forEach((word, i) => {
    const value = goodWords.has(word) ? 1 : badWords.has(word) ? -1 : 0
    if (value === 0) return
    const turned = found.slice(Math.max(0, i - 2), i).some((before) => negations.has(before))
    sum += turned ? -0.7 * value : value
  })
  const shouted = /!{2,}/.test(text) ? 1.3 : 1
  return Math.max(-1, Math.min(1, (sum * shouted) / (2 + 0.05 * found.length)))
}
