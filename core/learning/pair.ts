import type { LearningEntry, Slot } from '../domain/learning.ts'
import { type Entity, findEntities } from '../understanding/entities.ts'
import { normalFact } from '../understanding/facts.ts'
import { stripFrame } from '../voice/frame.ts'

export type PairEntry = Extract<LearningEntry, { type: 'pair' }>

/** A personal fact of one customer inside a reply, and the slot that takes its place. */
export interface SlotSpan {
  type: Slot['type']
  value: string
}

/**
 * Makes of what staff wrote what can be said to the next customer: greeting, closing and signature removed (`core`),
 * and what is this customer's own replaced by typed slots (`reply`). A fact is the customer's own when it is known of
 * them or stands in their words; a support number that everybody gets is neither.
 */
export function makeLesson(
  entry: Pick<PairEntry, 'question' | 'context' | 'reply' | 'author' | 'authorName' | 'known'>,
): {
  reply: string
  slots: Slot[]
  core: string
} {
  const people = entry.known.filter((fact) => fact.type === 'person').map((fact) => fact.value)
  const core = stripFrame(entry.reply, [...people, entry.authorName ?? entry.author]).body
  return { core, ...withSlots(core, personalSpans(core, entry)) }
}

/** The spans of a reply that belong to this customer alone. */
export function personalSpans(core: string, entry: Pick<PairEntry, 'question' | 'context' | 'known'>): SlotSpan[] {
  const spans: SlotSpan[] = []
  for (const fact of entry.known) {
    for (const value of spellings(fact)) if (indexOfWhole(core, value) >= 0) spans.push({ type: fact.type, value })
  }
  const theirs = [entry.question, ...entry.context].join('\n')
  const stated = new Set(findEntities(theirs).map((entity) => normalFact(entity.type, entity.value)))
  for (const entity of findEntities(core)) {
    if (isSlotType(entity) && stated.has(normalFact(entity.type, entity.value)))
      spans.push({ type: entity.type, value: entity.value })
  }
  return spans
}

/** Replaces spans by `{name}`; the same value gets the same slot, repeated types are numbered. */
export function withSlots(core: string, spans: readonly SlotSpan[]): { reply: string; slots: Slot[] } {
  const slots: Slot[] = []
  let reply = core.replaceAll('{', '(').replaceAll('}', ')')
  const longestFirst = [...new Map(spans.map((span) => [span.value, span])).values()].sort(
    (a, b) => b.value.length - a.value.length,
  )
  for (const span of longestFirst) {
    if (indexOfWhole(reply, span.value) < 0) continue
    const same = slots.filter((slot) => slot.type === span.type).length
    const name = same === 0 ? slotNames[span.type] : `${slotNames[span.type]}${same + 1}`
    slots.push({ name, type: span.type })
    reply = replaceWhole(reply, span.value, `{${name}}`)
  }
  return { reply, slots }
}

/** A bare number in the customer's words ("2 days") is no personal fact; it becomes one only when it is long. */
function isSlotType(entity: Entity): boolean {
  return entity.type !== 'number' || entity.value.length >= 4
}

/** A customer is called by the whole name or by the first one. */
function spellings(fact: SlotSpan): string[] {
  const whole = fact.value.trim()
  if (whole.length < 2) return []
  const first = whole.split(/\s+/)[0]!
  return fact.type === 'person' && first.length > 1 && first !== whole ? [whole, first] : [whole]
}

const slotNames: Record<Slot['type'], string> = {
  person: 'customer',
  email: 'email',
  phone: 'phone',
  reference: 'reference',
  money: 'amount',
  date: 'date',
  time: 'time',
  address: 'address',
  link: 'link',
  number: 'number',
}

/** Position of a value that is not part of a longer word, or -1. */
function indexOfWhole(text: string, value: string, from = 0): number {
  let at = text.indexOf(value, from)
  while (at >= 0 && (isWordAt(text, at - 1) || isWordAt(text, at + value.length))) at = text.indexOf(value, at + 1)
  return at
}

function replaceWhole(text: string, value: string, by: string): string {
  let result = ''
  let from = 0
  for (let at = indexOfWhole(text, value); at >= 0; at = indexOfWhole(text, value, from)) {
    result += text.slice(from, at) + by
    from = at + value.length
  }
  return result + text.slice(from)
}

function isWordAt(text: string, at: number): boolean {
  return at >= 0 && at < text.length && /[\p{L}\p{N}]/u.test(text[at]!)
}
