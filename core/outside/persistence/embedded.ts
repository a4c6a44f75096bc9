import { once } from 'node:events'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Log } from '#core/ports.ts'
import { FolderTaken, lockFolder } from './lock.ts'

export interface Database {
  url: string
  isEmbedded: boolean
  /** Served by another process: whoever joins takes no jobs of its own. */
  isJoined?: boolean
  close(): Promise<void>
}

/**
 * The database that `databaseUrl` names, or else an embedded one with its files in the data folder, served on
 * loopback by this process. Throws FolderTaken when another process has the folder; with `join`, connects to the
 * database that the other process serves instead (a command beside a running hub).
 */
export async function openDatabase(options: {
  databaseUrl?: string | undefined
  dataFolder: string
  join?: boolean
  log: Log
}): Promise<Database> {
  const { databaseUrl, dataFolder, log } = options
  const addressFile = join(dataFolder, 'database.url')
  if (databaseUrl !== undefined) return { url: databaseUrl, isEmbedded: false, close: async () => {} }
  await mkdir(dataFolder, { recursive: true })
  let unlock: () => Promise<void>
  try {
    unlock = await lockFolder(join(dataFolder, 'lummy.lock'))
  } catch (error) {
    const url = options.join && error instanceof FolderTaken ? await readFile(addressFile, 'utf8').catch(() => '') : ''
    if (url === '') throw error
    return { url, isEmbedded: true, isJoined: true, close: async () => {} }
  }
  try {
    const started = performance.now()
    const served = await serveBeside(join(dataFolder, 'database'))
    await writeFile(addressFile, served.url, { mode: 0o600 })
    log.info({ ms: Math.round(performance.now() - started) }, 'the embedded database is open')
    return {
      url: served.url,
      isEmbedded: true,
      async close() {
        await rm(addressFile, { force: true })
        await served.close()
        await unlock()
      },
    }
  } catch (error) {
    await unlock()
    throw error
  }
}

/**
 * Serves the files in a folder from a thread of its own: what the database works at keeps nobody else waiting. A thread that
 * breaks takes the process with it, for whoever supervises it to start anew.
 */
async function serveBeside(folder: string): Promise<{ url: string; close(): Promise<void> }> {
  const thread = new Worker(new URL('./embedded-thread.ts', import.meta.url), { workerData: { folder } })
  const [url] = (await once(thread, 'message')) as [string]
  return {
    url,
    async close() {
      const ended = once(thread, 'exit')
      thread.postMessage('close')
      await ended
    },
  }
}
