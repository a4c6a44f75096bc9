import type { Teammate } from '../domain/business.ts'
import type { Conversation, Draft, Message, Receipt } from '../domain/conversation.ts'
import type { OutboxRow, WrittenReply } from '../domain/delivery.ts'
import type { Card } from '../domain/outbound.ts'

/** The live card that heads a conversation's thread. */
export function conversationCard(view: {
  conversation: Conversation
  personName: string | null
  assignee: Teammate | undefined
  last: Message | undefined
  publicUrl: string
}): Card {
  const { conversation } = view
  const isTaken = conversation.humanUntil !== null
  return {
    purpose: 'conversation',
    title: `${conversation.kind === 'test' ? 'Test: ' : ''}${view.personName ?? conversation.customerEmail ?? 'Somebody new'}`,
    status: stateSentence(conversation, view.assignee),
    facts: [
      { label: 'Channel', value: conversation.channel },
      ...(conversation.subject ? [{ label: 'About', value: conversation.subject }] : []),
      ...(conversation.waitingSince ? [{ label: 'Waiting since', value: shortTime(conversation.waitingSince) }] : []),
    ],
    ...(view.last === undefined ? {} : { quote: view.last.content }),
    sources: [],
    buttons:
      conversation.status === 'resolved'
        ? [{ action: 'reopen', label: 'Reopen', target: conversation.id }]
        : [
            { action: 'reply', label: 'Reply', target: conversation.id, style: 'primary' },
            isTaken
              ? { action: 'release', label: 'Release', target: conversation.id }
              : { action: 'take', label: 'Take', target: conversation.id },
            { action: 'resolve', label: 'Resolve', target: conversation.id },
          ],
    link: conversationLink(view.publicUrl, conversation.id),
  }
}

/** One customer message in the staff thread. */
export function messageCard(message: Message, name: string): Card {
  return { purpose: 'notice', title: name, facts: [], quote: message.content, sources: [], buttons: [] }
}

/** A draft with its sources, topic and confidence. */
export function draftCard(view: {
  draft: Draft
  receipt: Receipt | undefined
  question: string
  topic: { name: string; sentence: string } | undefined
  publicUrl: string
}): Card {
  const { draft } = view
  const isOpen = draft.state === 'pending'
  const target = { target: draft.id, version: draft.version }
  return {
    purpose: 'draft',
    title: isOpen ? 'Suggested answer' : draftState(draft),
    status:
      view.topic === undefined ? '' : `${view.topic.name} · ${percent(draft.confidence)} sure · ${view.topic.sentence}`,
    facts: draft.unfilled.length > 0 ? [{ label: 'Fill in first', value: draft.unfilled.join(', ') }] : [],
    quote: view.question,
    body: draft.text,
    sources: (view.receipt?.lessons ?? [])
      .slice(0, 3)
      .map((source) => `“${oneLine(source.question, 120)}”, answered by ${source.author}, ${source.at.slice(0, 10)}`),
    buttons: isOpen
      ? [
          ...(draft.unfilled.length > 0
            ? []
            : [{ action: 'approve' as const, label: 'Approve', style: 'primary' as const, ...target }]),
          { action: 'edit', label: 'Edit', ...target },
          { action: 'reject', label: 'Reject', style: 'danger', ...target },
        ]
      : [],
    link: conversationLink(view.publicUrl, draft.conversationId),
  }
}

/** Asks what a teammate's words in the thread are for; an ordinary message, so that it survives reload and restart. */
export function questionCard(written: WrittenReply, customer: string): Card {
  return {
    purpose: 'question',
    title: `Send this to ${customer}?`,
    facts: [],
    quote: written.text,
    sources: [],
    buttons: [
      { action: 'send_written', label: 'Send to customer', target: written.id, style: 'primary' },
      { action: 'keep_written', label: 'Keep as note', target: written.id },
    ],
  }
}

/** One sentence for staff, with what they can press. */
export function noticeCard(
  title: string,
  options: { body?: string; buttons?: Card['buttons']; link?: Card['link'] } = {},
): Card {
  return {
    purpose: 'notice',
    title,
    facts: [],
    ...(options.body === undefined ? {} : { body: options.body }),
    sources: [],
    buttons: options.buttons ?? [],
    ...(options.link === undefined ? {} : { link: options.link }),
  }
}

/** Says that an answer is on its way and can still be stopped. */
export function heldCard(row: OutboxRow, by: string): Card {
  const seconds = Math.max(0, Math.round((Date.parse(row.notBefore) - Date.parse(row.createdAt)) / 1000))
  return noticeCard(`${by} answers the customer in ${seconds} s.`, {
    body: String(row.payload.text ?? ''),
    buttons: [{ action: 'undo', label: 'Undo', target: row.id }],
  })
}

export function conversationLink(publicUrl: string, id: string): { label: string; url: string } {
  return { label: 'Open in Lummy', url: `${publicUrl}/admin/conversations/${id}` }
}

function stateSentence(conversation: Conversation, assignee: Teammate | undefined): string {
  if (conversation.status === 'resolved') return 'Resolved'
  if (assignee !== undefined) return `${assignee.name} has it`
  if (conversation.status === 'escalated') return 'Needs a person'
  return conversation.waitingSince === null ? 'Answered' : 'Waiting for an answer'
}

function draftState(draft: Draft): string {
  const why = draft.why ? `: ${draft.why}` : ''
  return (
    {
      shadow: 'Draft',
      pending: 'Draft',
      approved: 'Approved',
      edited: 'Edited and sent',
      rejected: 'Rejected',
      withdrawn: 'Withdrawn',
    }[draft.state] + why
  )
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

function oneLine(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`
}

function shortTime(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`
}
