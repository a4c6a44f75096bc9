import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { printTable } from './figures.ts'
import { couldNotRun, readOptions } from './options.ts'
import type { Line } from './table.ts'

/**
 * `npm run bench`: every bench, one after the other, each in a process of its own, then one table of all that they
 * measured. Says which could not run, and why.
 */
const benches = ['door.ts', 'fairness.ts', 'calls.ts', 'drafts.ts', 'import.ts', 'memory.ts']
const words = process.argv.slice(2)
readOptions(words)

const lines: Line[] = []
const failed: string[] = []
const skipped: string[] = []
for (const name of benches) {
  console.log(`\n── ${name.replace('.ts', '')}`)
  const started = performance.now()
  const file = fileURLToPath(new URL(name, import.meta.url))
  const child = spawn(process.execPath, ['--expose-gc', file, ...words], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  child.on('message', (said) => lines.push(...(said as { lines: Line[] }).lines))
  const [code] = (await once(child, 'exit')) as [number | null]
  console.log(`(${Math.round((performance.now() - started) / 1000)} s)`)
  if (code === couldNotRun) skipped.push(name)
  else if (code !== 0) failed.push(name)
}

console.log('\n── all figures')
printTable(['what', 'figure', 'aim'], lines)
if (skipped.length > 0) console.log(`Not run (each says why above): ${skipped.join(', ')}`)
if (failed.length > 0) console.log(`FAILED: ${failed.join(', ')}`)
process.exitCode = failed.length > 0 ? 1 : 0
