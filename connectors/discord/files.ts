import type { Tools } from '#connectors/connector.ts'
import { fetchBytes } from '#connectors/shared/fetch-bytes.ts'
import type { Attachment } from '#core/domain/file.ts'
import { Gone, NotAllowed } from '#core/errors.ts'
import type { Upload } from './multipart.ts'

/** Reads the bytes of files that are to be shown, before anything is sent. */
export async function bytesOf(files: readonly Attachment[], tools: Pick<Tools, 'file'>): Promise<Upload[]> {
  return Promise.all(
    files.map(async ({ name, type, digest }) => {
      if (digest === undefined) throw new NotAllowed(`the bytes of ${name}`)
      return { name, type, bytes: await tools.file(digest) }
    }),
  )
}

/** Fetches a file from Discord's own hosts, at most so many bytes. Its address is signed and good for a day. Throws Platform errors. */
export async function download(
  { name, url }: Attachment,
  mostBytes: number,
  tools: Pick<Tools, 'environment' | 'now'>,
): Promise<Uint8Array> {
  if (url === undefined || !isDiscord(url, tools)) throw new NotAllowed(`${name} to be kept by Discord itself`)
  const ask = async (signal: AbortSignal) => {
    const reply = await fetch(url, { redirect: 'error', signal })
    if (reply.status === 403 || reply.status === 404) throw new Gone(`Discord keeps ${name} no more: send it once more`)
    return reply
  }
  return fetchBytes(ask, mostBytes, { platform: 'Discord', needs: 'the file', now: tools.now() })
}

const hosts = new Set(['cdn.discordapp.com', 'media.discordapp.net'])

/** Discord's own hosts, or the one that stands for its API. */
function isDiscord(url: string, { environment }: Pick<Tools, 'environment'>): boolean {
  const { protocol, hostname, origin } = new URL(url)
  const api = environment.DISCORD_API_URL
  if (api !== undefined && new URL(api).origin === origin) return true
  return protocol === 'https:' && hosts.has(hostname)
}
