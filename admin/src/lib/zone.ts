/** Reads what a `datetime-local` field holds as the clocks of a zone show it; ISO 8601 UTC, or undefined for an empty field. */
export function fromLocal(text: string, zone: string): string | undefined {
  const shown = Date.parse(`${text}Z`)
  if (Number.isNaN(shown)) return undefined
  // Twice, because the offset is that of the moment which is sought.
  const near = shown - offsetMs(zone, shown)
  return new Date(shown - offsetMs(zone, near)).toISOString()
}

/** Says a moment as the clocks of a zone show it: "Tue 24 Nov 09:00", with its year when that is another. */
export function clockTime(at: string, zone: string): string {
  const format = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const
  const isFar = new Date(at).getFullYear() !== new Date().getFullYear()
  const year = isFar ? ({ year: 'numeric' } as const) : {}
  return new Intl.DateTimeFormat('en-GB', { ...format, ...year, hourCycle: 'h23', timeZone: zone })
    .format(Date.parse(at))
    .replaceAll(',', '')
}

function offsetMs(zone: string, at: number): number {
  const fields = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const
  const parts = new Intl.DateTimeFormat('en-US', { ...fields, hourCycle: 'h23', timeZone: zone }).formatToParts(at)
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  const shown = Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'))
  return shown - Math.floor(at / 60_000) * 60_000
}
