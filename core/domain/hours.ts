import type { BusinessSettings, Weekday } from './business.ts'
import { timeFormat } from './formats.ts'

/** What opening hours are made of: ranges by weekday and days off, both in the business's own zone. */
export type HoursSettings = Pick<BusinessSettings, 'zone' | 'hours' | 'holidays'>

/** A business's opening hours as a clock that stands still while it is closed. */
export interface OpeningHours {
  isOpen(at: Date): boolean
  /** `at` itself while open, else when it opens next; undefined when it does not open within two years. */
  nextOpening(at: Date): Date | undefined
  /** Minutes of opening hours from `a` to `b`; negative when `b` is earlier. */
  minutesBetween(a: Date, b: Date): number
  /** When so many minutes of opening hours after `from` have passed; undefined when they do not within two years. */
  addMinutes(from: Date, minutes: number): Date | undefined
}

const minuteMs = 60_000
const dayMs = 86_400_000
const furthestDays = 2 * 366

/**
 * Reads opening hours. A range whose end is not after its begin ends on the next day (`22:00`-`02:00`); `24:00` is a day's
 * end. Days off begin and end at midnight and cut what reaches into them. A wall time that a change of clocks leaves out
 * means the moment after it; one that it repeats means the first of the two.
 */
export function openingHours(settings: HoursSettings): OpeningHours {
  const isAlways = settings.hours === null && settings.holidays.length === 0
  const calendar = makeCalendar(settings)

  /** Open spans around and after a moment, in order, without overlap; those of two days may touch. */
  function* spansFrom(at: number): Generator<Span> {
    const first = dayOf(settings.zone, at) - 1
    let closed = Number.NEGATIVE_INFINITY
    for (let day = first; day < first + furthestDays; day++) {
      for (const { from, to } of calendar(day)) {
        if (to > closed) yield { from: Math.max(from, closed), to }
        closed = Math.max(closed, to)
      }
    }
  }

  function nextOpening(at: Date): Date | undefined {
    if (isAlways) return at
    const time = at.getTime()
    for (const { from, to } of spansFrom(time)) if (time < to) return new Date(Math.max(from, time))
    return undefined
  }

  function minutesBetween(a: Date, b: Date): number {
    if (b < a) return -minutesBetween(b, a)
    if (isAlways) return (b.getTime() - a.getTime()) / minuteMs
    let openMs = 0
    for (const { from, to } of spansFrom(a.getTime())) {
      if (from >= b.getTime()) break
      openMs += Math.max(0, Math.min(to, b.getTime()) - Math.max(from, a.getTime()))
    }
    return openMs / minuteMs
  }

  return {
    nextOpening,
    minutesBetween,
    isOpen: (at) => nextOpening(at)?.getTime() === at.getTime(),
    addMinutes(from, minutes) {
      if (isAlways) return new Date(from.getTime() + minutes * minuteMs)
      let leftMs = minutes * minuteMs
      for (const span of spansFrom(from.getTime())) {
        const begin = Math.max(span.from, from.getTime())
        if (begin >= span.to) continue
        if (leftMs <= span.to - begin) return new Date(begin + leftMs)
        leftMs -= span.to - begin
      }
      return undefined
    },
  }
}

/** From and to, ms since 1970. */
interface Span {
  from: number
  to: number
}

/** A day by its number since 1970-01-01, whatever the zone. */
type Day = number

function makeCalendar({ zone, hours, holidays }: HoursSettings): (day: Day) => Span[] {
  const off = new Set(holidays)
  const known = new Map<Day, Span[]>()
  const rangesOf = (day: Day): [number, number][] => {
    if (off.has(new Date(day * dayMs).toISOString().slice(0, 10))) return []
    if (hours === null) return [[0, 1440]]
    return (hours[weekdayOf(day)] ?? []).map(([from, to]) => [minutesOf(from), minutesOf(to)])
  }
  return (day) => {
    let spans = known.get(day)
    if (spans === undefined) {
      const today = rangesOf(day)
      // What a night shift of the day before leaves for this one; a day off ends it at midnight.
      const isOff = off.has(new Date(day * dayMs).toISOString().slice(0, 10))
      const fromYesterday = isOff
        ? []
        : rangesOf(day - 1).flatMap(([from, to]): [number, number][] => (to <= from && to > 0 ? [[0, to]] : []))
      spans = [...fromYesterday, ...today]
        .map(([from, to]): [number, number] => [from, to <= from && !(from === 0 && to === 0) ? 1440 : to || 1440])
        .map(([from, to]) => ({ from: instantOf(zone, day, from), to: instantOf(zone, day, to) }))
        .filter(({ from, to }) => to > from)
        .sort((a, b) => a.from - b.from)
      known.set(day, spans)
    }
    return spans
  }
}

export function weekdayOf(day: Day): Weekday {
  // 1970-01-01 was a Thursday.
  return (((((day + 3) % 7) + 7) % 7) + 1) as Weekday
}

function minutesOf(time: string): number {
  const [hour = '0', minute = '0'] = time.split(':')
  return Number(hour) * 60 + Number(minute)
}

/** The day that the clocks of a zone show at a moment, ms. */
export function dayOf(zone: string, at: number): Day {
  return Math.floor((at + offsetAt(zone, at)) / dayMs)
}

/** When the clocks of a zone show this wall time. */
export function instantOf(zone: string, day: Day, minute: number): number {
  const wall = day * dayMs + minute * minuteMs
  const before = offsetAt(zone, wall - dayMs)
  const after = offsetAt(zone, wall + dayMs)
  const times = [wall - before, wall - after].filter((time) => time + offsetAt(zone, time) === wall)
  // In a gap, no clock shows it: what is nearest is the wall time counted on from before the change.
  return times.length > 0 ? Math.min(...times) : wall - before
}

/** How far the clocks of a zone are ahead of UTC at a moment, ms. */
function offsetAt(zone: string, at: number): number {
  const numeric = 'numeric'
  const format = timeFormat('en-US', {
    ...{ timeZone: zone, hourCycle: 'h23', era: 'short' },
    ...{ year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric },
  })
  const part: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  // Whole seconds: the formatter drops what is less.
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}
