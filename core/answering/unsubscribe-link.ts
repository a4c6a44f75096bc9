import { timingSafeEqual } from 'node:crypto'
import type { Keys } from '../ports.ts'

const label = 'unsubscribe'
const macBytes = 16

/** Where a mail program's own *Unsubscribe* leads for this mail: one press, without signing in. It has no end: a mail stays. */
export function unsubscribeUrl(
  { keys, publicUrl }: { keys: Pick<Keys, 'mac'>; publicUrl: string },
  businessId: string,
  outboxId: string,
): string {
  const body = Buffer.from(`${businessId}${outboxId}`.replaceAll('-', ''), 'hex')
  const token = Buffer.concat([body, keys.mac(label, body).subarray(0, macBytes)])
  return `${publicUrl}/unsubscribe/${token.toString('base64url')}`
}

/** Reads what such a link names; undefined when we did not make it. */
export function readUnsubscribeToken(
  { macs }: Pick<Keys, 'macs'>,
  text: string,
): { businessId: string; outboxId: string } | undefined {
  const bytes = Buffer.from(text.slice(0, 200), 'base64url')
  if (bytes.length !== 32 + macBytes) return undefined
  const [body, given] = [bytes.subarray(0, 32), bytes.subarray(32)]
  if (!macs(label, body).some((own) => timingSafeEqual(own.subarray(0, macBytes), given))) return undefined
  return { businessId: uuid(body.subarray(0, 16)), outboxId: uuid(body.subarray(16)) }
}

function uuid(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
