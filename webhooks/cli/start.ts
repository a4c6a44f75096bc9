import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeHub } from '../hub.ts'
import { startListening } from '../listen.ts'
import { makeLog } from '../log.ts'
import { type Config, type House, openHouse } from '../wire.ts'
import { type CliCommand, type CliContext, exitCodes, WrongUsage } from './command.ts'

const roles = ['all', 'hub', 'worker', 'listen'] as const
type Role = (typeof roles)[number]

/** How many conversations one process handles at once. */
const concurrency = 8

export const startCommand: CliCommand = {
  name: 'start',
  summary: 'Run Lummy: everything in one process, or one part of it.',
  configure(command) {
    command
      .argument('[part]', `${roles.join(', ')}`, 'all')
      .addHelpText('after', '\nSeveral processes need DATABASE_URL; REDIS_URL is recommended with them.')
  },
  async run(args, _options, context) {
    const role = roles.find((one) => one === (args[0] ?? 'all'))
    if (role === undefined) throw new WrongUsage(`There is no part "${args[0]}": choose ${roles.join(', ')}.`)
    return start(role, context)
  },
}

async function start(role: Role, context: CliContext): Promise<number> {
  const config = context.config as Config
  const isAlone = role === 'all'
  if (!isAlone && config.databaseUrl === undefined) {
    throw new WrongUsage(
      `"start ${role}" needs DATABASE_URL: the embedded database lives in one process, started by "npm start".`,
    )
  }
  const startedAt = performance.now()
  const say = (sentence: string) => context.stdout.write(`${sentence}\n`)
  const stopped = untilStopped()
  say(
    config.databaseUrl === undefined
      ? `Opening the database in ${config.dataFolder} …`
      : 'Connecting to the database …',
  )
  const log = makeLog({ level: config.logLevel, isPretty: context.isTerminal })
  const house = await openHouse(config, { log, isAlone })
  if (role === 'all' || role === 'worker') house.work(concurrency)
  const listening = role === 'all' || role === 'listen' ? startListening(house) : undefined
  let server: ReturnType<typeof makeHub> | undefined
  let build: ChildProcess | undefined
  if (role === 'all' || role === 'hub') {
    server = makeHub(house)
    await listenOrExplain(server, config.port, house)
    build = buildAdmin(say)
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    say(`Lummy is up after ${seconds} s.

  Chat, as a customer   ${config.publicUrl}/chat
  Admin, as staff       ${config.publicUrl}/admin
`)
    const link = await house.core.accounts.ownerLink()
    if (link !== undefined) say(`  Create the owner's account (once, within a day):\n  ${link}\n`)
  } else say(`Lummy's ${role} is up.`)
  say('Ctrl-C stops it.')

  await stopped
  say('Stopping …')
  build?.kill()
  await server?.close()
  await listening?.stop()
  await house.close()
  return exitCodes.done
}

async function listenOrExplain(server: ReturnType<typeof makeHub>, port: number, house: House): Promise<void> {
  try {
    await server.listen(port)
  } catch (error) {
    await house.close()
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    throw new WrongUsage(`Port ${port} is taken by another program. Stop that one, or choose another with PORT.`)
  }
}

/** Builds the admin's pages when they are not there yet; until then `/admin` says so and reloads. */
function buildAdmin(say: (sentence: string) => void): ChildProcess | undefined {
  const admin = fileURLToPath(new URL('../../admin', import.meta.url))
  if (existsSync(join(admin, 'build/index.html'))) return undefined
  const vite = viteOf(admin)
  if (vite === undefined) {
    say('The admin is not built, and its build tools are not installed: run "npm ci", then "npm run build".')
    return undefined
  }
  say('Building the admin (half a minute, the first time only) …')
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'error'], {
    cwd: admin,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said += chunk
  })
  child.on('exit', (code, signal) => {
    if (code === 0) say('The admin is built.')
    else if (signal === null) say(`The admin could not be built:\n${said}`)
  })
  return child
}

function viteOf(admin: string): string | undefined {
  try {
    const require = createRequire(join(admin, 'package.json'))
    return join(dirname(require.resolve('vite/package.json')), 'bin/vite.js')
  } catch {
    return undefined
  }
}

/** Resolves at the first Ctrl-C or stop signal; a second one ends the process at once. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        resolve()
        process.once(signal, () => process.exit(130))
      })
    }
  })
}
