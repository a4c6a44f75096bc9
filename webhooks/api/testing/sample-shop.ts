import type { Teammate } from '#core/domain/business.ts'
import type { ImportRun } from '#core/domain/learning.ts'
import type { Core } from '#core/door.ts'
import type { ConversationRow, ConversationView } from '#core/views.ts'
import { conversationOf, draftOf, messageOf, outboxOf, receiptOf, viewOf } from './sample.ts'

/** Three conversations: one with a draft, one that needs a person, one that is over. */
export function sampleViews(): Map<string, ConversationView> {
  const first = conversationOf('conversation-1')
  const view = viewOf(first, 'Mia Keller', [
    {
      ...messageOf('message-1', first.id, {
        content: 'Hello, do you ship to Austria?',
        createdAt: new Date(Date.now() - 3_600_000).toISOString(),
      }),
      delivery: null,
    },
    {
      ...messageOf('message-2', first.id, {
        senderType: 'human',
        content: 'Yes, we do: 4.90 € and three days.',
        metadata: { authorName: 'Anna Berg', teammateId: 'teammate-1' },
        createdAt: new Date(Date.now() - 3_100_000).toISOString(),
      }),
      delivery: { id: 'outbox-1', state: 'sent', error: null, waitsFor: null, notBefore: '2026-11-22T08:00:00.000Z' },
    },
    { ...messageOf('message-3', first.id), delivery: null },
  ])
  view.draft = { ...draftOf('draft-1', first.id), receipt: receiptOf('receipt-1', first.id) }
  const second = conversationOf('conversation-2', {
    channel: 'email',
    subject: 'Return of the blue tent',
    customerEmail: 'lee@customer.example',
    status: 'escalated',
    assigneeId: 'teammate-2',
  })
  const third = conversationOf('conversation-3', {
    channel: 'email',
    subject: 'Open on Saturday?',
    waitingSince: null,
    status: 'resolved',
  })
  return new Map([
    [first.id, view],
    [
      second.id,
      viewOf(second, 'Lee Tran', [
        {
          ...messageOf('message-4', second.id, {
            content: 'I would like to return the blue tent. The zip broke on the first night.',
            metadata: {
              subject: 'Return of the blue tent',
              attachments: [{ name: 'zip.jpg', type: 'image/jpeg', size: 184_000, inline: false }],
            },
          }),
          delivery: null,
        },
      ]),
    ],
    [
      third.id,
      viewOf(third, null as never, [
        { ...messageOf('message-5', third.id, { content: 'Are you open on Saturday?' }), delivery: null },
      ]),
    ],
  ])
}

/** How a list shows it. */
export function rowOf(view: ConversationView): ConversationRow {
  return {
    ...view.conversation,
    personName: view.person.name,
    preview: view.messages.at(-1)?.content ?? '',
    pendingDraftId: view.draft?.id ?? null,
  }
}

/** One of each that needs a person. */
export function sampleTroubled(): Awaited<ReturnType<Core['outbox']['troubled']>> {
  return {
    outbox: [
      outboxOf('outbox-doubt', 'conversation-2', 'We have sent you a new return label.', {
        state: 'in_doubt',
        error: 'The platform did not answer in time.',
      }),
      outboxOf('outbox-failed', 'conversation-3', 'Yes, we are open on Saturday.', {
        state: 'failed',
        error: 'The mailbox does not exist.',
      }),
    ],
    written: [
      {
        id: 'written-1',
        conversationId: 'conversation-2',
        teammateId: 'teammate-2',
        place: { connector: 'slack', account: 'T1', thread: 'C1/1', private: false },
        platformMessageId: 'm',
        text: 'Tell her that we refund the postage too.',
        attachments: [],
        state: 'listed',
        outboxId: null,
        askedAt: '2026-11-22T08:00:00.000Z',
      },
    ],
    inbox: [{ connector: 'email', arrivedAt: '2026-11-22T07:00:00.000Z', error: 'the mail could not be read' }],
  }
}

export function sampleTeammates(): Teammate[] {
  return [
    {
      id: 'teammate-1',
      email: 'anna@shop.example',
      name: 'Anna Berg',
      role: 'owner',
      confirmedAt: '2026-11-01T08:00:00.000Z',
      awayUntil: null,
    },
    {
      id: 'teammate-2',
      email: 'jonas@shop.example',
      name: 'Jonas Weiss',
      role: 'teammate',
      confirmedAt: null,
      awayUntil: null,
    },
  ]
}

export function sampleImport(): ImportRun {
  return {
    id: 'import-1',
    agentId: 'agent-1',
    name: 'sample history',
    digest: 'd',
    state: 'running' as const,
    total: 1200,
    done: 480,
    fromSeq: 0,
    summary: {},
    createdAt: '2026-11-22T09:00:00.000Z',
  }
}
