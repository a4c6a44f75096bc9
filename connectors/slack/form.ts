import type { types } from '@slack/bolt'
import { z } from 'zod'
import { shorten } from '#connectors/shared/lines.ts'
import type { ActionEvent } from '#core/domain/event.ts'
import type { Attachment } from '#core/domain/file.ts'
import type { Card, Form, FormField } from '#core/domain/outbound.ts'
import { replaceEmoji } from './emoji.ts'
import { limits } from './limits.ts'
import { readFiles } from './message.ts'
import { quoteLines, toMrkdwn } from './mrkdwn.ts'
import { maybe } from './payload.ts'
import { cardBlocks, context, markPrefix, plain, section } from './render.ts'

/** The block and action id of a form's large input. */
export const inputBlock = 'text'

const fieldPrefix = 'field:'

/** The block that a refusal stands beside: that of the field it is about, else the first; undefined where nothing is asked. */
export function blockOf(field: string | undefined, blocks: readonly string[]): string | undefined {
  const named = field === undefined ? inputBlock : `${fieldPrefix}${field}`
  return blocks.includes(named) ? named : blocks[0]
}

/** What a checked box is called, in `ActionEvent.fields` too. */
const checked = 'yes'

/** Draws a form: what it is about, one large input, then its fields; what it is for travels in its private metadata. */
export function renderForm(form: Form, purpose: object): types.ModalView {
  const { card, label, submit } = form
  const fields = form.fields ?? []
  return {
    type: 'modal',
    ...(submit === undefined ? {} : { callback_id: `${markPrefix}${submit.action}` }),
    private_metadata: JSON.stringify(purpose),
    title: plain(form.title, limits.title),
    ...(submit === undefined ? {} : { submit: plain(submit.label, limits.title) }),
    close: plain(submit === undefined ? 'Close' : 'Cancel', limits.title),
    // Whoever closes an editor lets the others in.
    notify_on_close: submit?.action === 'edit',
    blocks: [
      ...(card === undefined ? [] : cardBlocks(withoutButtons(card))),
      ...(label === undefined ? [] : [largeInput(label, form.text ?? '', fields)]),
      ...fields.map(fieldBlock),
    ],
  }
}

/** Presses in a window would have nowhere to show what became of them; its link stays. */
function withoutButtons({ menu: _, ...card }: Card): Card {
  return { ...card, buttons: [] }
}

function largeInput(label: string, text: string, fields: FormField[]): types.InputBlock {
  return {
    type: 'input',
    block_id: inputBlock,
    label: plain(label, limits.inputLabel),
    // A reply may consist of files alone; what is missing then is said by core.
    optional: fields.some(({ kind }) => kind === 'files'),
    element: {
      type: 'plain_text_input',
      action_id: inputBlock,
      multiline: true,
      max_length: limits.input,
      ...(text === '' ? {} : { initial_value: text }),
    },
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
    label: plain(field.label, limits.inputLabel),
    optional: true,
    ...(hint === undefined || field.kind === 'check' ? {} : { hint: plain(hint, limits.inputLabel) }),
    element: { ...fieldElement(field), action_id: field.kind } as types.InputBlock['element'],
  }
}

function fieldElement(field: FormField): object {
  const { value } = field
  switch (field.kind) {
    case 'line':
    case 'words': {
      const lines = field.kind === 'words' ? { multiline: true } : {}
      return {
        type: 'plain_text_input',
        max_length: limits.input,
        ...lines,
        ...(value ? { initial_value: value } : {}),
      }
    }
    case 'check': {
      const box = { text: plain(field.hint ?? field.label, limits.label), value: checked }
      return { type: 'checkboxes', options: [box], ...(value === checked ? { initial_options: [box] } : {}) }
    }
    case 'choice': {
      const options = (field.options ?? []).slice(0, limits.menu).map(option)
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
