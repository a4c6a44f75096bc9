import { timeFormat } from './formats.ts'
import { dayOf } from './hours.ts'

const shortFormMs = 6 * 86_400_000

/** Says a moment (ISO) as the clocks of a zone show it: "09:00" today, "Tue 09:00" in the next days, else "Tue 24 Nov 09:00". */
export function clockTime(at: string, zone: string, now: Date): string {
  const moment = Date.parse(at)
  const time = part(moment, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  if (dayOf(zone, moment) === dayOf(zone, now.getTime())) return time
  const weekday = part(moment, zone, { weekday: 'short' })
  if (Math.abs(moment - now.getTime()) < shortFormMs) return `${weekday} ${time}`
  return `${weekday} ${part(moment, zone, { day: 'numeric', month: 'short' })} ${time}`
}

function part(at: number, zone: string, options: Intl.DateTimeFormatOptions): string {
  return timeFormat('en-GB', { ...options, timeZone: zone }).format(at)
}
