// `npm run check`: the definition of done. Quick checks run side by side, then the tests; prints seconds per step.
// `--without-tests` leaves the tests out, for .ci/run, which has run them already.
import { spawn } from 'node:child_process'

const architecture = 'core/architecture.test.ts'
const quick = [
  ['format and lint', 'biome', 'ci', '--colors=off', '--error-on-warnings', '.'],
  ['types', 'tsc', '-p', 'tsconfig.json'],
  ['types of the admin', 'npm', 'run', '--silent', 'check', '-w', 'admin'],
  ['unused files, exports and dependencies', 'knip', '--no-config-hints'],
  ['import rules', 'vitest', 'run', architecture],
]
const tests = ['tests', 'vitest', 'run', '--exclude', architecture]

const results = await sideBySide(quick, 2)
if (!process.argv.includes('--without-tests')) results.push(await run(tests))

console.log('')
for (const { name, seconds, code } of results) {
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${seconds.toFixed(1).padStart(6)} s  ${name}`)
}
process.exitCode = results.some(({ code }) => code !== 0) ? 1 : 0

async function sideBySide(steps, width) {
  const waiting = [...steps.entries()]
  const done = []
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) done[next[0]] = await run(next[1])
  }
  await Promise.all(Array.from({ length: width }, lane))
  return done
}

/** Runs one step; what it said is printed in one piece when it is over. */
function run([name, command, ...words]) {
  const started = performance.now()
  return new Promise((resolve) => {
    const said = []
    const child = spawn(command, words, { env: { ...process.env, NO_COLOR: '1' } })
    child.stdout.on('data', (chunk) => said.push(chunk))
    child.stderr.on('data', (chunk) => said.push(chunk))
    child.on('error', (error) => said.push(Buffer.from(`${error.message}\n`)))
    child.on('close', (code) => {
      console.log(`── ${name}`)
      process.stdout.write(Buffer.concat(said))
      resolve({ name, seconds: (performance.now() - started) / 1000, code: code ?? 1 })
    })
  })
}
