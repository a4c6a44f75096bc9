import type { Matter } from '../../domain/conflict.ts'
import type { Lesson, Standing } from '../../domain/learning.ts'
import { factsOf } from '../../understanding/facts.ts'
import { contradictionOf } from '../contradictions.ts'

/** What a new lesson's contradictions make of the lessons around it. */
export interface Judgement {
  /** Put to staff: what was said before, and what is said now. */
  conflict?: { lessonA: string; lessonB: string; matter: Matter }
  standings: { lessonId: string; to: Exclude<Standing, 'sourced' | 'superseded'>; by: string; why: string }[]
}

/**
 * Weighs a new lesson against those around it, without waiting for staff. The newer words win at once, as after a change
 * of policy, unless one teammate alone says them against several others: then what those said stays what is drafted.
 */
export function weigh(fresh: Lesson, around: readonly Lesson[]): Judgement {
  const others = around.filter((lesson) => lesson.id !== fresh.id && lesson.standing !== 'superseded')
  const against = others.flatMap((lesson) => {
    const found = contradictionOf(lesson, fresh)
    return found === undefined ? [] : [{ lesson, matter: found.matter }]
  })
  const first = against.toSorted(
    (a, b) => weightOf(b.lesson) - weightOf(a.lesson) || (a.lesson.at < b.lesson.at ? 1 : -1),
  )[0]
  if (first === undefined) return { standings: [] }
  const opponents = new Set(against.map(({ lesson }) => lesson.id))
  // Who says the same as the new one against the same lesson is on its side.
  const allies = others.filter(
    (lesson) => !opponents.has(lesson.id) && contradictionOf(first.lesson, lesson)?.matter === first.matter,
  )
  const newAuthors = new Set([fresh, ...allies].map(({ author }) => author))
  const oldAuthors = new Set(
    against.flatMap(({ lesson }) =>
      lesson.origin === 'taught' || lesson.author === fresh.author ? [] : [lesson.author],
    ),
  )
  const isOneAgainstSeveral = newAuthors.size === 1 && oldAuthors.size >= 2
  const conflict = { lessonA: first.lesson.id, lessonB: fresh.id, matter: first.matter }
  if (isOneAgainstSeveral) {
    const why = `One teammate says this; ${oldAuthors.size} say otherwise.`
    return { conflict, standings: [{ lessonId: fresh.id, to: 'contested', by: first.lesson.id, why }] }
  }
  const why = `Staff say otherwise since ${fresh.at.slice(0, 10)}.`
  return {
    conflict,
    standings: [
      ...against
        .filter(({ lesson }) => lesson.standing === 'current' || lesson.standing === 'sourced')
        .map(({ lesson }) => ({ lessonId: lesson.id, to: 'stale' as const, by: fresh.id, why })),
      ...allies
        .filter(({ standing }) => standing === 'contested')
        .map(({ id }) => ({ lessonId: id, to: 'current' as const, by: fresh.id, why: 'Others say it, too, by now.' })),
    ],
  }
}

/** A lesson that staff stopped saying while its topic went on; counted in rows and time of the log, not of a clock. */
export function outlived(fresh: Lesson, topic: readonly Lesson[]): { lessonId: string; by: string; why: string }[] {
  const inOrder = topic.filter(({ standing }) => standing === 'current').toSorted((a, b) => (a.at < b.at ? -1 : 1))
  return inOrder.flatMap((lesson, i) => {
    const isOld = Date.parse(fresh.at) - Date.parse(lesson.at) >= fadeAfterMs
    const later = inOrder.slice(i + 1)
    if (lesson.id === fresh.id || !isOld || later.length < fadeAfterLessons) return []
    const facts = [...factsOf(lesson.reply).values]
    const isSaidAgain = later.some(({ reply }) => {
      const { values } = factsOf(reply)
      return facts.every((fact) => values.has(fact))
    })
    if (facts.length === 0 || isSaidAgain) return []
    return [{ lessonId: lesson.id, by: fresh.id, why: `Staff last said this on ${lesson.at.slice(0, 10)}.` }]
  })
}

/** Half a year, and this many later lessons of its topic, none of which states what it states. */
const fadeAfterMs = 182 * 86_400_000
const fadeAfterLessons = 20

function weightOf({ standing, agreed }: Lesson): number {
  return (standing === 'current' ? 1_000 : 0) + agreed
}
