import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { openPglite, serve } from './pglite.ts'

/** The thread of the embedded database: says at which address it is served, and closes it when it is told to. */
if (parentPort === null) throw new Error('this is a thread of openDatabase')
const { folder } = workerData as { folder: string }
const served = await serve(await openPglite(folder))
parentPort.postMessage(served.url)
await once(parentPort, 'message')
await served.close()
