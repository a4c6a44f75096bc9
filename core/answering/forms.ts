import type { ActionEvent } from '../domain/event.ts'
import type { Button, FormField } from '../domain/outbound.ts'
import { Platform, Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { By } from './by.ts'
import { closeEditor, openEditor } from './editing.ts'
import { recipientsNow } from './envelope.ts'

/** Opens the editor of a draft for whoever pressed *Edit*. Never stored, never retried: a person waits. */
export async function openDraftForm(house: House, by: By, event: ActionEvent): Promise<void> {
  const draft = await openEditor(house, by, event.target)
  const submit = { action: 'edit' as const, label: 'Send', target: draft.id, version: draft.version }
  const form = { title: 'Edit the answer', label: 'Goes to the customer', text: draft.text, submit }
  try {
    await openForm(house, by, event, { ...form, fields: await fieldsFor(house, by, draft.conversationId) })
  } catch (error) {
    await closeEditor(house, by, draft.id)
    throw error
  }
}

/** Opens the reply window: words written here go to the customer without a question. */
export async function openReplyForm(house: House, by: By, event: ActionEvent): Promise<void> {
  const submit = { action: 'reply' as const, label: 'Send', target: event.target }
  const form = { title: 'Reply', label: 'Goes to the customer', text: '', submit }
  await openForm(house, by, event, { ...form, fields: await fieldsFor(house, by, event.target) })
}

/** What a person may say beside the words: where it goes by mail also to whom. */
async function fieldsFor(house: House, by: By, conversationId: string): Promise<FormField[]> {
  const files: FormField = { name: 'files', label: 'Files', kind: 'files' }
  const usual = await recipientsNow(house, by.businessId, conversationId)
  if (usual === undefined) return [files, ...sendingFields]
  const line = (name: 'to' | 'cc', label: string): FormField => ({
    ...{ name, label, kind: 'line', value: usual[name].join(', ') },
  })
  return [line('to', 'To'), line('cc', 'Cc'), files, ...sendingFields]
}

/** How it is sent, beside the words; `sendingOf` reads them. */
const sendingFields: FormField[] = [
  { name: 'sendAt', label: 'Send later', kind: 'time', hint: 'Empty: at once. At most 90 days ahead.' },
  { name: 'once', label: 'Learning', kind: 'check', hint: "Send, don't learn from it" },
]

/** Opens a form for whoever pressed. Never stored, never retried: a person waits. */
export async function openForm(
  house: House,
  by: By,
  event: ActionEvent,
  form: { title: string; label: string; text: string; fields: FormField[]; submit: Button },
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
