import type { Draft } from '#core/domain/conversation.ts'
import type { AccountCounts, OutboxRow } from '#core/domain/delivery.ts'
import type { Scope } from '#core/store/store.ts'
import { byTime, compare, mustExist, said, type Tenant, type World } from './world.ts'

/** Drafts, receipts, events, the outbox and written replies. */
export function makeAnswering(
  world: World,
  tenant: () => Tenant,
): Pick<Scope, 'drafts' | 'receipts' | 'events' | 'outbox' | 'written'> {
  return {
    drafts: makeDrafts(world, tenant),
    receipts: {
      async add(receipt) {
        mustExist(tenant().conversations.get(receipt.conversationId), 'conversation')
        return tenant().receipts.set(receipt.id, { ...receipt, createdAt: world.iso() })
      },
      get: async (id) => tenant().receipts.get(id),
    },
    events: {
      async add({ at, ...event }) {
        mustExist(tenant().conversations.get(event.conversationId), 'conversation')
        const id = world.newId()
        tenant().events.set(id, { ...event, id, at: at ?? world.iso() })
      },
      list: async (conversationId) =>
        tenant()
          .events.filter((row) => row.conversationId === conversationId)
          .sort(byTime((row) => row.at)),
    },
    outbox: makeOutbox(world, tenant),
    written: makeWritten(world, tenant),
  }
}

function makeDrafts(world: World, tenant: () => Tenant): Scope['drafts'] {
  const isOpen = (draft: Draft) => draft.state === 'pending' || draft.state === 'shadow'
  const of = (conversationId: string) =>
    tenant()
      .drafts.filter((draft) => draft.conversationId === conversationId)
      .sort((a, b) => a.version - b.version)
  const onePending = (conversationId: string, id: string) => {
    const other = of(conversationId).find((draft) => draft.state === 'pending' && draft.id !== id)
    if (other !== undefined) throw new Error('unique: this conversation has a pending draft')
  }
  return {
    async add(draft) {
      mustExist(tenant().conversations.get(draft.conversationId), 'conversation')
      if (draft.state === 'pending') onePending(draft.conversationId, draft.id)
      const version = (of(draft.conversationId).at(-1)?.version ?? 0) + 1
      const fresh = { version, editorId: null, editingUntil: null, err: null, verdict: null, saidId: null }
      return tenant().drafts.set(draft.id, {
        blind: null,
        voiceScore: null,
        ...draft,
        ...fresh,
        createdAt: world.iso(),
      })
    },
    get: async (id) => tenant().drafts.get(id),
    pending: async (conversationId) => of(conversationId).find((draft) => draft.state === 'pending'),
    open: async (conversationId) => of(conversationId).filter(isOpen),
    byLessons: async (lessonIds) =>
      tenant()
        .drafts.filter((draft) => draft.lessonId !== null && lessonIds.includes(draft.lessonId) && isOpen(draft))
        .sort((a, b) => compare(a.id, b.id)),
    given: async (lessonId, since) =>
      tenant()
        .outbox.filter(
          ({ audience, state, createdAt }) =>
            audience === 'customer' && ['sending', 'sent', 'in_doubt'].includes(state) && createdAt >= since,
        )
        .sort(byTime((row) => row.createdAt))
        .flatMap((row) => {
          const draft = row.draftId === null ? undefined : tenant().drafts.get(row.draftId)
          return draft?.lessonId === lessonId ? [{ draft, row }] : []
        }),
    outdated: async () =>
      tenant()
        .drafts.filter(
          (draft) =>
            draft.state === 'pending' &&
            draft.lessonId !== null &&
            tenant().lessons.get(draft.lessonId)?.standing === 'superseded',
        )
        .sort((a, b) => compare(a.id, b.id)),
    async judge(id, outcome) {
      const row = tenant().drafts.get(id)
      if (row !== undefined) tenant().drafts.set(id, { ...row, ...outcome })
    },
    async setEditor(id, editorId, editingUntil) {
      const row = tenant().drafts.get(id)
      if (row !== undefined) tenant().drafts.set(id, { ...row, editorId, editingUntil })
    },
    async move(id, from, to, patch = {}) {
      const draft = tenant().drafts.get(id)
      if (draft === undefined || !from.includes(draft.state)) return false
      if (to === 'pending') onePending(draft.conversationId, id)
      tenant().drafts.set(id, { ...draft, ...said(patch), state: to })
      return true
    },
    list: async (conversationId) => of(conversationId),
  }
}

