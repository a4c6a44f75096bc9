import { crc32 } from 'node:zlib'
import { drawIcons } from './icons.ts'
import { iconNames, teamsManifest } from './manifest.ts'

/** The app's package, as it is uploaded to Teams: a zip of the manifest and both icons. The same input gives the same bytes. */
export function teamsPackage(options: { url: string; appId: string }): Uint8Array {
  const { color, outline } = drawIcons()
  return zip({
    'manifest.json': Buffer.from(`${JSON.stringify(teamsManifest(options), null, 2)}\n`),
    [iconNames.color]: color,
    [iconNames.outline]: outline,
  })
}

/** Midnight of the first day that a zip can tell. */
const dosTime = [0x00, 0x00, 0x21, 0x00]

/** Stores files without compression. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3 */
function zip(files: Record<string, Uint8Array>): Uint8Array {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, bytes] of Object.entries(files)) {
    const title = Buffer.from(name, 'utf8')
    const facts = factsOf(title, bytes)
    const local = Buffer.concat([number(0x04034b50, 4), facts, number(0, 2), title, bytes])
    // Comment, disk and attributes are none; then comes where the file's own record begins.
    directory.push(Buffer.concat([number(0x02014b50, 4), number(20, 2), facts, Buffer.alloc(12), number(at, 4), title]))
    parts.push(local)
    at += local.length
  }
  const entries = Buffer.concat(directory)
  const count = number(directory.length, 2)
  const end = [
    number(0x06054b50, 4),
    number(0, 4),
    count,
    count,
    number(entries.length, 4),
    number(at, 4),
    number(0, 2),
  ]
  return Buffer.concat([...parts, entries, ...end])
}

/** What both records of a file say: version, flags, method, time, check, sizes, length of its name. */
function factsOf(title: Buffer, bytes: Uint8Array): Buffer {
  const size = number(bytes.length, 4)
  return Buffer.concat([
    ...[number(20, 2), number(0x0800, 2), number(0, 2), Buffer.from(dosTime)],
    ...[number(crc32(bytes), 4), size, size, number(title.length, 2)],
  ])
}

function number(value: number, bytes: 2 | 4): Buffer {
  const buffer = Buffer.alloc(bytes)
  buffer.writeUIntLE(value, 0, bytes)
  return buffer
}
