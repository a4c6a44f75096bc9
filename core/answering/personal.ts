import type { Slot } from '../domain/learning.ts'
import { factsOf } from '../understanding/facts.ts'

/**
 * Tells whether a reply holds something of this customer: a slot that was filled, something known of them, or a fact that
 * stands in no lesson, so that it comes from this conversation. Pure.
 */
export function isPersonal(reply: {
  text: string
  /** Slots that were filled. */
  filled: readonly string[]
  /** The lessons' replies, with their slots open. */
  templates: readonly string[]
  /** What is known of the customer. */
  known: readonly { type: Slot['type']; value: string }[]
}): boolean {
  if (reply.filled.length > 0) return true
  const general = reply.templates.join('\n').toLowerCase()
  const said = reply.text.toLowerCase()
  const isTheirs = (value: string) => holdsWord(said, value) && !holdsWord(general, value)
  if (reply.known.flatMap(spellings).some(isTheirs)) return true
  const taught = new Set(reply.templates.flatMap((template) => [...factsOf(template).values]))
  return [...factsOf(reply.text).values].some((fact) => !taught.has(fact))
}

/** A person is called by the whole name or by a part of it. */
function spellings({ type, value }: { type: Slot['type']; value: string }): string[] {
  const whole = value.trim().toLowerCase()
  if (type !== 'person') return whole.length < 3 ? [] : [whole]
  return [whole, ...whole.split(/\s+/)].filter((part) => part.length > 1)
}

function holdsWord(text: string, value: string): boolean {
  const isLetter = (at: number) => at >= 0 && at < text.length && /[\p{L}\p{N}]/u.test(text[at] ?? '')
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    if (!isLetter(at - 1) && !isLetter(at + value.length)) return true
  }
  return false
}
