import { namedId } from '../answering/named-id.ts'

/** A lesson is named after the words it was learned from, so that learning twice is learning once. */
export function lessonIdOf(outboxId: string): string {
  return namedId(`lesson/${outboxId}`)
}
