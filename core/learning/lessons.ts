import type { LearningEntry, LearningRow, Lesson } from '../domain/learning.ts'
import { languageOf, unknownLanguage } from '../understanding/language.ts'
import { makeLesson, type PairEntry, personalSpans, type SlotSpan, withSlots } from './pair.ts'
import { expiryOf } from './truth/expiry.ts'
import { makeVariants, type VariantFrame } from './variants.ts'

/** One lesson with what is needed to derive it again. */
export interface Kept {
  lesson: Lesson
  core: string
  /** This customer's own facts; what repetitions reveal comes on top. */
  spans: SlotSpan[]
  /** Position among all lessons. */
  order: number
  judged: number
  right: number
}

/** The lessons of one agent, in the order of the log. */
export interface Lessons {
  get(id: string): Kept | undefined
  all(): Iterable<Kept>
  /** Adds a lesson without a topic yet; `changed` are earlier lessons whose slots changed by it. */
  add(entry: PairEntry, row: LearningRow): { kept: Kept; changed: Lesson[] }
  /** Marks a lesson as corrected by another. */
  supersede(id: string, by: string): Lesson | undefined
  /** Gives a lesson another standing; undefined where it is gone. */
  stand(entry: StandingEntry): Lesson | undefined
  save(): SavedLessons
}

type StandingEntry = Extract<LearningEntry, { type: 'standing' }>

export interface SavedLessons {
  byId: Map<string, Kept>
  frames: Map<string, VariantFrame>
}

/** Makes an empty set, or goes on from a saved one. */
export function makeLessons(saved: SavedLessons = { byId: new Map(), frames: new Map() }): Lessons {
  const { byId, frames } = saved
  const variants = makeVariants(frames)

  function derive(kept: Kept): boolean {
    const spans = [...kept.spans, ...variants.personal(kept.core).map(({ type, value }) => ({ type, value }))]
    const { reply, slots } = withSlots(kept.core, spans)
    if (reply === kept.lesson.reply) return false
    kept.lesson = { ...kept.lesson, reply, slots }
    return true
  }

  return {
    get: (id) => byId.get(id),
    all: () => byId.values(),
    save: () => ({ byId, frames }),

    add(entry, row) {
      const { core, reply, slots } = makeLesson(entry)
      const changed = variants.add(entry.lessonId, core).flatMap((id) => {
        const earlier = byId.get(id)
        return earlier && derive(earlier) ? [earlier.lesson] : []
      })
      const own = languageOf(core)
      const expiresAt = expiryOf(reply, row.at)
      const lesson: Lesson = {
        id: entry.lessonId,
        topicId: entry.lessonId,
        question: entry.question,
        context: entry.context,
        reply,
        slots,
        language: own === unknownLanguage ? languageOf(entry.question) : own,
        author: entry.author,
        ...(entry.conversationId === undefined ? {} : { conversationId: entry.conversationId }),
        channel: entry.channel,
        at: row.at,
        origin: entry.origin,
        standing: entry.origin === 'taught' ? 'sourced' : 'current',
        ...(expiresAt === undefined ? {} : { expiresAt }),
        agreed: 0,
        wrong: 0,
      }
      const kept: Kept = { lesson, core, spans: personalSpans(core, entry), order: byId.size, judged: 0, right: 0 }
      byId.set(lesson.id, kept)
      derive(kept)
      return { kept, changed }
    },

    supersede(id, by) {
      const kept = byId.get(id)
      if (!kept || id === by) return undefined
      kept.lesson = { ...kept.lesson, standing: 'superseded', supersededBy: by }
      return kept.lesson
    },

    stand({ lessonId, to, by, why }) {
      const kept = byId.get(lessonId)
      if (!kept) return undefined
      const { supersededBy: _, ...lesson } = kept.lesson
      // What was taught from a page and never said by staff is still that when it stands again.
      const standing = to === 'current' && lesson.origin === 'taught' ? 'sourced' : to
      const replaced = to === 'current' || by === undefined ? {} : { supersededBy: by }
      kept.lesson = { ...lesson, standing, ...replaced, standingWhy: why }
      return kept.lesson
    },
  }
}
