import type { DraftState } from '#core/domain/conversation.ts'
import { teaches } from '#core/domain/kind.ts'
import type { TrialRow } from '#core/store/insight.ts'
import type { Scope } from '#core/store/store.ts'
import { byTime, type Tenant } from './world.ts'

/** What is told of topics beside their proof. */
export function makeInsight(tenant: () => Tenant): Scope['insight'] {
  const counts = (conversationId: string) => {
    const conversation = tenant().conversations.get(conversationId)
    return conversation !== undefined && teaches(conversation)
  }
  const newestFirst = <T extends { at: string }>(rows: T[]) =>
    rows.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
  const dayIn = (zone: string, at: string) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(new Date(at))
  return {
    async drafts(topicId, { onlyWrong, onlyAdmitted, limit }) {
      const rows = tenant()
        .drafts.filter((one) => one.topicId === topicId && counts(one.conversationId))
        .filter(({ blind, state }) => blind === null || state !== 'shadow')
        .sort(byTime((one) => one.createdAt))
        .reverse()
        .map((one): TrialRow => {
          const said = one.saidId === null ? undefined : tenant().messages.get(one.saidId)
          return {
            ...{ draftId: one.id, conversationId: one.conversationId, at: one.createdAt, draft: one.text },
            ...{ err: one.err, reason: one.verdict, confidence: one.confidence },
            question: tenant().messages.get(one.messageId)?.content ?? '',
            said: said?.content ?? null,
            saidBy: said?.metadata.teammateId ?? null,
            draftFrom: one.lessonId === null ? null : (tenant().lessons.get(one.lessonId)?.author ?? null),
            admitted: (tenant().receipts.get(one.receiptId)?.claims.length ?? 0) > 0,
            blind: one.blind !== null || one.shownAt === null,
          }
        })
      return rows.filter((row) => (!onlyWrong || row.err === 1) && (!onlyAdmitted || row.admitted)).slice(0, limit)
    },

    async history(agentId, topicId, { onlyWrong, sendFrom, limit }) {
      const rows = tenant().learning.filter((row) => row.agentId === agentId)
      const found: TrialRow[] = []
      for (const row of rows.sort((a, b) => b.seq - a.seq)) {
        const { entry } = row
        if (entry.type !== 'verdict' || entry.importId === undefined || entry.confidence < sendFrom) continue
        const lesson = tenant().lessons.get(entry.lessonId)
        const pair = tenant().learning.get(`${agentId} ${row.seq + 1}`)
        if (lesson?.topicId !== topicId || pair?.entry.type !== 'pair' || (onlyWrong && entry.err === 0)) continue
        found.push({
          ...{ draftId: null, conversationId: null, at: pair.at, question: pair.entry.question, draft: lesson.reply },
          ...{ said: pair.entry.reply, saidBy: pair.entry.author, draftFrom: lesson.author, err: entry.err },
          ...{ reason: null, confidence: entry.confidence, admitted: true, blind: true },
        })
      }
      return found.slice(0, limit)
    },

    async daily(agentId, since, zone) {
      const asked = new Map<string, Set<string>>()
      const add = (topicId: string, at: string, what: string) => {
        const key = JSON.stringify([topicId, dayIn(zone, at)])
        asked.set(key, (asked.get(key) ?? new Set()).add(what))
      }
      for (const { topicId, createdAt, messageId, conversationId } of tenant().drafts.all())
        if (topicId !== null && createdAt >= since && counts(conversationId)) add(topicId, createdAt, messageId)
      for (const lesson of tenant().lessons.filter((one) => one.agentId === agentId && one.origin === 'import'))
        if (lesson.at >= since) add(lesson.topicId, lesson.at, lesson.id)
      return [...asked]
        .map(([key, ids]) => {
          const [topicId, day] = JSON.parse(key) as [string, string]
          return { topicId, day, count: ids.size }
        })
        .sort((a, b) => (`${a.topicId} ${a.day}` < `${b.topicId} ${b.day}` ? -1 : 1))
    },

    async unanswered(since, showFrom, limit) {
      const last = new Map(
        tenant()
          .drafts.all()
          .sort((a, b) => a.version - b.version)
          .map((draft) => [draft.messageId, draft]),
      )
      const rows = [...last.values()]
        .filter(
          ({ createdAt, lessonId, confidence }) => createdAt >= since && (lessonId === null || confidence < showFrom),
        )
        .filter(({ conversationId }) => counts(conversationId))
        .flatMap(({ messageId, conversationId }) => {
          const asked = tenant().messages.get(messageId)
          if (asked === undefined || asked.metadata.isThanks) return []
          return [{ conversationId, at: asked.createdAt, question: asked.content.slice(0, 500) }]
        })
      return newestFirst(rows).slice(0, limit)
    },

    async work(since) {
      const said = tenant().messages.filter(
        ({ createdAt, conversationId, metadata: { outboxId, removedAt, isSystem } }) =>
          createdAt >= since && counts(conversationId) && outboxId !== undefined && !removedAt && !isSystem,
      )
      const drafts = tenant().drafts.filter(
        ({ createdAt, conversationId }) => createdAt >= since && counts(conversationId),
      )
      const begun = tenant().conversations.filter(({ id, createdAt }) => createdAt >= since && counts(id))
      const waits = tenant()
        .conversations.filter(({ id, answeredAt }) => counts(id) && answeredAt !== null && answeredAt >= since)
        .map(({ answeredAt, createdAt }) => Date.parse(answeredAt ?? '') - Date.parse(createdAt))
        .sort((a, b) => a - b)
      const middle = (waits.length - 1) / 2
      const median = ((waits[Math.floor(middle)] ?? 0) + (waits[Math.ceil(middle)] ?? 0)) / 2
      const of = (state: DraftState) => drafts.filter((draft) => draft.state === state).length
      return {
        conversations: begun.length,
        alone: said.filter(({ senderType }) => senderType === 'ai').length,
        byStaff: said.filter(({ senderType }) => senderType === 'human').length,
        ...{ approved: of('approved'), edited: of('edited'), rejected: of('rejected') },
        learned: tenant().lessons.filter(({ origin, at }) => origin === 'live' && at >= since).length,
        firstAnswerMs: waits.length === 0 ? null : Math.round(median),
      }
    },
  }
}
