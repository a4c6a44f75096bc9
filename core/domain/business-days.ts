import type { HoursSettings } from './hours.ts'
import { dayOf, instantOf, weekdayOf } from './hours.ts'

const dayMs = 86_400_000
const minuteMs = 60_000
/** A business that never opens has weekdays all the same. */
const furthestDays = 366

/** Staff have three business days to give a verdict (ISO); after that the row counts as an error. */
export function verdictDeadline(from: Date, settings: HoursSettings): string {
  return afterBusinessDays(from, 3, settings).toISOString()
}

/**
 * The same time of the day, so many business days later: days with opening hours (Monday to Friday where none are set) that
 * are no days off, by the clocks of the business.
 */
export function afterBusinessDays(from: Date, days: number, settings: HoursSettings): Date {
  const { zone } = settings
  const first = dayOf(zone, from.getTime())
  const minute = Math.round((from.getTime() - instantOf(zone, first, 0)) / minuteMs)
  let left = days
  for (let day = first + 1; day < first + furthestDays; day++) {
    if (isBusinessDay(day, settings)) left--
    if (left === 0) return new Date(Math.max(instantOf(zone, day, minute), from.getTime()))
  }
  return new Date(from.getTime() + days * dayMs)
}

function isBusinessDay(day: number, { hours, holidays }: HoursSettings): boolean {
  if (holidays.includes(new Date(day * dayMs).toISOString().slice(0, 10))) return false
  const weekday = weekdayOf(day)
  const isOpenSomeDay = hours !== null && Object.values(hours).some((ranges) => ranges.length > 0)
  return isOpenSomeDay ? (hours[weekday]?.length ?? 0) > 0 : weekday <= 5
}
