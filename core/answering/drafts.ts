import type { Conversation, Draft } from '../domain/conversation.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import { teaches } from '../domain/kind.ts'
import type { RejectReason } from '../door.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { learnRejection } from '../learning/sent.ts'
import { languageOf } from '../understanding/language.ts'
import { splitName } from '../voice/names.ts'
import { sign } from '../voice/sign.ts'
import type { By } from './by.ts'
import { atDesk, type Desk } from './desk.ts'
import { refuseIfEdited } from './editing.ts'
import { guide } from './guide.ts'
import { handOver } from './hand-over.ts'
import { decidedAlready } from './news.ts'
import { queueAnswer, teammateSpoke } from './queue.ts'
import type { Sending } from './sending.ts'
import { showDraft } from './show-draft.ts'
import { showHeld } from './show-held.ts'

export type { By }

/** Sends a draft as it is. The version is the one they saw: an older one sends nothing. */
export function approve(house: House, by: By, draftId: string, version: number, how: Sending = {}): Promise<OutboxRow> {
  return decideDraft(house, by, draftId, version, async (desk, draft, conversation) => {
    refuseHoles(draft.unfilled)
    await refuseIfCorrected(desk, draft, conversation)
    await moveOrRefuse(desk, draft, 'approved')
    return sendDraft(desk, by, conversation, draft, draft.text, how, 'draft_approved', {})
  })
}

/** Sends a draft with other words. */
export function edit(
  house: House,
  by: By,
  draftId: string,
  version: number,
  text: string,
  how: Sending = {},
): Promise<OutboxRow> {
  if (text.trim() === '') throw new Refused(422, 'There is nothing to send.')
  return decideDraft(house, by, draftId, version, async (desk, draft, conversation) => {
    refuseHoles(draft.unfilled.filter((slot) => text.includes(`{${slot}}`)))
    const unchanged = sameWords(draft.text, text)
    if (unchanged) await refuseIfCorrected(desk, draft, conversation)
    await moveOrRefuse(desk, draft, unchanged ? 'approved' : 'edited')
    const type = unchanged ? 'draft_approved' : 'draft_edited'
    return sendDraft(desk, by, conversation, draft, text, how, type, { shareChanged: shareChanged(draft.text, text) })
  })
}

/** *Reject* was pressed: the card asks why, with one button a reason; `asks` false puts its own buttons back. */
export async function askWhy(house: House, by: By, draftId: string, asks: boolean): Promise<void> {
  await decideDraft(house, by, draftId, undefined, (desk, draft) =>
    showDraft(desk, draft, undefined, { isUpdate: true, asksWhy: asks }),
  )
}

/** Drops a draft; wrong facts and wrong topic count against what it came from. Its card then waits for the right answer. */
export async function reject(house: House, by: By, draftId: string, why: RejectReason): Promise<void> {
  await decideDraft(house, by, draftId, undefined, async (desk, draft, conversation) => {
    const { tx } = desk
    const rejected: Draft = { ...draft, state: 'rejected', why: why.replaceAll('_', ' ') }
    await moveOrRefuse(desk, draft, 'rejected', why.replaceAll('_', ' '))
    await tx.events.add({
      conversationId: conversation.id,
      type: 'draft_rejected',
      actor: by.teammate.id,
      receiptId: draft.receiptId,
      data: { draftId, why },
    })
    const isWrong = why === 'wrong_facts' || why === 'wrong_topic'
    const counts = isWrong && teaches(conversation)
    await tx.evidence.decide(draftId, counts ? 1 : null, isWrong ? 'rejected' : 'withdrawn')
    await tx.drafts.judge(draftId, {
      err: counts ? 1 : null,
      verdict: isWrong ? 'rejected' : 'withdrawn',
      saidId: null,
    })
    if (counts) await learnRejection(desk, conversation, rejected)
    if (why === 'needs_a_person') {
      const sentence = `${by.teammate.name}: this needs a person.`
      await handOver(desk, conversation, { why: sentence, actor: by.teammate.id, receiptId: draft.receiptId })
    }
    await showDraft(desk, rejected)
    desk.tell('conversation', conversation.id)
  })
}

