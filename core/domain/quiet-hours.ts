import type { BusinessSettings, Weekday } from './business.ts'
import { openingHours } from './hours.ts'

/** When texts that nobody asked for may go: `at` itself, or the end of the quiet hours that it falls into. */
export function afterQuiet({ zone, quietHours }: Pick<BusinessSettings, 'zone' | 'quietHours'>, at: Date): Date {
  if (quietHours === null) return at
  // Awake from the end of the quiet to its next begin, every day.
  const awake: [string, string][] = [[quietHours.to, quietHours.from]]
  const days: Weekday[] = [1, 2, 3, 4, 5, 6, 7]
  const hours = Object.fromEntries(days.map((day) => [day, awake]))
  return openingHours({ zone, hours, holidays: [] }).nextOpening(at) ?? at
}
