import type { Draft, Message, Receipt } from '../domain/conversation.ts'
import type { OutboxRow, WrittenReply } from '../domain/delivery.ts'
import type { Attachment } from '../domain/file.ts'
import { filesText } from '../domain/file-type.ts'
import type { Button, Card } from '../domain/outbound.ts'
import { whatGoes } from './files.ts'
import { noteworthy } from './noteworthy.ts'
import { oneLine } from './one-line.ts'

/** One customer message in the staff thread. */
export function messageCard(message: Message, name: string): Card {
  return { purpose: 'notice', title: name, facts: [], quote: message.content, sources: [], buttons: [] }
}

/** A draft with its sources, topic and confidence. */
export function draftCard(view: {
  draft: Draft
  receipt: Receipt | undefined
  question: string
  /** Its topic in one line, of `topicStatus`. */
  topic: string
  publicUrl: string
  /** "Maya is editing until 10:35"; empty when nobody is. */
  editing?: string
  /** Who asked and who gets the answer, where that says more than the conversation. */
  people?: Card['facts']
  isReplaced?: boolean
  asksWhy?: boolean
}): Card {
  const { draft } = view
  const isOpen = draft.state === 'pending'
  const isRejected = draft.state === 'rejected'
  const waits = isRejected ? ' What is the right answer?' : view.isReplaced ? ' The next one is below.' : ''
  return {
    purpose: 'draft',
    title: isOpen ? 'Suggested answer' : `${draftState(draft)}.${waits}`,
    status: [view.editing, view.topic, voiceStatus(draft)].filter(Boolean).join(' · '),
    facts: [
      ...(view.people ?? []),
      ...noteworthy(view.receipt?.inputs.understood),
      ...doubtsOf(view.receipt),
      ...(draft.unfilled.length > 0 ? [{ label: 'Fill in first', value: draft.unfilled.join(', ') }] : []),
    ],
    quote: view.question,
    body: draft.text,
    sources: (view.receipt?.lessons ?? [])
      .slice(0, 3)
      .map((source) => `“${oneLine(source.question, 120)}”, answered by ${source.author}, ${source.at.slice(0, 10)}`),
    buttons: isOpen
      ? view.asksWhy
        ? whyButtons(draft)
        : draftButtons(draft)
      : isRejected
        ? [{ action: 'reply', label: 'Reply', target: draft.conversationId, style: 'primary' }]
        : [],
    ...(isOpen && !view.asksWhy && draft.unfilled.length === 0 ? { menu: draftMenu(draft) } : {}),
    link: conversationLink(view.publicUrl, draft.conversationId),
  }
}

/** What speaks against the lesson that a draft comes from. */
function doubtsOf(receipt: Receipt | undefined): Card['facts'] {
  const labels: Record<string, string> = { conflict: 'Staff disagree', standing: 'Faded' }
  return (receipt?.gates ?? []).flatMap(({ name, passed, detail }) =>
    !passed && labels[name] !== undefined ? [{ label: labels[name], value: detail }] : [],
  )
}

/** What a draft's card says of its topic, in one line. */
export function topicStatus(draft: Draft, topic: { name: string; sentence: string }): string {
  return `${topic.name} · ${percent(draft.confidence)} sure · ${topic.sentence}`
}

function voiceStatus({ voiceScore }: Draft): string {
  return voiceScore === null ? '' : `voice ${voiceScore}`
}

function draftButtons({ id, version, unfilled }: Draft): Button[] {
  const at = { target: id, version }
  const approve: Button = { action: 'approve', label: 'Approve', style: 'primary', ...at }
  return [
    ...(unfilled.length > 0 ? [] : [approve]),
    { action: 'edit', label: 'Edit', ...at },
    { action: 'reject', label: 'Reject', style: 'danger', ...at },
  ]
}

/** What is needed less often with a draft. */
export function draftMenu({ id, version }: Pick<Draft, 'id' | 'version'>): Button[] {
  return [{ action: 'approve', label: "Approve, don't learn", target: id, version, choice: 'once' }]
}

