import { execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { resolve } from 'node:path'
import { printTable } from '../figures.ts'
import { alone, families } from './families.ts'
import type { Figure, MeasureOptions } from './figure.ts'
import { metrics } from './metrics.ts'
import { readLearningOptions } from './options.ts'
import { derived, type Report, readReport, tableOf } from './report.ts'

/**
 * `npm run bench:learning`: the learning engine on public data sets. Every family of figures runs in a process of its
 * own; then one table with what is aimed at, and each metric's definition.
 */
const options = readLearningOptions()
const names = Object.keys(families).filter((name) => options.only === undefined || options.only === name)
if (names.length === 0) throw new Error(`--only takes one of ${Object.keys(families).join(', ')}`)

const measured: Record<string, Figure[]> = {}
const failed: string[] = []
await lanes(
  names.filter((name) => !alone.includes(name)),
  options.jobs,
)
await lanes(
  names.filter((name) => alone.includes(name)),
  1,
)

const figures = derived(allMeasured())
print(figures)
if (failed.length > 0) console.log(`FAILED: ${failed.join(', ')}`)
process.exitCode = failed.length > 0 ? 1 : 0

function allMeasured(): Figure[] {
  return Object.keys(families).flatMap((name) => measured[name] ?? [])
}

/** Measures families, so many at a time. */
async function lanes(waiting: string[], width: number): Promise<void> {
  const lane = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await measureFamily(name)
  }
  await Promise.all(Array.from({ length: width }, lane))
}

async function measureFamily(name: string): Promise<void> {
  const started = performance.now()
  const { quick, seeds, manySeeds } = options
  const given: MeasureOptions = { data: resolve(options.data), quick, seeds, manySeeds }
  const child = fork(new URL('one-family.ts', import.meta.url), [name, JSON.stringify(given)], {
    execArgv: ['--expose-gc', '--max-old-space-size=4096'],
  })
  child.on('message', (said) => {
    measured[name] = said as Figure[]
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  console.log(`${name}: ${Math.round((performance.now() - started) / 1000)} s`)
  if (code !== 0) failed.push(name)
  // Written after each family: a long run that is cut off leaves what it has measured.
  if (options.json !== undefined) write(options.json, allMeasured())
}

function print(figures: readonly Figure[]): void {
  const { heads, rows } = tableOf(figures)
  const size = options.quick ? 'quick: smaller logs, fewer seeds' : `${options.seeds} seeds where not said otherwise`
  console.log(`\nThe learning engine, no model (${size})`)
  printTable(heads, rows)
  console.log('\nWhat is measured')
  for (const { what, id, definition } of metrics)
    if (figures.some((figure) => figure.id === id)) console.log(`${what.trim()}: ${definition}`)
  const left = metrics.filter(({ id }) => !figures.some((figure) => figure.id === id))
  if (options.only === undefined && left.length > 0)
    console.log(`\nNot measured in this run: ${left.map(({ what }) => what.trim()).join('; ')}`)
}

/** Writes the figures. When only one family was measured, those of the others stay, and it says where it is newer. */
function write(path: string, figures: Figure[]): void {
  const before = options.only !== undefined && existsSync(path) ? readReport(path) : undefined
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const kept = (before?.figures ?? []).filter(({ id }) => !figures.some((figure) => figure.id === id))
  const fresh = figures.map((figure) =>
    before === undefined || before.commit === commit
      ? figure
      : { ...figure, note: [figure.note, `at ${commit}`].filter(Boolean).join('; ') },
  )
  const report: Report = {
    day: before?.day ?? new Date().toISOString().slice(0, 10),
    commit: before?.commit ?? commit,
    machine: `${cpus().length} cores, ${cpus()[0]?.model.trim() ?? 'unknown'}, Node ${process.versions.node}`,
    isQuick: options.quick,
    figures: derived([...kept, ...fresh]),
  }
  // Six digits are more than any of them means.
  const short = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(6)) : value)
  writeFileSync(path, `${JSON.stringify(report, short, 1)}\n`)
}
