import type { Teammate } from '#core/domain/business.ts'
import {
  erasedData,
  erasedMetadata,
  erasedPayload,
  erasedReceipt,
  receiptWithout,
  withoutAddresses,
} from '#core/domain/erased.ts'
import { namesPattern } from '#core/domain/names.ts'
import { laneOf } from '#core/domain/place.ts'
import { resolvedPatch } from '#core/domain/turn.ts'
import type { Blanking, Held, Talk, Traces } from '#core/store/privacy.ts'
import type { Scope } from '#core/store/store.ts'
import { handleKey, type Table, type Tenant } from './world.ts'

/** What is held about one person, and taking it away. */
export function makePrivacy(tenant: () => Tenant): Scope['privacy'] {
  return {
    traces: async (personId) => tracesOf(tenant(), personId),
    held: async (traces) => heldOf(tenant(), traces) as unknown as Held,
    blank: async (traces, how) => blank(tenant(), traces, how),
    blankLessons: async (lessonIds, at) => blankLessons(tenant(), new Set(lessonIds), at),
    forgetTeammate: async (teammate, how) => forgetTeammate(tenant(), teammate, how),
    async bury(personId, { at, by, files }) {
      tenant().people.set(personId, { id: personId, name: null, erased: { at, by }, erasing: files })
    },
    owed: async (personId) => tenant().people.get(personId)?.erasing,
    dropTalk: async (which) => dropTalk(tenant(), which),
    async finish(personId) {
      const { erasing: _, ...person } = tenant().people.get(personId)!
      tenant().people.set(personId, person)
    },
  }
}

function forgetTeammate(tenant: Tenant, { id, name, email }: Teammate, { as, at }: { as: string; at: string }): void {
  tenant.teammates.set(id, { ...tenant.teammates.get(id)!, name: as, email: `former ${id}`, forgottenAt: at })
  for (const row of tenant.messages.filter(({ metadata }) => metadata.teammateId === id)) {
    const { authorName: _, ...metadata } = row.metadata
    tenant.messages.set(row.id, { ...row, metadata })
  }
  for (const row of tenant.vouchers.filter(({ teammateId }) => teammateId === id))
    tenant.vouchers.set(row.id, { ...row, name: as })
  const said = <T extends { id: string }>(table: Table<T>, rows: T[], clear: (row: T) => T) => {
    for (const row of rows) table.set(row.id, clear(row))
  }
  const clear = <T>(words: T) => withoutAddresses(words, [name], as)
  said(tenant.audit, tenant.audit.all(), (row) => ({ ...row, data: clear(row.data) }))
  const told = tenant.events.filter(({ type }) => type !== 'noted')
  said(tenant.events, told, (row) => ({ ...row, data: clear(row.data) }))
  said(tenant.drafts, tenant.drafts.all(), (row) => ({ ...row, why: clear(row.why) }))
  said(tenant.receipts, tenant.receipts.all(), (row) => {
    const { reasons, gates, inputs } = row
    return { ...row, ...clear({ reasons, gates, inputs }) }
  })
  const cards = tenant.outbox.filter(({ audience }) => audience === 'staff')
  said(tenant.outbox, cards, (row) => ({ ...row, payload: clear(row.payload) }))
  for (const row of tenant.learning.filter(({ entry }) => entry.type === 'standing')) {
    const entry = withoutAddresses(row.entry, [name], as)
    if (JSON.stringify(entry) === JSON.stringify(row.entry)) continue
    tenant.learning.set(`${row.agentId} ${row.seq}`, { ...row, entry })
    const agent = tenant.agents.get(row.agentId)!
    tenant.agents.set(row.agentId, { ...agent, learningEpoch: agent.learningEpoch + 1 })
    tenant.snapshots.delete(row.agentId)
  }
  for (const table of [tenant.audit, tenant.events, tenant.messages] as Table<{ id: string }>[])
    for (const row of table.all()) table.set(row.id, withoutAddresses(row, [email]))
}

