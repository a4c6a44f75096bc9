import type { SavedQuestions } from './same-questions.ts'

/** Everything that is known of the replies, as plain data. */
export interface SavedReplyTopics {
  termIds: Map<string, number>
  questions: SavedQuestions | undefined
  weight: number[]
  members: Member[]
  byLesson: Map<string, Member>
  pasted: number
  groups: (Group | undefined)[]
  groupOfKey: Map<string, number>
  posting: number[][]
}

/** A reply, as a topic has it. */
export interface Member {
  lessonId: string
  key: string
  terms: number[]
  topic: number
  /** The lesson whose topic this one was put into. */
  into?: string
}

/** Replies that say the same. */
export interface Group {
  /** The founding lesson. */
  id: string
  members: number
  /** Founded by a text that is pasted: never one with another such. */
  isPasted: boolean
  /** Sum over terms of (count * weight)^2: the squared length of the group's profile. */
  square: number
  counts: Map<number, number>
  /** What is at least this near belongs to it; absent until the group was looked at as a whole. */
  accepts?: number
}

/** What grouping afresh must leave as staff arranged it. */
export interface Keep {
  /** From lessons to the founder of the group that is theirs alone and stays in one piece. */
  held: ReadonlyMap<string, string>
  /** A lesson of each topic that staff gave a name: two such never become one. */
  named: ReadonlySet<string>
}

export const nothingKept: Keep = { held: new Map(), named: new Set() }

/** What is known before the first reply. */
export function noTopics(): SavedReplyTopics {
  return {
    ...{ termIds: new Map(), questions: undefined, weight: [], members: [], byLesson: new Map(), pasted: 0 },
    ...{ groups: [], groupOfKey: new Map(), posting: [] },
  }
}