/** One tap says why; only the first two count against what the draft came from. */
function whyButtons({ id, version }: Draft): Button[] {
  const why = { wrong_facts: 'Wrong facts', wrong_topic: 'Wrong topic', wrong_tone: 'Wrong tone' }
  const at = { action: 'reject' as const, target: id, version }
  return [
    ...Object.entries(why).map(([choice, label]) => ({ ...at, label, choice })),
    { ...at, label: 'Needs a person', choice: 'needs_a_person' },
    { ...at, label: 'Back', choice: 'back' },
  ]
}

/**
 * Asks what a teammate's words in the thread are for; an ordinary message, so that it survives reload and restart. `first` = a
 * colleague answered meanwhile: these words go only on top of that.
 */
export function questionCard(
  written: WrittenReply,
  customer: string,
  first?: { name: string; text: string },
  filesNote?: string,
): Card {
  const what = whatGoes(written.text, written.attachments)
  const send: Button = { action: 'send_written', label: 'Send to customer', target: written.id, style: 'primary' }
  const sendToo: Button = { action: 'send_written', label: 'Send it too', target: written.id, choice: 'too' }
  return {
    purpose: 'question',
    title: first === undefined ? `Send ${what} to ${customer}?` : `${first.name} answered meanwhile. Send ${what} too?`,
    facts: [
      ...(first === undefined ? [] : [{ label: `${first.name} sent`, value: oneLine(first.text, 300) }]),
      ...(filesNote === undefined ? [] : [{ label: 'Files', value: filesNote }]),
    ],
    ...(written.text === '' ? {} : { quote: written.text }),
    sources: [],
    buttons: [
      first === undefined ? send : sendToo,
      { action: 'keep_written', label: 'Keep as note', target: written.id },
    ],
    ...(first === undefined ? { menu: writtenMenu(written.id) } : {}),
  }
}

/** What is needed less often with words that wait to be sent. */
export function writtenMenu(target: string): Button[] {
  return [{ action: 'send_written', label: "Send, don't learn", target, choice: 'once' }]
}

/** One sentence for staff, with what they can press. */
export function noticeCard(
  title: string,
  options: { body?: string; buttons?: Card['buttons']; menu?: Button[]; link?: Card['link'] } = {},
): Card {
  return {
    purpose: 'notice',
    title,
    facts: [],
    ...(options.body === undefined ? {} : { body: options.body }),
    sources: [],
    buttons: options.buttons ?? [],
    ...(options.menu === undefined ? {} : { menu: options.menu }),
    ...(options.link === undefined ? {} : { link: options.link }),
  }
}

/** Says that an answer is on its way, or when it goes out and what it waits for, and what can still be done about it. */
export function heldCard(
  row: OutboxRow,
  by: string,
  clock: (at: string) => string,
  { filesNote, waitsFor }: { filesNote?: string | undefined; waitsFor?: string | undefined } = {},
): Card {
  const undo: Button = { action: 'undo', label: 'Undo', target: row.id }
  const files = (row.payload.attachments ?? []) as Attachment[]
  const goes = filesNote === undefined ? '' : `\n${filesNote}.`
  const body = [String(row.payload.text ?? ''), files.length === 0 ? '' : `With ${filesText(files)}${goes}`]
    .join('\n\n')
    .trim()
  const isPlanned = row.payload.sendAt !== undefined
  if (isPlanned || waitsFor !== undefined) {
    const after = waitsFor === undefined ? '' : `, after ${waitsFor}`
    const now: Button[] = isPlanned ? [{ action: 'send_now', label: 'Send now', target: row.id }] : []
    return noticeCard(`Goes out ${clock(row.notBefore)}${after} (${by}).`, { body, buttons: [...now, undo] })
  }
  const seconds = Math.max(0, Math.round((Date.parse(row.notBefore) - Date.parse(row.createdAt)) / 1000))
  if (seconds === 0) return noticeCard(`${by} says this on the phone.`, { body })
  return noticeCard(`${by} answers the customer in ${seconds} s.`, { body, buttons: [undo] })
}

export function conversationLink(publicUrl: string, id: string): { label: string; url: string } {
  return { label: 'Open in Lummy', url: `${publicUrl}/admin/conversations/${id}` }
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