function dropTalk(tenant: Tenant, which: Talk): void {
  const isHere = ({ connector, account }: { connector: string; account: string }) =>
    'account' in which && connector === which.connector && account === which.account
  const before = 'before' in which ? which.before : ''
  const isOld = (state: string) => state === 'note' || state === 'listed' || state === 'removed'
  for (const row of tenant.written.filter(
    ({ place, askedAt, state }) => isHere(place) || (askedAt < before && isOld(state)),
  )) {
    const state = row.state === 'asked' || row.state === 'listed' ? 'removed' : row.state
    tenant.written.set(row.id, { ...row, text: '', attachments: [], state })
  }
  removeRows(
    tenant.inbox,
    tenant.inbox.all(),
    (row) => row.handledAt !== null && (isHere(row) || row.handledAt < before),
  )
  removeRows(
    tenant.outbox,
    tenant.outbox.all(),
    (row) => row.conversationId === null && row.audience === 'customer' && row.updatedAt < before,
  )
  for (const row of tenant.outbox.filter(({ audience }) => audience === 'staff')) {
    const isFinal = row.state === 'sent' || row.state === 'cancelled'
    const isMine = isHere(row.place)
    if (!isMine && !(isFinal && row.updatedAt < before && 'card' in row.payload)) continue
    const { card: _, text: __, ...kept } = row.payload
    const gone = { ...row, payload: { ...kept, gone: true } }
    const isOver = !isMine || row.state === 'sent' || row.state === 'sending'
    tenant.outbox.set(row.id, isOver ? gone : { ...gone, state: 'cancelled', error: null })
  }
  removeRows(tenant.staffChannels, tenant.staffChannels.filter(isHere))
  if ('account' in which)
    removeRows(
      tenant.handles,
      tenant.handles.filter(
        ({ kind, value, personId, blockedAt }) =>
          kind === which.connector && value.startsWith(`${which.account}/`) && personId === null && blockedAt === null,
      ),
    )
  for (const row of tenant.events.filter(({ type, at, data }) => type === 'noted' && at < before && 'text' in data)) {
    const { text: _, ...rest } = row.data
    tenant.events.set(row.id, { ...row, data: { ...erasedData(rest), gone: true } })
  }
}

function tracesOf(tenant: Tenant, personId: string): Traces | undefined {
  const person = tenant.people.get(personId)
  if (person === undefined) return undefined
  const handles = tenant.handles.filter((handle) => handle.personId === personId)
  const addresses = handles.flatMap(({ kind, value }) => (kind === 'email' || kind === 'phone' ? [value] : []))
  const own = new Set(tenant.conversations.filter((one) => one.personId === personId).map(({ id }) => id))
  const places = tenant.places.filter(({ conversationId }) => own.has(conversationId))
  const lanesOf = (ids: ReadonlySet<string>) => [
    ...new Set(tenant.places.filter(({ conversationId }) => ids.has(conversationId)).map(({ place }) => laneOf(place))),
  ]
  const threads = new Set(places.flatMap(({ role, place }) => (role === 'customer' ? [laneOf(place)] : [])))
  const merged = tenant.events.filter(({ type, conversationId }) => type === 'merged' && own.has(conversationId))
  const moved = new Set(merged.flatMap(({ data }) => ((data.messages ?? []) as [string][]).map(([id]) => id)))
  const elsewhere = tenant.messages.filter(({ id, conversationId, metadata }) => {
    if (own.has(conversationId)) return false
    const { mail, movedFrom, connector = '', account = '', thread = '' } = metadata
    if (mail !== undefined && addresses.includes(mail.from)) return true
    return moved.has(id) || own.has(movedFrom ?? '') || threads.has(laneOf({ connector, account, thread }))
  })
  return {
    person: { id: personId, name: person.name, handles: handles.map(({ kind, value }) => ({ kind, value })) },
    ...{ addresses, conversationIds: [...own], messageIds: elsewhere.map(({ id }) => id) },
    elsewhereIds: [...new Set(elsewhere.map(({ conversationId }) => conversationId))],
    ...{ lanes: lanesOf(own), sharedLanes: lanesOf(new Set(elsewhere.map(({ conversationId }) => conversationId))) },
  }
}

