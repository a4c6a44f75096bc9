import type { types } from '@slack/bolt'
import { z } from 'zod'
import type { ActionEvent } from '#core/domain/event.ts'
import type { Attachment } from '#core/domain/file.ts'
import type { FormField, Outbound } from '#core/domain/outbound.ts'
import { replaceEmoji } from './emoji.ts'
import { readFiles } from './message.ts'
import { quoteLines, shorten, toMrkdwn } from './mrkdwn.ts'
import { maybe } from './payload.ts'
import { context, limits, markPrefix, plain, section } from './render.ts'

type Form = Extract<Outbound, { kind: 'form' }>

/** The block and action id of a form's large input. */
export const inputBlock = 'text'

const fieldPrefix = 'field:'
/** What a checked box is called, in `ActionEvent.fields` too. */
const checked = 'yes'

/** Draws a form: one large input, then its fields; what it is for travels in its private metadata. */
export function renderForm(form: Form, purpose: object): types.ModalView {
  return {
    type: 'modal',
    callback_id: `${markPrefix}${form.submit.action}`,
    private_metadata: JSON.stringify(purpose),
    title: plain(form.title, limits.title),
    submit: plain(form.submit.label, limits.title),
    close: plain('Cancel', limits.title),
    // Whoever closes an editor lets the others in.
    notify_on_close: form.submit.action === 'edit',
    blocks: [
      {
        type: 'input',
        block_id: inputBlock,
        label: plain(form.label, 2000),
        // A reply may consist of files alone; what is missing then is said by core.
        optional: (form.fields ?? []).some(({ kind }) => kind === 'files'),
        element: {
          type: 'plain_text_input',
          action_id: inputBlock,
          multiline: true,
          max_length: limits.input,
          ...(form.text === '' ? {} : { initial_value: form.text }),
        },
      },
      ...(form.fields ?? []).map(fieldBlock),
    ],
  }
}

/** A form's last page: one sentence, and the words that it is about. */
export function renderSaid(sentence: string, quote?: string): types.ModalView {
  return {
    type: 'modal',
    title: plain('Lummy', limits.title),
    close: plain('Close', limits.title),
    blocks: [
      section(toMrkdwn(shorten(sentence, 1000))),
      ...(quote ? [section(quoteLines(toMrkdwn(shorten(quote, 2000)))), context('Close this to see your words.')] : []),
    ],
  }
}

/** https://docs.slack.dev/reference/block-kit/block-elements: what each kind of field is at Slack. */
function fieldBlock(field: FormField): types.InputBlock {
  const { hint } = field
  return {
    type: 'input',
    block_id: `${fieldPrefix}${field.name}`,
    label: plain(field.label, 2000),
    optional: true,
    ...(hint === undefined || field.kind === 'check' ? {} : { hint: plain(hint, 2000) }),
    element: { ...fieldElement(field), action_id: field.kind } as types.InputBlock['element'],
  }
}

function fieldElement(field: FormField): object {
  const { value } = field
  switch (field.kind) {
    case 'line':
      return { type: 'plain_text_input', max_length: limits.input, ...(value ? { initial_value: value } : {}) }
    case 'check': {
      const box = { text: plain(field.hint ?? field.label, limits.label), value: checked }
      return { type: 'checkboxes', options: [box], ...(value === checked ? { initial_options: [box] } : {}) }
    }
    case 'choice': {
      const options = (field.options ?? []).slice(0, 100).map(option)
      const chosen = options.find((one) => one.value === value)
      return { type: 'static_select', options, ...(chosen ? { initial_option: chosen } : {}) }
    }
    case 'time': {
      const at = value ? Math.floor(Date.parse(value) / 1000) : Number.NaN
      return { type: 'datetimepicker', ...(Number.isNaN(at) ? {} : { initial_date_time: at }) }
    }
    case 'files':
      return { type: 'file_input', max_files: 10 }
  }
}

function option({ value, label }: { value: string; label: string }) {
  return { text: plain(label, limits.label), value }
}

const inputState = z.object({
  value: maybe(z.string()),
  selected_options: maybe(z.array(z.object({ value: z.string() }))),
  selected_option: maybe(z.object({ value: z.string() })),
  selected_date_time: maybe(z.number().int().min(0).max(99_999_999_999)),
  files: maybe(z.array(z.unknown())),
})

/** The inputs of a submitted form, by block and action. */
export const formState = z.object({ values: z.record(z.string(), z.record(z.string(), inputState)) })

/** Reads what a person filled in: the text, the fields by name (an empty one is ''), the files. */
export function readForm(state: z.infer<typeof formState>): Pick<ActionEvent, 'text' | 'fields' | 'attachments'> {
  const fields: Record<string, string> = {}
  const attachments: Attachment[] = []
  for (const [block, inputs] of Object.entries(state.values)) {
    const [kind, input] = Object.entries(inputs)[0] ?? []
    if (!block.startsWith(fieldPrefix) || input === undefined) continue
    if (kind === 'files') attachments.push(...readFiles(input.files ?? []))
    else fields[block.slice(fieldPrefix.length)] = fieldValue(kind, input)
  }
  // Emoji are picked as :names: here, too; nothing else in a plain input is markup.
  const text = replaceEmoji(state.values[inputBlock]?.[inputBlock]?.value ?? '', undefined)
  return {
    text,
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
    ...(attachments.length === 0 ? {} : { attachments }),
  }
}

function fieldValue(kind: string | undefined, input: z.infer<typeof inputState>): string {
  switch (kind) {
    case 'check':
      return input.selected_options?.some(({ value }) => value === checked) ? checked : ''
    case 'choice':
      return input.selected_option?.value ?? ''
    case 'time':
      return input.selected_date_time === undefined ? '' : new Date(input.selected_date_time * 1000).toISOString()
    default:
      return input.value ?? ''
  }
}
