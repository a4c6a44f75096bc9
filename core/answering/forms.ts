import { opensForm } from '../domain/action.ts'
import type { ActionEvent } from '../domain/event.ts'
import type { Card, Form, FormField } from '../domain/outbound.ts'
import { Platform, Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { By } from './by.ts'
import { closeEditor, openEditor } from './editing.ts'
import { recipientsNow } from './envelope.ts'
import { answersSeen } from './first.ts'

/** Opens the editor of a draft for whoever pressed *Edit*. Never stored, never retried: a person waits. */
export async function openDraftForm(house: House, by: By, event: ActionEvent): Promise<Opened> {
  const draft = await openEditor(house, by, event.target)
  const submit = { action: 'edit' as const, label: 'Send', target: draft.id, version: draft.version }
  const form = { title: 'Edit the answer', label: 'Goes to the customer', text: draft.text, submit }
  try {
    return await openForm(house, by, event, { ...form, fields: await fieldsFor(house, by, draft.conversationId) })
  } catch (error) {
    await closeEditor(house, by, draft.id)
    throw error
  }
}

/** Opens the reply window: words written here go to the customer without a question. */
export async function openReplyForm(house: House, by: By, event: ActionEvent): Promise<Opened> {
  // Whoever has the window open sees nothing of what colleagues send meanwhile.
  const version = await answersSeen(house.store.of(by.businessId), event.target, by.teammate.id)
  const submit = { action: 'reply' as const, label: 'Send', target: event.target, version }
  const form = { title: 'Reply', label: 'Goes to the customer', text: '', submit }
  return openForm(house, by, event, { ...form, fields: await fieldsFor(house, by, event.target) })
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

/** The form that the platform's answer shows; nothing where it was opened by a call. */
export interface Opened {
  form?: Form
}

/**
 * Opens a form for whoever pressed: in the answer where the platform shows one there, else by a call. Never stored, never
 * retried: a person waits.
 */
export async function openForm(
  house: House,
  by: Pick<By, 'businessId'>,
  event: ActionEvent,
  form: Form,
): Promise<Opened> {
  // Platforms that draw such buttons otherwise would never show it.
  if (!opensForm(event)) throw new Error(`opensForm does not know that ${event.action} asks for words`)
  if (event.canShow?.includes('form')) return { form }
  if (event.trigger === undefined) throw new Refused(422, 'There is nothing to send.')
  try {
    await house.messenger.send(by.businessId, event.place, {
      kind: 'form',
      id: event.id,
      trigger: event.trigger,
      ...form,
    })
    return {}
  } catch (error) {
    if (error instanceof Platform) throw new Refused(409, `The window could not be opened: ${error.message}.`)
    throw error
  }
}

/** Shows what a press found, where a message would be too much: in a window, with its first button to send it by. */
export async function showInWindow(
  house: House,
  by: Pick<By, 'businessId'>,
  event: ActionEvent,
  title: string,
  found: { say: string } | { next: Card },
): Promise<Opened> {
  if ('say' in found) throw new Refused(404, found.say)
  const [submit] = found.next.buttons
  return openForm(house, by, event, { title, card: found.next, ...(submit === undefined ? {} : { submit }) })
}
