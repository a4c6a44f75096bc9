import { z } from 'zod'
import type { Tools } from '#connectors/connector.ts'
import { bytesTimeoutMs, fetchBytes } from '#connectors/shared/fetch-bytes.ts'
import { platformError, shownToNobody } from '#connectors/shared/http-errors.ts'
import type { Attachment } from '#core/domain/file.ts'
import type { Delivery } from '#core/domain/outbound.ts'
import { NotAllowed, Platform } from '#core/errors.ts'
import type { SlackCall } from './api.ts'
import { type Thread, threadText } from './place.ts'

type FileTools = Pick<Tools, 'environment' | 'file' | 'now'>

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
  const ask = async (signal: AbortSignal) => {
    const reply = await fetch(url, { headers: { authorization: `Bearer ${token}` }, redirect: 'manual', signal })
    // Whoever may not read a file is sent to the page where people sign in.
    if (reply.status >= 300 && reply.status < 400) throw new NotAllowed('the scope files:read: reinstall the Slack app')
    return reply
  }
  return fetchBytes(ask, mostBytes, failing(tools))
}

const place = z.object({ upload_url: z.url(), file_id: z.string().min(1) })

/** Hands Slack the bytes of one file. Until the last call of an upload nothing is shown to anybody. */
async function put(call: SlackCall, name: string, bytes: Uint8Array, tools: FileTools): Promise<string> {
  try {
    const { data } = place.safeParse(await call('files.getUploadURLExternal', { filename: name, length: bytes.length }))
    if (data === undefined || !isSlack(data.upload_url, tools))
      throw new Platform('Slack named no place of its own for a file', { notSent: true, retry: false })
    const signal = AbortSignal.timeout(bytesTimeoutMs)
    const reply = await fetch(data.upload_url, { method: 'POST', body: Buffer.from(bytes), redirect: 'manual', signal })
    if (reply.ok) return data.file_id
    const retry = reply.status === 429 || reply.status >= 500
    throw new Platform(`Slack answered ${reply.status} to a file`, { notSent: true, retry })
  } catch (error) {
    return shownToNobody(platformError(error, failing(tools)))
  }
}

const failing = (tools: Pick<Tools, 'now'>) => ({ platform: 'Slack', needs: 'a valid bot token', now: tools.now() })

/** Slack's own hosts, or the one that stands for its API. */
function isSlack(url: string, { environment }: Pick<Tools, 'environment'>): boolean {
  const { protocol, hostname, origin } = new URL(url)
  if (environment.SLACK_API_URL !== undefined && new URL(environment.SLACK_API_URL).origin === origin) return true
  return protocol === 'https:' && (hostname === 'slack.com' || hostname.endsWith('.slack.com'))
}
