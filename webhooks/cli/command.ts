import type { Readable } from 'node:stream'
import type { Command } from 'commander'
import type { Connection, Tools } from '#connectors/connector.ts'
import type { Integration } from '#core/domain/business.ts'
import type { Actor, Core } from '#core/door.ts'
import type { Learners } from '#core/learning/learners.ts'
import type { Ports } from '#core/ports.ts'
import type { Store } from '#core/store/store.ts'

/** One command of the CLI; `webhooks/cli/lummy.ts` registers it with commander. */
export interface CliCommand {
  /** As typed; a space makes a subcommand: "keys rotate". */
  name: string
  summary: string
  /** Adds arguments and options. */
  configure(command: Command): void
  /** Returns the exit code: 0 done, 1 failed, 2 wrong usage. */
  run(args: readonly string[], options: Record<string, unknown>, context: CliContext): Promise<number>
}

export interface CliContext {
  config: CliConfig
  /** Opens database, queue and core; slow, so only where it is needed. The command closes it. */
  openHouse(): Promise<House>
  stdout: Output
  stderr: Output
  stdin: Readable
  /** A person sits at it: questions may be asked and lines redrawn. */
  isTerminal: boolean
}

/** What the commands use of the configuration. */
export interface CliConfig {
  isProduction: boolean
  publicUrl: string
  dataFolder: string
  databaseUrl?: string
  redisUrl?: string
  secretKey?: string
}

/** Where lines go; process.stdout and a test's list alike. */
export interface Output {
  write(text: string): unknown
}

/** What the commands use of a running installation. */
export interface House {
  core: Core
  store: Store
  ports: Ports
  learners: Learners
  /** Opens an integration's connection, as the messenger does. */
  connect(integration: Integration): Connection
  /** Resolves when the queue answers; says which one it is. */
  pingQueue(): Promise<string>
  /** What a connector may use of the outside. */
  tools(connector: string): Tools
  /** A running hub holds the database and does the work. */
  isJoined: boolean
  /** Starts taking jobs. */
  work(concurrency: number): void
  close(): Promise<void>
}

export const exitCodes = { done: 0, failed: 1, usage: 2 } as const

/** The command was typed wrongly; its sentence is shown and the exit code is 2. */
export class WrongUsage extends Error {
  override name = 'WrongUsage'
}

/** Finds the business that a command is for: the one named by id or owner's address, else the only real one. Throws WrongUsage. */
export async function chooseBusiness(store: Store, named: string | undefined): Promise<string> {
  const all = await store.system.businesses()
  if (named !== undefined) {
    const found = all.find((business) => business.id === named || business.email === named.toLowerCase())
    if (!found) throw new WrongUsage(`There is no business with the id or address ${named}.`)
    return found.id
  }
  const real = all.filter((business) => !business.settings.isDemo)
  if (real.length === 1) return real[0]!.id
  if (real.length === 0) {
    throw new WrongUsage('There is no business yet: run `npm start` and open the link that it prints.')
  }
  const list = real.map((business) => `  --business ${business.email}  (${business.companyName})`).join('\n')
  throw new WrongUsage(`There is more than one business; say which:\n${list}`)
}

/** Who answers for what a command does in this business. */
export async function ownerOf(store: Store, businessId: string): Promise<Actor> {
  const owner = (await store.of(businessId).teammates.list()).find(({ role }) => role === 'owner')
  if (owner === undefined) throw new WrongUsage('This business has no owner.')
  return { businessId, teammateId: owner.id, role: 'owner' }
}
