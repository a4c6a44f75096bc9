import type { WaitingRow, WaitingView } from '#core/answering/waiting-view.ts'
import type { ConversationView } from '#core/views.ts'

/** What waits in the sample: one of each kind. */
export function fakeWaiting(views: Iterable<ConversationView>): WaitingView {
  const rows = [...views]
    .filter(({ conversation }) => conversation.waitingSince !== null && conversation.status !== 'resolved')
    .map(rowOf)
    .sort((a, b) => (a.since < b.since ? -1 : 1))
  const first = rows[0]
  const written: WaitingRow[] =
    first === undefined
      ? []
      : [
          {
            ...{ ...first, key: 'written/written-1', draft: null, target: null, writtenId: 'written-1' },
            ...{ preview: 'Tell her that we refund the postage too.', assigneeId: 'teammate-2' },
          },
        ]
  const sections = [
    { name: 'unassigned' as const, rows: rows.filter(({ assigneeId }) => assigneeId === null) },
    { name: 'written' as const, rows: written },
  ].filter((section) => section.rows.length > 0)
  return { sections, unread: [], count: sections.reduce((sum, section) => sum + section.rows.length, 0) }
}

function rowOf({ conversation, person, draft, messages, topic }: ConversationView): WaitingRow {
  const { id, channel, kind, subject, assigneeId } = conversation
  return {
    ...{ key: `conversation/${id}`, conversationId: id, channel, kind, subject, assigneeId },
    name: person.name ?? conversation.customerEmail ?? '',
    topic: topic?.name ?? null,
    preview: messages.findLast(({ senderType }) => senderType === 'customer')?.content ?? '',
    since: conversation.waitingSince ?? conversation.updatedAt,
    target: { kind: 'first', minutes: 120, dueAt: '2026-11-22T11:00:00.000Z', minutesLeft: -15 },
    draft: draft && { id: draft.id, version: draft.version, unfilled: draft.unfilled },
    ...{ writtenId: null, audit: null, outbox: null },
  }
}
