import { timingSafeEqual } from 'node:crypto'
import type { Attachment } from '../domain/file.ts'
import type { Keys } from '../ports.ts'

/** What a signed file token stands for: one file of one business, until `expiresAt`. */
export interface FileToken {
  /** `link` opens the file for whoever has it; `upload` lets its owner send the file with a message. */
  use: 'link' | 'upload'
  businessId: string
  file: Required<Pick<Attachment, 'name' | 'type' | 'size' | 'digest'>>
  /** ISO 8601. */
  expiresAt: string
  /** Who uploaded it: a teammate's id or a chat session. */
  owner?: string
}

/** How long links live: in a page that makes new ones at every look, and in a message that stays. */
export const pageLinkMs = 12 * 3_600_000
export const messageLinkMs = 14 * 86_400_000
export const uploadMs = 24 * 3_600_000

/** Signs a token; it fits into a path of a URL. */
export function makeFileToken({ mac }: Pick<Keys, 'mac'>, token: FileToken): string {
  const { file } = token
  const fields = [
    token.businessId,
    file.digest,
    file.size,
    Date.parse(token.expiresAt),
    file.type,
    file.name,
    token.owner,
  ]
  const body = Buffer.from(JSON.stringify(fields))
  return `${body.toString('base64url')}.${Buffer.from(mac(label(token.use), body)).toString('base64url')}`
}

/** Reads a token for this use; undefined when we did not make it, and when its time is over. */
export function readFileToken(
  { macs }: Pick<Keys, 'macs'>,
  use: FileToken['use'],
  text: string,
  now: Date,
): FileToken | undefined {
  const [body = '', code = '', ...rest] = text.length > 2_000 ? [] : text.split('.')
  const [bytes, given] = [Buffer.from(body, 'base64url'), Buffer.from(code, 'base64url')]
  const isOurs = macs(label(use), bytes).some((own) => own.length === given.length && timingSafeEqual(own, given))
  if (!isOurs || rest.length > 0) return undefined
  const [businessId, digest, size, expires, type, name, owner] = JSON.parse(bytes.toString('utf8'))
  if (expires <= now.getTime()) return undefined
  return {
    use,
    businessId,
    file: { digest, size, type, name },
    expiresAt: new Date(expires).toISOString(),
    ...(typeof owner === 'string' ? { owner } : {}),
  }
}

/** The address of a stored file for whoever is told it in a message; undefined where its bytes are not ours. */
export function fileLink(
  house: { keys: Pick<Keys, 'mac'>; publicUrl: string; now(): Date },
  businessId: string,
  file: Attachment,
  forMs: number,
): string | undefined {
  const path = filePath(house, businessId, file, forMs)
  return path && `${house.publicUrl}${path}`
}

/** The same for a page of ours: whatever host it was opened at, the file is there. */
export function filePath(
  house: { keys: Pick<Keys, 'mac'>; now(): Date },
  businessId: string,
  file: Attachment,
  forMs: number,
): string | undefined {
  const { name, type, size, digest } = file
  if (digest === undefined) return undefined
  const expiresAt = new Date(house.now().getTime() + forMs).toISOString()
  const token = makeFileToken(house.keys, { use: 'link', businessId, file: { name, type, size, digest }, expiresAt })
  return `/files/${token}`
}

function label(use: FileToken['use']): string {
  return `file/${use}`
}
