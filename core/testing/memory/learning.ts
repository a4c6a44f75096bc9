import { untouched } from '#core/domain/autonomy.ts'
import type { LearningEntry, LearningRow } from '#core/domain/learning.ts'
import { namesPattern } from '#core/domain/names.ts'
import { Refused } from '#core/errors.ts'
import type { LearnedFrom, LearningFacts } from '#core/store/learning.ts'
import type { Scope } from '#core/store/store.ts'
import { byTime, said, type Tenant, type World } from './world.ts'

/** The learning log, what is projected from it, voice and imports. */
export function makeLearning(
  world: World,
  tenant: () => Tenant,
): Pick<Scope, 'learning' | 'topics' | 'voice' | 'imports'> {
  return {
    learning: makeLog(world, tenant),
    topics: {
      list: async (agentId) =>
        tenant()
          .topics.filter((topic) => topic.agentId === agentId)
          .sort((a, b) => b.volume - a.volume || (a.id < b.id ? -1 : 1))
          .map((topic) => withSwitch(tenant(), topic)),
      async get(id) {
        const topic = tenant().topics.get(id)
        return topic === undefined ? undefined : withSwitch(tenant(), topic)
      },
      async switch(id, on, by) {
        if (tenant().topics.get(id) === undefined) throw new Refused(404, 'This topic does not exist.')
        const control = tenant().switches.get(id) ?? untouched
        const change = { switchedOn: on, switchedBy: by, switchedAt: world.iso() }
        tenant().switches.set(id, { ...control, ...change, topicId: id })
      },
    },
    voice: {
      async replace(agentId, patterns) {
        for (let i = 0; tenant().voice.get(`${agentId} ${i}`) !== undefined; i++)
          tenant().voice.delete(`${agentId} ${i}`)
        patterns.forEach((pattern, i) => void tenant().voice.set(`${agentId} ${i}`, pattern))
      },
      list: async () =>
        tenant()
          .voice.all()
          .sort((a, b) =>
            a.patternType === b.patternType ? b.frequency - a.frequency : a.patternType < b.patternType ? -1 : 1,
          ),
    },
    imports: makeImports(world, tenant),
  }
}

function makeLog(world: World, tenant: () => Tenant): Scope['learning'] {
  const theAgent = (agentId: string) => {
    const agent = tenant().agents.get(agentId)
    if (agent === undefined) throw new Refused(404, 'This agent does not exist.')
    return agent
  }
  const appendMany = async (agentId: string, rows: { entry: LearningEntry; facts: LearningFacts }[]) =>
    rows.map(({ entry, facts }) => {
      const agent = theAgent(agentId)
      const seq = agent.learningSeq + 1
      tenant().agents.set(agentId, { ...agent, learningSeq: seq })
      const row: LearningRow = { seq, at: facts.at ?? world.iso(), entry }
      tenant().learning.set(`${agentId} ${seq}`, { ...row, agentId, facts })
      return row
    })
  const taught = (agentId: string, which: LearnedFrom) =>
    tenant()
      .learning.filter((row) => row.agentId === agentId && isOf(row, which))
      .sort((a, b) => a.seq - b.seq)
      .flatMap(({ entry }) => (entry.type === 'pair' ? [entry.lessonId] : []))
  return {
    appendMany,
    append: async (agentId, entry, facts) => (await appendMany(agentId, [{ entry, facts }]))[0]!,
    lock: async (agentId) => theAgent(agentId).learningSeq,
    async rows(agentId, afterSeq, limit) {
      const found: LearningRow[] = []
      for (let seq = afterSeq + 1; found.length < limit; seq++) {
        const row = tenant().learning.get(`${agentId} ${seq}`)
        if (row === undefined) break
        found.push({ seq: row.seq, at: row.at, entry: row.entry })
      }
      return found
    },
    taught: async (agentId, which) => taught(agentId, which),
    async erase(agentId, which) {
      const lessons = new Set('conversationId' in which || 'authors' in which ? taught(agentId, which) : [])
      const gone = tenant().learning.filter(
        (row) =>
          row.agentId === agentId &&
          row.entry.type !== 'erased' &&
          (isOf(row, which) || isOfLessons(row.entry, lessons) || confirmsOne(row.entry, which, lessons)),
      )
      const first = Math.min(...gone.map(({ seq }) => seq))
      const outdated = tenant().learning.filter(
        ({ agentId: whose, entry }) => whose === agentId && entry.type === 'refit' && entry.at >= first,
      )
      for (const row of [...gone, ...outdated]) {
        tenant().learning.set(`${agentId} ${row.seq}`, { ...row, facts: {}, entry: { type: 'erased' } })
      }
      const agent = theAgent(agentId)
      if (gone.length > 0) tenant().snapshots.delete(agentId)
      if (gone.length > 0) tenant().agents.set(agentId, { ...agent, learningEpoch: agent.learningEpoch + 1 })
      return gone.length
    },
    async concerning({ personId, conversationIds, addresses }) {
      const rows = tenant().learning.filter(({ entry }) => entry.type !== 'erased')
      const patterns = addresses.map((address) => new RegExp(namesPattern(address), 'i'))
      const isTheirs = ({ entry, facts }: (typeof rows)[number]) => {
        const pair = entry.type === 'pair' ? entry : undefined
        const words = JSON.stringify(entry)
        return (
          (pair?.personId ?? facts.personId) === personId ||
          conversationIds.includes(facts.conversationId ?? pair?.conversationId ?? '') ||
          patterns.some((pattern) => pattern.test(words))
        )
      }
      const theirs = rows.filter(isTheirs)
      const lessons = new Set(theirs.flatMap(({ entry }) => (entry.type === 'pair' ? [entry.lessonId] : [])))
      return rows
        .filter((row) => theirs.includes(row) || isOfLessons(row.entry, lessons))
        .sort((a, b) => (a.agentId === b.agentId ? a.seq - b.seq : a.agentId < b.agentId ? -1 : 1))
        .map(({ agentId, seq, at, entry }) => ({ agentId, seq, at, entry }))
    },
    async project(agentId, fromSeq, toSeq, { lessons, topics }) {
      const agent = theAgent(agentId)
      if (agent.projectedSeq !== fromSeq) return false
      tenant().agents.set(agentId, { ...agent, projectedSeq: toSeq })
      for (const lesson of lessons)
        tenant().lessons.set(lesson.id, { ...tenant().lessons.get(lesson.id), ...lesson, agentId })
      for (const topic of topics) tenant().topics.set(topic.id, { ...topic, agentId })
      return true
    },
    async resetProjection(agentId) {
      tenant().agents.set(agentId, { ...theAgent(agentId), projectedSeq: 0 })
      for (const lesson of tenant().lessons.filter((one) => one.agentId === agentId)) tenant().lessons.delete(lesson.id)
      for (const topic of tenant().topics.filter((one) => one.agentId === agentId)) tenant().topics.delete(topic.id)
    },
    refits: async (agentId) =>
      tenant()
        .learning.filter((row) => row.agentId === agentId)
        .sort((a, b) => a.seq - b.seq)
        .flatMap(({ seq, entry }) => (entry.type === 'refit' ? [{ seq, at: entry.at }] : [])),
    snapshot: async (agentId) => {
      theAgent(agentId)
      return tenant().snapshots.get(agentId)
    },
    saveSnapshot: async (agentId, epoch, snapshot) => {
      if (theAgent(agentId).learningEpoch !== epoch) return false
      tenant().snapshots.set(agentId, snapshot)
      return true
    },
  }
}

