import { z } from 'zod'
import { shorten } from '#connectors/shared/lines.ts'
import { maybe } from '#connectors/shared/maybe.ts'
import type { ActionEvent } from '#core/domain/event.ts'
import type { Attachment } from '#core/domain/file.ts'
import type { Form, FormField } from '#core/domain/outbound.ts'
import { readFile } from './message.ts'
import { cardText, limits, pressId } from './render.ts'

/** Discord's limits: https://discord.com/developers/docs/components/reference */
const formLimits = { title: 45, label: 45, hint: 100, text: 4000, parts: 5, files: 10 }

/** Longest text that Discord lets a person edit in a form, in characters. */
export const longestFormText = formLimits.text

const textId = 'text'
const fieldPrefix = 'field:'
const kinds = { line: 4, words: 4, choice: 3, time: 4, files: 19, check: 23 } as const

/** Draws a form: what it is about, one large input, then as many of its fields as Discord has room for. */
export function renderForm(form: Form, submit: NonNullable<Form['submit']>): object {
  const { title, card, label, text = '', fields = [] } = form
  // A form that lets files be added may hold nothing else.
  const mayBeEmpty = fields.some(({ kind }) => kind === 'files')
  const about = card === undefined ? [] : [{ type: 10, content: cardText(card, formLimits.text) }]
  const input = label === undefined ? [] : [labelled(label, undefined, largeInput(textId, text, !mayBeEmpty))]
  return {
    custom_id: pressId(submit).slice(0, limits.customId),
    title: shorten(title, formLimits.title),
    components: [...about, ...input, ...fields.map(drawField)].slice(0, formLimits.parts),
  }
}

function largeInput(name: string, value: string, required: boolean): object {
  const shown = value === '' ? {} : { value: shorten(value, formLimits.text) }
  return { type: kinds.words, custom_id: name, style: 2, required, max_length: formLimits.text, ...shown }
}

function drawField(field: FormField): object {
  const { kind, label, hint } = field
  const told = kind === 'time' ? 'In UTC, like 2026-11-30 09:00. Empty: at once.' : hint
  return labelled(label, told, { type: kinds[kind], custom_id: `${fieldPrefix}${field.name}`, ...element(field) })
}

function labelled(label: string, hint: string | undefined, component: object): object {
  const description = hint === undefined ? {} : { description: shorten(hint, formLimits.hint) }
  return { type: 18, label: shorten(label, formLimits.label), ...description, component }
}

function element({ kind, value, options = [] }: FormField): object {
  switch (kind) {
    case 'line':
      return { style: 1, required: false, ...(value ? { value: shorten(value, formLimits.text) } : {}) }
    case 'words':
      return { style: 2, required: false, ...(value ? { value: shorten(value, formLimits.text) } : {}) }
    case 'time':
      return { style: 1, required: false, ...(value ? { value: value.slice(0, 16).replace('T', ' ') } : {}) }
    case 'check':
      return { default: value === 'yes' }
    case 'files':
      return { required: false, min_values: 0, max_values: formLimits.files }
    case 'choice':
      return {
        ...{ required: false, min_values: 0, max_values: 1 },
        options: options.slice(0, limits.options).map((option) => ({
          ...{ label: shorten(option.label, limits.optionLabel), value: option.value },
          ...(option.value === value ? { default: true } : {}),
        })),
      }
  }
}

const input = z.object({
  type: z.number(),
  custom_id: z.string(),
  value: maybe(z.union([z.string(), z.boolean()])),
  values: maybe(z.array(z.string())),
})

/** A submitted form: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object */
export const submittedForm = z.object({
  custom_id: z.string(),
  components: z.array(z.object({ component: maybe(input), components: maybe(z.array(input)) })),
  resolved: maybe(z.object({ attachments: maybe(z.record(z.string(), z.unknown())) })),
})

/** Reads what a person filled in: the text, the fields by name (an empty one is ''), the files. */
export function readForm(
  form: z.infer<typeof submittedForm>,
): Pick<ActionEvent, 'fields' | 'attachments'> & { text: string } {
  const fields: Record<string, string> = {}
  const attachments: Attachment[] = []
  let text = ''
  for (const { component, components } of form.components) {
    for (const { type, custom_id: name, value, values } of [...(component ? [component] : []), ...(components ?? [])]) {
      if (name === textId) text = String(value ?? '')
      if (!name.startsWith(fieldPrefix)) continue
      if (type === kinds.files)
        attachments.push(...(values ?? []).flatMap((id) => readFile(form.resolved?.attachments?.[id]) ?? []))
      else fields[name.slice(fieldPrefix.length)] = fieldValue(value ?? values?.[0])
    }
  }
  return {
    text: text.trim(),
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
    ...(attachments.length === 0 ? {} : { attachments }),
  }
}

/** A time that is typed is meant in UTC, as its field says. */
function fieldValue(value: string | boolean | undefined): string {
  if (typeof value === 'boolean') return value ? 'yes' : ''
  const typed = (value ?? '').trim()
  return /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d$/.test(typed) ? `${typed.replace(' ', 'T')}:00Z` : typed
}
