import type { Arrangement, MergedTopic } from '../domain/learning.ts'
import { type Move, makeMovedLessons, type SavedMoves } from './moves.ts'
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
  /** By what a lesson belongs elsewhere than its words would put it: the last move that stands. */
  moveOf(lessonId: string): StandingMove | undefined
  /** How close a lesson is to what is said where it belongs, 0..1. */
  closeness(lessonId: string): number
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

export interface SavedArrangement extends SavedMoves {
  names: { lessons: string[]; name: string }[]
  pins: { parts: Part[]; name: string }[]
  merges: Merge[]
}

export interface StandingMove extends Pick<Move, 'moveId' | 'actor' | 'at'> {
  /** The topic that it would be in without this move. */
  backTo: string
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
  return { names: [], pins: [], merges: [], moves: [], follows: [] }
}

/**
 * Arranges groups of replies. The groups themselves stay apart, so that a merge is undone exactly. What regrouping must not
 * touch: the replies of a pinned or merged topic stay one group of their own, and two topics that staff gave names never
 * become one by themselves. A reply that comes later joins whichever group it is like, as ever. Single lessons that were
 * moved belong elsewhere than their group does; a topic is called by the first of its lessons that it still has.
 */
export function makeArrangedTopics(replies: ReplyTopics, saved: SavedArrangement = asFound()): ArrangedTopics {
  const { names, pins, merges } = saved
  const lessons = makeMovedLessons(replies, saved)
  /** From a group to the one that it is merged into; to its given name; of the groups as they stand. */
  let parents = new Map<string, { into: string; merge: Merge }>()
  let given = new Map<string, string>()
  /** From a group to what its topic is called by. */
  let ids = new Map<string, string>()
  settle()

  function settle(): void {
    ids = new Map()
    parents = new Map()
    for (const merge of merges) {
      const group = lessons.groupOf(merge.parts[0]!.id)
      const into = lessons.mostOf(merge.into)
      // Regrouping may have made one of the two what the other is part of: then there is nothing to merge.
      if (group === undefined || into === undefined || rootOf(into) === group || parents.has(group)) continue
      parents.set(group, { into, merge })
    }
    given = new Map()
    for (const named of names) {
      const group = lessons.mostOf(named.lessons)
      if (group !== undefined) given.set(group, named.name)
    }
  }

  function rootOf(group: string): string {
    let root = group
    for (let up = parents.get(root); up !== undefined; up = parents.get(root)) root = up.into
    return root
  }

  /** The founding lesson where it belongs to it, else the first that does, else the first of what was merged into it. */
  function idOf(root: string): string {
    if (lessons.at(root) === root) return root
    let id = ids.get(root)
    if (id === undefined) {
      id = lessons.lessonsOf(root)[0] ?? lessons.groups().flatMap(isUnder(root)).flatMap(lessons.lessonsOf)[0] ?? root
      ids.set(root, id)
    }
    return id
  }

  const isUnder = (root: string) => (group: string) => (group !== root && rootOf(group) === root ? [group] : [])

  function rootOfLesson(lessonId: string): string | undefined {
    const group = lessons.at(lessonId)
    return group === undefined ? undefined : rootOf(group)
  }

  const topicOfLesson = (lessonId: string) => {
    const root = rootOfLesson(lessonId)
    return root === undefined ? undefined : idOf(root)
  }

  function meant(these: readonly string[]): string | undefined {
    const known = these.find((lesson) => lessons.at(lesson) !== undefined)
    return known === undefined ? undefined : rootOfLesson(known)
  }

  /** The topic's own group first. */
  function partsOf(root: string): Part[] {
    const all = [root, ...lessons.groups().flatMap(isUnder(root))]
    return all.map((id) => ({ id, lessons: lessons.stockOf(id) }))
  }

  function arrange(entry: Arrangement, at: string, foundName: (topicId: string) => string): string[] {
    const unnamed = (root: string) => arrangementOf(idOf(root)).kept ?? foundName(idOf(root))
    switch (entry.type) {
      case 'unmerged':
        return unmerge(entry.mergeId)
      case 'moved':
        return move(entry, at)
      case 'unmoved':
        return unmove(entry.moveId)
    }
    const root = meant(entry.lessons)
    if (root === undefined) return []
    const topicId = idOf(root)
    if (entry.type === 'named') {
      remove(names, (named) => lessons.mostOf(named.lessons) === root)
      if (entry.name !== null) names.push({ lessons: lessons.stockOf(root), name: entry.name })
    } else if (entry.type === 'pinned') {
      remove(pins, ({ parts }) => pinned(parts) === root)
      if (entry.isPinned) pins.push({ parts: partsOf(root), name: unnamed(root) })
    } else {
      const into = meant(entry.into)
      if (into === undefined || into === root) return []
      const { mergeId, actor } = entry
      const called = { name: given.get(root) ?? unnamed(root), intoName: unnamed(into) }
      merges.push({ mergeId, actor, at, ...called, parts: partsOf(root), into: lessons.stockOf(into) })
      settle()
      return [topicId, idOf(into)]
    }
    settle()
    return [topicId]
  }

  function unmerge(mergeId: string): string[] {
    const index = merges.findIndex((merge) => merge.mergeId === mergeId)
    if (index < 0) return []
    const [merge] = merges.splice(index, 1)
    const part = lessons.groupOf(merge!.parts[0]!.id)
    if (part === undefined) return []
    const before = idOf(rootOf(part))
    settle()
    return [before, idOf(rootOf(part))]
  }

  function move(entry: Extract<Arrangement, { type: 'moved' }>, at: string): string[] {
    const { moveId, lessonId, actor } = entry
    const from = rootOfLesson(lessonId)
    if (from === undefined) return []
    const before = idOf(from)
    const into = entry.to === null ? `own/${moveId}` : meant(entry.to)
    const isAlone = under(from) === 1
    if (into === undefined || into === from || (entry.to === null && isAlone)) return []
    const to = entry.to === null ? [into] : lessons.stockOf(into)
    const isMade = to[0] === into && to.length === 1 && replies.groupOf(into) === undefined
    lessons.move({ moveId, lessonId, actor, at, to, ...(isMade ? { own: into } : {}) })
    settle()
    return [before, topicOfLesson(lessonId)!]
  }

  function unmove(moveId: string): string[] {
    const lessonId = lessons.unmove(moveId)
    if (lessonId === undefined) return []
    settle()
    return [topicOfLesson(lessonId)!]
  }

  /** The topic that a pin is on; a pin holds its groups together, so that any of the founders says which. */
  function pinned([first]: Part[]): string | undefined {
    const group = lessons.groupOf(first!.id)
    return group === undefined ? undefined : rootOf(group)
  }

  /** What regrouping must leave as it is. */
  function keep(): Keep {
    if (names.length + pins.length + merges.length === 0) return nothingKept
    const held = new Map<string, string>()
    for (const part of [...pins, ...merges].flatMap(({ parts }) => parts)) {
      const { id } = part
      for (const lesson of part.lessons) if (!held.has(lesson)) held.set(lesson, id)
    }
    const named = new Set(names.map((one) => one.lessons[0]!))
    return { held, named }
  }

  function arrangementOf(topicId: string): Arranged {
    const root = lessons.at(topicId) ?? topicId
    const name = given.get(root)
    const pin = pins.find(({ parts }) => lessons.groupOf(parts[0]!.id) === root)
    const merged = [...parents].filter(([, { into }]) => into === root)
    const kept = pin?.name ?? merged[0]?.[1].merge.intoName
    return {
      ...(name === undefined ? {} : { given: name }),
      ...(kept === undefined ? {} : { kept }),
      isPinned: pin !== undefined,
      merged: merged.map(([group, { merge }]) => {
        const { mergeId, actor, at } = merge
        const called = { id: idOf(group), name: given.get(group) ?? merge.name }
        return { mergeId, ...called, lessons: under(group), actor, at }
      }),
    }
  }

  /** The lessons of a group, and of what was merged into it. */
  function under(group: string): number {
    let count = lessons.sizeOf(group)
    for (const [child, { into }] of parents) if (into === group) count += under(child)
    return count
  }

  return {
    topicOfLesson,
    arrange,
    arrangementOf,
    closeness: lessons.closeness,
    save: () => saved,

    add(lessonId, reply, question, into) {
      replies.add(lessonId, reply, question, into)
      lessons.added(lessonId, reply, into)
      return topicOfLesson(lessonId)!
    },

    topicOf(reply) {
      const group = lessons.movedWith(reply) ?? replies.topicOf(reply)
      return group === undefined ? undefined : idOf(rootOf(group))
    },

    moveOf(lessonId) {
      const move = lessons.moveOf(lessonId)
      const group = lessons.without(lessonId)
      if (move === undefined || group === undefined) return undefined
      const { moveId, actor, at } = move
      return { moveId, actor, at, backTo: idOf(rootOf(group)) }
    },

    regroup() {
      replies.regroup(keep())
      lessons.settle()
      settle()
    },
  }
}

function remove<T>(list: T[], test: (item: T) => boolean): void {
  list.splice(0, list.length, ...list.filter((item) => !test(item)))
}
