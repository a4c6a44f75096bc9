import type { AuditedAnswer } from '#core/domain/autonomy.ts'
import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { AuditedAnswerRow } from './entities/autonomy.ts'
import { find, findOne } from './reading.ts'
import { clean, date, isId, iso, newId } from './rows.ts'

export function makeAuditedAnswers(context: Context): Scope['auditedAnswers'] {
  const { businessId } = context
  return {
    async add({ id = newId(), deadline, ...input }) {
      const openedAt = context.now()
      const open = { decidedAt: null, err: null, reason: null, decidedBy: null }
      const row = { ...clean(input), ...open, id }
      await context.em().insert(AuditedAnswerRow, { ...row, businessId, openedAt, deadline: date(deadline) })
      return { ...row, openedAt: iso(openedAt), deadline }
    },

    async get(id) {
      if (!isId(id)) return undefined
      const row = await findOne(context.em(), AuditedAnswerRow, { businessId, id })
      return row ? toAnswer(row) : undefined
    },

    async byDraft(draftId) {
      if (!isId(draftId)) return []
      const options = { orderBy: { openedAt: 'asc', id: 'asc' } } as const
      return (await find(context.em(), AuditedAnswerRow, { businessId, draftId }, options)).map(toAnswer)
    },

    async decide(id, { err, reason, by }) {
      if (!isId(id)) return false
      const change = { err, reason: clean(reason), decidedBy: by, decidedAt: context.now() }
      return (await context.em().nativeUpdate(AuditedAnswerRow, { businessId, id, decidedAt: null }, change)) > 0
    },

    async open({ agentId, topicId, limit }) {
      const where = { businessId, decidedAt: null, ...(agentId && { agentId }), ...(topicId && { topicId }) }
      const options = { orderBy: { openedAt: 'asc', id: 'asc' }, limit } as const
      return (await find(context.em(), AuditedAnswerRow, where, options)).map(toAnswer)
    },

    async outcomes(agentId, of) {
      const rows = await find(
        context.em(),
        AuditedAnswerRow,
        { businessId, agentId, ...of, decidedAt: { $ne: null }, err: { $ne: null } },
        { fields: ['kind', 'err'], orderBy: { decidedAt: 'asc', id: 'asc' } },
      )
      return rows.map(({ kind, err }) => ({ kind, err: err === 1 ? 1 : 0 }))
    },
  }
}

type Row = Omit<AuditedAnswer, 'openedAt' | 'deadline' | 'decidedAt' | 'err'> & {
  openedAt: Date
  deadline: Date
  decidedAt: Date | null
  err: number | null
}

function toAnswer(row: Row): AuditedAnswer {
  const { id, agentId, topicId, conversationId, draftId, kind, attempt, agentAttempt, note, reason, decidedBy } = row
  return {
    ...{ id, agentId, topicId, conversationId, draftId, kind, attempt, agentAttempt, note, reason, decidedBy },
    openedAt: iso(row.openedAt),
    deadline: iso(row.deadline),
    decidedAt: iso(row.decidedAt),
    err: row.err === null ? null : row.err === 1 ? 1 : 0,
  }
}
