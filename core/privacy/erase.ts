import { blockedAs } from '../accounts/blocked.ts'
import { atDesk, type Desk } from '../answering/desk.ts'
import { stopHeld } from '../answering/queue.ts'
import { addStaffRow, showConversation } from '../answering/show.ts'
import { showDraft } from '../answering/show-draft.ts'
import { thinkAgain } from '../answering/think-again.ts'
import { withdrawDraft } from '../answering/withdraw.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import type { Card, MailEnvelope } from '../domain/outbound.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { Held, Traces } from '../store/privacy.ts'
import type { Scope } from '../store/store.ts'
import { whoseIs } from './held.ts'
import { isNamed, visitor } from './person.ts'

/**
 * Erases a customer: their words, addresses and files, and everything that was learned from them, as if it had never been.
 * What stays names nobody: that there was a conversation, the reasons and scores of its decisions, the evidence of
 * certificates. `confirmation` is the name or an address of theirs, or *Visitor* where they have neither. Erasing twice
 * does nothing more.
 */
export async function erase(
  house: House,
  businessId: string,
  personId: string,
  confirmation: string,
  by: string,
): Promise<void> {
  const scope = house.store.of(businessId)
  const known = await scope.privacy.traces(personId)
  if (known === undefined) throw new Refused(404, 'This person does not exist.')
  const linked = await peopleOf(scope, personId)
  if (known.person.erased === undefined) {
    if (!isNamed(known.person, confirmation))
      throw new Refused(
        422,
        `Nothing was erased: type their name or one of their addresses to confirm; who has neither is “${visitor}”.`,
      )
    // Judging, and thinking again, need the engine; inside the transaction nothing but the database may be asked.
    await house.learners.current(businessId)
    const asked = await atDesk(house, businessId, async (desk) => {
      const found: string[] = []
      for (const id of linked) {
        const traces = id === personId ? known : await desk.tx.privacy.traces(id)
        if (traces !== undefined && traces.person.erased === undefined)
          found.push(...(await eraseAll(desk, traces, by)))
      }
      return found
    })
    await house.learners.current(businessId)
    for (const conversationId of asked) await thinkAgain(house, businessId, conversationId)
  }
  for (const id of linked) await finishErasure(house, businessId, id)
}

/** This person, and everybody who turned out to be the same one: what was linked away has rows of its own. */
async function peopleOf(scope: Scope, personId: string): Promise<string[]> {
  const found = [personId]
  for (const id of found)
    for (const { keptId, goneId, undoneAt } of await scope.personLinks.of(id))
      for (const other of undoneAt === null ? [keptId, goneId] : []) if (!found.includes(other)) found.push(other)
  return found
}

/** What an erasure owes outside of the database: files that nobody else refers to go. Safe to call twice, or elsewhere. */
export async function finishErasure(house: House, businessId: string, personId: string): Promise<void> {
  const { privacy } = house.store.of(businessId)
  const owed = await privacy.owed(personId)
  if (owed === undefined) return
  const used = await house.store.system.filesInUse(owed)
  for (const digest of owed.filter((one) => !used.has(one))) await removeFile(house, digest)
  await privacy.finish(personId)
}

/** One transaction: everything, or nothing. Returns the other conversations that are to be thought about afresh. */
async function eraseAll(desk: Desk, known: Traces, by: string): Promise<string[]> {
  const { tx, house } = desk
  const at = house.now().toISOString()
  // In one order, as everybody who locks several.
  for (const id of [...known.conversationIds, ...known.elsewhereIds].sort()) await tx.conversations.lock(id)
  const traces = (await tx.privacy.traces(known.person.id)) ?? known
  const held = await tx.privacy.held(traces)
  const lessonIds = await unlearn(desk, traces)
  const asked = await withdrawDrafts(desk, traces, lessonIds)
  for (const conversationId of traces.elsewhereIds) await stopAnswersTo(desk, conversationId, traces.addresses)
  const cards = await cardsOf(desk, held)
  const blocked = (handle: Parameters<typeof blockedAs>[1]) => blockedAs(house.keys, handle)
  const named = await tx.privacy.blank(traces, { at, lessonIds, blockedAs: blocked })
  await tx.privacy.bury(traces.person.id, { at, by, files: digestsIn(held) })
  await tx.audit.add({ actor: by, action: 'person erased', subject: traces.person.id, data: countsOf(held) })
  for (const row of cards) await addStaffRow(desk, row.conversationId, row.place, erasedCardOver(row))
  for (const id of traces.conversationIds) await showConversation(desk, id)
  await drawAgain(desk, traces.conversationIds, named)
  for (const id of traces.elsewhereIds) desk.tell('conversation', id)
  return asked
}

