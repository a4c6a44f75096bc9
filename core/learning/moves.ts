import { wordsOfReply } from './reply-words.ts'
import type { ReplyTopics } from './topics.ts'

/** Where lessons belong once staff moved single ones; the groups that their words make stay as they are beneath. */
export interface MovedLessons {
  /** The group that a lesson belongs to. */
  at(lessonId: string): string | undefined
  /** The group that its words put it into; a group that staff made for moved lessons is called by its own name. */
  groupOf(name: string): string | undefined
  /** The group that most of these are in by their words; the one of the first of them, where several hold as many. */
  mostOf(names: readonly string[]): string | undefined
  /** All groups, those that staff made last. */
  groups(): string[]
  /** What a group is found by again after regrouping, for `mostOf`. */
  stockOf(group: string): string[]
  /** What belongs to a group, the oldest first. */
  lessonsOf(group: string): string[]
  sizeOf(group: string): number
  /** How close a lesson is to what is said where it belongs, 0..1. */
  closeness(lessonId: string): number
  /** Takes in a lesson that the groups have taken in; a correction, and the same words said again, go along with what was moved. */
  added(lessonId: string, reply: string, into?: string): void
  /** The group that a reply would belong to, where these very words were moved. */
  movedWith(reply: string): string | undefined
  move(move: Move): void
  /** Takes a move back; the lesson that it was of. */
  unmove(moveId: string): string | undefined
  /** The last move of a lesson that stands. */
  moveOf(lessonId: string): Move | undefined
  /** The group that a lesson would belong to without its last move. */
  without(lessonId: string): string | undefined
  /** Reads anew where everything belongs, after the groups have changed. */
  settle(): void
}

export interface Move {
  moveId: string
  lessonId: string
  actor: string
  at: string
  /** What the group is found by that it was moved to. */
  to: string[]
  /** That group, where staff made it. */
  own?: string
}

export interface SavedMoves {
  moves: Move[]
  /** Lessons that go along with a moved one. */
  follows: [lesson: string, leader: string][]
}

/** Reads where lessons belong from the moves that stand, the last of a lesson first. */
export function makeMovedLessons(replies: ReplyTopics, { moves, follows }: SavedMoves): MovedLessons {
  /** Only those that belong elsewhere than their words would put them. */
  let placed = new Map<string, string>()
  let made = new Set<string>()
  settle()

  function settle(): void {
    placed = new Map()
    made = new Set(moves.flatMap(({ own }) => own ?? []))
    const moved = new Set(moves.map(({ lessonId }) => lessonId))
    for (const { lessonId, to } of moves) put(lessonId, mostOf(to))
    for (const [lesson, leader] of follows) if (!moved.has(lesson)) put(lesson, placed.get(leader))
  }

  function put(lessonId: string, group: string | undefined): void {
    if (group === undefined || group === replies.groupOf(lessonId)) placed.delete(lessonId)
    else placed.set(lessonId, group)
  }

  function groupOf(name: string): string | undefined {
    return made.has(name) ? name : replies.groupOf(name)
  }

  function mostOf(names: readonly string[]): string | undefined {
    const counts = new Map<string, number>()
    let most: string | undefined
    for (const name of names) {
      const group = groupOf(name)
      if (group !== undefined) counts.set(group, (counts.get(group) ?? 0) + 1)
    }
    for (const [group, count] of counts) if (most === undefined || count > counts.get(most)!) most = group
    return most
  }

  const at = (lessonId: string) => placed.get(lessonId) ?? replies.groupOf(lessonId)

  function lessonsOf(group: string): string[] {
    if (placed.size === 0) return replies.lessonsOf(group)
    return replies.lessons().filter((lesson) => at(lesson) === group)
  }

  /** A moved lesson that says the same, word by word, unless another that was not moved says it too. */
  function movedWords(reply: string, except?: string): string | undefined {
    if (placed.size === 0) return undefined
    const { key } = wordsOfReply(reply)
    const moved = [...placed.keys()].findLast((lesson) => replies.wordsOf(lesson) === key)
    if (moved === undefined) return undefined
    const stays = (lesson: string) => lesson !== except && !placed.has(lesson) && replies.wordsOf(lesson) === key
    return replies.lessonsOf(replies.groupOf(moved)!).some(stays) ? undefined : moved
  }

  return {
    ...{ at, groupOf, mostOf, lessonsOf, settle },
    groups: () => [...replies.groups(), ...made],
    stockOf: (group) => (made.has(group) ? [group] : replies.lessonsOf(group)),
    sizeOf: (group) => (placed.size === 0 ? replies.sizeOf(group) : lessonsOf(group).length),
    moveOf: (lessonId) => moves.findLast((move) => move.lessonId === lessonId),

    without(lessonId) {
      const before = moves.filter((move) => move.lessonId === lessonId).at(-2)
      if (before !== undefined) return mostOf(before.to) ?? replies.groupOf(lessonId)
      const leader = follows.find(([lesson]) => lesson === lessonId)?.[1]
      return (leader === undefined ? undefined : placed.get(leader)) ?? replies.groupOf(lessonId)
    },

    closeness(lessonId) {
      const group = placed.get(lessonId)
      if (group === undefined) return replies.closeness(lessonId)
      return made.has(group) ? 1 : replies.closeness(lessonId, group)
    },

    added(lessonId, reply, into) {
      if (placed.size === 0) return
      const leader = into === undefined ? movedWords(reply, lessonId) : placed.has(into) ? into : undefined
      if (leader === undefined) return
      follows.push([lessonId, leader])
      put(lessonId, placed.get(leader))
    },

    movedWith(reply) {
      const lesson = movedWords(reply)
      return lesson === undefined ? undefined : placed.get(lesson)
    },

    move(move) {
      moves.push(move)
      settle()
    },

    unmove(moveId) {
      const index = moves.findIndex((move) => move.moveId === moveId)
      if (index < 0) return undefined
      const [move] = moves.splice(index, 1)
      settle()
      return move!.lessonId
    },
  }
}
