import type { MessageKind } from '../domain/kind.ts'
import { type Entity, findEntities } from './entities.ts'
import { resolved } from './follow-up.ts'
import { kindOf } from './kind.ts'
import { languageOf, unknownLanguage } from './language.ts'
import {
  filePatterns,
  negations,
  personPatterns,
  politeWords,
  questionWords,
  type Sensitive,
  thanksAlone,
  thanksWords,
} from './lexicon.ts'
import { sentimentOf } from './mood.ts'
import { findTerms, type TermMention } from './product-terms.ts'
import { sensitiveSubject } from './sensitive.ts'
import { words } from './text.ts'
import { type Urgency, urgencyOf } from './urgency.ts'
import { saysWrong } from './wrong.ts'

/** What one pass over a customer's message tells, before any lesson is looked at. */
export interface Understanding {
  /** ISO 639-1, or `und` where the text is too short to tell. */
  language: string
  /** In order, none overlapping: `text.slice(start, end) === value`. */
  entities: (Entity | TermMention)[]
  /** The customer asks for a human being. */
  asksForPerson: boolean
  /** A bare thank-you that needs no answer. */
  isThanks: boolean
  isQuestion: boolean
  /** A subject that only a person answers (LEARNING, section 1). */
  sensitive?: Sensitive
  /** -1 (angry) to 1 (delighted); 0 where nothing tells. */
  sentiment: number
  urgency: Urgency
  /** What it is written for. */
  kind: MessageKind
  /** It says that the answer before was wrong or did not help. */
  saysWrong: boolean
  /** The message with what a follow-up leans on; the message itself where it stands on its own. */
  resolved: string
  /** The message leans on a picture or file. */
  pointsAtFile: boolean
}

/**
 * Reads a customer's message; linear in its length, never throws. `context` are the turns before it, oldest first;
 * `products` are the business's own names of things (`productTerms`).
 */
export function understand(text: string, context: string[], products: readonly string[] = []): Understanding {
  const read = text.slice(0, patternCap)
  const found = words(read)
  const own = languageOf(read)
  const sensitive = sensitiveSubject(read)
  const isQuestion = /[?？؟]/u.test(read) || found.slice(0, 3).some((word) => questionWords.has(word))
  const sentiment = sentimentOf(read, found)
  return {
    language: own === unknownLanguage ? languageOf(context.slice(-4).join('\n').slice(-1000)) : own,
    entities: findTerms(text, products, findEntities(text)),
    asksForPerson:
      personPatterns.test(read) ||
      /^\W{0,3}(?:human|agent|person|operator|mensch|mitarbeiter)\W{0,3}$/iu.test(read.slice(0, 40)),
    isThanks: isBareThanks(read, found),
    isQuestion,
    ...(sensitive ? { sensitive } : {}),
    sentiment,
    urgency: urgencyOf(read, sentiment),
    kind: kindOf(read, isQuestion).kind,
    saysWrong: saysWrong(read, context),
    resolved: resolved(text, context),
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
