import { dayOf, instantOf, weekdayOf } from './hours.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** The hour at which a day begins for whoever comes back to something, in the business's zone. */
const morning = 9
/** Longer is forgetting. */
const furthestMs = 366 * dayMs

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/**
 * Reads until when somebody puts something off: `1h`, `30m`, `2d`, `tomorrow`, a weekday, or an ISO time. Days begin at 9
 * in the business's zone; a weekday is the next one, never today. Undefined for what is no time, past, or over a year off.
 */
export function timeFrom(choice: string, zone: string, now: Date): Date | undefined {
  const said = choice
    .trim()
    .toLowerCase()
    .replace(/^(?:for|until|till|to|on|in)\s+/, '')
  const found =
    spanFrom(said, now) ?? dayFrom(said, zone, now) ?? pointFrom(choice.trim().replace(/^until\s+/i, ''), zone)
  if (found === undefined || Number.isNaN(found.getTime())) return undefined
  const aheadMs = found.getTime() - now.getTime()
  return aheadMs > 0 && aheadMs <= furthestMs ? found : undefined
}

function spanFrom(said: string, now: Date): Date | undefined {
  const read = /^(?:(\d{1,3})|an?|one)\s*(m|min|minutes?|h|hours?|d|days?|w|weeks?)$/.exec(said)
  if (read === null) return undefined
  const count = read[1] === undefined ? 1 : Number(read[1])
  const unitMs = { m: 60_000, h: hourMs, d: dayMs, w: 7 * dayMs }[read[2]?.[0] ?? 'h'] ?? hourMs
  return new Date(now.getTime() + count * unitMs)
}

function dayFrom(said: string, zone: string, now: Date): Date | undefined {
  const today = dayOf(zone, now.getTime())
  const at = (day: number) => new Date(instantOf(zone, day, morning * 60))
  if (said === 'tomorrow') return at(today + 1)
  if (said === 'next week') return at(today + daysUntil(1, today))
  const weekday = weekdays.findIndex((name) => said === name || said === `next ${name}` || said === name.slice(0, 3))
  return weekday < 0 ? undefined : at(today + daysUntil(weekday + 1, today))
}

function daysUntil(weekday: number, today: number): number {
  return ((weekday - weekdayOf(today) + 6) % 7) + 1
}

/** `2026-12-01`, `2026-12-01 14:00`, or a full ISO time; without an offset it is the business's own clock. */
function pointFrom(text: string, zone: string): Date | undefined {
  const local = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d):(\d\d))?$/.exec(text)
  if (local !== null) {
    const [, date = '', hours = String(morning), minutes = '0'] = local
    const day = new Date(`${date}T00:00:00Z`)
    // The 30th of February would be the 2nd of March, and 25:00 the next day: nobody meant that.
    const isReal = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date)
    if (!isReal || Number(hours) > 23 || Number(minutes) > 59) return undefined
    return new Date(instantOf(zone, day.getTime() / dayMs, Number(hours) * 60 + Number(minutes)))
  }
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) && /(?:z|[+-]\d\d:?\d\d)$/i.test(text) ? new Date(text) : undefined
}

/** The latest moment, not after `now`, at which the clocks of a zone show this full hour. */
export function lastAtHour(hour: number, zone: string, now: Date): Date {
  const today = dayOf(zone, now.getTime())
  const at = (day: number) => new Date(instantOf(zone, day, hour * 60))
  return at(today) <= now ? at(today) : at(today - 1)
}
