import type { Tools } from '#connectors/connector.ts'
import { fetchBytes } from '#connectors/shared/fetch-bytes.ts'
import type { Attachment } from '#core/domain/file.ts'
import { NotAllowed } from '#core/errors.ts'
import type { Message } from './api.ts'
import type { Tokens } from './token.ts'

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4#pictures-should-be-in-png-jpeg-or-gif-format */
const largestPicture = 1_000_000
const shownTypes = new Set(['image/png', 'image/jpeg', 'image/gif'])

/** A message that shows a customer's pictures; of those that Teams does not show it says so, since their links stand above. */
export async function pictures(files: readonly Attachment[], tools: Pick<Tools, 'file'>): Promise<Message> {
  const shown = files.filter(({ type, size }) => shownTypes.has(type) && size <= largestPicture)
  const left = files.length - shown.length
  const attachments = await Promise.all(
    shown.map(async ({ name, type, digest }) => {
      if (digest === undefined) throw new NotAllowed(`the bytes of ${name}`)
      const bytes = Buffer.from(await tools.file(digest))
      return { contentType: type, name, contentUrl: `data:${type};base64,${bytes.toString('base64')}` }
    }),
  )
  const note = `${left === 1 ? 'One picture is' : `${left} pictures are`} too large to be shown here: open the link above.`
  return { type: 'message', attachments, ...(left === 0 ? {} : { text: note }) }
}

/**
 * Fetches a file that a person sent, at most so many bytes. The bot's token goes to the service URL's own host alone; files
 * of OneDrive have addresses that are good by themselves. Throws Platform errors.
 */
export async function download(
  { name, url }: Attachment,
  mostBytes: number,
  from: { serviceUrl: string; tokens: Tokens },
  tools: Pick<Tools, 'now'>,
): Promise<Uint8Array> {
  if (url === undefined) throw new NotAllowed(`${name} to be sent another way: Teams gives bots no files of a channel`)
  const isService = new URL(url).origin === new URL(from.serviceUrl).origin
  if (!isService && !isMicrosoft(url)) throw new NotAllowed(`${name} to be kept by Microsoft itself`)
  const headers: Record<string, string> = isService ? { authorization: `Bearer ${await from.tokens.get()}` } : {}
  const ask = (signal: AbortSignal) => fetch(url, { headers, redirect: 'error', signal })
  return fetchBytes(ask, mostBytes, { platform: 'Teams', needs: 'the right to read files', now: tools.now() })
}

/** Hosts that Teams keeps people's files on. */
function isMicrosoft(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' && /(?:^|\.)(?:sharepoint\.com|sharepoint\.us|1drv\.com|microsoft\.com)$/.test(hostname)
}