/** Blanks what was learned from them; returns the lessons that are gone. */
async function unlearn({ tx }: Desk, traces: Traces): Promise<string[]> {
  const rows = await tx.learning.concerning(whoseIs(traces))
  for (const agentId of new Set(rows.map((row) => row.agentId))) {
    await tx.learning.erase(agentId, { seqs: rows.flatMap((row) => (row.agentId === agentId ? [row.seq] : [])) })
    await tx.learning.resetProjection(agentId)
  }
  const imports = new Set(
    rows.flatMap(({ entry }) => ((entry.type === 'pair' || entry.type === 'verdict') && entry.importId) || []),
  )
  for (const id of imports) {
    // Topics are named after words: those of its summary may be theirs.
    const { summary } = (await tx.imports.get(id)) ?? { summary: {} }
    const { learned } = summary as { learned?: Record<string, unknown> }
    if (learned !== undefined)
      await tx.imports.update(id, { summary: { ...summary, learned: { ...learned, topics: [] } } })
  }
  return rows.flatMap(({ entry }) => (entry.type === 'pair' ? [entry.lessonId] : []))
}

/** Drafts of other conversations that came from lessons which are gone. Their evidence stays: no certificate may rise. */
async function withdrawDrafts(desk: Desk, traces: Traces, lessonIds: string[]): Promise<string[]> {
  const asked = new Set<string>()
  for (const draft of await desk.tx.drafts.byLessons(lessonIds)) {
    if (traces.conversationIds.includes(draft.conversationId)) continue
    const why = 'what it came from was erased'
    if (!(await withdrawDraft(desk, draft, { why, actor: 'system', isMoot: false })) || draft.state !== 'pending')
      continue
    await desk.tx.conversations.update(draft.conversationId, { thoughtOwedAt: desk.house.now().toISOString() })
    asked.add(draft.conversationId)
  }
  return [...asked]
}

/** Cards of drafts that named a lesson which is gone are drawn anew without it; those of these conversations are gone, too. */
export async function drawAgain(
  desk: Desk,
  conversationIds: readonly string[],
  draftIds: readonly string[],
): Promise<void> {
  for (const id of draftIds) {
    const draft = await desk.tx.drafts.get(id)
    if (draft === undefined || draft.shownAt === null || conversationIds.includes(draft.conversationId)) continue
    await showDraft(desk, draft, undefined, { isUpdate: true })
  }
}

/** An answer that was about to go to them too, in a conversation of somebody else's. */
async function stopAnswersTo(desk: Desk, conversationId: string, addresses: string[]): Promise<void> {
  for (const row of await desk.tx.outbox.waiting(conversationId)) {
    const mail = row.payload.mail as MailEnvelope | undefined
    if (row.audience === 'customer' && mail && [...mail.to, ...mail.cc].some((one) => addresses.includes(one)))
      await stopHeld(desk, row, 'one of its recipients was erased')
  }
}

/** Cards of ours that show their words and can be drawn over; the live one is drawn anew by itself. */
async function cardsOf({ tx, house }: Desk, held: Held): Promise<OutboxRow[]> {
  const cards = new Map<string, OutboxRow>()
  for (const { id } of held.outbox ?? []) {
    const row = await tx.outbox.get(String(id))
    if (row?.audience !== 'staff' || row.state !== 'sent' || row.platformId === null) continue
    const { kind, live, mail } = row.payload
    if (kind !== 'card' || live === true || mail !== undefined) continue
    if (house.messenger.abilities(row.place.connector).updates) cards.set(row.platformId, row)
  }
  return [...cards.values()]
}

function erasedCardOver({ platformId }: OutboxRow): Record<string, unknown> {
  const card: Card = { purpose: 'notice', title: 'Erased', facts: [], sources: [], buttons: [] }
  return { kind: 'card', card, replaces: platformId }
}

/** Removes a file; where somebody stored the same one meanwhile, it is put back. */
async function removeFile({ files, store }: House, digest: string): Promise<void> {
  const bytes = await files.get(digest).catch(() => undefined)
  if (bytes === undefined) return
  await files.remove(digest)
  if ((await store.system.filesInUse([digest])).has(digest)) await files.put(bytes)
}

function digestsIn(held: Held): string[] {
  return [...new Set([...JSON.stringify(held).matchAll(/"digest":\s*"([0-9a-f]{64})"/g)].map((found) => found[1]!))]
}

/** How many rows of each kind there are. */
function countsOf(held: Held): Record<string, number> {
  return Object.fromEntries(Object.entries(held).map(([table, rows]) => [table, rows.length]))
}
