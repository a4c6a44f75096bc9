import type { ActionEvent } from '../domain/event.ts'
import { Platform, Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { By } from './drafts.ts'

/** Opens the editor of a draft for whoever pressed *Edit*. Never stored, never retried: a person waits. */
export async function openDraftForm(house: House, by: By, event: ActionEvent): Promise<void> {
  const draft = await house.store.of(by.businessId).drafts.get(event.target)
  if (draft === undefined || draft.state !== 'pending') throw new Refused(409, 'This draft is not open any more.')
  const submit = { action: 'edit' as const, label: 'Send', target: draft.id, version: draft.version }
  await open(house, by, event, { title: 'Edit the answer', label: 'Goes to the customer', text: draft.text, submit })
}

/** Opens the reply window: words written here go to the customer without a question. */
export async function openReplyForm(house: House, by: By, event: ActionEvent): Promise<void> {
  const submit = { action: 'reply' as const, label: 'Send', target: event.target }
  await open(house, by, event, { title: 'Reply', label: 'Goes to the customer', text: '', submit })
}

async function open(
  house: House,
  by: By,
  event: ActionEvent,
  form: {
    title: string
    label: string
    text: string
    submit: { action: 'edit' | 'reply'; label: string; target: string }
  },
): Promise<void> {
  if (event.trigger === undefined) throw new Refused(422, 'There is nothing to send.')
  try {
    await house.messenger.send(by.businessId, event.place, {
      kind: 'form',
      id: event.id,
      trigger: event.trigger,
      ...form,
    })
  } catch (error) {
    if (error instanceof Platform) throw new Refused(409, `The window could not be opened: ${error.message}.`)
    throw error
  }
}
