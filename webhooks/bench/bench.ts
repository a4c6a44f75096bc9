import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { couldNotRun, readOptions } from './options.ts'

/** `npm run bench`: every bench, one after the other, each in a process of its own; says which could not run, and why. */
const benches = ['door.ts', 'drafts.ts', 'import.ts', 'learning.ts']
const words = process.argv.slice(2)
readOptions(words)

const here = new URL('.', import.meta.url)
const present = new Set(readdirSync(here))
const failed: string[] = []
const skipped: string[] = []
for (const name of benches) {
  console.log(`\n── ${name.replace('.ts', '')}`)
  if (!present.has(name)) {
    console.log(`NOT RUN: there is no webhooks/bench/${name}`)
    skipped.push(name)
    continue
  }
  // The bench of the import takes sizes, and needs no server.
  const passed = name === 'import.ts' ? [] : words
  const child = spawn(process.execPath, [fileURLToPath(new URL(name, here)), ...passed], { stdio: 'inherit' })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code === couldNotRun) skipped.push(name)
  else if (code !== 0) failed.push(name)
}

console.log('')
if (skipped.length > 0) console.log(`Not run (each says why above): ${skipped.join(', ')}`)
if (failed.length > 0) console.log(`FAILED: ${failed.join(', ')}`)
process.exitCode = failed.length > 0 ? 1 : 0
