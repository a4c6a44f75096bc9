import type { BusinessSettings, Weekday } from './business.ts'
import type { Conversation } from './conversation.ts'
import { numberFormat, timeFormat } from './formats.ts'
import { dayOf, openingHours } from './hours.ts'
import { targetOf } from './targets.ts'

/** When a customer may expect an answer, as it can be said to them. */
export type Expected =
  /** Nothing was promised. */
  | { kind: 'soon' }
  /** The clock runs: so many minutes from now. */
  | { kind: 'within'; minutes: number }
  /** Open now, but not for long enough. */
  | { kind: 'by'; at: Date }
  /** Closed until then. */
  | { kind: 'from'; at: Date }

/** Says what the targets and opening hours promise somebody who writes now. */
export function expected(
  conversation: Pick<Conversation, 'waitingSince' | 'answeredAt'>,
  settings: Pick<BusinessSettings, 'zone' | 'hours' | 'holidays' | 'targets'>,
  now: Date,
): Expected {
  const opens = openingHours(settings).nextOpening(now)
  if (opens === undefined) return { kind: 'soon' }
  if (opens > now) return { kind: 'from', at: opens }
  const target = targetOf({ ...conversation, waitingSince: now.toISOString() }, settings)
  if (target === undefined) return { kind: 'soon' }
  const due = new Date(target.dueAt)
  const isOneStretch = due.getTime() - now.getTime() <= target.minutes * 60_000
  return isOneStretch ? { kind: 'within', minutes: target.minutes } : { kind: 'by', at: due }
}

/** Says minutes in a language: "30 minutes", "2 hours", "1 day"; only whole hours and days are said as such. */
export function spanIn(language: string, minutes: number): string {
  const [value, unit] =
    minutes % 1440 === 0 ? [minutes / 1440, 'day'] : minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute']
  return numberFormat(language, { style: 'unit', unit: String(unit), unitDisplay: 'long' }).format(Number(value))
}

/** The clock time of a moment, and its day where that is neither today nor tomorrow, in a language and zone. */
export function momentIn(
  language: string,
  zone: string,
  at: Date,
  now: Date,
): { day: 'today' | 'tomorrow' | { name: string }; time: string } {
  const format = (options: Intl.DateTimeFormatOptions) =>
    timeFormat(language, { timeZone: zone, ...options }).format(at)
  const time = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const days = dayOf(zone, at.getTime()) - dayOf(zone, now.getTime())
  if (days === 0) return { day: 'today', time }
  if (days === 1) return { day: 'tomorrow', time }
  return { day: { name: format({ weekday: 'long', day: 'numeric', month: 'long' }) }, time }
}

/** Says opening hours in a language: "Mon-Fri 09:00-12:00, 13:00-17:00; Sat 10:00-14:00". Empty where they are not set. */
export function hoursIn(language: string, hours: BusinessSettings['hours']): string {
  if (hours === null) return ''
  const days: Weekday[] = [1, 2, 3, 4, 5, 6, 7]
  const ranges = (day: Weekday) => (hours[day] ?? []).map(([from, to]) => `${from}–${to}`).join(', ')
  const runs: { from: Weekday; to: Weekday; said: string }[] = []
  for (const day of days) {
    const said = ranges(day)
    const last = runs.at(-1)
    if (last !== undefined && last.said === said && last.to === day - 1) last.to = day
    else runs.push({ from: day, to: day, said })
  }
  return runs
    .filter(({ said }) => said !== '')
    .map(({ from, to, said }) => {
      const name = from === to ? nameOf(language, from) : `${nameOf(language, from)}–${nameOf(language, to)}`
      return `${name} ${said}`
    })
    .join('; ')
}

function nameOf(language: string, day: Weekday): string {
  // 2026-01-05 is a Monday.
  return timeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2026, 0, 4 + day))
}