function lessonOf(entry: LearningEntry): string {
  return 'lessonId' in entry ? entry.lessonId : ''
}

/** It is about one of these lessons, or follows from one. */
function isOfLessons(entry: LearningEntry, lessons: ReadonlySet<string>): boolean {
  return lessons.has(lessonOf(entry)) || (entry.type === 'standing' && lessons.has(entry.by ?? ''))
}

/** What only confirmed an author's words goes with them. */
function confirmsOne(entry: LearningEntry, which: LearnedFrom, lessons: ReadonlySet<string>): boolean {
  return 'authors' in which && entry.type === 'pair' && lessons.has(entry.confirms ?? '')
}

/** Whether the row itself is one of these. */
function isOf({ seq, entry, facts }: LearningRow & { facts: LearningFacts }, which: LearnedFrom): boolean {
  if (entry.type === 'erased') return false
  const pair = entry.type === 'pair' ? entry : undefined
  if ('lessonId' in which) {
    const from = entry.type === 'standing' ? entry.by : pair?.confirms
    return lessonOf(entry) === which.lessonId || from === which.lessonId
  }
  if ('authors' in which) return pair !== undefined && which.authors.includes(pair.author.toLowerCase())
  if ('importId' in which) return 'importId' in entry && entry.importId === which.importId
  if ('seqs' in which) return which.seqs.includes(seq)
  const isHere = (facts.conversationId ?? pair?.conversationId) === which.conversationId
  return isHere && !(pair !== undefined && which.except?.includes(pair.lessonId))
}

function makeImports(world: World, tenant: () => Tenant): Scope['imports'] {
  const newestFirst = () =>
    tenant()
      .imports.all()
      .sort(byTime((run) => run.createdAt))
      .reverse()
      .map(({ updatedAt: _, ...run }) => run)
  return {
    async start(input) {
      const id = world.newId()
      const run = { ...input, id, state: 'running' as const, done: 0, summary: {}, createdAt: world.iso() }
      tenant().imports.set(id, { ...run, updatedAt: run.createdAt })
      return run
    },
    get: async (id) => newestFirst().find((run) => run.id === id),
    byDigest: async (digest) => newestFirst().find((run) => run.digest === digest && run.state !== 'undone'),
    async update(id, patch) {
      const run = tenant().imports.get(id)
      if (run !== undefined) tenant().imports.set(id, { ...run, ...said(patch), updatedAt: world.iso() })
    },
    list: async () => newestFirst(),
    async seen(importId, externalIds) {
      const known = new Set<string>()
      for (const externalId of new Set(externalIds)) {
        if (tenant().imported.get(externalId) !== undefined) known.add(externalId)
        else tenant().imported.set(externalId, { externalId, importId })
      }
      return known
    },
    async forgetSeen(importId) {
      for (const { externalId } of tenant().imported.filter((one) => one.importId === importId))
        tenant().imported.delete(externalId)
    },
  }
}

function withSwitch(tenant: Tenant, { agentId: _, ...topic }: ReturnType<Tenant['topics']['all']>[number]) {
  const { topicId: __, ...control } = tenant.switches.get(topic.id) ?? { ...untouched, topicId: topic.id }
  return { ...topic, ...control }
}
