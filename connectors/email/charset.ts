import iconv from 'iconv-lite'

/** Decodes bytes by the charset that the sender named; what is unknown or does not fit is read as UTF-8, else as Windows-1252. */
export function decodeText(bytes: Uint8Array, charset: string | undefined): string {
  const name = (charset ?? '').trim().toLowerCase()
  const known = /^[a-z0-9][a-z0-9:._-]{1,30}$/.test(name) && !transfers.has(name) && !supersededByUtf8.has(name)
  if (known && iconv.encodingExists(name)) return iconv.decode(Buffer.from(bytes), name)
  if (isJapanese(name) || switchesToJapanese(bytes)) return decodeJapanese(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return iconv.decode(Buffer.from(bytes), 'windows-1252')
  }
}

/** What Japanese mailers and phones still write, under its own and Windows' names; iconv-lite does not know it. */
function isJapanese(name: string): boolean {
  return /^(?:iso-2022-jp(?:-[\w-]{1,8})?|csiso2022jp|cp5022[012])$/.test(name)
}

/** Back to ASCII and at once to Japanese again, as between two encoded words, is an error to the decoder. */
function decodeJapanese(bytes: Uint8Array): string {
  const switched = Buffer.from(bytes).toString('latin1').replaceAll('\x1b(B\x1b$', '\x1b$')
  return new TextDecoder('iso-2022-jp').decode(Buffer.from(switched, 'latin1'))
}

/** ESC $ @ or ESC $ B among seven-bit bytes: ISO-2022-JP that nobody named, as in old mailers' subjects. */
function switchesToJapanese(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return (buffer.includes('\x1b$B') || buffer.includes('\x1b$@')) && buffer.every((byte) => byte < 0x80)
}

/** Names that iconv-lite takes for charsets although they are ways of packing bytes. */
const transfers = new Set(['base64', 'hex', 'binary', 'internal'])

/** Plain ASCII is UTF-8 too, and mail that says ASCII often is not. */
const supersededByUtf8 = new Set(['utf8', 'utf-8', 'unicode-1-1-utf-8', 'ascii', 'us-ascii'])
