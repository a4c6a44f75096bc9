import type { Conversation, Draft, Message } from '../domain/conversation.ts'
import type { Card } from '../domain/outbound.ts'
import { clockTime } from '../domain/when.ts'
import { draftCard, topicStatus } from './cards.ts'
import { customerPlace } from './customer-place.ts'
import type { Desk } from './desk.ts'
import { participantIn } from './facts.ts'
import { replacedSentence } from './replaced.ts'
import { notifyByMail, showInThreads } from './show.ts'
import { notifiedFiles, recipientFacts } from './show-files.ts'

/** How else than by itself a draft's card is shown. */
export interface DraftShown {
  /** A newer draft stands below it. */
  isReplaced?: boolean
  /** *Reject* was pressed: it asks why. */
  asksWhy?: boolean
  /** Only its card changes: nobody is told by mail. */
  isUpdate?: boolean
  /** When the card is to stand like this, ISO; absent = now. */
  from?: string
}

/** Shows a draft, or what became of it, where staff work: in the thread, or by mail where there is none. */
export async function showDraft(
  desk: Desk,
  draft: Draft,
  topic?: { name: string; sentence: string },
  shown: DraftShown = {},
): Promise<void> {
  desk.tell('draft', draft.id)
  const status = topic === undefined ? await statusBefore(desk, draft) : topicStatus(draft, topic)
  const card = await drawDraft(desk, draft, status, shown)
  await showInThreads(desk, draft.conversationId, card, { draftId: draft.id, status }, shown.from)
  if (draft.state === 'pending' && !shown.isUpdate) await notifyOfDraft(desk, draft, card)
}

/** Mails a pending draft to one teammate: the newer one, to who answered an older. */
export async function mailDraft(desk: Desk, draft: Draft, teammateId: string): Promise<void> {
  const card = await drawDraft(desk, draft, await statusBefore(desk, draft), {})
  await notifyOfDraft(desk, draft, card, teammateId)
}

async function notifyOfDraft(desk: Desk, draft: Draft, card: Card, onlyTo: string | null = null): Promise<void> {
  const { facts } = await notifiedFiles(desk, draft.conversationId)
  const about = { draftId: draft.id, version: draft.version }
  const before = await replacedSentence(desk, draft.conversationId)
  const all = [...card.facts, ...facts, ...(before === '' ? [] : [{ label: 'Before', value: before }])]
  await notifyByMail(desk, draft.conversationId, { ...card, facts: all }, about, onlyTo)
}

async function drawDraft(desk: Desk, draft: Draft, topic: string, shown: DraftShown): Promise<Card> {
  const { tx, house } = desk
  const question = await tx.messages.get(draft.messageId)
  return draftCard({
    draft,
    receipt: await tx.receipts.get(draft.receiptId),
    question: question?.content ?? '',
    topic,
    publicUrl: house.publicUrl,
    editing: await editingSentence(desk, draft),
    people: await peopleFacts(desk, draft, question),
    ...shown,
  })
}

/** Who asked, where that was another than the customer, and who gets the answer. */
async function peopleFacts(desk: Desk, draft: Draft, question: Message | undefined): Promise<Card['facts']> {
  const conversation = draft.state === 'pending' ? await desk.tx.conversations.get(draft.conversationId) : undefined
  if (conversation === undefined || question === undefined) return []
  const person = await desk.tx.people.get(conversation.personId)
  const writer = participantIn(question, conversation, person)
  const from = writer && [writer.name, `<${writer.address}>`].filter(Boolean).join(' ')
  return [
    ...(from === undefined ? [] : [{ label: 'From', value: from }]),
    ...(await recipientFacts(desk, conversation)),
    ...(await costFacts(desk, conversation, draft.text)),
  ]
}

/** What a long answer costs where it goes, so that somebody may shorten it. */
async function costFacts({ house, tx }: Desk, conversation: Conversation, text: string): Promise<Card['facts']> {
  const place = await customerPlace(tx, conversation).catch(() => undefined)
  const cost = place && house.messenger.costOf(place, text)
  return cost === undefined ? [] : [{ label: 'Length', value: cost }]
}

/** What its card said of its topic when it was shown first. */
async function statusBefore({ tx }: Desk, draft: Draft): Promise<string> {
  const rows = await tx.outbox.list(draft.conversationId)
  const row = rows.find(({ payload }) => payload.draftId === draft.id && typeof payload.status === 'string')
  return String(row?.payload.status ?? '')
}

/** "Maya is editing until 10:35"; empty when nobody is. */
async function editingSentence({ tx, house }: Desk, draft: Draft): Promise<string> {
  if (draft.state !== 'pending' || draft.editorId === null || draft.editingUntil === null) return ''
  if (draft.editingUntil <= house.now().toISOString()) return ''
  const editor = await tx.teammates.get(draft.editorId)
  const { settings } = await tx.business()
  return `${editor?.name ?? 'Somebody'} is editing until ${clockTime(draft.editingUntil, settings.zone, house.now())}`
}
