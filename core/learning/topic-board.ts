import type { Topic } from '../domain/learning.ts'
import type { Arranged } from './arrangement.ts'
import type { Kept } from './lessons.ts'
import { makeTermCounts, type SavedTermCounts } from './terms.ts'

/** What is known of each topic beside its lessons: volume, standing, name, the reply that stands for it. */
export interface TopicBoard {
  get(id: string): Topic | undefined
  all(): Topic[]
  template(id: string): Kept | undefined
  /** What its key terms would call it. */
  termsName(id: string): string
  /** How much a lesson is worth beside others of its topic, about 0..1. */
  worth(kept: Kept): number
  /** Takes in a question that was answered from this topic. */
  asked(topicId: string, question: string): void
  joined(topicId: string, kept: Kept): void
  /** From here on, older lessons of this topic stand behind newer ones. */
  corrected(topicId: string, order: number): void
  /** Brings a topic's figures up to date and returns it. */
  refresh(topicId: string): Topic
  /** Forgets all members of these topics, of all where none are named; returns the ids that were there. */
  clear(ids?: Iterable<string>): string[]
  save(): SavedTopicBoard
}

export interface SavedTopicBoard {
  entries: Map<string, Entry>
  terms: SavedTermCounts | undefined
}

interface Entry {
  topic: Topic
  members: Kept[]
  template: Kept | undefined
  correctedAt: number
  namedAt: number
  /** What its key terms say. */
  termsName: string
}

/** The template is looked for among this many of the newest lessons: older ones had their chance. */
const templatePool = 30

/**
 * Makes an empty board, or goes on from a saved one; `closeness` tells how much a lesson says what its topic usually says,
 * `arranged` what staff made of a topic.
 */
export function makeTopicBoard(
  closeness: (lessonId: string) => number,
  arranged: (topicId: string) => Arranged,
  saved: SavedTopicBoard = { entries: new Map(), terms: undefined },
): TopicBoard {
  const { entries } = saved
  const terms = makeTermCounts(saved.terms)

  function entryOf(id: string): Entry {
    let entry = entries.get(id)
    if (!entry) {
      entry = { topic: emptied(id), members: [], template: undefined, correctedAt: -1, namedAt: 0, termsName: '' }
      entries.set(id, entry)
    }
    return entry
  }

  function worth(kept: Kept): number {
    const { agreed, wrong, standing, slots } = kept.lesson
    if (standing === 'superseded') return 0
    const trust = (agreed + 1) / (agreed + 2 * wrong + 1)
    const stale = kept.order < (entries.get(kept.lesson.topicId)?.correctedAt ?? -1)
    return (
      (0.75 * closeness(kept.lesson.id) + 0.25) *
      trust *
      (stale ? 0.4 : 1) *
      (standing === 'sourced' ? 0.7 : standing === 'stale' || standing === 'contested' ? 0.2 : 1) *
      0.9 ** slots.length
    )
  }

  /** Its key terms name it, until staff do. */
  function nameIt(entry: Entry): void {
    const { id, volume } = entry.topic
    if (entry.namedAt === 0 || volume >= entry.namedAt * 1.2) {
      entry.namedAt = volume
      const found = terms.of(id, 8)
      const first = entry.members[0]?.lesson.question.replace(/\s+/g, ' ').trim().slice(0, 60) ?? ''
      entry.termsName = found.length > 0 ? found.slice(0, 3).join(', ') : first
      entry.topic = { ...entry.topic, terms: found }
    }
    const { given, kept, isPinned, merged } = arranged(id)
    const foundName = kept ?? entry.termsName
    entry.topic = {
      ...entry.topic,
      name: given ?? foundName,
      foundName,
      isNamed: given !== undefined,
      isPinned,
      merged,
    }
  }

  return {
    save: () => ({ entries, terms: terms.save() }),
    get: (id) => entries.get(id)?.topic,
    termsName: (id) => entries.get(id)?.termsName ?? '',
    all: () => [...entries.values()].filter((entry) => entry.members.length > 0).map((entry) => entry.topic),
    template: (id) => entries.get(id)?.template,
    worth,

    asked(topicId, question) {
      const entry = entryOf(topicId)
      entry.topic = { ...entry.topic, volume: entry.topic.volume + 1 }
      terms.add(topicId, question)
    },

    joined(topicId, kept) {
      entryOf(topicId).members.push(kept)
    },

    corrected(topicId, order) {
      const entry = entryOf(topicId)
      entry.correctedAt = Math.max(entry.correctedAt, order)
    },

    refresh(topicId) {
      const entry = entryOf(topicId)
      let template: Kept | undefined
      let most = -1
      for (const kept of entry.members.slice(-templatePool)) {
        const value = worth(kept)
        if (kept.lesson.standing === 'superseded' || value < most) continue
        most = value
        template = kept
      }
      let agreeing = 0
      let judged = 0
      let right = 0
      for (const kept of entry.members) {
        if (kept.lesson.standing !== 'superseded' && kept.lesson.standing !== 'sourced') agreeing++
        judged += kept.judged
        right += kept.right
      }
      entry.template = template
      entry.topic = { ...entry.topic, template: template?.lesson.reply ?? '', agreeing, judged, right }
      nameIt(entry)
      return entry.topic
    },

    clear(these) {
      const ids = [...(these ?? entries.keys())].filter((id) => entries.has(id))
      if (these === undefined) terms.clear()
      else for (const id of ids) terms.drop(id, entries.get(id)!.topic.volume)
      for (const id of ids) entries.delete(id)
      return ids
    },
  }
}

/** A topic to which nothing belongs, or nothing any more. */
export function emptied(id: string): Topic {
  return {
    ...{ id, name: '', foundName: '', isNamed: false, isPinned: false, merged: [], terms: [], template: '' },
    ...{ volume: 0, agreeing: 0, judged: 0, right: 0 },
  }
}
