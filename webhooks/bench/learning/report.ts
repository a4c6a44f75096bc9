import { readFileSync } from 'node:fs'
import type { Figure } from './figure.ts'
import type { Metric } from './metric.ts'
import { metrics } from './metrics.ts'

/** What `--json` writes and the documentation is made from. */
export interface Report {
  /** Day of the measurement, and the commit that was measured. */
  day: string
  commit: string
  machine: string
  isQuick: boolean
  figures: Figure[]
}

export function readReport(path: string | URL): Report {
  return JSON.parse(readFileSync(path, 'utf8')) as Report
}

/** The table's heads and rows; metrics that were not measured are left out. */
export function tableOf(figures: readonly Figure[]): { heads: string[]; rows: string[][] } {
  const known = metrics.flatMap((metric) => {
    const figure = figures.find((one) => one.id === metric.id)
    return figure ? [rowOf(metric, figure)] : []
  })
  const others = figures.filter((figure) => !metrics.some((metric) => metric.id === figure.id))
  const rows = [...known, ...others.map((figure) => rowOf(nameless(figure.id), figure))]
  return { heads: ['metric', 'ours', 'reference', 'reach', 'moonshot', 'reached?', ''], rows }
}

/** A figure that nobody has given a definition is shown under its id. */
function nameless(id: string): Metric {
  return { id, what: id, definition: '', unit: '', better: 'higher' }
}

function rowOf(metric: Metric, figure: Figure): string[] {
  const { reference, reach, moonshot } = metric
  return [
    metric.what,
    shown(metric, figure.ours),
    ...[reference, reach, moonshot].map((aim) => (aim === undefined ? '-' : shown(metric, aim))),
    reached(metric, figure),
    [spread(metric, figure), figure.note, figure.partial].filter(Boolean).join('; '),
  ]
}

/** Says which aim is met; by how much the nearest one is missed where none is. */
function reached(metric: Metric, { ours, partial }: Figure): string {
  const { reach, moonshot, better } = metric
  const meets = (aim: number | undefined) =>
    aim !== undefined && ours !== null && (better === 'higher' ? ours >= aim : ours <= aim)
  if (reach === undefined || partial !== undefined) return ''
  if (ours === null) return 'no figure'
  if (meets(moonshot)) return 'moonshot'
  return meets(reach) ? 'yes' : `no, by ${shown(metric, Math.abs(ours - reach))}`
}

function spread(metric: Metric, { values }: Figure): string {
  if (values === undefined || values.length < 2) return ''
  return `${shown(metric, Math.min(...values))} to ${shown(metric, Math.max(...values))} in ${values.length} seeds`
}

/** A number in the unit of its metric. */
export function shown({ unit }: Metric, value: number | null): string {
  if (value === null) return '-'
  if (unit === '%') return `${(100 * value).toFixed(1)} %`
  if (unit === 'points') return (100 * value).toFixed(1)
  if (Number.isInteger(value) || Math.abs(value) >= 100) return Math.round(value).toLocaleString('en')
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(3)
}

/** What follows from figures of several families. */
export function derived(figures: readonly Figure[]): Figure[] {
  const of = (id: string) => figures.find((one) => one.id === id)?.ours
  const left = figures.find((one) => one.id === 'people.all')?.partial
  const partial = left === undefined ? {} : { partial: left }
  const gap = (id: string, plain: string, people: string): Figure[] => {
    const [a, b] = [of(plain), of(people)]
    return a == null || b == null ? [] : [{ id, ours: a - b, ...partial }]
  }
  return [
    ...figures.filter(({ id }) => !id.startsWith('people.gap')),
    ...gap('people.gap', 'plain.last', 'people.last'),
    ...gap('people.gapAll', 'plain.all', 'people.all'),
  ]
}
