import { z } from 'zod'
import { answerHours, sendRules } from '../domain/business.ts'
import { channels } from '../domain/conversation.ts'
import { sensitivePatterns } from '../understanding/lexicon.ts'

/** What each setting may be: the API, the CLI and the forms of staff platforms read the same description. */

const time = (end: boolean) =>
  z.string().regex(end ? /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/ : /^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time such as 09:00')

const ranges = z
  .array(z.tuple([time(false), time(true)]))
  .max(6)
  .superRefine((all, context) => {
    for (const [index, [from, to]] of all.entries()) {
      const next = all[index + 1]
      const say = (message: string) => context.addIssue({ code: 'custom', message, path: [index] })
      if (from === to) say(`${from}-${to} is no time at all; for the whole day say 00:00-24:00`)
      else if (to < from && next !== undefined) say(`${from}-${to} ends on the next day: only the last range may`)
      else if (next !== undefined && next[0] < to)
        say(`${from}-${to} and ${next.join('-')} overlap or are out of order`)
    }
  })
  .describe('In order; one whose end is before its begin ends on the next day.')

const day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/, 'a date such as 2026-12-25')
  .refine(isDate, 'not a day of the calendar')

const minutes = z
  .number('a number of minutes')
  .int('whole minutes')
  .min(1, 'at least one minute')
  .max(525_600, 'at most a year')
  .nullable()

export const deskSettings = {
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/, 'a language’s code, such as en')
    .describe('ISO 639-1; for customers whose language is not known'),
  quietDays: z.number().int().min(1, 'at least one day').max(365).describe('Days'),
  newAfterDays: z.number().int().min(0).max(3650).describe('Days'),
  hours: z
    .partialRecord(z.enum(['1', '2', '3', '4', '5', '6', '7']), ranges)
    .nullable()
    .describe('By weekday, 1 = Monday; null = always open.'),
  quietHours: z
    .object({ from: time(false), to: time(false) })
    .refine(({ from, to }) => from !== to, { error: 'the begin is the end', path: ['to'] })
    .nullable()
    .describe('Texts that nobody just asked for wait for the end; in the zone of the business. Null = none.'),
  answerHours: z.enum(answerHours).describe('When the agent may answer without a person.'),
  holidays: z.array(day).max(500),
  targets: z
    .object({ firstMinutes: minutes, nextMinutes: minutes })
    .describe('Minutes of opening hours; null = no target.'),
  threadQuietHours: z.number().min(0.25).max(720).describe('Hours'),
  acknowledge: z.boolean(),
  sayHours: z.boolean(),
  handOverTo: z
    .object({
      connector: z.string().min(1).max(50),
      account: z.string().min(1).max(200),
      channel: z.string().trim().min(1, 'the channel’s id').max(200),
      mention: z.string().trim().min(1).max(200).nullable().describe("A person's or group's id, `here` or `channel`."),
    })
    .nullable(),
  urgentTopics: z
    .array(z.string().min(1).max(100))
    .max(500)
    .describe('Topics by id for which a phone rings outside of opening hours, too.'),
  signature: z.string().trim().max(1000).nullable(),
  brand: z
    .object({
      name: z.string().trim().min(1).max(100).nullable(),
      logoUrl: z
        .url({ protocol: /^https$/, error: 'an address that begins with https://' })
        .max(1000)
        .nullable(),
      colour: z
        .string()
        .regex(/^#[0-9a-f]{6}$/i, 'a colour such as #1d6fb8')
        .nullable(),
    })
    .nullable()
    .describe('What stands above answers by mail; null = nothing. `name` null = the company’s.'),
  trackOpens: z.boolean().describe('Whether a picture that nobody sees tells when answers are opened.'),
  noteDays: z.number().int().min(1, 'at least one day').max(3650).describe('Days; what was sent to customers stays.'),
  digestHour: z.number().int().min(0).max(23).nullable().describe('0-23, in the zone of the business'),
}

/** Subjects that only a person answers until the owner opts in by name. */
const subjects = Object.keys(sensitivePatterns)

const share = z.number().gt(0).lt(1)

/** A change of settings: those that are named change, the others stay. */
export const settingsChange = z.object({
  zone: z.string().refine(isZone, 'not an IANA time zone, such as Europe/Berlin').exactOptional(),
  sendRule: z.enum(sendRules).exactOptional(),
  askMinutes: z.number('a number of minutes').min(1, 'at least one minute').max(1440, 'at most a day').exactOptional(),
  undoMs: z.partialRecord(z.enum(channels), z.number().int().min(0).max(600_000)).exactOptional(),
  takeOverHours: z.number().min(0.25).max(168).exactOptional(),
  eps: share.exactOptional(),
  alpha: share.exactOptional(),
  showFrom: z.number().min(0).max(1).exactOptional(),
  sendFrom: z.number().min(0).max(1).exactOptional(),
  allowedSubjects: z
    .array(z.string().refine((one) => subjects.includes(one), `one of ${subjects.join(', ')}`))
    .max(subjects.length)
    .exactOptional(),
  auditTime: z.enum(['before', 'after']).exactOptional(),
  promoteAlone: z.boolean().exactOptional(),
  disclosure: z.string().trim().max(500).nullable().exactOptional(),
  language: deskSettings.language.exactOptional(),
  quietDays: deskSettings.quietDays.exactOptional(),
  newAfterDays: deskSettings.newAfterDays.exactOptional(),
  hours: deskSettings.hours.exactOptional(),
  quietHours: deskSettings.quietHours.exactOptional(),
  answerHours: deskSettings.answerHours.exactOptional(),
  holidays: deskSettings.holidays.exactOptional(),
  targets: deskSettings.targets.exactOptional(),
  threadQuietHours: deskSettings.threadQuietHours.exactOptional(),
  acknowledge: deskSettings.acknowledge.exactOptional(),
  sayHours: deskSettings.sayHours.exactOptional(),
  handOverTo: deskSettings.handOverTo.exactOptional(),
  urgentTopics: deskSettings.urgentTopics.exactOptional(),
  signature: deskSettings.signature.exactOptional(),
  brand: deskSettings.brand.exactOptional(),
  trackOpens: deskSettings.trackOpens.exactOptional(),
  noteDays: deskSettings.noteDays.exactOptional(),
  digestHour: deskSettings.digestHour.exactOptional(),
})

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
