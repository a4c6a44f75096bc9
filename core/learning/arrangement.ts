import type { Arrangement, MergedTopic } from '../domain/learning.ts'
import { type Keep, nothingKept } from './reply-groups.ts'
import type { ReplyTopics } from './topics.ts'

/** Topics as staff arranged them: groups of replies, with the names that staff gave, merges and pins. */
export interface ArrangedTopics {
  /** Puts a reply into the topic that says the same, or founds one; `into` = with this lesson (a correction). */
  add(lessonId: string, reply: string, question: string, into?: string): string
  /** The topic that says the same as this reply, as things stand. */
  topicOf(reply: string): string | undefined
  topicOfLesson(lessonId: string): string | undefined
  /** Groups all replies afresh with what is known by now; what staff arranged stays. */
  regroup(): void
  /**
   * Takes in what staff decided; `foundName` says what a topic would be called by its key terms. The topics that it
   * concerns, none where it concerns nothing that is still known.
   */
  arrange(entry: Arrangement, at: string, foundName: (topicId: string) => string): string[]
  /** What staff made of a topic. */
  arrangementOf(topicId: string): Arranged
  save(): SavedArrangement
}

export interface Arranged {
  /** The name that staff gave it. */
  given?: string
  /** The name that it had when it was pinned, or when something was merged into it: it keeps that. */
  kept?: string
  isPinned: boolean
  merged: MergedTopic[]
}

export interface SavedArrangement {
  names: { lessons: string[]; name: string }[]
  pins: { parts: Part[]; name: string }[]
  merges: Merge[]
}

/** A group of replies as it stood: the founding lesson, and all that belonged to it. */
interface Part {
  id: string
  lessons: string[]
}

interface Merge extends Omit<MergedTopic, 'id' | 'lessons'> {
  /** The topic's own group, then what had been merged into it before. */
  parts: Part[]
  into: string[]
  /** What the topic was called that it was merged into. */
  intoName: string
}

/** Nothing was arranged. */
export function asFound(): SavedArrangement {
  return { names: [], pins: [], merges: [] }
}

/**
 * Arranges groups of replies. The groups themselves stay apart, so that a merge is undone exactly. What regrouping must not
 * touch: the replies of a pinned or merged topic stay one group of their own, and two topics that staff gave names never
 * become one by themselves. A reply that comes later joins whichever group it is like, as ever.
 */
