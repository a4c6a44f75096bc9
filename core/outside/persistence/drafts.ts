import { raw } from '@mikro-orm/postgresql'
import type { Draft } from '#core/domain/conversation.ts'
import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { Draft as DraftRow } from './entities/conversations.ts'
import { makeOutbox } from './outbox.ts'
import { find, findOne } from './reading.ts'
import { clean, date, isId, iso } from './rows.ts'
import { later } from './session.ts'

export function makeDrafts(context: Context): Scope['drafts'] {
  const { businessId } = context
  const inOrder = { orderBy: { version: 'asc' } } as const
  return {
    async add(input) {
      const draft = clean(input)
      const version = await context.transaction(async ({ em }) => {
        // The conversation's lock gives versions without gaps and without races. A statement sees what was there when it
        // began, so one that waits for the lock cannot also count: that takes a second one.
        await later(
          em(),
          'select 1 from "lummy"."conversations" where "business_id" = ? and "id" = ? for no key update',
          [businessId, draft.conversationId],
        )
        const next = raw(
          `(select coalesce(max("version"), 0) + 1 from "lummy"."drafts" where "business_id" = ? and "conversation_id" = ?)`,
          [businessId, draft.conversationId],
        )
        const { version } = await em()
          .createQueryBuilder(DraftRow)
          .insert({
            ...draft,
            businessId,
            version: next,
            shownAt: date(draft.shownAt),
            ...fresh,
            blind: draft.blind ?? null,
            voiceScore: draft.voiceScore ?? null,
            createdAt: context.now(),
          })
          .returning('version')
          .execute('get')
        return version
      })
      const { blind = null, voiceScore = null } = draft
      return { ...draft, ...fresh, blind, voiceScore, version, createdAt: iso(context.now()) }
    },

    async get(id) {
      if (!isId(id)) return undefined
      const row = await findOne(context.em(), DraftRow, { businessId, id })
      return row ? toDraft(row) : undefined
    },

    async pending(conversationId) {
      if (!isId(conversationId)) return undefined
      const row = await findOne(context.em(), DraftRow, { businessId, conversationId, state: 'pending' })
      return row ? toDraft(row) : undefined
    },

    async open(conversationId) {
      if (!isId(conversationId)) return []
      const where = { businessId, conversationId, state: { $in: ['shadow', 'pending'] as const } }
      return (await find(context.em(), DraftRow, where, inOrder)).map(toDraft)
    },

    async byLessons(lessonIds) {
      const found: Draft[] = []
      // An import teaches more lessons than one statement takes values.
      for (let from = 0; from < lessonIds.length; from += 5_000) {
        const lessonId = { $in: lessonIds.slice(from, from + 5_000) }
        const where = { businessId, lessonId, state: { $in: ['shadow', 'pending'] as const } }
        found.push(...(await find(context.em(), DraftRow, where, { orderBy: { id: 'asc' } })).map(toDraft))
      }
      return found
    },

    async given(lessonId, since) {
      const pairs = await context.em().execute<{ draft: string; row: string }[]>(
        `select d."id" as "draft", o."id" as "row" from "lummy"."drafts" d
         join "lummy"."outbox" o on o."business_id" = d."business_id" and o."draft_id" = d."id"
         where d."business_id" = ? and d."lesson_id" = ? and o."audience" = 'customer'
           and o."state" in ('sending', 'sent', 'in_doubt') and o."created_at" >= ? order by o."created_at", o."id"`,
        [businessId, lessonId, date(since)],
      )
      const outbox = makeOutbox(context)
      const found = await Promise.all(
        pairs.map(async (pair) => ({ draft: await this.get(pair.draft), row: await outbox.get(pair.row) })),
      )
      return found.flatMap(({ draft, row }) => (draft && row ? [{ draft, row }] : []))
    },

    async outdated() {
      const rows = await context.em().execute<{ id: string }[]>(
        `select d."id" from "lummy"."drafts" d
         join "lummy"."lessons" l on l."business_id" = d."business_id" and l."id" = d."lesson_id"
         where d."business_id" = ? and d."state" = 'pending' and l."standing" = 'superseded'`,
        [businessId],
      )
      const where = { businessId, id: { $in: rows.map(({ id }) => id) } }
      return (await find(context.em(), DraftRow, where, { orderBy: { id: 'asc' } })).map(toDraft)
    },

    async move(id, from, to, patch = {}) {
      const { shownAt, ...rest } = clean(patch)
      const change = { ...rest, state: to, ...(shownAt !== undefined && { shownAt: date(shownAt) }) }
      return (await context.em().nativeUpdate(DraftRow, { businessId, id, state: { $in: from } }, change)) > 0
    },

    async judge(id, outcome) {
      await context.em().nativeUpdate(DraftRow, { businessId, id }, clean(outcome))
    },

    async setEditor(id, editorId, until) {
      await context.em().nativeUpdate(DraftRow, { businessId, id }, { editorId, editingUntil: date(until) })
    },

    async list(conversationId) {
      if (!isId(conversationId)) return []
      return (await find(context.em(), DraftRow, { businessId, conversationId }, inOrder)).map(toDraft)
    },
  }
}

const fresh = { editorId: null, editingUntil: null, err: null, verdict: null, saidId: null }

type Row = Omit<Draft, 'shownAt' | 'editingUntil' | 'createdAt' | 'err'> & {
  err: number | null
  shownAt: Date | null
  editingUntil: Date | null
  createdAt: Date
}

function toDraft(row: Row): Draft {
  return {
    id: row.id,
    conversationId: row.conversationId,
    messageId: row.messageId,
    version: row.version,
    state: row.state,
    text: row.text,
    unfilled: row.unfilled,
    lessonId: row.lessonId,
    topicId: row.topicId,
    confidence: row.confidence,
    signals: row.signals,
    writer: row.writer,
    receiptId: row.receiptId,
    why: row.why,
    shownAt: iso(row.shownAt),
    editorId: row.editorId,
    editingUntil: iso(row.editingUntil),
    blind: row.blind,
    voiceScore: row.voiceScore,
    err: row.err === null ? null : row.err === 1 ? 1 : 0,
    verdict: row.verdict,
    saidId: row.saidId,
    createdAt: iso(row.createdAt),
  }
}
