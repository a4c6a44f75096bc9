import type { BusinessSettings, Weekday } from '../domain/business.ts'
import { Refused } from '../errors.ts'

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const
export const weekdayNames: Record<Weekday, string> = {
  1: 'Monday',
  2: 'Tuesday',
  3: 'Wednesday',
  4: 'Thursday',
  5: 'Friday',
  6: 'Saturday',
  7: 'Sunday',
}

type Ranges = [from: string, to: string][]

/** A day's ranges as people write them: "09:00-12:30, 13:30-18:00"; empty = closed. */
export function rangesText(ranges: Ranges | undefined): string {
  return (ranges ?? []).map(([from, to]) => `${from}-${to}`).join(', ')
}

/** Reads what `rangesText` writes, and how people vary it ("9-12:30 & 13:30–18:00"). Refuses what is no range, by its field. */
export function readRanges(text: string, field: string): Ranges {
  const parts = text.split(/[,;&]|\band\b/).map((part) => part.trim())
  return parts.filter(Boolean).map((part) => {
    const [, from, to] = /^(\d{1,2}(?:[:.]\d\d)?)\s*[-–—]\s*(\d{1,2}(?:[:.]\d\d)?)$/.exec(part) ?? []
    if (from === undefined || to === undefined)
      throw new Refused(422, `“${part}” is no time span: for example 09:00-17:00.`, undefined, field)
    return [clock(from), clock(to)]
  })
}

/** A week in a line: "Monday-Friday 09:00-17:00, Saturday 10:00-14:00". Days that are alike stand together. */
export function hoursText(hours: BusinessSettings['hours']): string {
  if (hours === null) return 'Always open'
  const runs: { from: Weekday; to: Weekday; text: string }[] = []
  for (const day of weekdays) {
    const text = rangesText(hours[day])
    const last = runs.at(-1)
    if (last?.text === text && last.to === day - 1) last.to = day
    else runs.push({ from: day, to: day, text })
  }
  const open = runs.filter(({ text }) => text !== '')
  if (open.length === 0) return 'Never open'
  const name = ({ from, to }: (typeof runs)[0]) =>
    from === to ? weekdayNames[from] : `${weekdayNames[from]}-${weekdayNames[to]}`
  return open.map((run) => `${name(run)} ${run.text}`).join('; ')
}

function clock(text: string): string {
  const [hours = '', minutes = '00'] = text.split(/[:.]/)
  return `${hours.padStart(2, '0')}:${minutes}`
}