export function makeArrangedTopics(replies: ReplyTopics, saved: SavedArrangement = asFound()): ArrangedTopics {
  const { names, pins, merges } = saved
  /** From a group to the one that it is merged into; to its given name; of the groups as they stand. */
  let parents = new Map<string, { into: string; merge: Merge }>()
  let given = new Map<string, string>()
  settle()

  function settle(): void {
    parents = new Map()
    for (const merge of merges) {
      const group = replies.groupOf(merge.parts[0]!.id)
      const into = mostOf(merge.into)
      // Regrouping may have made one of the two what the other is part of: then there is nothing to merge.
      if (group === undefined || into === undefined || rootOf(into) === group || parents.has(group)) continue
      parents.set(group, { into, merge })
    }
    given = new Map()
    for (const { lessons, name } of names) {
      const group = mostOf(lessons)
      if (group !== undefined) given.set(group, name)
    }
  }

  function rootOf(group: string): string {
    let root = group
    for (let up = parents.get(root); up !== undefined; up = parents.get(root)) root = up.into
    return root
  }

  /** The group that most of these lessons are in; the one of the first of them, where several hold as many. */
  function mostOf(lessons: readonly string[]): string | undefined {
    const counts = new Map<string, number>()
    let most: string | undefined
    for (const lesson of lessons) {
      const group = replies.groupOf(lesson)
      if (group !== undefined) counts.set(group, (counts.get(group) ?? 0) + 1)
    }
    for (const [group, count] of counts) if (most === undefined || count > counts.get(most)!) most = group
    return most
  }

  const topicOfLesson = (lessonId: string) => {
    const group = replies.groupOf(lessonId)
    return group === undefined ? undefined : rootOf(group)
  }

  function meant(lessons: readonly string[]): string | undefined {
    const known = lessons.find((lesson) => replies.groupOf(lesson) !== undefined)
    return known === undefined ? undefined : topicOfLesson(known)
  }

  /** The topic's own group first. */
  function partsOf(topicId: string): Part[] {
    const ids = [topicId, ...replies.groups().filter((id) => id !== topicId && rootOf(id) === topicId)]
    return ids.map((id) => ({ id, lessons: replies.lessonsOf(id) }))
  }

  function arrange(entry: Arrangement, at: string, foundName: (topicId: string) => string): string[] {
    const unnamed = (topicId: string) => arrangementOf(topicId).kept ?? foundName(topicId)
    if (entry.type === 'unmerged') {
      const index = merges.findIndex(({ mergeId }) => mergeId === entry.mergeId)
      if (index < 0) return []
      const [merge] = merges.splice(index, 1)
      const before = topicOfLesson(merge!.parts[0]!.id)!
      settle()
      return [before, topicOfLesson(merge!.parts[0]!.id)!]
    }
    const topicId = meant(entry.lessons)
    if (topicId === undefined) return []
    if (entry.type === 'named') {
      remove(names, ({ lessons }) => mostOf(lessons) === topicId)
      if (entry.name !== null) names.push({ lessons: replies.lessonsOf(topicId), name: entry.name })
    } else if (entry.type === 'pinned') {
      remove(pins, ({ parts }) => topicOfLesson(parts[0]!.id) === topicId)
      if (entry.isPinned) pins.push({ parts: partsOf(topicId), name: unnamed(topicId) })
    } else {
      const into = meant(entry.into)
      if (into === undefined || into === topicId) return []
      const { mergeId, actor } = entry
      const called = { name: given.get(topicId) ?? unnamed(topicId), intoName: unnamed(into) }
      merges.push({ mergeId, actor, at, ...called, parts: partsOf(topicId), into: replies.lessonsOf(into) })
      settle()
      return [topicId, into]
    }
    settle()
    return [topicId]
  }

  /** What regrouping must leave as it is. */
  function keep(): Keep {
    if (names.length + pins.length + merges.length === 0) return nothingKept
    const held = new Map<string, string>()
    for (const { id, lessons } of [...pins, ...merges].flatMap(({ parts }) => parts)) {
      for (const lesson of lessons) if (!held.has(lesson)) held.set(lesson, id)
    }
    const named = new Set(names.map(({ lessons }) => lessons[0]!))
    return { held, named }
  }

  function arrangementOf(topicId: string): Arranged {
    const name = given.get(topicId)
    const pin = pins.find(({ parts }) => replies.groupOf(parts[0]!.id) === topicId)
    const merged = [...parents].filter(([, { into }]) => into === topicId)
    const kept = pin?.name ?? merged[0]?.[1].merge.intoName
    return {
      ...(name === undefined ? {} : { given: name }),
      ...(kept === undefined ? {} : { kept }),
      isPinned: pin !== undefined,
      merged: merged.map(([group, { merge }]) => {
        const { mergeId, actor, at } = merge
        return { mergeId, id: group, name: given.get(group) ?? merge.name, lessons: under(group), actor, at }
      }),
    }
  }

  /** The lessons of a group, and of what was merged into it. */
  function under(group: string): number {
    let count = replies.sizeOf(group)
    for (const [child, { into }] of parents) if (into === group) count += under(child)
    return count
  }

  return {
    topicOfLesson,
    arrange,
    arrangementOf,
    save: () => saved,
    add: (lessonId, reply, question, into) => rootOf(replies.add(lessonId, reply, question, into)),

    topicOf(reply) {
      const group = replies.topicOf(reply)
      return group === undefined ? undefined : rootOf(group)
    },

    regroup() {
      replies.regroup(keep())
      settle()
    },
  }
}

function remove<T>(list: T[], test: (item: T) => boolean): void {
  list.splice(0, list.length, ...list.filter((item) => !test(item)))
}
