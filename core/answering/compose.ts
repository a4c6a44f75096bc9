import type { Lesson, Slot } from '../domain/learning.ts'
import { findEntities } from '../understanding/entities.ts'

/**
 * Fills a lesson's slots from the conversation at hand: facts known of this customer first, then what the customer
 * wrote, newest turn first. Slots that nothing fills stay as `{name}`; both kinds are listed.
 */
export function compose(
  lesson: Pick<Lesson, 'reply' | 'slots'>,
  query: { text: string; context: string[] },
  facts: readonly { type: Slot['type']; value: string }[],
): { text: string; filled: string[]; unfilled: string[] } {
  const filled: string[] = []
  const unfilled: string[] = []
  const used = new Set<string>()
  const stated = lesson.slots.length > 0 ? [query.text, ...query.context.toReversed()].flatMap(findEntities) : []
  let text = lesson.reply
  for (const slot of lesson.slots) {
    const hole = `{${slot.name}}`
    if (!text.includes(hole)) continue
    const value = [...facts, ...stated].find((fact) => fact.type === slot.type && !used.has(fact.value))?.value
    if (value === undefined) {
      unfilled.push(slot.name)
      continue
    }
    used.add(value)
    filled.push(slot.name)
    text = text.replaceAll(hole, () => (slot.type === 'person' ? (value.split(/\s+/)[0] ?? value) : value))
  }
  return { text: withCapital(text), filled, unfilled }
}

/** A lesson that lost its greeting may begin with a small letter: "Hi Ana, we are open …". */
function withCapital(text: string): string {
  return text.replace(/^\p{Ll}(?=[\p{L}'’]* )/u, (letter) => letter.toUpperCase())
}
