/** A mail as it stands in a file: its bytes and the line that it starts at. */
export interface RawMail {
  bytes: Buffer
  line: number
  /** The rest of it was left out: it is longer than `maxBytes`. */
  isCut: boolean
}

/**
 * Splits an mbox file into its mails while it is read. A mail begins at a "From " line that follows an empty line (or
 * nothing) and is followed by a header; ">From " in bodies loses one ">" (mboxrd). Bytes before the first mail are skipped.
 * https://www.loc.gov/preservation/digital/formats/fdd/fdd000385.shtml
 */
export async function* readMbox(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  maxBytes = 8_000_000,
): AsyncGenerator<RawMail> {
  let mail: { lines: Buffer[]; size: number; line: number; isCut: boolean } | undefined
  /** A "From " line that waits for the next line to tell what it is. */
  let separator: Buffer | undefined
  let isAfterEmpty = true
  let number = 0

  const keep = (line: Buffer) => {
    if (!mail) return
    if (mail.size + line.length > maxBytes) mail.isCut = true
    if (mail.isCut) return
    const bare = quotedFrom(line) ? line.subarray(1) : line
    mail.lines.push(bare)
    mail.size += bare.length
  }

  for await (const line of linesOf(chunks, maxBytes)) {
    number += 1
    if (separator) {
      if (looksLikeHeader(line)) {
        if (mail) yield whole(mail)
        mail = { lines: [], size: 0, line: number - 1, isCut: false }
      } else keep(separator)
      separator = undefined
      isAfterEmpty = false
    }
    if (isAfterEmpty && startsWith(line, fromMark)) {
      separator = line
      continue
    }
    isAfterEmpty = isEmpty(line)
    keep(line)
  }
  if (separator) keep(separator)
  if (mail) yield whole(mail)
}

const fromMark = Buffer.from('From ')
const greater = 0x3e
const newline = 0x0a

function whole(mail: { lines: Buffer[]; size: number; line: number; isCut: boolean }): RawMail {
  return { bytes: Buffer.concat(mail.lines, mail.size), line: mail.line, isCut: mail.isCut }
}

/** Lines with their line ends; a line longer than `maxBytes` comes in pieces. */
async function* linesOf(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Buffer> {
  let parts: Buffer[] = []
  let size = 0
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    let start = 0
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
      const piece = bytes.subarray(start, end + 1)
      start = end + 1
      yield parts.length === 0 ? piece : Buffer.concat([...parts, piece])
      if (parts.length > 0) [parts, size] = [[], 0]
    }
    if (start < bytes.length) {
      parts.push(bytes.subarray(start))
      size += bytes.length - start
    }
    if (size > maxBytes) {
      yield Buffer.concat(parts)
      ;[parts, size] = [[], 0]
    }
  }
  if (parts.length > 0) yield Buffer.concat(parts)
}

function isEmpty(line: Buffer): boolean {
  return line.length === 0 || line[0] === newline || (line[0] === 0x0d && (line.length === 1 || line[1] === newline))
}

function startsWith(line: Buffer, mark: Buffer): boolean {
  return line.length >= mark.length && line.compare(mark, 0, mark.length, 0, mark.length) === 0
}

/** ">From ", ">>From " … */
function quotedFrom(line: Buffer): boolean {
  let at = 0
  while (line[at] === greater) at += 1
  return at > 0 && startsWith(line.subarray(at), fromMark)
}

/** "Name:" at the start, or ">From " as some old stores put first. */
function looksLikeHeader(line: Buffer): boolean {
  return /^(?:[!-9;-~]{1,80}[ \t]*:|>From )/.test(line.toString('latin1', 0, 100))
}
