import { actorOf } from '../accounts/actor-of.ts'
import { ownerOnly } from '../accounts/owner-only.ts'
import { saveSettings } from '../accounts/settings.ts'
import { settingsChange } from '../accounts/settings-schema.ts'
import type { By } from '../answering/by.ts'
import { type Opened, openForm } from '../answering/forms.ts'
import { type BusinessSettings, type SendRule, sendRules } from '../domain/business.ts'
import type { ActionEvent } from '../domain/event.ts'
import type { FormField } from '../domain/outbound.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { rangesText, readRanges, weekdayNames, weekdays } from './hours-text.ts'

/** Settings that are changed together: what is asked, and what the answers mean. */
interface SettingsForm {
  title: string
  fields(settings: BusinessSettings): FormField[]
  /** The change; what it may be is checked by `settingsChange`. */
  read(given: Record<string, string>, settings: BusinessSettings): object
  /** The field that a problem at this place of the change is about. */
  fieldOf(path: readonly PropertyKey[]): string
}

/** What a teammate's reply in a staff thread does. */
export const sendRuleTexts: Record<SendRule, string> = {
  confirm: 'Ask each time: send it, or keep it as a note',
  send: 'Send it to the customer',
  notes: 'Keep it as a note',
}

const answerHoursTexts: Record<BusinessSettings['answerHours'], string> = {
  always: 'At any time',
  open: 'Only while the business is open',
  closed: 'Only while the business is closed',
}

export const settingsForms: Record<'sending' | 'hours' | 'holidays', SettingsForm> = {
  sending: {
    title: 'Replies in a thread',
    fields: ({ sendRule, askMinutes }) => [
      choice('sendRule', 'A teammate replies in a thread', sendRule, options(sendRules, sendRuleTexts)),
      line('askMinutes', 'Minutes until an unanswered question is listed as “written, not sent”', String(askMinutes)),
    ],
    read: ({ sendRule, askMinutes = '' }) => ({ sendRule, askMinutes: numberIn(askMinutes) }),
    fieldOf: ([name]) => String(name),
  },
  hours: {
    title: 'Opening hours',
    fields: ({ zone, hours, answerHours }) => [
      line('zone', 'Time zone', zone, 'Such as Europe/Berlin.'),
      { name: 'always', label: 'Always open', kind: 'check', hint: 'Open at all hours', ...(hours ? {} : checked) },
      ...weekdays.map((day) =>
        line(`day${day}`, weekdayNames[day], rangesText(hours?.[day]), day === 1 ? dayHint : undefined),
      ),
      choice('answerHours', 'Lummy may answer alone', answerHours, options(alwaysFirst, answerHoursTexts)),
    ],
    read(given) {
      const days = weekdays.map((day) => [day, readRanges(given[`day${day}`] ?? '', `day${day}`)] as const)
      const isAlways = given.always === 'yes'
      // Ticked off and nothing said of any day is more likely forgotten than meant.
      if (!isAlways && days.every(([, ranges]) => ranges.length === 0))
        throw new Refused(
          422,
          'Say when you are open on at least one day, or tick “Open at all hours”.',
          undefined,
          'day1',
        )
      return {
        zone: given.zone?.trim(),
        hours: isAlways ? null : Object.fromEntries(days),
        answerHours: given.answerHours,
      }
    },
    fieldOf: ([name, day]) => (name === 'hours' ? `day${String(day)}` : String(name)),
  },
  holidays: {
    title: 'Days off',
    fields: ({ holidays }) => [
      {
        name: 'holidays',
        label: 'Dates',
        kind: 'words',
        value: holidays.join('\n'),
        hint: 'One a line, such as 2026-12-25.',
      },
    ],
    read: ({ holidays = '' }) => ({ holidays: [...new Set(holidays.split(/[\s,;]+/).filter(Boolean))].sort() }),
    fieldOf: () => 'holidays',
  },
}

const alwaysFirst = ['always', 'open', 'closed'] as const
const dayHint = 'Such as 09:00-12:30, 13:30-18:00. Empty: closed.'
const checked = { value: 'yes' }

/** Opens one of the forms, or saves what was filled in. Owners only; whoever changed what stands in the audit. */
export async function changeSettings(house: House, by: By, event: ActionEvent): Promise<Opened> {
  ownerOnly(by.teammate)
  const form = Object.hasOwn(settingsForms, event.target) && settingsForms[event.target as keyof typeof settingsForms]
  if (!form) throw new Refused(404, 'There is no such form.')
  const { settings } = await house.store.of(by.businessId).business()
  if (event.fields === undefined) {
    const submit = { action: 'settings' as const, label: 'Save', target: event.target }
    return openForm(house, by, event, { title: form.title, fields: form.fields(settings), submit })
  }
  const read = settingsChange.safeParse(form.read(event.fields, settings))
  if (!read.success) {
    const [{ message, path } = { message: 'That cannot be saved', path: [] }] = read.error.issues
    throw new Refused(422, sentence(message), undefined, form.fieldOf(path))
  }
  await saveSettings(house, actorOf(by), read.data as Partial<BusinessSettings>, by.settle)
  return {}
}

/** What a number stands for in words; the check says what is wrong with what is none. */
export function numberIn(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'))
}

export function line(name: string, label: string, value: string, hint?: string): FormField {
  return { name, label, kind: 'line', value, ...(hint === undefined ? {} : { hint }) }
}

export function choice(name: string, label: string, value: string, all: FormField['options'] = []): FormField {
  return { name, label, kind: 'choice', value, options: all }
}

export function options<T extends string>(values: readonly T[], texts: Record<T, string>) {
  return values.map((value) => ({ value, label: texts[value] }))
}

/** A rule's words as a sentence. */
export function sentence(message: string): string {
  const text = message.charAt(0).toUpperCase() + message.slice(1)
  return /[.!?]$/.test(text) ? text : `${text}.`
}
