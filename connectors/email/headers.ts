import { decodeText } from './charset.ts'

/** One header line, unfolded; the name in lower case, the value as it stood. */
export interface Header {
  name: string
  value: string
}

/** Reads a header block up to its first empty line; lines that are no headers are passed over. */
export function readHeaders(block: string): Header[] {
  const headers: Header[] = []
  for (const line of block.split(/\r\n|\n|\r/)) {
    const last = headers.at(-1)
    if (line === '') {
      if (last) break
    } else if (/^[ \t]/.test(line)) {
      if (last) last.value += ` ${line.trim()}`
    } else {
      const colon = line.indexOf(':')
      const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase()
      if (/^[!-9;-~]+$/.test(name)) headers.push({ name, value: line.slice(colon + 1).trim() })
    }
  }
  return headers
}

/** All values of a header, in the order of the mail. */
export function valuesOf(headers: readonly Header[], name: string): string[] {
  return headers.filter((header) => header.name === name).map((header) => header.value)
}

/** Decodes RFC 2047 words ("=?utf-8?q?caf=C3=A9?="); what is broken stays as it stands. */
export function decodeWords(value: string): string {
  if (value.length > longestRead) return value
  return value.replace(/(\?=)[ \t]+(?==\?)/g, '$1').replace(/(?:=\?[^?\s]{1,40}\?[bq]\?[^?\s]*\?=)+/gi, (run) => {
    const words = [...run.matchAll(/=\?([^?\s]{1,40})\?([bq])\?([^?\s]*)\?=/gi)].map(readWord)
    return joined(words)
      .map(({ charset, bytes, word }) => (bytes.length === 0 ? word : decodeText(Buffer.concat(bytes), charset)))
      .join('')
  })
}

/** Nobody reads a header that is longer. */
const longestRead = 100_000

interface Word {
  charset: string
  /** None where nothing can be made of it. */
  bytes: Buffer[]
  /** As it stands then. */
  word: string
}

function readWord([word, charset = '', encoding = '', text = '']: RegExpMatchArray): Word {
  const bytes = encoding.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : unquoted(text)
  return {
    charset: (charset.split('*')[0] ?? '').toLowerCase(),
    bytes: bytes.length === 0 ? [] : [bytes],
    word: text === '' ? '' : word,
  }
}

/** Mailers cut a long subject anywhere, between the bytes of one letter too: words of one charset are decoded together. */
function joined(words: readonly Word[]): Word[] {
  const all: Word[] = []
  for (const word of words) {
    const last = all.at(-1)
    if (last && last.charset === word.charset && last.bytes.length > 0 && word.bytes.length > 0)
      last.bytes.push(...word.bytes)
    else all.push(word)
  }
  return all
}

function unquoted(text: string): Buffer {
  const plain = text
    .replace(/_/g, ' ')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(plain, 'latin1')
}

/** The Message-IDs in a value such as References, in its order, without the angle brackets' neighbours. */
export function messageIds(value: string): string[] {
  return [...value.matchAll(/<[^<>\s]{1,500}>/g)].map(([id]) => id)
}
