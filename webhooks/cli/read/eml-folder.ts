import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Reads the mails of a folder and of those in it, one file a mail, by path: `*.eml`, and Maildir's `cur` and `new`. */
export async function* readEmlFolder(
  folder: string,
  maxBytes = 30_000_000,
): AsyncGenerator<{ file: string; bytes: Buffer } | { file: string; problem: string }> {
  for await (const file of mailFiles(folder)) {
    const { size } = await stat(file)
    if (size > maxBytes) yield { file, problem: `is larger than ${Math.round(maxBytes / 1_000_000)} MB` }
    else yield { file, bytes: await readFile(file) }
  }
}

async function* mailFiles(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true })
  const isMaildir = ['cur', 'new'].includes(basename(folder)) && (await holdsMaildir(dirname(folder)))
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    // Links are not followed: they may lead out of the folder, or round in circles.
    if (entry.isDirectory()) yield* mailFiles(path)
    else if (entry.isFile() && (isMaildir || /\.eml$/i.test(entry.name))) yield path
  }
}

async function holdsMaildir(folder: string): Promise<boolean> {
  const names = new Set(await readdir(folder))
  return names.has('cur') && names.has('new')
}
