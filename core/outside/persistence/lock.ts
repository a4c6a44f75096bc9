import { open, readFile, rename, rm } from 'node:fs/promises'
import { hostname } from 'node:os'

/** Another process has the data folder; the sentence says which and since when. */
export class FolderTaken extends Error {
  override name = 'FolderTaken'
}

interface Holder {
  pid: number
  host: string
  started: string
}

/**
 * Takes the lock file, also from a holder that is dead, and returns what gives it back. Two processes with the same
 * files would destroy them. Throws FolderTaken.
 */
export async function lockFolder(path: string): Promise<() => Promise<void>> {
  const me: Holder = { pid: process.pid, host: hostname(), started: new Date().toISOString() }
  for (let attempt = 0; attempt < 5; attempt++) {
    if (await create(path, me)) {
      held.add(path)
      return () => release(path, me)
    }
    const holder = await read(path)
    if (holder && isAlive(path, holder))
      throw new FolderTaken(
        `The data folder is in use by process ${holder.pid} on ${holder.host} since ${holder.started} (${path}). ` +
          'Stop that process first, or choose another folder with LUMMY_DATA.',
      )
    // Moved away before it is removed: of two who find it stale, one moves it.
    const stale = `${path}.${process.pid}.stale`
    await rename(path, stale).catch(() => {})
    await rm(stale, { force: true })
  }
  throw new FolderTaken(`The lock file ${path} keeps changing hands; try again.`)
}

async function create(path: string, me: Holder): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600)
    await file.writeFile(JSON.stringify(me))
    await file.close()
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

async function read(path: string): Promise<Holder | undefined> {
  // A lock that was created a moment ago may still be empty: look again before calling it stale.
  for (let attempt = 0; attempt < 10; attempt++) {
    try {
      return JSON.parse(await readFile(path, 'utf8'))
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  return undefined
}

function isAlive(path: string, { pid, host }: Holder): boolean {
  // Of a process on another machine (a shared folder) nothing can be known: it is believed.
  if (host !== hostname()) return true
  // Our own pid is often a dead process's, too: in a container it is always 1.
  if (pid === process.pid) return held.has(path)
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Lock files of this process. */
const held = new Set<string>()

async function release(path: string, me: Holder): Promise<void> {
  held.delete(path)
  const holder = await read(path)
  if (holder?.pid === me.pid && holder.started === me.started) await rm(path, { force: true })
}
