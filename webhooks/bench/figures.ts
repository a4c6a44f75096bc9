/** The value below which `share` (0 to 1) of the numbers lie; NaN of none. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

/** The middle one: a single slow round does not move it. */
export function median(numbers: readonly number[]): number {
  return percentile(numbers, 0.5)
}

/** Prints rows under their heads, numbers to the right. */
export function printTable(heads: readonly string[], rows: readonly (readonly (string | number)[])[]) {
  const cells = [heads, ...rows].map((row) => row.map((cell) => (typeof cell === 'number' ? shorten(cell) : cell)))
  const widths = heads.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)))
  for (const row of cells) {
    console.log(
      row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
    )
  }
}

function shorten(number: number): string {
  if (Number.isNaN(number)) return '-'
  return number >= 100 ? Math.round(number).toLocaleString('en') : number.toFixed(2)
}