function heldOf(tenant: Tenant, { person, addresses, conversationIds, messageIds, lanes, sharedLanes }: Traces) {
  const [own, said] = [new Set(conversationIds), new Set(messageIds)]
  const inTheirs = ({ conversationId }: { conversationId: string | null }) => own.has(conversationId ?? '')
  const answering = (row: { conversationId: string | null; messageId: string | null }) =>
    inTheirs(row) || said.has(row.messageId ?? '')
  const handles = new Set(person.handles.map(handleKey))
  const patterns = addresses.map((address) => new RegExp(namesPattern(address), 'i'))
  const drafts = tenant.drafts.filter(answering)
  const asked = tenant.shadowMails.filter(({ personId }) => personId === person.id)
  const outbox = tenant.outbox.filter(
    (row) =>
      answering(row) ||
      [row.payload.about, row.payload.filesOf].some((id) => said.has(String(id))) ||
      drafts.some(({ id }) => row.payload.draftId === id),
  )
  const subjects = new Set([person.id, ...conversationIds, ...outbox.map(({ id }) => id)])
  return {
    people: tenant.people.filter(({ id }) => id === person.id),
    handles: tenant.handles.filter(({ personId }) => personId === person.id),
    conversations: tenant.conversations.filter(({ id }) => own.has(id)),
    checks: tenant.checks.filter(
      (row) => inTheirs(row) || addresses.includes(row.handle.value) || addresses.includes(row.sentTo ?? ''),
    ),
    person_links: tenant.personLinks.filter(({ keptId, goneId }) => keptId === person.id || goneId === person.id),
    conversation_places: tenant.places.filter(inTheirs),
    conversation_events: tenant.events.filter(inTheirs),
    messages: tenant.messages.filter((row) => inTheirs(row) || said.has(row.id)),
    drafts,
    receipts: tenant.receipts.filter(answering),
    outbox,
    written_replies: tenant.written.filter(inTheirs),
    inbox: tenant.inbox.filter(
      ({ lane, event, handledAt }) =>
        lanes.includes(lane) ||
        (handledAt !== null &&
          (sharedLanes.includes(lane) ||
            ('mail' in event && asked.some(({ messageId }) => event.mail?.references.includes(messageId))))) ||
        ('author' in event && handles.has(handleKey(event.author.handle))) ||
        patterns.some((pattern) => pattern.test(JSON.stringify(event))),
    ),
    shadow_mails: tenant.shadowMails.filter(
      ({ personId, references }) =>
        personId === person.id || asked.some(({ messageId }) => references.includes(messageId)),
    ),
    audit: tenant.audit.filter(({ subject }) => subjects.has(subject)),
  }
}

