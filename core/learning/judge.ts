import type { Verdict } from '../domain/learning.ts'
import { type Facts, factsOf } from '../understanding/facts.ts'
import { words } from '../understanding/text.ts'
import { stripFrame } from '../voice/frame.ts'
import { readable } from './readable.ts'

/** What a person did about a draft, shown or silent. */
export type StaffAction =
  /** Sent the draft as it was; `shownMs` is how long it had been before their eyes, where that is known. */
  | { did: 'approved'; shownMs?: number }
  /** Changed the draft before sending it. */
  | { did: 'edited'; text: string }
  /** Wrote their own, beside or instead of the draft, or without having seen it. */
  | { did: 'wrote'; text: string }
  | { did: 'rejected' }
  /** An answer that had gone out was corrected or marked wrong later. */
  | { did: 'corrected' }
  /** Nobody said anything until the deadline. */
  | { did: 'expired' }
  /** The customer wrote again before anybody answered. */
  | { did: 'withdrawn' }
  | { did: 'not to be learned' }
  | { did: 'test' }

/**
 * Says whether a draft was right, by what staff did (the table of LEARNING, section 3); the same in shadow, supervised,
 * audit and import. `replyTopic` gives the topic of a reply as things stood before the row.
 */
export function judge(
  draft: { text: string; topicId: string; lessonId: string },
  action: StaffAction,
  replyTopic: (reply: string) => string | undefined,
): Verdict {
  switch (action.did) {
    case 'withdrawn':
    case 'not to be learned':
    case 'test':
      return { counts: false, reason: action.did }
    case 'rejected':
    case 'corrected':
      return { counts: true, err: 1, unchanged: false, reason: action.did }
    case 'expired':
      return { counts: true, err: 1, unchanged: false, reason: 'undecided' }
    case 'approved':
      // It was sent all the same; but who cannot have read it vouches for nothing.
      return action.shownMs !== undefined && !readable(draft.text, action.shownMs)
        ? { counts: false, reason: 'unread' }
        : { counts: true, err: 0, unchanged: true, reason: 'approved' }
    case 'edited':
    case 'wrote':
      return judgeText(draft, action.text, replyTopic)
  }
}

function judgeText(
  draft: { text: string; topicId: string },
  said: string,
  replyTopic: (reply: string) => string | undefined,
): Verdict {
  if (isSameText(draft.text, said)) return { counts: true, err: 0, unchanged: true, reason: 'approved' }
  const [drafted, theirs] = [stripFrame(draft.text).body, stripFrame(said).body]
  if (isSameText(drafted, theirs)) return { counts: true, err: 0, unchanged: false, reason: 'same facts' }
  if (isHolding(said)) return { counts: true, err: 1, unchanged: false, reason: 'undecided' }
  const agrees =
    replyTopic(said) === draft.topicId && keepsFacts(factsOf(drafted), factsOf(theirs)) && !dropsAnswer(drafted, theirs)
  return agrees
    ? { counts: true, err: 0, unchanged: false, reason: 'same facts' }
    : { counts: true, err: 1, unchanged: false, reason: 'different' }
}

/** True for "let me check and come back to you": an answer that decides nothing. */
export function isHolding(text: string): boolean {
  return words(text).length <= 40 && holding.test(text)
}

const holding =
  /\b(?:let me (?:check|look|find out|ask)|(?:i|we)(?:'ll| will) (?:check|look into|find out|get back|come back|be in touch)|looking into (?:it|this)|get(?:ting)? back to you|one moment|bear with me|ich (?:schaue|prüfe|frage|kläre|melde mich)|wir (?:prüfen|klären|melden uns)|einen moment|je (?:vérifie|regarde|me renseigne)|un instant|lo (?:consulto|reviso|compruebo)|un momento|verifico|controllo subito|vou verificar|ik (?:zoek|kijk|vraag) (?:het|dat))\b/iu

function isSameText(a: string, b: string): boolean {
  return a.replace(/\s+/g, ' ').trim() === b.replace(/\s+/g, ' ').trim()
}

/** No fact of the draft may be missing from what staff said, or be contradicted by it; staff may say more. */
function keepsFacts(draft: Facts, theirs: Facts): boolean {
  for (const value of draft.values) if (!theirs.values.has(value)) return false
  for (const promise of draft.promises) if (!theirs.promises.has(promise)) return false
  for (const name of draft.names) if (!theirs.names.has(name)) return false
  return draft.answer === undefined || theirs.answer === undefined || draft.answer === theirs.answer
}

/** The draft opens with "Yes," or "No,", and theirs says neither: "No booking is needed" inside a text is no answer. */
function dropsAnswer(drafted: string, theirs: string): boolean {
  const opening = /^\P{L}*(\p{L}+(?: \p{L}+)?)\s*[,.!:–—]/u.exec(drafted)?.[1]
  return opening !== undefined && factsOf(opening).answer !== undefined && factsOf(theirs).answer === undefined
}
