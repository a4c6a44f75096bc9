import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { Command } from 'commander'
import { makeCore } from '#core/core.ts'
import { makeLearners } from '#core/learning/learners.ts'
import { localEmbedder } from '#core/outside/language/local.ts'
import type { Ports } from '#core/ports.ts'
import { makeFakeClock } from '#core/testing/fake-clock.ts'
import { makeFakeJobs } from '#core/testing/fake-jobs.ts'
import { makeFakePlatforms } from '#core/testing/fake-messenger.ts'
import { makeFakeFiles } from '#core/testing/fakes.ts'
import { quietLog, testDatabase, testSeal } from '#core/testing/test-database.ts'
import { sketch } from '#core/understanding/sketch.ts'
import type { CliCommand, CliContext, House } from '../cli/command.ts'

const folders: string[] = []
const servers: Server[] = []
/** For `afterEach`: removes the files and stops the servers of a test. */
export async function cleanUp(): Promise<void> {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
}

/** Writes a file that is removed after the test. */
export function file(name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'lummy-test-'))
  folders.push(folder)
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

/** Runs a command as commander would hand its words over; no house unless one is given. */
export async function run(
  command: CliCommand,
  words: string[],
  given: { house?: House; input?: string; isTerminal?: boolean; publicUrl?: string } = {},
) {
  const parsed = new Command(command.name).exitOverride().configureOutput({ writeErr: () => {}, writeOut: () => {} })
  command.configure(parsed)
  parsed.action(() => {}).parse(words, { from: 'user' })
  let stdout = ''
  let stderr = ''
  const context: CliContext = {
    config: {
      isProduction: false,
      publicUrl: given.publicUrl ?? 'http://localhost:1',
      dataFolder: file('x', '').replace(/x$/, 'data'),
    },
    openHouse: () => (given.house ? Promise.resolve(given.house) : Promise.reject(new Error('no database here'))),
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    stdin: Readable.from(given.input === undefined ? [] : [Buffer.from(given.input)]),
    isTerminal: given.isTerminal ?? false,
  }
  const code = await command.run(parsed.args, parsed.opts(), context).catch((error: Error) => {
    if (error.name === 'WrongUsage') stderr += error.message
    else throw error
    return 2
  })
  return { code, stdout, stderr }
}

/** A business of its own, as the commands see it. */
export async function openHouse() {
  const database = await testDatabase()
  const { businessId, agentId, email: address } = await database.freshBusiness()
  const clock = makeFakeClock()
  const ports = {
    store: database.store,
    embedder: localEmbedder(sketch, 'sketch-1'),
    live: { publish: () => {}, subscribe: () => () => {} },
    log: quietLog(),
    now: () => new Date(),
    ...{ jobs: makeFakeJobs(clock), files: makeFakeFiles(), keys: testSeal() },
    messenger: makeFakePlatforms(clock, { slack: false, mail: false }).messenger,
  } satisfies Ports
  const learners = makeLearners(ports)
  const house: House = {
    core: makeCore({ ...ports, learners, publicUrl: 'http://127.0.0.1:3000' }),
    store: {
      of: database.store.of,
      // Other tests have businesses and integrations in the same database.
      system: {
        ...database.store.system,
        businesses: async () =>
          (await database.store.system.businesses()).filter((business) => business.id === businessId),
        integrations: async () =>
          (await database.store.system.integrations()).filter((one) => one.businessId === businessId),
      },
    },
    ports,
    learners,
    connect: () => {
      throw new Error('nothing is connected')
    },
    pingQueue: async () => 'PostgreSQL',
    tools: () => {
      throw new Error('nothing is connected')
    },
    isJoined: false,
    work: () => {},
    close: async () => {},
  }
  return { house, businessId, agentId, address, scope: database.store.of(businessId) }
}

/** Answers on a loopback port until the test is over. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
