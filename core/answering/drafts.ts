import type { Teammate } from '../domain/business.ts'
import type { Conversation, Draft } from '../domain/conversation.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import type { RejectReason } from '../door.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'
import { atDesk, type Desk } from './desk.ts'
import { queueAnswer, teammateSpoke } from './queue.ts'
import { showDraft, showHeld } from './show.ts'

/** A teammate who acts, from any surface. */
export interface By {
  businessId: string
  teammate: Teammate
  /** What must be kept with the act in one transaction: that its event is handled. A crash in between must not act twice. */
  settle?: (tx: Scope) => Promise<void>
}

/** Sends a draft as it is. The version is the one they saw: an older one sends nothing. */
export function approve(house: House, by: By, draftId: string, version: number): Promise<OutboxRow> {
  return decideDraft(house, by, draftId, version, async (desk, draft, conversation) => {
    if (draft.unfilled.length > 0) throw new Refused(409, `Fill in ${draft.unfilled.join(', ')} first: edit the draft.`)
    await moveOrRefuse(desk, draft, 'approved')
    return sendDraft(desk, by, conversation, draft, draft.text, 'draft_approved', {})
  })
}

/** Sends a draft with other words. */
export function edit(house: House, by: By, draftId: string, version: number, text: string): Promise<OutboxRow> {
  if (text.trim() === '') throw new Refused(422, 'There is nothing to send.')
  return decideDraft(house, by, draftId, version, async (desk, draft, conversation) => {
    const unchanged = sameWords(draft.text, text)
    await moveOrRefuse(desk, draft, unchanged ? 'approved' : 'edited')
    const type = unchanged ? 'draft_approved' : 'draft_edited'
    return sendDraft(desk, by, conversation, draft, text, type, { shareChanged: shareChanged(draft.text, text) })
  })
}

/** Drops a draft; wrong facts and wrong topic count against what it came from. */
export async function reject(house: House, by: By, draftId: string, why: RejectReason): Promise<void> {
  const draft = await house.store.of(by.businessId).drafts.get(draftId)
  if (draft === undefined) throw new Refused(404, 'This draft does not exist.')
  await decideDraft(house, by, draftId, draft.version, async (desk, draft, conversation) => {
    const { tx } = desk
    await moveOrRefuse(desk, draft, 'rejected', why.replaceAll('_', ' '))
    await tx.events.add({
      conversationId: conversation.id,
      type: 'draft_rejected',
      actor: by.teammate.id,
      receiptId: draft.receiptId,
      data: { draftId, why },
    })
    const isWrong = why === 'wrong_facts' || why === 'wrong_topic'
    await tx.evidence.decide(
      draftId,
      conversation.kind === 'test' || !isWrong ? null : 1,
      isWrong ? 'rejected' : 'withdrawn',
    )
    if (isWrong && conversation.kind !== 'test' && draft.lessonId !== null && draft.topicId !== null) {
      const { lessonId, topicId, confidence, signals } = draft
      await tx.learning.append(
        conversation.agentId,
        { type: 'verdict', topicId, lessonId, err: 1, unchanged: false, confidence, signals },
        { conversationId: conversation.id, confidence },
      )
    }
    if (why === 'needs_a_person') await tx.conversations.update(conversation.id, { status: 'escalated' })
    await showDraft(desk, { ...draft, state: 'rejected', why: why.replaceAll('_', ' ') })
    desk.tell('conversation', conversation.id)
  })
}

/** Under the conversation's lock: one draft, one state; the second click loses politely. */
async function decideDraft<T>(
  house: House,
  by: By,
  draftId: string,
  version: number,
  work: (desk: Desk, draft: Draft, conversation: Conversation) => Promise<T>,
): Promise<T> {
  const known = await house.store.of(by.businessId).drafts.get(draftId)
  if (known === undefined) throw new Refused(404, 'This draft does not exist.')
  await house.learners.current(by.businessId)
  return atDesk(house, by.businessId, async (desk) => {
    await by.settle?.(desk.tx)
    const conversation = await desk.tx.conversations.lock(known.conversationId)
    const draft = await desk.tx.drafts.get(draftId)
    if (draft === undefined || draft.version !== version)
      throw new Refused(409, 'There is a newer draft; nothing was sent.')
    if (draft.state !== 'pending') throw new Refused(409, overSentence(draft))
    return work(desk, draft, conversation)
  })
}

async function moveOrRefuse(
  desk: Desk,
  draft: Draft,
  to: 'approved' | 'edited' | 'rejected',
  why?: string,
): Promise<void> {
  const moved = await desk.tx.drafts.move(draft.id, ['pending'], to, why === undefined ? {} : { why })
  if (!moved) throw new Refused(409, 'Somebody else was faster; nothing was sent.')
}

async function sendDraft(
  desk: Desk,
  by: By,
  conversation: Conversation,
  draft: Draft,
  text: string,
  type: 'draft_approved' | 'draft_edited',
  data: Record<string, unknown>,
): Promise<OutboxRow> {
  const { tx } = desk
  const { settings } = await tx.business()
  await teammateSpoke(desk, conversation, by.teammate, draft.id)
  await tx.events.add({
    conversationId: conversation.id,
    type,
    actor: by.teammate.id,
    receiptId: draft.receiptId,
    data: { draftId: draft.id, ...data },
  })
  const row = await queueAnswer(desk, conversation, {
    text,
    draftId: draft.id,
    teammate: by.teammate,
    disclosure: null,
    undoMs: settings.undoMs,
  })
  await showDraft(desk, {
    ...draft,
    state: type === 'draft_approved' ? 'approved' : 'edited',
    text,
    why: `by ${by.teammate.name}`,
  })
  await showHeld(desk, row, by.teammate.name)
  return row
}

function overSentence(draft: Draft): string {
  const why = draft.why ? ` (${draft.why})` : ''
  return `This draft was ${draft.state}${why}; nothing was sent.`
}

/** The same apart from white space. */
export function sameWords(a: string, b: string): boolean {
  return a.replace(/\s+/g, ' ').trim() === b.replace(/\s+/g, ' ').trim()
}

/** The share of words that an edit changed, 0..1: one minus the Dice overlap of their bags. */
export function shareChanged(a: string, b: string): number {
  const counts = new Map<string, number>()
  const left = a.split(/\s+/).filter(Boolean)
  const right = b.split(/\s+/).filter(Boolean)
  for (const word of left) counts.set(word, (counts.get(word) ?? 0) + 1)
  let shared = 0
  for (const word of right) {
    const count = counts.get(word) ?? 0
    if (count > 0) shared++
    counts.set(word, count - 1)
  }
  const all = left.length + right.length
  return all === 0 ? 0 : Math.round((1 - (2 * shared) / all) * 1000) / 1000
}
