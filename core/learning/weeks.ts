const dayMs = 86_400_000

export interface Week {
  /** Its Monday, YYYY-MM-DD. */
  week: string
  count: number
}

/** The Monday of a day's week, both YYYY-MM-DD. */
export function mondayOf(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`)
  return new Date(at - ((new Date(at).getUTCDay() + 6) % 7) * dayMs).toISOString().slice(0, 10)
}

/** Counts by week, the oldest of so many weeks first and the one of `today` last; weeks without any are 0. */
export function weeksOf(daily: readonly { day: string; count: number }[], today: string, weeks: number): Week[] {
  const counts = new Map<string, number>()
  for (const { day, count } of daily) counts.set(mondayOf(day), (counts.get(mondayOf(day)) ?? 0) + count)
  const last = Date.parse(`${mondayOf(today)}T00:00:00Z`)
  return Array.from({ length: weeks }, (_, i) => {
    const week = new Date(last - (weeks - 1 - i) * 7 * dayMs).toISOString().slice(0, 10)
    return { week, count: counts.get(week) ?? 0 }
  })
}
