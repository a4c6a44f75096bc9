import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import type { PastItem } from '#core/learning/import/past-message.ts'
import { WrongUsage } from '../command.ts'
import { readCsv } from './csv.ts'
import { readEmlFolder } from './eml-folder.ts'
import { readJsonl } from './jsonl.ts'
import { readPastMail } from './mail.ts'
import { readMbox } from './mbox.ts'

export const pastFormats = ['mbox', 'eml', 'csv', 'jsonl'] as const
export type PastFormat = (typeof pastFormats)[number]

export interface Past {
  format: PastFormat
  /** Bytes to read, where one file says so. */
  totalBytes: number | undefined
  /** Reads all of it once; `onBytes` is told how many bytes were read so far. */
  read(onBytes?: (bytes: number) => void): AsyncGenerator<PastItem>
  /** SHA-256 of what was read, hex. */
  digest(): string
}

/** Opens a file, or a folder of mails, by its name's ending or its first bytes. Throws WrongUsage. */
export async function openPast(path: string, named?: string): Promise<Past> {
  const found = await stat(path).catch(() => undefined)
  if (!found) throw new WrongUsage(`There is no file or folder ${path}.`)
  const format = found.isDirectory() ? 'eml' : (readFormat(named) ?? (await formatOf(path)))
  if (found.isDirectory() && (await readdir(path)).length === 0) throw new WrongUsage(`The folder ${path} is empty.`)
  const hash = createHash('sha256')
  let bytes = 0
  const take = (chunk: Uint8Array, onBytes: ((bytes: number) => void) | undefined) => {
    hash.update(chunk)
    bytes += chunk.length
    onBytes?.(bytes)
  }

  async function* chunks(onBytes: ((bytes: number) => void) | undefined): AsyncGenerator<Uint8Array> {
    for await (const chunk of createReadStream(path)) {
      take(chunk as Buffer, onBytes)
      yield chunk as Buffer
    }
  }

  async function* mails(onBytes: ((bytes: number) => void) | undefined): AsyncGenerator<PastItem> {
    for await (const mail of readEmlFolder(path)) {
      if ('problem' in mail) yield { problem: mail.problem, line: 1, file: mail.file }
      else {
        take(mail.bytes, onBytes)
        yield await readPastMail(mail.bytes, 1, mail.file)
      }
    }
  }

  async function* boxed(onBytes: ((bytes: number) => void) | undefined): AsyncGenerator<PastItem> {
    for await (const mail of readMbox(chunks(onBytes))) yield await readPastMail(mail.bytes, mail.line)
  }

  async function* one(onBytes: ((bytes: number) => void) | undefined): AsyncGenerator<PastItem> {
    const parts: Uint8Array[] = []
    for await (const chunk of chunks(onBytes)) parts.push(chunk)
    yield await readPastMail(Buffer.concat(parts), 1)
  }

  return {
    format,
    totalBytes: found.isDirectory() ? undefined : found.size,
    read(onBytes) {
      if (found.isDirectory()) return mails(onBytes)
      if (format === 'mbox') return boxed(onBytes)
      if (format === 'eml') return one(onBytes)
      return format === 'csv' ? readCsv(chunks(onBytes)) : readJsonl(chunks(onBytes))
    },
    digest: () => hash.copy().digest('hex'),
  }
}

function readFormat(named: string | undefined): PastFormat | undefined {
  if (named === undefined) return undefined
  const format = pastFormats.find((one) => one === named.toLowerCase())
  if (!format) throw new WrongUsage(`--format is one of ${pastFormats.join(', ')}; "${named}" is none of them.`)
  return format
}

async function formatOf(path: string): Promise<PastFormat> {
  const byName = endings[extname(path).toLowerCase()]
  if (byName) return byName
  let head = ''
  for await (const chunk of createReadStream(path, { end: 1000 })) head += (chunk as Buffer).toString('latin1')
  if (head.startsWith('From ')) return 'mbox'
  if (head.trimStart().startsWith('{')) return 'jsonl'
  if (/^[!-9;-~]+:\s/.test(head)) return 'eml'
  throw new WrongUsage(`It does not show what ${path} is; say so with --format ${pastFormats.join('|')}.`)
}

const endings: Record<string, PastFormat> = {
  '.mbox': 'mbox',
  '.mbx': 'mbox',
  '.eml': 'eml',
  '.csv': 'csv',
  '.tsv': 'csv',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
}
