import type { Conversation, Message, MessageMetadata } from '#core/domain/conversation.ts'
import { Refused } from '#core/errors.ts'
import type { Scope } from '#core/store/store.ts'
import { byTime, mustExist, said, type Tenant, type World } from './world.ts'

const fresh: Omit<
  Conversation,
  | 'id'
  | 'agentId'
  | 'personId'
  | 'customerEmail'
  | 'channel'
  | 'subject'
  | 'kind'
  | 'followsId'
  | 'createdAt'
  | 'updatedAt'
> = {
  ...{ status: 'active', sentiment: null, humanUntil: null, assigneeId: null, waitingSince: null, version: 1 },
  ...{ waitingFor: 'nobody', snoozedUntil: null, resolvedBy: null, resolvedAt: null, mergedIntoId: null },
  ...{ followUpAt: null, followUpBy: null, lateToldAt: null, answeredAt: null, acknowledgedAt: null },
  ...{ thoughtOwedAt: null, heardAt: null, dueAt: null, lead: null },
}

/** Conversations with their places, and messages. */
export function makeConversations(world: World, tenant: () => Tenant): Pick<Scope, 'conversations' | 'messages'> {
  const places = (conversationId: string) => tenant().places.filter((one) => one.conversationId === conversationId)
  return {
    messages: makeMessages(world, tenant),
    conversations: {
      async create(input) {
        mustExist(tenant().people.get(input.personId), 'person')
        const id = world.newId()
        const at = world.iso()
        const row = { ...input, ...fresh, followsId: input.followsId ?? null, id, createdAt: at, updatedAt: at }
        return tenant().conversations.set(id, row)
      },
      get: async (id) => tenant().conversations.get(id),
      async lock(id) {
        const row = tenant().conversations.get(id)
        if (row === undefined) throw new Refused(404, 'This conversation does not exist.')
        return row
      },
      async update(id, patch) {
        const row = tenant().conversations.get(id)
        const updatedAt = world.iso()
        if (row !== undefined)
          tenant().conversations.set(id, { ...row, ...said(patch), version: row.version + 1, updatedAt })
        return updatedAt
      },
      async schedule(id, dueAt) {
        const row = tenant().conversations.get(id)
        if (row !== undefined) tenant().conversations.set(id, { ...row, dueAt })
      },
      async list({ status, waiting, kinds, assigneeId, snoozed, search, before, limit }) {
        const mine = tenant()
        const newestFirst = mine.conversations
          .all()
          .sort(byTime((row) => row.updatedAt))
          .reverse()
        const from = before === undefined ? -1 : newestFirst.findIndex((row) => row.id === before)
        return newestFirst
          .slice(from + 1)
          .filter((row) => row.mergedIntoId === null)
          .filter((row) => status === undefined || row.status === status)
          .filter((row) => waiting === undefined || (row.waitingSince !== null) === waiting)
          .filter((row) => kinds === undefined || kinds.includes(row.kind))
          .filter((row) => assigneeId === undefined || row.assigneeId === assigneeId)
          .filter((row) => snoozed === undefined || (row.snoozedUntil !== null) === snoozed)
          .filter((row) => search === undefined || wordsOf(mine, row).includes(search.toLowerCase()))
          .slice(0, limit)
          .map((row) => ({
            ...row,
            personName: mine.people.get(row.personId)?.name ?? null,
            preview: inOrder(mine, row.id).at(-1)?.content.slice(0, 200) ?? '',
            pendingDraftId:
              mine.drafts.find((draft) => draft.conversationId === row.id && draft.state === 'pending')?.id ?? null,
          }))
      },
      async waiting(limit) {
        const { conversations, people, drafts, topics } = tenant()
        const waits = (row: Conversation) =>
          row.status !== 'resolved' &&
          (row.waitingFor === 'staff' || drafts.find((one) => one.conversationId === row.id && one.state === 'pending'))
        return conversations
          .filter((row) => row.mergedIntoId === null && row.snoozedUntil === null && Boolean(waits(row)))
          .filter((row) => row.kind !== 'spam' && row.kind !== 'automated')
          .sort(byTime((row) => row.waitingSince ?? row.updatedAt))
          .slice(0, limit)
          .map((row) => {
            const mine = drafts.filter((one) => one.conversationId === row.id).sort((a, b) => a.version - b.version)
            const draft = mine.find(({ state }) => state === 'pending')
            const topicId = mine.findLast((one) => one.topicId !== null)?.topicId
            const said = inOrder(tenant(), row.id).filter((one) => one.senderType === 'customer')
            return {
              ...row,
              personName: people.get(row.personId)?.name ?? null,
              preview: said.findLast((one) => one.metadata.removedAt === undefined)?.content.slice(0, 200) ?? '',
              topic: topics.find((one) => one.agentId === row.agentId && one.id === topicId)?.name ?? null,
              draft: draft === undefined ? null : { id: draft.id, version: draft.version, unfilled: draft.unfilled },
            }
          })
      },
      async byPlace({ connector, account, thread }) {
        const place = tenant()
          .places.filter(
            ({ place }) => place.connector === connector && place.account === account && place.thread === thread,
          )
          .at(-1)
        const conversation = place && tenant().conversations.get(place.conversationId)
        return place && conversation ? { conversation, role: place.role } : undefined
      },
      async addPlace(conversationId, role, place) {
        mustExist(tenant().conversations.get(conversationId), 'conversation')
        const known = places(conversationId).some(
          (one) =>
            one.place.connector === place.connector &&
            one.place.account === place.account &&
            one.place.thread === place.thread,
        )
        const id = world.newId()
        if (!known) tenant().places.set(id, { id, conversationId, role, place, cardPlatformId: null })
      },
      places: async (conversationId) => places(conversationId).map(({ id: _, ...place }) => place),
      async setCard(conversationId, at, cardPlatformId, thread) {
        for (const one of places(conversationId)) {
          const { place } = one
          if (place.connector !== at.connector || place.account !== at.account || place.thread !== at.thread) continue
          tenant().places.set(one.id, { ...one, cardPlatformId, place: { ...place, thread: thread ?? place.thread } })
        }
      },
      async leaveChannel({ connector, account, thread }) {
        const there = tenant().places.filter(
          ({ role, place }) =>
            role === 'staff' &&
            place.connector === connector &&
            place.account === account &&
            place.thread.startsWith(thread),
        )
        for (const one of there) tenant().places.delete(one.id)
        return there.map((one) => one.conversationId)
      },
    },
  }
}

