import type { Channel, ConversationKind, Draft } from '../domain/conversation.ts'
import type { Button, Card } from '../domain/outbound.ts'
import type { Target } from '../domain/targets.ts'
import { conversationLink, draftMenu, writtenMenu } from './cards.ts'
import { minutesText } from './minutes.ts'

export const waitingSections = ['mine', 'unassigned', 'written', 'undelivered', 'audits', 'drafts'] as const
export type SectionName = (typeof waitingSections)[number]

/** One thing that waits. */
export interface WaitingRow {
  /** Stays the same while the thing waits: `conversation/<id>`, `written/<id>`, `outbox/<id>`. */
  key: string
  conversationId: string | null
  /** The customer's, or their address; may be empty. */
  name: string
  channel: Channel | null
  kind: ConversationKind | null
  subject: string
  topic: string | null
  preview: string
  /** ISO. */
  since: string
  assigneeId: string | null
  /** Minutes of opening hours, negative = late. */
  target: (Target & { minutesLeft: number }) | null
  draft: Pick<Draft, 'id' | 'version' | 'unfilled'> | null
  /** A teammate's words that were not sent; `assigneeId` is who wrote them. */
  writtenId: string | null
  /** An answer of the agent's own that is to be looked at; `before` = it was not sent, and staff answer first. */
  audit: { id: string; kind: 'before' | 'after' | 'suspect'; note: string | null } | null
  outbox: { id: string; state: 'failed' | 'in_doubt'; error: string | null; audience: 'customer' | 'staff' } | null
}

export interface WaitingSection {
  name: SectionName
  rows: WaitingRow[]
}

/** Everything that waits for one teammate; no section is empty. */
export interface WaitingView {
  sections: WaitingSection[]
  /** What arrived and could not be handled. */
  unread: { connector: string; arrivedAt: string; error: string }[]
  count: number
}

/** How sections are headed for people. */
export const sectionTitles: Record<SectionName, string> = {
  mine: 'Yours',
  unassigned: 'Nobody has these',
  written: 'Written, not sent',
  undelivered: 'Not delivered, or in doubt',
  audits: 'Answers to look at',
  drafts: 'Drafts in colleagues’ conversations',
}

/** One row where staff work in a chat: what it is, how long it has waited, and what can be pressed. */
export function waitingCard(row: WaitingRow, publicUrl: string, now: Date): Card {
  const named = row.name || 'Somebody'
  const what = row.topic ?? row.subject
  return {
    purpose: 'notice',
    title: `${row.kind === 'test' ? 'Test: ' : ''}${what ? `${named} · ${what}` : named}`,
    status: [row.channel, ageText(row, now), row.outbox?.error].filter(Boolean).join(' · '),
    facts: [],
    ...(row.preview === '' ? {} : { quote: row.preview }),
    sources: [],
    buttons: buttonsOf(row),
    ...menuOf(row),
    ...(row.conversationId === null
      ? {}
      : { link: { ...conversationLink(publicUrl, row.conversationId), label: 'Open' } }),
  }
}

/** "waits 2 h 5 min · 35 min late": the age by the wall clock, the target by opening hours. */
export function ageText({ since, target, writtenId, audit, outbox, draft, key }: WaitingRow, now: Date): string {
  const age = minutesText((now.getTime() - Date.parse(since)) / 60_000)
  const left = target?.minutesLeft
  const isWaiting = key.startsWith('conversation/')
  return [
    outbox?.state === 'in_doubt' ? 'may not have arrived' : outbox ? 'not delivered' : '',
    writtenId === null ? '' : 'not sent',
    audit === null ? '' : (audit.note ?? (audit.kind === 'before' ? 'answer it without a draft' : 'sent alone')),
    isWaiting ? `waits ${age}` : age,
    left === undefined ? '' : left < 0 ? `${minutesText(-left)} late` : `${minutesText(left)} left`,
    draft === null ? '' : 'draft',
  ]
    .filter(Boolean)
    .join(' · ')
}

function buttonsOf({ draft, writtenId, audit, outbox, conversationId }: WaitingRow): Button[] {
  if (audit !== null && audit.kind !== 'before') return verdictButtons(audit.id)
  if (writtenId !== null)
    return [
      { action: 'send_written', label: 'Send to customer', target: writtenId, style: 'primary' },
      { action: 'keep_written', label: 'Keep as note', target: writtenId },
    ]
  if (outbox !== null)
    return [
      { action: 'send_again', label: outbox.state === 'failed' ? 'Retry' : 'Send again', target: outbox.id },
      ...(outbox.state === 'in_doubt'
        ? [{ action: 'it_arrived' as const, label: 'It arrived', target: outbox.id }]
        : []),
    ]
  if (draft !== null && draft.unfilled.length === 0)
    return [{ action: 'approve', label: 'Approve', target: draft.id, version: draft.version, style: 'primary' }]
  return conversationId === null ? [] : [{ action: 'reply', label: 'Reply', target: conversationId }]
}

/** Beside each button that sends what would be learned from. */
function menuOf({ draft, writtenId, audit, outbox }: WaitingRow): Pick<Card, 'menu'> {
  if ((audit !== null && audit.kind !== 'before') || outbox !== null) return {}
  if (writtenId !== null) return { menu: writtenMenu(writtenId) }
  return draft !== null && draft.unfilled.length === 0 ? { menu: draftMenu(draft) } : {}
}

function verdictButtons(target: string): Button[] {
  const button = { action: 'check_answer' as const, target }
  return [
    { ...button, label: 'Fine', choice: 'fine', style: 'primary' },
    { ...button, label: 'Wrong', choice: 'wrong', style: 'danger' },
    { ...button, label: 'Right, but I would say otherwise', choice: 'otherwise' },
  ]
}
