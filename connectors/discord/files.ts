import type { RawFile } from 'discord.js'
import type { Tools } from '#connectors/connector.ts'
import { platformError } from '#connectors/shared/http-errors.ts'
import type { Attachment } from '#core/domain/file.ts'
import { Gone, NotAllowed, Platform, Unreachable } from '#core/errors.ts'

/** How long the bytes of one file may take, ms. */
const timeoutMs = 15_000

/** Reads the bytes of files that are to be shown, before anything is sent. */
export async function bytesOf(files: readonly Attachment[], tools: Pick<Tools, 'file'>): Promise<RawFile[]> {
  return Promise.all(
    files.map(async ({ name, type, digest }) => {
      if (digest === undefined) throw new NotAllowed(`the bytes of ${name}`)
      return { name, contentType: type, data: Buffer.from(await tools.file(digest)) }
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
  try {
    const reply = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) })
    if (reply.status === 403 || reply.status === 404) throw new Gone(`Discord keeps ${name} no more: send it once more`)
    if (!reply.ok || reply.body === null)
      throw new Platform(`Discord answered ${reply.status}`, { notSent: true, retry: reply.status >= 500 })
    return await read(reply.body, mostBytes)
  } catch (error) {
    const problem = platformError(error, { platform: 'Discord', needs: 'the file', now: tools.now() })
    // Fetching shows nothing to anybody.
    throw problem instanceof Unreachable ? new Unreachable(problem.message, { notSent: true }) : problem
  }
}

async function read(body: ReadableStream<Uint8Array>, mostBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    // Leaving the loop ends the stream: the rest is not read.
    if (size > mostBytes) throw new Platform('it is larger than it said', { notSent: true, retry: false })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

const hosts = new Set(['cdn.discordapp.com', 'media.discordapp.net'])

/** Discord's own hosts, or the one that stands for its API. */
function isDiscord(url: string, { environment }: Pick<Tools, 'environment'>): boolean {
  const { protocol, hostname, origin } = new URL(url)
  const api = environment.DISCORD_API_URL
  if (api !== undefined && new URL(api).origin === origin) return true
  return protocol === 'https:' && hosts.has(hostname)
}
