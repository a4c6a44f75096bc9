import type { Lesson } from '../../domain/learning.ts'

/** Why a lesson may be shown but never sent without a person; undefined while it stands. */
export function fadedWhy(
  lesson: Pick<Lesson, 'standing' | 'standingWhy' | 'expiresAt'>,
  at?: string,
): string | undefined {
  if (lesson.standing === 'stale' || lesson.standing === 'contested')
    return lesson.standingWhy ?? 'Staff say something else by now.'
  if (lesson.expiresAt !== undefined && at !== undefined && lesson.expiresAt < at)
    return `It speaks of something that ended on ${lesson.expiresAt.slice(0, 10)}.`
  return undefined
}

export function hasFaded(lesson: Pick<Lesson, 'standing' | 'standingWhy' | 'expiresAt'>, at?: string): boolean {
  return fadedWhy(lesson, at) !== undefined
}