function blank(tenant: Tenant, traces: Traces, { at, lessonIds, blockedAs }: Blanking): string[] {
  const held = heldOf(tenant, traces)
  for (const row of held.conversations) {
    const over = {
      ...resolvedPatch('teammate', at),
      ...{ sentiment: null, lead: null, dueAt: null, thoughtOwedAt: null, heardAt: null },
    }
    const bare = { subject: '', customerEmail: null, erasedAt: at, version: row.version + 1 }
    tenant.conversations.set(row.id, { ...row, ...over, ...bare })
  }
  for (const row of held.messages)
    tenant.messages.set(row.id, { ...row, content: '', metadata: erasedMetadata(row.metadata, at) })
  for (const row of tenant.messages.filter(({ conversationId }) => traces.elsewhereIds.includes(conversationId))) {
    const { quoted: _, ...metadata } = row.metadata
    tenant.messages.set(row.id, { ...row, metadata })
  }
  for (const row of held.drafts) {
    const state = row.state === 'pending' || row.state === 'shadow' ? 'withdrawn' : row.state
    tenant.drafts.set(row.id, { ...row, state, text: '', unfilled: [], why: null, editorId: null, editingUntil: null })
  }
  const saw = tenant.receipts.filter(({ conversationId }) => traces.elsewhereIds.includes(conversationId))
  for (const row of [...new Set([...held.receipts, ...saw])]) tenant.receipts.set(row.id, erasedReceipt(row, at))
  for (const row of held.conversation_events) tenant.events.set(row.id, { ...row, data: erasedData(row.data) })
  for (const row of held.outbox) {
    const isOver = row.state === 'sent' || row.state === 'sending'
    const customers = row.audience === 'customer' ? { place: { ...row.place, thread: 'erased' }, platformId: null } : {}
    const said = { payload: erasedPayload(row.payload, at), error: null }
    tenant.outbox.set(row.id, { ...row, ...said, ...customers, state: isOver ? row.state : 'cancelled' })
  }
  for (const row of held.written_replies) {
    const state = row.state === 'asked' || row.state === 'listed' ? 'removed' : row.state
    tenant.written.set(row.id, { ...row, text: '', attachments: [], state })
  }
  for (const row of held.audit) tenant.audit.set(row.id, { ...row, data: erasedData(row.data) })
  const handles = new Set(traces.person.handles.map(handleKey))
  removeRows(
    tenant.inbox,
    held.inbox,
    ({ lane, event, handledAt }) =>
      handledAt !== null ||
      traces.lanes.includes(lane) ||
      ('author' in event && handles.has(handleKey(event.author.handle))),
  )
  removeRows(tenant.shadowMails, held.shadow_mails)
  removeRows(tenant.places, held.conversation_places, ({ role }) => role === 'customer')
  for (const call of tenant.calls.filter(({ conversationId }) => traces.conversationIds.includes(conversationId)))
    tenant.calls.delete(call.id)
  removeRows(tenant.checks, held.checks)
  removeRows(tenant.personLinks, held.person_links)
  for (const lane of traces.lanes) tenant.leases.delete(lane)
  for (const handle of held.handles) {
    const known = { ...handle, personId: null, teammateId: null, value: blockedAs(handle) }
    if (handle.blockedAt !== null) tenant.handles.set(handleKey(known), known)
    if (handle.teammateId === null) tenant.handles.delete(handleKey(handle))
    else tenant.handles.set(handleKey(handle), { ...handle, personId: null })
  }
  const draftIds = blankLessons(tenant, new Set(lessonIds), at)
  takeOut(tenant, traces.addresses)
  return draftIds
}

function blankLessons(tenant: Tenant, lessonIds: ReadonlySet<string>, at: string): string[] {
  if (lessonIds.size === 0) return []
  const receipts = tenant.receipts.filter(({ lessons }) => lessons.some(({ lessonId }) => lessonIds.has(lessonId)))
  for (const row of receipts) tenant.receipts.set(row.id, receiptWithout(row, lessonIds, at))
  const unsent = new Set(['shadow', 'withdrawn', 'rejected'])
  const drafts = tenant.drafts.filter(
    ({ lessonId, receiptId }) => lessonIds.has(lessonId ?? '') || receipts.some(({ id }) => id === receiptId),
  )
  for (const row of drafts)
    if (lessonIds.has(row.lessonId ?? '') && unsent.has(row.state)) tenant.drafts.set(row.id, { ...row, text: '' })
  const draftIds = drafts.map(({ id }) => id)
  for (const row of tenant.outbox.filter(({ payload }) => draftIds.includes(String(payload.draftId)))) {
    const state = row.state === 'held' || row.state === 'ready' ? 'cancelled' : row.state
    if (row.audience === 'staff') tenant.outbox.set(row.id, { ...row, state, payload: erasedPayload(row.payload, at) })
  }
  return draftIds
}

/** Takes addresses out of whatever names them. */
function takeOut(tenant: Tenant, addresses: readonly string[]): void {
  const { messages, conversations, drafts, receipts, events, outbox, written, inbox, shadowMails, audit } = tenant
  const tables = [messages, conversations, drafts, receipts, events, outbox, written, inbox, shadowMails, audit]
  for (const table of tables as unknown as Table<object>[])
    for (const [key, row] of table.entries()) {
      const { place, ...words } = row as { place?: unknown }
      const cleared = withoutAddresses(words, addresses)
      if (JSON.stringify(cleared) !== JSON.stringify(words))
        table.set(key, place === undefined ? cleared : { ...cleared, place })
    }
}

function removeRows<V>(table: Table<V>, rows: readonly V[], test: (row: V) => boolean = () => true): void {
  const gone = new Set(rows.filter(test))
  for (const [key, row] of table.entries()) if (gone.has(row)) table.delete(key)
}
