import { z } from 'zod'
import { shorten } from '#connectors/shared/lines.ts'
import { id, maybe } from '#connectors/shared/maybe.ts'
import { actionNames } from '#core/domain/action.ts'
import type { ActionEvent } from '#core/domain/event.ts'
import { instantOf } from '#core/domain/hours.ts'
import type { Button, Form, FormField } from '#core/domain/outbound.ts'
import { openCardText } from './markdown.ts'
import {
  type AdaptiveCard,
  adaptiveCard,
  carried,
  type Element,
  elementsOf,
  limits,
  textBlock,
  words,
} from './render.ts'

/** The id of a form's large input; fields have one with this before their name. */
const input = 'text'
const fieldPrefix = 'field-'
const timeSuffix = '-time'
/** What a checked box is called, in `ActionEvent.fields` too. */
const checked = 'yes'

/** A dialog with a form. `refusal` says why what was filled in was not taken; `news` are words not seen yet. */
export function renderForm(form: Form, refusal?: { say: string; news?: string | undefined }): object {
  // Teams gives bots no files of a dialog: such a field would be a promise that is not kept.
  const fields = (form.fields ?? []).filter(({ kind }) => kind !== 'files')
  const card = adaptiveCard(
    [
      ...(refusal === undefined ? [] : [words(shorten(refusal.say, 1000), { color: 'Attention', weight: 'Bolder' })]),
      ...(refusal?.news === undefined
        ? []
        : [{ type: 'Container', style: 'emphasis', items: [textBlock(openCardText(shorten(refusal.news, 2000)))] }]),
      ...(form.card === undefined ? [] : elementsOf(form.card, [], 1 / 2)),
      ...(form.label === undefined ? [] : [largeInput(input, form.label, form.text)]),
      ...fields.flatMap(fieldInputs),
    ],
    form.submit === undefined ? [] : [submitAction(form, form.submit, fields)],
  )
  return dialog(form.title, card)
}

/** The form goes along, without the card above it, so that it can be shown again when it is refused. */
function submitAction({ title, label }: Form, submit: Button, fields: FormField[]): Element {
  return {
    ...{ type: 'Action.Submit', title: shorten(submit.label, limits.label), style: 'positive' },
    data: { ...carried(submit), form: { title, ...(label === undefined ? {} : { label }), fields, submit } },
  }
}

function largeInput(id: string, label: string, value: string | undefined): Element {
  return { type: 'Input.Text', id, label, isMultiline: true, maxLength: limits.input, ...(value ? { value } : {}) }
}

/** A dialog that says one sentence. */
export function renderSaid(sentence: string): object {
  return { task: { type: 'message', value: sentence } }
}

/** A dialog that shows a card. */
export function dialog(title: string, card: AdaptiveCard): object {
  const content = { contentType: 'application/vnd.microsoft.card.adaptive', content: card }
  return {
    task: { type: 'continue', value: { title: shorten(title, 60), height: 'medium', width: 'medium', card: content } },
  }
}

/** https://adaptivecards.io/explorer/Input.Text.html and its neighbours: what each kind of field is in a card. */
function fieldInputs(field: FormField): Element[] {
  const name = `${fieldPrefix}${field.name}`
  const { label, value = '', hint } = field
  switch (field.kind) {
    case 'check':
      return [
        { type: 'Input.Toggle', id: name, title: hint ?? label, valueOn: checked, valueOff: '', value: value || '' },
      ]
    case 'choice': {
      const choices = (field.options ?? []).slice(0, 100).map((one) => ({ title: one.label, value: one.value }))
      return [{ type: 'Input.ChoiceSet', id: name, label, choices, ...(value === '' ? {} : { value }) }]
    }
    case 'time':
      return [
        { type: 'Input.Date', id: name, label },
        { type: 'Input.Time', id: `${name}${timeSuffix}`, ...(hint === undefined ? {} : { label: hint }) },
      ]
    case 'words':
      return [largeInput(name, label, value)]
    case 'files':
      return []
    case 'line':
      return [
        {
          type: 'Input.Text',
          id: name,
          label,
          ...(value === '' ? {} : { value }),
          ...(hint === undefined ? {} : { placeholder: hint }),
        },
      ]
  }
}

const button = z.object({
  action: z.enum(actionNames),
  label: z.string(),
  target: id,
  version: maybe(z.number().int().min(0)),
  choice: maybe(id),
})

const field = z.object({
  name: id,
  label: z.string(),
  kind: z.enum(['line', 'words', 'check', 'choice', 'time', 'files']),
  value: maybe(z.string()),
  options: maybe(z.array(z.object({ value: z.string(), label: z.string() }))),
  hint: maybe(z.string()),
})

const form = z.object({ title: z.string(), label: maybe(z.string()), fields: z.array(field), submit: button })

/** What a submitted form held: the words, the fields by name, and the form itself, to show it again when it is refused. */
export function readForm(
  data: Record<string, unknown>,
  zone: string | undefined,
): Required<Pick<ActionEvent, 'text' | 'fields'>> & { again: Form | undefined } {
  const text = said(data[input])
  const known = form.safeParse(data.form).data
  const fields = Object.fromEntries(
    (known?.fields ?? []).map((one) => {
      const value = said(data[`${fieldPrefix}${one.name}`])
      if (one.kind !== 'time') return [one.name, value]
      return [one.name, instant(value, said(data[`${fieldPrefix}${one.name}${timeSuffix}`]), zone)]
    }),
  )
  if (known === undefined) return { text, fields, again: undefined }
  const filled = known.fields.map((one) => (one.kind === 'time' ? one : { ...one, value: fields[one.name] ?? '' }))
  return { text, fields, again: JSON.parse(JSON.stringify({ ...known, text, fields: filled })) as Form }
}

function said(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** A date and a time on this person's own clock as ISO 8601 UTC; what makes none is handed on as it was said, and refused. */
function instant(date: string, time: string, zone: string | undefined): string {
  if (date === '' && time === '') return ''
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(time === '' ? '09:00' : time) ?? []
  const day = Date.parse(`${date}T00:00:00Z`) / 86_400_000
  const unread = `${date} ${time}, in an unknown time zone`.trim()
  if (zone === undefined || hours === undefined || Number.isNaN(day)) return unread
  try {
    return new Date(instantOf(zone, day, Number(hours) * 60 + Number(minutes))).toISOString()
  } catch {
    return unread
  }
}