function makeMessages(world: World, tenant: () => Tenant): Scope['messages'] {
  const sameOnPlatform = (metadata: MessageMetadata) => {
    const { connector, account, platformId } = metadata
    if (connector === undefined || account === undefined || platformId === undefined) return undefined
    return tenant().messages.find(
      ({ metadata: other }) =>
        other.platformId === platformId && other.connector === connector && other.account === account,
    )
  }
  const change = (id: string, patch: Partial<MessageMetadata>, content?: string) => {
    const row = tenant().messages.get(id)
    if (row === undefined) return
    const metadata = { ...row.metadata, ...said(patch) }
    const other = sameOnPlatform(metadata)
    if (other !== undefined && other.id !== id) throw new Error('unique: another message has this platform id')
    tenant().messages.set(id, { ...row, metadata, content: content ?? row.content })
  }
  return {
    async add(message) {
      mustExist(tenant().conversations.get(message.conversationId), 'conversation')
      const known = sameOnPlatform(message.metadata) ?? (message.id ? tenant().messages.get(message.id) : undefined)
      if (known !== undefined) return { message: known, isNew: false }
      const id = message.id ?? world.newId()
      return { message: tenant().messages.set(id, { createdAt: world.iso(), ...message, id }), isNew: true }
    },
    get: async (id) => tenant().messages.get(id),
    async list(conversationId, { after, limit } = {}) {
      const rows = inOrder(tenant(), conversationId)
      const last = after === undefined ? undefined : rows.findIndex((row) => row.id === after)
      const since =
        last === undefined
          ? rows
          : last >= 0
            ? rows.slice(last + 1)
            : rows.filter((row) => row.createdAt > String(after))
      return limit === undefined ? since : since.slice(0, limit)
    },
    async last(conversationId, senderType) {
      return inOrder(tenant(), conversationId)
        .filter((row) => senderType === undefined || row.senderType === senderType)
        .at(-1)
    },
    async byPlatformIds(connector, account, ids) {
      return tenant()
        .messages.filter(
          ({ metadata }) =>
            metadata.connector === connector && metadata.account === account && ids.includes(metadata.platformId ?? ''),
        )
        .sort(byTime((row) => row.createdAt))
        .at(-1)
    },
    setContent: async (id, content, metadata) => change(id, metadata, content),
    setMetadata: async (id, metadata) => change(id, metadata),
    async move(ids, conversationId, movedFrom) {
      mustExist(tenant().conversations.get(conversationId), 'conversation')
      for (const id of ids) {
        const row = tenant().messages.get(id)
        if (row === undefined) continue
        const { movedFrom: _, ...metadata } = row.metadata
        const noted = movedFrom === null ? metadata : { ...metadata, movedFrom }
        tenant().messages.set(id, { ...row, conversationId, metadata: noted })
      }
    },
  }
}

function inOrder(tenant: Tenant, conversationId: string): Message[] {
  return tenant.messages.filter((row) => row.conversationId === conversationId).sort(byTime((row) => row.createdAt))
}

function wordsOf(tenant: Tenant, row: Conversation): string {
  const name = tenant.people.get(row.personId)?.name ?? ''
  const said = inOrder(tenant, row.id).map((message) => message.content)
  return [row.subject, row.customerEmail ?? '', name, ...said].join('\n').toLowerCase()
}