/** Under the conversation's lock: one draft, one state; the second click loses politely. Version undefined = whichever. */
async function decideDraft<T>(
  house: House,
  by: By,
  draftId: string,
  version: number | undefined,
  work: (desk: Desk, draft: Draft, conversation: Conversation) => Promise<T>,
): Promise<T> {
  const known = await house.store.of(by.businessId).drafts.get(draftId)
  if (known === undefined) throw new Refused(404, 'This draft does not exist.')
  await house.learners.current(by.businessId)
  return atDesk(house, by.businessId, async (desk) => {
    await by.settle?.(desk.tx)
    const conversation = await desk.tx.conversations.lock(known.conversationId)
    const draft = await desk.tx.drafts.get(draftId)
    if (draft === undefined || (version !== undefined && draft.version !== version))
      throw new Refused(409, 'There is a newer draft; nothing was sent.')
    if (draft.state !== 'pending') throw await decidedAlready(desk.tx, draft)
    await refuseIfEdited(desk, draft, by.teammate)
    return work(desk, draft, conversation)
  })
}

/** A placeholder never reaches a customer (DESIGN 6.4). */
function refuseHoles(slots: string[]): void {
  if (slots.length > 0) throw new Refused(409, `Fill in ${slots.join(', ')} first: edit the draft.`)
}

/** Its lesson was corrected a moment ago, and its card has not been taken back yet. */
async function refuseIfCorrected(desk: Desk, draft: Draft, conversation: Conversation): Promise<void> {
  const engine = desk.house.learners.peek(desk.tx.businessId, conversation.agentId)
  const lesson = draft.lessonId === null ? undefined : engine?.lesson(draft.lessonId)
  if (lesson?.standing !== 'superseded') return
  const better = lesson.supersededBy === undefined ? undefined : engine?.lesson(lesson.supersededBy)
  const news = better && `The right answer: ${better.reply}`
  throw new Refused(409, 'The answer that this draft came from was corrected; nothing was sent.', news)
}

async function moveOrRefuse(
  desk: Desk,
  draft: Draft,
  to: 'approved' | 'edited' | 'rejected',
  why?: string,
): Promise<void> {
  const moved = await desk.tx.drafts.move(draft.id, ['pending'], to, why === undefined ? {} : { why })
  if (!moved) throw new Refused(409, 'Somebody else was faster; nothing was sent.')
  if (draft.editorId !== null) await desk.tx.drafts.setEditor(draft.id, null, null)
}

async function sendDraft(
  desk: Desk,
  by: By,
  conversation: Conversation,
  draft: Draft,
  text: string,
  how: Sending,
  type: 'draft_approved' | 'draft_edited',
  data: Record<string, unknown>,
): Promise<OutboxRow> {
  const { tx } = desk
  const { settings } = await tx.business()
  await teammateSpoke(desk, conversation, by.teammate, { keepDraft: draft.id })
  await tx.events.add({
    conversationId: conversation.id,
    type,
    actor: by.teammate.id,
    receiptId: draft.receiptId,
    data: { draftId: draft.id, ...data },
  })
  const row = await queueAnswer(desk, conversation, {
    ...how,
    text: signedBy(desk, conversation, text, by, settings.signature),
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
  await guide(desk, conversation)
  return row
}

/** The name under a closing that is signed here; a signature of the business names them already. */
function signedBy(
  { house, tx }: Desk,
  { agentId, channel }: Conversation,
  text: string,
  { teammate }: By,
  signature: string | null,
): string {
  if (signature !== null && channel !== 'chat') return text
  const voice = house.learners.peek(tx.businessId, agentId)?.voice()
  const where = { language: languageOf(text), channel }
  return sign(text, voice?.profile(where), splitName(teammate.name))
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
