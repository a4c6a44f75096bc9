import { saidAgain, shareOfPasted } from './pasted.ts'
import { type Keep, type Member, noTopics, nothingKept, type SavedReplyTopics } from './reply-groups.ts'
import { wordsOfReply } from './reply-words.ts'
import { makeSameQuestions } from './same-questions.ts'

/** Groups replies that say the same. A topic is named by the lesson that founded it. */
export interface ReplyTopics {
  /** Puts a reply into the topic that says the same, or founds one; `into` forces the topic (a correction). */
  add(lessonId: string, reply: string, question: string, into?: string): string
  /** The topic that says the same as this reply, as things stand. */
  topicOf(reply: string): string | undefined
  /** How close a reply is to what its topic, or another one, usually says, 0..1. */
  closeness(lessonId: string, groupId?: string): number
  groupOf(lessonId: string): string | undefined
  /** The same for replies of the same words. */
  wordsOf(lessonId: string): string | undefined
  /** All lessons, the oldest first. */
  lessons(): string[]
  /** All groups, the oldest first. */
  groups(): string[]
  sizeOf(groupId: string): number
  lessonsOf(groupId: string): string[]
  /** Groups all replies afresh with what is known by now; returns the group of every lesson. */
  regroup(keep?: Keep): Map<string, string>
  save(): SavedReplyTopics
}

/** Imaginary replies that share no word: they keep the first weights from resting on one or two real ones. */
const imaginary = 20
/** From this share of pasted replies on, a text that comes again is a reply of its own, however like another it reads. */
const pastesFrom = 0.5
/** From this similarity on, replies to questions that are asked alike are taken to say the same. */
const nearReplies = 0.5

