import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Reads a folder's `<language>.json` files; a folder that does not exist is an empty one. What is no JSON has no content. */
export async function readOwnSentences(
  folder: string,
): Promise<{ language: string; file: string; content: unknown }[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const files = names.filter((name) => name.endsWith('.json')).sort()
  return Promise.all(
    files.map(async (name) => {
      const file = join(folder, name)
      return { language: name.slice(0, -'.json'.length), file, content: parsed(await readFile(file, 'utf8')) }
    }),
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
