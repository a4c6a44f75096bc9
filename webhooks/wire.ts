import { join } from 'node:path'
import { Registry } from 'prom-client'
import type { Connection, Tools } from '#connectors/connector.ts'
import { connectors } from '#connectors/index.ts'
import { makeSentences, type Sentences } from '#core/answering/sentences.ts'
import { makeCore } from '#core/core.ts'
import type { Integration } from '#core/domain/business.ts'
import type { Core } from '#core/door.ts'
import { type Learners, makeLearners } from '#core/learning/learners.ts'
import { type Config, readConfig } from '#core/outside/config.ts'
import { makeDiskFiles } from '#core/outside/files/disk.ts'
import { type OpenJobs, openJobs } from '#core/outside/jobs/open.ts'
import { startSweep } from '#core/outside/jobs/sweep.ts'
import { readKeyFile } from '#core/outside/key-file.ts'
import { chooseLanguage } from '#core/outside/language/choose.ts'
import { localEmbedder } from '#core/outside/language/local.ts'
import { openDatabase } from '#core/outside/persistence/embedded.ts'
import { FolderTaken } from '#core/outside/persistence/lock.ts'
import { openStore } from '#core/outside/persistence/open.ts'
import { makeSeal } from '#core/outside/seal.ts'
import { readOwnSentences } from '#core/outside/sentences.ts'
import type { Live, Log, Ports } from '#core/ports.ts'
import type { Store } from '#core/store/store.ts'
import { sketch, sketchName } from '#core/understanding/sketch.ts'
import { type Connections, makeConnections } from './connections.ts'
import { type Counts, makeCounts } from './counts.ts'
import { makeMessenger } from './messenger.ts'
import { makeRenewals } from './renew.ts'

export { type Config, FolderTaken, readConfig }

/** A running installation without its doors: database, queue, core and connections. */
export interface House {
  config: Config
  core: Core
  store: Store
  live: Live
  ports: Ports
  learners: Learners
  /** What the product itself says to customers. */
  sentences: Sentences
  connections: Connections
  tools(connector: string): Tools
  metrics: Registry
  counts: Counts
  log: Log
  /** The embedded database belongs to another process, which also does the work. */
  isJoined: boolean
  connect(integration: Integration): Connection
  /** Resolves when the database answers. */
  ping(): Promise<void>
  /** Resolves when the queue answers; says which one it is. */
  pingQueue(): Promise<string>
  /** Starts taking jobs and sweeping. */
  work(concurrency: number): void
  /** Lets the jobs at hand finish, then closes everything. */
  close(): Promise<void>
}

/** A turn in hand ends in far less; one that does not is taken up by another process, or after the next start. */
const turnGraceMs = 10_000

/** The composition root: configuration in, house out. Throws what the operator should read (ConfigInvalid, FolderTaken). */
export async function openHouse(
  config: Config,
  options: { log: Log; isAlone: boolean; join?: boolean; migrate?: boolean },
): Promise<House> {
  const { log } = options
  const undo: (() => Promise<unknown>)[] = []
  const closeAll = async () => {
    for (const close of undo.splice(0).reverse()) await close()
  }
  try {
    const sentences = makeSentences(await readOwnSentences(join(config.dataFolder, 'sentences')))
    const seal = makeSeal(config.secretKey ?? (await readKeyFile(config.dataFolder)))
    const database = await openDatabase({
      databaseUrl: config.databaseUrl,
      dataFolder: config.dataFolder,
      join: options.join ?? false,
      log,
    })
    undo.push(() => database.close())
    const opened = openStore({ url: database.url, isEmbedded: database.isEmbedded, seal, log })
    undo.push(() => opened.close())
    if (options.migrate !== false) await opened.migrate()
    const jobs = await openJobs({
      redisUrl: config.redisUrl,
      databaseUrl: database.url,
      isEmbedded: database.isEmbedded,
      isAlone: options.isAlone,
      log,
    })
    undo.push(() => jobs.close())

    const files = makeDiskFiles(join(config.dataFolder, 'files'))
    const tools = (id: string): Tools => ({
      environment: Object.fromEntries(
        Object.keys(connectors.find((one) => one.id === id)?.environment ?? {}).map((name) => [
          name,
          config.connectors[name],
        ]),
      ),
      now: () => new Date(),
      log,
      file: (digest) => files.get(digest),
    })
    const { publicUrl } = config
    const connections = makeConnections({ connectors, store: opened.store, tools, publicUrl, now: Date.now })
    const ports: Ports & { publicUrl: string } = {
      store: opened.store,
      messenger: makeMessenger(connections, connectors),
      jobs: jobs.jobs,
      live: tellingToo(connections, jobs.live),
      files,
      ...chooseLanguage(config.language, localEmbedder(sketch, sketchName)),
      keys: seal,
      now: () => new Date(),
      log,
      publicUrl,
    }
    const learners = makeLearners(ports)
    const core = makeCore({ ...ports, learners, sentences })
    undo.push(() => core.work.finish(turnGraceMs))
    const metrics = new Registry()
    return {
      config,
      core,
      store: opened.store,
      live: jobs.live,
      ports,
      learners,
      sentences,
      connections,
      tools,
      metrics,
      counts: makeCounts({ metrics, store: opened.store, log }),
      log,
      isJoined: database.isJoined ?? false,
      connect: connections.open,
      ping: () => opened.store.system.ping(),
      pingQueue: () => jobs.ping(),
      work: (concurrency) => {
        startWork(core, jobs, concurrency, log, undo)
        const renew = makeRenewals({ connectors, store: opened.store, live: jobs.live, tools, now: ports.now, log })
        const renewing = startSweep({ sweep: renew, everyMs: 15_000, log })
        undo.push(() => renewing.stop())
      },
      close: closeAll,
    }
  } catch (error) {
    await closeAll()
    throw error
  }
}

function startWork(core: Core, jobs: OpenJobs, concurrency: number, log: Log, undo: (() => Promise<unknown>)[]): void {
  jobs.work(
    {
      lane: ({ businessId, lane }) => core.work.handleLane(businessId, lane),
      deliver: ({ businessId, outboxId }) => core.work.deliver(businessId, outboxId),
      task: ({ businessId, name, id }) => core.work[name === 'import' ? 'runImport' : name](businessId, id),
    },
    concurrency,
  )
  const sweep = startSweep({ sweep: () => core.work.sweep(), everyMs: 2_000, log })
  undo.push(() => sweep.stop())
}

/** What is connected here is known here at once, so that the page that did it shows all of it; elsewhere within seconds. */
function tellingToo(connections: Pick<Connections, 'forget'>, live: Live): Live {
  return {
    subscribe: (...given) => live.subscribe(...given),
    publish(businessId, event) {
      if (event.type === 'integration') connections.forget()
      live.publish(businessId, event)
    },
  }
}
