import iconv from 'iconv-lite'

/** Decodes bytes by the charset that the sender named; what is unknown or does not fit is read as UTF-8, else as Windows-1252. */
export function decodeText(bytes: Uint8Array, charset: string | undefined): string {
  const name = (charset ?? '').trim().toLowerCase()
  const known = /^[a-z0-9][a-z0-9:._-]{1,30}$/.test(name) && !transfers.has(name) && iconv.encodingExists(name)
  if (known && !supersededByUtf8.has(name)) return iconv.decode(Buffer.from(bytes), name)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return iconv.decode(Buffer.from(bytes), 'windows-1252')
  }
}

/** Names that iconv-lite takes for charsets although they are ways of packing bytes. */
const transfers = new Set(['base64', 'hex', 'binary', 'internal'])

/** Plain ASCII is UTF-8 too, and mail that says ASCII often is not. */
const supersededByUtf8 = new Set(['utf8', 'utf-8', 'unicode-1-1-utf-8', 'ascii', 'us-ascii'])
