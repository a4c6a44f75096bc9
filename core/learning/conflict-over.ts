import type { Lesson } from '../domain/learning.ts'
import type { Scope } from '../store/store.ts'
import { contradictionOf } from './contradictions.ts'
import type { Engine } from './engine.ts'

const mostOpen = 200

export function openConflicts(agentId: string) {
  return { agentId, state: 'open' as const, limit: mostOpen }
}

/** What an answer from this lesson has against it, as long as staff have not decided; undefined when nothing. */
export async function conflictOver(
  scope: Scope,
  agentId: string,
  engine: Engine,
  lesson: Lesson,
): Promise<string | undefined> {
  for (const { lessonA, lessonB } of await scope.conflicts.list(openConflicts(agentId))) {
    const sides = [engine.lesson(lessonA), engine.lesson(lessonB)]
    if (sides.some((side) => side === undefined || side.standing === 'superseded')) continue
    const other =
      sides.find(
        (side) => side !== undefined && side.id !== lesson.id && contradictionOf(side, lesson) !== undefined,
      ) ?? sides.find((side) => side?.id !== lesson.id && [lessonA, lessonB].includes(lesson.id))
    // No words of it: they would outlive the lesson on this receipt.
    if (other !== undefined) {
      const name = (await scope.teammates.get(other.author))?.name ?? (other.author || 'A page')
      return `${name} answered otherwise on ${other.at.slice(0, 10)}: staff have not decided which is right.`
    }
  }
  return undefined
}
