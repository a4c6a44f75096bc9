import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Refused } from '#core/errors.ts'
import type { FileStore } from '#core/ports.ts'

/** Files under a folder, named by what they hold: `ab/cdef…` for the SHA-256 `abcdef…`. */
export function makeDiskFiles(folder: string): FileStore {
  return {
    async put(bytes) {
      const digest = createHash('sha256').update(bytes).digest('hex')
      const path = pathOf(folder, digest)
      // The same name with the same size is the same file: a half-written one never gets the name.
      const known = await stat(path).catch(() => undefined)
      if (known?.size !== bytes.length) await write(path, bytes)
      return digest
    },

    async get(digest) {
      try {
        return await readFile(pathOf(folder, digest))
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
          throw new Refused(404, 'This file is not kept any more.')
        throw error
      }
    },

    remove: (digest) => rm(pathOf(folder, digest), { force: true }),
  }
}

/** Nothing but a digest becomes part of a path. */
function pathOf(folder: string, digest: string): string {
  if (!/^[0-9a-f]{64}$/.test(digest)) throw new Refused(404, 'This file is not kept any more.')
  return join(folder, digest.slice(0, 2), digest.slice(2))
}

/** Whole or not at all, also when the power fails: the name appears after the bytes are on the disk. */
async function write(path: string, bytes: Uint8Array): Promise<void> {
  const parent = dirname(path)
  await mkdir(parent, { recursive: true })
  const half = `${path}.${randomUUID()}`
  try {
    const file = await open(half, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(half, path)
  } catch (error) {
    await rm(half, { force: true })
    throw error
  }
  const handle = await open(parent)
  await handle.sync().finally(() => handle.close())
}
