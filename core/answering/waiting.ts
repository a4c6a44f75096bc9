import type { BusinessSettings } from '../domain/business.ts'
import type { Conversation } from '../domain/conversation.ts'
import { minutesLeft, targetOf } from '../domain/targets.ts'
import type { Actor } from '../door.ts'
import type { House } from '../house.ts'
import type { WaitingConversation } from '../store/conversations.ts'
import type { Scope } from '../store/store.ts'
import type { WaitingRow, WaitingSection, WaitingView } from './waiting-view.ts'

/** More are named by their number alone. */
const mostRows = 200

/**
 * What waits for one teammate, the same on every surface: theirs, what nobody has, words that were written and not sent,
 * messages in doubt or failed, and drafts in what colleagues have. Oldest first in each; each thing stands once.
 */
export async function waitingFor(
  house: Pick<House, 'store' | 'now'>,
  actor: Pick<Actor, 'businessId' | 'teammateId'>,
): Promise<WaitingView> {
  const scope = house.store.of(actor.businessId)
  const { settings } = await scope.business()
  const now = house.now()
  const all = await scope.conversations.waiting(mostRows)
  const audits = await toLookAt(scope)
  const row = (one: WaitingConversation) => ({
    ...conversationRow(one, settings, now),
    audit:
      audits.find(({ conversationId, audit }) => conversationId === one.id && audit.kind === 'before')?.audit ?? null,
  })
  const { outbox, written, inbox } = await troubled(scope)
  const about = await known(scope, all, [...written, ...outbox, ...audits])
  const isMine = (one: WaitingConversation) => one.assigneeId === actor.teammateId
  const sections: WaitingSection[] = [
    { name: 'mine', rows: all.filter((one) => isMine(one)).map(row) },
    { name: 'unassigned', rows: all.filter((one) => one.assigneeId === null).map(row) },
    {
      name: 'written',
      rows: written
        .map((one) => ({
          ...basics(one.conversationId, about),
          key: `written/${one.id}`,
          preview: one.text,
          since: one.askedAt,
          writtenId: one.id,
          assigneeId: one.teammateId,
        }))
        .sort(bySince),
    },
    {
      name: 'undelivered',
      rows: outbox
        .map(({ id, conversationId, payload, updatedAt, state, error, audience }) => ({
          ...basics(conversationId, about),
          key: `outbox/${id}`,
          preview: wordsOf(payload),
          since: updatedAt,
          outbox: { id, error, audience, state: state === 'in_doubt' ? ('in_doubt' as const) : ('failed' as const) },
        }))
        .sort(bySince),
    },
    {
      name: 'audits',
      // What staff are to answer first stands where the conversation does.
      rows: audits
        .filter(({ audit }) => audit.kind !== 'before')
        .map(({ audit, conversationId, preview, since }) => ({
          ...basics(conversationId, about),
          ...{ key: `audit/${audit.id}`, preview, since, audit },
        })),
    },
    {
      name: 'drafts',
      rows: all.filter((one) => one.draft !== null && one.assigneeId !== null && !isMine(one)).map(row),
    },
  ]
  const filled = sections.filter(({ rows }) => rows.length > 0)
  return {
    sections: filled,
    unread: inbox,
    count: filled.reduce((sum, { rows }) => sum + rows.length, 0) + inbox.length,
  }
}

/** In doubt and failed, written and not sent, and what arrived and could not be handled. */
export async function troubled(scope: Scope) {
  const inbox = await scope.inbox.troubled(100)
  return {
    outbox: await scope.outbox.troubled(100),
    written: await scope.written.list(),
    inbox: inbox.map(({ connector, arrivedAt, error }) => ({ connector, arrivedAt, error })),
  }
}

/** Open checks with the words of the answer, oldest first. */
async function toLookAt(scope: Scope) {
  const found: {
    audit: NonNullable<WaitingRow['audit']>
    conversationId: string | null
    preview: string
    since: string
  }[] = []
  for (const { id, kind, note, conversationId, draftId, openedAt } of await scope.auditedAnswers.open({ limit: 100 })) {
    if (kind === 'correction') continue
    const preview = kind === 'before' || draftId === null ? '' : ((await scope.drafts.get(draftId))?.text ?? '')
    found.push({ audit: { id, kind, note }, conversationId, preview, since: openedAt })
  }
  return found
}

function conversationRow(one: WaitingConversation, settings: BusinessSettings, now: Date): WaitingRow {
  const target = one.kind === 'test' ? undefined : targetOf(one, settings)
  return {
    ...nothing,
    key: `conversation/${one.id}`,
    conversationId: one.id,
    name: one.personName ?? one.customerEmail ?? '',
    channel: one.channel,
    kind: one.kind,
    subject: one.subject,
    topic: one.topic,
    preview: one.preview,
    since: one.waitingSince ?? one.updatedAt,
    assigneeId: one.assigneeId,
    target: target === undefined ? null : { ...target, minutesLeft: minutesLeft(target, settings, now) },
    draft: one.draft,
  }
}

const nothing = { target: null, draft: null, writtenId: null, audit: null, outbox: null }

type Named = Conversation & { personName: string | null; topic?: string | null }

/** What a row says of the conversation that it is about. */
function basics(id: string | null, about: ReadonlyMap<string, Named>): Omit<WaitingRow, 'key' | 'preview' | 'since'> {
  const found = id === null ? undefined : about.get(id)
  return {
    ...nothing,
    conversationId: found?.id ?? null,
    name: found?.personName ?? found?.customerEmail ?? '',
    channel: found?.channel ?? null,
    kind: found?.kind ?? null,
    subject: found?.subject ?? '',
    topic: found?.topic ?? null,
    assigneeId: found?.assigneeId ?? null,
  }
}

async function known(
  scope: Scope,
  waiting: WaitingConversation[],
  rows: { conversationId: string | null }[],
): Promise<Map<string, Named>> {
  const found = new Map<string, Named>(waiting.map((one) => [one.id, one]))
  for (const { conversationId } of rows) {
    if (conversationId === null || found.has(conversationId)) continue
    const conversation = await scope.conversations.get(conversationId)
    if (conversation === undefined) continue
    const person = await scope.people.get(conversation.personId)
    found.set(conversationId, { ...conversation, personName: person?.name ?? null })
  }
  return found
}

function bySince(a: WaitingRow, b: WaitingRow): number {
  return a.since < b.since ? -1 : a.since > b.since ? 1 : a.key < b.key ? -1 : 1
}

/** The words of an outbox row: a reply's, or those of a card. */
export function wordsOf(payload: Record<string, unknown>): string {
  if (typeof payload.text === 'string') return payload.text
  const card = payload.card
  if (typeof card !== 'object' || card === null) return ''
  if ('body' in card && typeof card.body === 'string') return card.body
  return 'title' in card && typeof card.title === 'string' ? card.title : ''
}
