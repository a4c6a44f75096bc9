import { randomBytes, randomUUID } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'

/** Name of the key file in the data folder. */
export const keyFileName = 'secret.key'

/**
 * Reads the key list from the data folder's key file; makes the file (mode 0600) with one new key when there is none.
 * For the embedded default only: with production settings LUMMY_SECRET_KEY is given.
 */
export async function readKeyFile(dataFolder: string): Promise<string> {
  const path = join(dataFolder, keyFileName)
  const kept = await readKept(path)
  if (kept !== undefined) return kept
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  await createWhole(path, `${randomBytes(32).toString('base64')}\n`)
  const made = await readKept(path)
  if (made === undefined) throw new Error(`the key file ${path} was removed while it was being made`)
  return made
}

async function readKept(path: string): Promise<string | undefined> {
  try {
    const text = await readFile(path, 'utf8')
    // A copied or restored folder often comes back readable by everybody.
    if (((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o600)
    return text.trim()
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/** Two processes that start together agree on one key: the file appears whole, or not at all, and is never replaced. */
async function createWhole(path: string, text: string) {
  const draft = `${path}.${randomUUID()}`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  try {
    await link(draft, path)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    await unlink(draft)
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
