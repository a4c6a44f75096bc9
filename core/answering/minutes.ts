/** Says minutes to staff: "45 min", "2 h", "2 h 5 min", "3 d 4 h" (a day is 24 hours). */
export function minutesText(minutes: number): string {
  const whole = Math.max(0, Math.round(minutes))
  const [days, hours, rest] = [Math.floor(whole / 1440), Math.floor((whole % 1440) / 60), whole % 60]
  const parts = [days > 0 ? `${days} d` : '', hours > 0 ? `${hours} h` : '', rest > 0 ? `${rest} min` : '']
  return parts.filter(Boolean).slice(0, 2).join(' ') || '0 min'
}