function makeOutbox(world: World, tenant: () => Tenant): Scope['outbox'] {
  const isOpen = ({ state }: OutboxRow) => state === 'held' || state === 'ready'
  const isAt = ({ place }: OutboxRow, connector: string, account: string) =>
    place.connector === connector && place.account === account
  const newest = (test: (row: OutboxRow) => boolean) =>
    tenant()
      .outbox.filter(test)
      .sort(byTime((row) => row.createdAt))
      .at(-1)
  return {
    async add(row) {
      if (row.conversationId !== null) mustExist(tenant().conversations.get(row.conversationId), 'conversation')
      const id = row.id ?? world.newId()
      if (tenant().outbox.get(id) !== undefined) throw new Error('unique: this outbox id is taken')
      const at = world.iso()
      const fresh = { attempts: 0, waitsFor: null, platformId: null, error: null, createdAt: at, updatedAt: at }
      return tenant().outbox.set(id, { ...row, ...fresh, id })
    },
    get: async (id) => tenant().outbox.get(id),
    async move(id, from, to, patch = {}) {
      const row = tenant().outbox.get(id)
      if (row === undefined || !from.includes(row.state)) return false
      tenant().outbox.set(id, { ...row, ...said(patch), state: to, updatedAt: world.iso() })
      return true
    },
    waiting: async (conversationId) =>
      tenant()
        .outbox.filter(
          (row) =>
            row.conversationId === conversationId &&
            row.audience === 'customer' &&
            (row.state === 'held' || row.state === 'ready' || row.state === 'sending'),
        )
        .sort((a, b) => compare(a.id, b.id)),
    automaticTo: async ({ connector, thread }, since, limit) =>
      tenant()
        .outbox.filter(
          (row) =>
            row.audience === 'customer' &&
            row.teammateId === null &&
            row.place.connector === connector &&
            row.place.thread === thread &&
            row.state !== 'cancelled' &&
            row.state !== 'failed' &&
            row.createdAt >= since,
        )
        .sort((a, b) => compare(b.createdAt, a.createdAt) || compare(b.id, a.id))
        .slice(0, limit),
    automatic: async () =>
      tenant()
        .outbox.filter(
          (row) =>
            row.audience === 'customer' && row.teammateId === null && (row.state === 'held' || row.state === 'ready'),
        )
        .sort((a, b) => compare(a.id, b.id)),
    onTheirWay: async (since) =>
      tenant().outbox.filter((row) => row.audience === 'customer' && row.state === 'sending' && row.updatedAt >= since),
    byPlatformId: async (connector, account, platformId) =>
      newest(
        (row) => row.platformId === platformId && row.place.connector === connector && row.place.account === account,
      ),
    byMessage: async (messageId) => newest((row) => row.messageId === messageId),
    troubled: async (limit) =>
      tenant()
        .outbox.filter((row) => row.state === 'in_doubt' || row.state === 'failed')
        .sort((a, b) => compare(a.audience, b.audience) || compare(b.updatedAt, a.updatedAt))
        .slice(0, limit),
    list: async (conversationId) =>
      tenant()
        .outbox.filter((row) => row.conversationId === conversationId)
        .sort(byTime((row) => row.createdAt)),
    async release(connector, account, everyMs) {
      const waits = tenant().outbox.filter(
        (row) => isAt(row, connector, account) && isOpen(row) && row.waitsFor !== null,
      )
      return waits.sort(byTime((row) => row.createdAt)).map((row, turn) => {
        const notBefore = new Date(world.now().getTime() + turn * everyMs).toISOString()
        tenant().outbox.set(row.id, { ...row, notBefore, updatedAt: world.iso() })
        return { id: row.id, notBefore }
      })
    },
    async counts(since) {
      const all = new Map<string, AccountCounts>()
      for (const row of tenant()
        .outbox.filter(() => true)
        .sort(byTime((row) => row.createdAt))) {
        const waits = isOpen(row) && (row.waitsFor !== null || row.notBefore <= world.iso())
        const isLate = (row.state === 'failed' || row.state === 'in_doubt') && row.updatedAt >= since
        if (!waits && !isLate) continue
        const { connector, account } = row.place
        const key = `${connector} ${account}`
        const known = all.get(key) ?? { connector, account, waiting: 0, waitingSince: null, failed: 0, inDoubt: 0 }
        all.set(key, {
          ...known,
          waiting: known.waiting + (waits ? 1 : 0),
          waitingSince: known.waitingSince ?? (waits ? row.createdAt : null),
          failed: known.failed + (row.state === 'failed' ? 1 : 0),
          inDoubt: known.inDoubt + (row.state === 'in_doubt' ? 1 : 0),
        })
      }
      return [...all.values()]
    },
  }
}

function makeWritten(world: World, tenant: () => Tenant): Scope['written'] {
  const at = (place: { connector: string; account: string }, platformMessageId: string) =>
    tenant().written.find(
      (row) =>
        row.platformMessageId === platformMessageId &&
        row.place.connector === place.connector &&
        row.place.account === place.account,
    )
  return {
    async add(reply) {
      mustExist(tenant().conversations.get(reply.conversationId), 'conversation')
      mustExist(tenant().teammates.get(reply.teammateId), 'teammate')
      if (at(reply.place, reply.platformMessageId)) throw new Error('unique: these words were kept before')
      const id = reply.id ?? world.newId()
      return tenant().written.set(id, { ...reply, attachments: reply.attachments ?? [], id, askedAt: world.iso() })
    },
    get: async (id) => tenant().written.get(id),
    byPlatformMessage: async (place, platformMessageId) => at(place, platformMessageId),
    async move(id, from, to, patch = {}) {
      const row = tenant().written.get(id)
      if (row === undefined || !from.includes(row.state)) return false
      tenant().written.set(id, { ...row, ...said(patch), state: to })
      return true
    },
    asked: async (conversationId) =>
      tenant()
        .written.filter((row) => row.state === 'asked' && row.conversationId === conversationId)
        .sort(byTime((row) => row.askedAt)),
    list: async () =>
      tenant()
        .written.filter((row) => row.state === 'listed')
        .sort((a, b) => compare(b.askedAt, a.askedAt)),
  }
}