/** Makes an empty set of topics, or goes on from a saved one. */
export function makeReplyTopics(saved: SavedReplyTopics = noTopics()): ReplyTopics {
  const { termIds, weight, members, byLesson } = saved
  const questions = makeSameQuestions(saved.questions)
  let { pasted, groups, groupOfKey, posting } = saved

  /** Looking a reply up must leave no trace: only `keep` gives new words a number. */
  function termsOf(reply: string, keep: boolean): { key: string; terms: number[]; unknown: number } {
    const { key, stems } = wordsOfReply(reply)
    const terms: number[] = []
    let unknown = 0
    for (const stem of stems) {
      let id = termIds.get(stem)
      if (id === undefined && keep) {
        id = termIds.size
        termIds.set(stem, id)
        weight.push(freshWeight())
      }
      if (id === undefined) unknown++
      else terms.push(id)
    }
    return { key, terms, unknown }
  }

  const freshWeight = () => Math.log((groups.length + imaginary) / 1.5)

  function best(terms: number[], key: string, unknown = 0): { group: number; similarity: number } {
    const exact = groupOfKey.get(key)
    if (exact !== undefined) return { group: exact, similarity: 1 }
    const dots = new Map<number, number>()
    let own = unknown * Math.log((groups.length + imaginary) / 2) ** 2
    for (const term of terms) {
      const square = weight[term]! ** 2
      own += square
      for (const group of posting[term] ?? []) {
        dots.set(group, (dots.get(group) ?? 0) + square * (groups[group]?.counts.get(term) ?? 0))
      }
    }
    let winner = -1
    let similarity = 0
    for (const [group, dot] of dots) {
      const cosine = dot / Math.sqrt(own * (groups[group]?.square ?? Number.POSITIVE_INFINITY))
      if (cosine > similarity) {
        similarity = cosine
        winner = group
      }
    }
    return { group: winner, similarity }
  }

  /**
   * Where staff paste the same texts again and again, a reply that differs by a word is another reply; where they write
   * afresh each time, it is not. `pasted` tells which house this is.
   */
  const threshold = () => 0.6 + 0.3 * pasted * pasted

  function belongs({ group, similarity }: { group: number; similarity: number }, least: number): boolean {
    return group >= 0 && similarity >= Math.min(least, groups[group]?.accepts ?? 1)
  }

  /** A group that holds different wordings takes in more: what is as near as nearly all of its own. */
  function measureGroups(): void {
    const near: Map<string, number>[] = groups.map(() => new Map())
    for (const member of members) {
      const known = near[member.topic]!
      if (!known.has(member.key)) known.set(member.key, closenessOf(member))
    }
    groups.forEach((group, g) => {
      const sorted = [...near[g]!.values()].sort((a, b) => a - b)
      if (sorted.length > 1) group!.accepts = Math.max(nearReplies, sorted[Math.floor(sorted.length / 10)]! - 0.05)
    })
  }

  function closenessOf(member: Member, topic = member.topic): number {
    const group = groups[topic]
    if (!group) return 0
    let dot = 0
    let own = 0
    for (const term of member.terms) {
      const square = weight[term]! ** 2
      own += square
      dot += square * (group.counts.get(term) ?? 0)
    }
    return own > 0 ? dot / Math.sqrt(own * group.square) : 0
  }

  function join(member: Member, group: number): void {
    const target = groups[group]!
    member.topic = group
    target.members++
    for (const term of member.terms) {
      const count = target.counts.get(term) ?? 0
      target.square += (2 * count + 1) * weight[term]! ** 2
      target.counts.set(term, count + 1)
      if (count === 0) {
        const list = posting[term]
        if (list) list.push(group)
        else posting[term] = [group]
      }
    }
    if (!groupOfKey.has(member.key)) groupOfKey.set(member.key, group)
  }

  function found(id: string, isPasted: boolean): number {
    groups.push({ id, isPasted, members: 0, square: 0, counts: new Map() })
    return groups.length - 1
  }

  function place(member: Member, least: number, isOwn: boolean, held?: string): void {
    const holder = held === undefined ? undefined : byLesson.get(held)!
    // Its founder is the oldest of what is held together, and founds a group whatever it is like.
    if (holder !== undefined) {
      join(member, holder.topic >= 0 ? holder.topic : found(member.lessonId, false))
      return
    }
    const forced = member.into === undefined ? undefined : byLesson.get(member.into)?.topic
    const isForced = forced !== undefined && forced >= 0
    const nearest = isForced
      ? { group: forced, similarity: 1 }
      : isOwn
        ? { group: groupOfKey.get(member.key) ?? -1, similarity: 1 }
        : best(member.terms, member.key)
    join(member, belongs(nearest, least) ? nearest.group : found(member.lessonId, isOwn && !isForced))
  }

  function clear(): void {
    groups = []
    groupOfKey = new Map()
    posting = []
  }

  /**
   * A word tells little when many topics say it. Topics are counted, not replies: the words of a topic with half of the
   * traffic are still its own.
   */
  function weigh(): void {
    const spread = new Float64Array(weight.length)
    for (const group of groups) {
      for (const [term, count] of group!.counts)
        spread[term] = spread[term]! + Math.min(1, (4 * count) / group!.members)
    }
    setWeights(spread, groups.length)
  }

  /** The first guess, before there are topics to count: different texts. */
  function weighByTexts(): void {
    const texts = new Map(members.map((member) => [member.key, member.terms]))
    const spread = new Float64Array(weight.length)
    for (const terms of texts.values()) for (const term of terms) spread[term] = spread[term]! + 1
    setWeights(spread, texts.size)
  }

  function setWeights(spread: Float64Array, total: number): void {
    for (let term = 0; term < weight.length; term++) {
      weight[term] = Math.max(0.02, Math.log((total + imaginary) / (spread[term]! + 1)))
    }
  }

  /** Topics that differ only by who founded them become one, as do near ones that are asked alike; the older stays. */
  function mergeTwins(least: number, { held, named }: Keep): void {
    const into = groups.map((_, i) => i)
    const memberLists: number[][] = groups.map(() => [])
    const isHeld = new Set<number>()
    const isNamed = new Set<number>()
    members.forEach((member, i) => {
      memberLists[member.topic]!.push(i)
      if (held.has(member.lessonId)) isHeld.add(member.topic)
      if (named.has(member.lessonId)) isNamed.add(member.topic)
    })
    const stayApart = (a: number, b: number) =>
      isHeld.has(a) ||
      isHeld.has(b) ||
      (isNamed.has(a) && isNamed.has(into[b]!)) ||
      (groups[a]!.isPasted && groups[b]!.isPasted)
    const askedAlike = questions.compare(memberLists)
    for (let i = 0; i < groups.length; i++) {
      const group = groups[i]!
      const dots = new Map<number, number>()
      for (const [term, count] of group.counts) {
        const square = weight[term]! ** 2
        for (const other of posting[term] ?? []) {
          if (other < i) dots.set(other, (dots.get(other) ?? 0) + square * count * groups[other]!.counts.get(term)!)
        }
      }
      let most = 0
      for (const [other, dot] of dots) {
        const cosine = dot / Math.sqrt(group.square * groups[other]!.square)
        if (stayApart(i, other)) continue
        if (cosine > most && (cosine >= least || (cosine >= nearReplies && askedAlike(i, other)))) {
          most = cosine
          into[i] = into[other]!
        }
      }
      if (isNamed.has(i)) isNamed.add(into[i]!)
    }
    if (into.every((target, i) => target === i)) return
    const targets = members.map((member) => into[member.topic]!)
    const before = groups
    clear()
    const renumbered = new Map<number, number>()
    members.forEach((member, i) => {
      const target = targets[i]!
      let group = renumbered.get(target)
      if (group === undefined) {
        const { id, isPasted } = before[target]!
        group = found(id, isPasted)
        renumbered.set(target, group)
      }
      join(member, group)
    })
  }

  return {
    save: () => ({
      ...{ termIds, weight, members, byLesson, pasted, groups, groupOfKey, posting },
      questions: questions.save(),
    }),

    add(lessonId, reply, question, into) {
      questions.add(question)
      const { key, terms } = termsOf(reply, true)
      const member: Member = { lessonId, key, terms, topic: -1, ...(into === undefined ? {} : { into }) }
      // In a house that pastes, a new text is a new reply until the next look at all of them.
      place(member, threshold(), pasted >= pastesFrom)
      members.push(member)
      byLesson.set(lessonId, member)
      return groups[member.topic]!.id
    },

    topicOf(reply) {
      const { key, terms, unknown } = termsOf(reply, false)
      const nearest = best(terms, key, unknown)
      return belongs(nearest, threshold()) ? groups[nearest.group]!.id : undefined
    },

    closeness(lessonId, groupId) {
      const member = byLesson.get(lessonId)
      return member ? closenessOf(member, groupId === undefined ? undefined : byLesson.get(groupId)?.topic) : 0
    },

    wordsOf: (lessonId) => byLesson.get(lessonId)?.key,
    lessons: () => members.map(({ lessonId }) => lessonId),

    groupOf(lessonId) {
      const member = byLesson.get(lessonId)
      return member && groups[member.topic]!.id
    },

    groups: () => groups.map((group) => group!.id),
    sizeOf: (groupId) => groups[byLesson.get(groupId)!.topic]!.members,

    lessonsOf(groupId) {
      const group = byLesson.get(groupId)?.topic
      return members.filter(({ topic }) => topic === group).map(({ lessonId }) => lessonId)
    },

    regroup(keep = nothingKept) {
      weighByTexts()
      pasted = shareOfPasted(members, weight)
      const least = threshold()
      const again = pasted < pastesFrom ? new Set<string>() : saidAgain(members)
      for (let pass = 0; pass < 2; pass++) {
        if (pass > 0) weigh()
        clear()
        for (const member of members) member.topic = -1
        for (const member of members) place(member, least, again.has(member.key), keep.held.get(member.lessonId))
        mergeTwins(least + 0.12, keep)
      }
      measureGroups()
      return new Map(members.map((member) => [member.lessonId, groups[member.topic]!.id]))
    },
  }
}
