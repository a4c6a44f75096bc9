import type { Teammate } from '../domain/business.ts'
import type { Draft } from '../domain/conversation.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'
import type { By } from './by.ts'
import { atDesk, type Desk } from './desk.ts'
import { decidedAlready } from './news.ts'
import { showDraft } from './show-draft.ts'

/** How long an editor counts as open without another word from it, ms. */
export const editingMs = 5 * 60_000

/**
 * Says that somebody has the editor of a draft open; the card names them until they close it, submit it, or are silent for
 * five minutes. The same call again renews it. Refused while another teammate has it.
 */
export function openEditor(house: House, by: By, draftId: string): Promise<Draft> {
  return withDraft(house, by, draftId, async (desk, draft) => {
    if (draft.state !== 'pending') throw await decidedAlready(desk.tx, draft)
    await refuseIfEdited(desk, draft, by.teammate)
    const isRenewal = isEditing(draft, house.now()) && draft.editorId === by.teammate.id
    const until = new Date(house.now().getTime() + editingMs).toISOString()
    await desk.tx.drafts.setEditor(draft.id, by.teammate.id, until)
    const edited = { ...draft, editorId: by.teammate.id, editingUntil: until }
    if (isRenewal) await postponeEnd(desk.tx, draft, until, house.now())
    else {
      await showDraft(desk, edited, undefined, { isUpdate: true })
      await showDraft(desk, { ...draft, editorId: null, editingUntil: null }, undefined, {
        isUpdate: true,
        from: until,
      })
    }
    return edited
  })
}

/** Closes it without sending: the others may edit. Somebody else's stays open. */
export function closeEditor(house: House, by: By, draftId: string): Promise<void> {
  return withDraft(house, by, draftId, async (desk, draft) => {
    if (draft.state !== 'pending' || draft.editorId !== by.teammate.id) return
    await desk.tx.drafts.setEditor(draft.id, null, null)
    await showDraft(desk, { ...draft, editorId: null, editingUntil: null }, undefined, { isUpdate: true })
  })
}

/** Refuses with the name of another teammate who has its editor open. */
export async function refuseIfEdited(desk: Desk, draft: Draft, teammate: Teammate): Promise<void> {
  if (draft.editorId === teammate.id || !isEditing(draft, desk.house.now())) return
  const editor = draft.editorId === null ? undefined : await desk.tx.teammates.get(draft.editorId)
  throw new Refused(409, `${editor?.name ?? 'Somebody'} is editing this draft; nothing was sent.`)
}

function isEditing({ editorId, editingUntil }: Draft, now: Date): boolean {
  return editorId !== null && editingUntil !== null && editingUntil > now.toISOString()
}

/** The card that takes the name away waits in the outbox: a renewal only puts it off. */
async function postponeEnd(tx: Scope, draft: Draft, until: string, now: Date): Promise<void> {
  for (const row of await tx.outbox.list(draft.conversationId)) {
    if (row.payload.draftId === draft.id && row.state === 'ready' && row.notBefore > now.toISOString())
      await tx.outbox.move(row.id, ['ready'], 'ready', { notBefore: until })
  }
}

async function withDraft<T>(
  house: House,
  by: By,
  draftId: string,
  work: (desk: Desk, draft: Draft) => Promise<T>,
): Promise<T> {
  const known = await house.store.of(by.businessId).drafts.get(draftId)
  if (known === undefined) throw new Refused(404, 'This draft does not exist.')
  return atDesk(house, by.businessId, async (desk) => {
    await desk.tx.conversations.lock(known.conversationId)
    const draft = await desk.tx.drafts.get(draftId)
    if (draft === undefined) throw new Refused(404, 'This draft does not exist.')
    return work(desk, draft)
  })
}
