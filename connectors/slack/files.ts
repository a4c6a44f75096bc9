import { z } from 'zod'
import type { Tools } from '#connectors/connector.ts'
import { platformError } from '#connectors/shared/http-errors.ts'
import type { Attachment } from '#core/domain/file.ts'
import type { Delivery } from '#core/domain/outbound.ts'
import { NotAllowed, Platform, Unreachable } from '#core/errors.ts'
import type { SlackCall } from './api.ts'
import { type Thread, threadText } from './place.ts'

type FileTools = Pick<Tools, 'environment' | 'file' | 'now'>

/** How long the bytes of one file may take in either direction, ms. */
const timeoutMs = 15_000

/**
 * Shows files in a thread. Nobody sees the bytes before the last call, so a failure until then is surely "not sent".
 * https://docs.slack.dev/messaging/working-with-files#upload
 */
export async function upload(
  call: SlackCall,
  { channel, ts }: Thread,
  files: readonly Attachment[],
  tools: FileTools,
): Promise<Delivery> {
  const ids: { id: string; title: string }[] = []
  for (const { name, digest } of files) {
    if (digest === undefined) throw new NotAllowed(`the bytes of ${name}`)
    ids.push({ id: await put(call, name, await tools.file(digest), tools), title: name })
  }
  await call('files.completeUploadExternal', {
    files: ids,
    channel_id: channel,
    ...(ts === '' ? {} : { thread_ts: ts }),
  })
  return { platformId: threadText({ channel, ts: ids[0]?.id ?? ts }) }
}

/**
 * Fetches a file from Slack with the bot's token, at most so many bytes. The token goes to Slack alone. Throws Platform
 * errors; NotAllowed when the app may not read files.
 */
export async function download(
  { name, url }: Attachment,
  mostBytes: number,
  token: string,
  tools: Pick<Tools, 'environment' | 'now'>,
): Promise<Uint8Array> {
  if (url === undefined || !isSlack(url, tools)) throw new NotAllowed(`${name} to be kept by Slack itself`)
  const reply = await ask(url, { headers: { authorization: `Bearer ${token}` } }, tools)
  // Whoever may not read a file is sent to the page where people sign in.
  if (reply.status >= 300 && reply.status < 400) throw new NotAllowed('the scope files:read: reinstall the Slack app')
  if (!reply.ok || reply.body === null) throw new Platform(`Slack answered ${reply.status}`, notFetched(reply.status))
  return read(reply.body, mostBytes).catch((error: unknown) => surelyNotSent(asPlatform(error, tools)))
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

const place = z.object({ upload_url: z.url(), file_id: z.string().min(1) })

async function put(call: SlackCall, name: string, bytes: Uint8Array, tools: FileTools): Promise<string> {
  const asked = await call('files.getUploadURLExternal', { filename: name, length: bytes.length }).catch(surelyNotSent)
  const { data } = place.safeParse(asked)
  if (data === undefined || !isSlack(data.upload_url, tools))
    throw new Platform('Slack named no place of its own for a file', { notSent: true, retry: false })
  const reply = await ask(data.upload_url, { method: 'POST', body: Buffer.from(bytes) }, tools)
  if (!reply.ok) throw new Platform(`Slack answered ${reply.status} to a file`, notFetched(reply.status))
  return data.file_id
}

async function ask(url: string, init: RequestInit, tools: Pick<Tools, 'now'>): Promise<Response> {
  try {
    return await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
  } catch (error) {
    return surelyNotSent(asPlatform(error, tools))
  }
}

function asPlatform(error: unknown, tools: Pick<Tools, 'now'>): Platform {
  return platformError(error, { platform: 'Slack', needs: 'a valid bot token', now: tools.now() })
}

/** Until the last call of an upload, and in a download, nothing was shown to anybody. */
function surelyNotSent(error: unknown): never {
  throw error instanceof Unreachable ? new Unreachable(error.message, { notSent: true }) : error
}

function notFetched(status: number): { notSent: true; retry: boolean } {
  return { notSent: true, retry: status === 429 || status >= 500 }
}

/** Slack's own hosts, or the one that stands for its API. */
function isSlack(url: string, { environment }: Pick<Tools, 'environment'>): boolean {
  const { protocol, hostname, origin } = new URL(url)
  if (environment.SLACK_API_URL !== undefined && new URL(environment.SLACK_API_URL).origin === origin) return true
  return protocol === 'https:' && (hostname === 'slack.com' || hostname.endsWith('.slack.com'))
}
