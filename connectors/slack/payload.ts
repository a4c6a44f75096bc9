import { PayloadInvalid } from '#core/errors.ts'

export { id, maybe } from '#connectors/shared/maybe.ts'

/** What Slack sent, told apart but not yet read. The same over HTTP and over Socket Mode. */
export type Payload =
  | { kind: 'event'; body: unknown }
  | { kind: 'interaction'; body: unknown }
  | { kind: 'command'; body: unknown }
  /** Slack only looks whether our certificate is good. */
  | { kind: 'probe' }

/** What the reading of a payload may know besides the payload. */
export interface Known {
  /** The workspace that this integration serves, where the address or the settings name it. */
  account?: string | undefined
  botUserId?: string | undefined
  now: Date
}

/** Tells apart what one HTTP body carries: JSON events, forms with `payload=` and slash commands. Throws PayloadInvalid. */
export function readBody(body: string, contentType: string | undefined): Payload {
  const isForm = contentType?.startsWith('application/x-www-form-urlencoded') ?? !/^\s*[{[]/.test(body)
  if (!isForm) return { kind: 'event', body: readJson(body) }
  const form = new URLSearchParams(body)
  const payload = form.get('payload')
  if (payload !== null) return { kind: 'interaction', body: readJson(payload) }
  if (form.has('command')) return { kind: 'command', body: Object.fromEntries(form) }
  if (form.has('ssl_check')) return { kind: 'probe' }
  throw new PayloadInvalid('a form of no known kind')
}

function readJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // Told below, like a number or a list.
  }
  throw new PayloadInvalid('not a JSON object')
}
