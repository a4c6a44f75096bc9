import { Gone, NotAllowed, Platform, RateLimited, Unreachable } from '#core/errors.ts'

/** What the caller knows about a call that failed. */
export interface Call {
  /** For people: "SendGrid". */
  platform: string
  /** What a person must grant when the platform says 401 or 403. */
  needs: string
  now: Date
}

/**
 * Turns whatever an SDK or fetch threw into a Platform error by what it says about arrival.
 * The original is not kept as `cause`: SDK errors carry request headers, and with them the credentials.
 */
export function platformError(error: unknown, call: Call): Platform {
  if (error instanceof Platform) return error
  const failure = readFailure(error)
  if (failure.status !== undefined) return errorForStatus(failure.status, failure, call)
  const code = failure.codes.find((code) => neverConnected.has(code)) ?? failure.codes[0]
  const notSent = failure.connecting || failure.codes.some((code) => neverConnected.has(code))
  const what = code ?? 'no answer'
  return new Unreachable(
    notSent ? `${call.platform} cannot be reached (${what})` : `${call.platform} did not answer (${what})`,
    { notSent },
  )
}

/** Throws it as what it is after a step that shows nothing to anybody: no answer means that nothing was sent. */
export function shownToNobody(error: unknown): never {
  throw error instanceof Unreachable ? new Unreachable(error.message, { notSent: true }) : error
}

/** Reads Retry-After (seconds or a date) or X-RateLimit-Reset (epoch seconds), ms from now; at least 1 s, at most a day. */
export function retryAfterMs(headers: Record<string, string | undefined>, now: Date): number {
  const after = headers['retry-after']
  const reset = Number(headers['x-ratelimit-reset'])
  const wait =
    after === undefined
      ? reset * 1000 - now.getTime()
      : /^\s*\d+(\.\d+)?\s*$/.test(after)
        ? Number(after) * 1000
        : Date.parse(after) - now.getTime()
  return Number.isFinite(wait) ? Math.min(Math.max(Math.ceil(wait), 1000), 24 * 3_600_000) : 10_000
}

function errorForStatus(status: number, failure: Failure, call: Call): Platform {
  const said = failure.said ? `: ${failure.said}` : ''
  if (status === 429)
    return new RateLimited(retryAfterMs(failure.headers, call.now), `${call.platform} asked us to slow down`)
  if (status === 401 || status === 403)
    return new NotAllowed(`${call.needs} (${call.platform} said ${status}${said})`, { waits: 'account' })
  if (status === 404 || status === 410) return new Gone(`${call.platform} said ${status}${said}`)
  if (status >= 400 && status < 500 && status !== 408)
    return new Platform(`${call.platform} refused it with ${status}${said}`, { notSent: true, retry: false })
  return new Unreachable(`${call.platform} answered ${status}${said}`, { notSent: false })
}

/** Codes of Node, undici and TLS that come before a byte of the request was written. */
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
  'ERR_INVALID_URL',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

interface Failure {
  status?: number
  headers: Record<string, string | undefined>
  /** The platform's own words, shortened. */
  said?: string
  codes: string[]
  /** A socket error while the connection was being made. */
  connecting: boolean
}

/** Walks an error with its causes: axios and SendGrid keep `response`, Slack `original` and `statusCode`, fetch `cause`. */
function readFailure(error: unknown): Failure {
  const failure: Failure = { headers: {}, codes: [], connecting: false }
  const queue: unknown[] = [error]
  for (let seen = 0; queue.length > 0 && seen < 12; seen++) {
    const item = queue.shift()
    if (typeof item !== 'object' || item === null) continue
    const fields = item as Record<string, unknown>
    const response = record(fields.response)
    const status = [response.status, fields.statusCode, fields.status, fields.code].find(isStatus)
    if (failure.status === undefined && status !== undefined) {
      failure.status = status
      failure.headers = { ...lowerCased(fields.headers), ...lowerCased(response.headers) }
      const said = saidIn(response.body ?? response.data ?? fields.body)
      if (said) failure.said = said
    }
    // Slack's client has read the header already: seconds in `retryAfter`.
    if (typeof fields.retryAfter === 'number') {
      failure.status ??= 429
      failure.headers['retry-after'] ??= String(fields.retryAfter)
    }
    if (typeof fields.code === 'string') failure.codes.push(fields.code)
    if (fields.syscall === 'connect') failure.connecting = true
    queue.push(fields.cause, fields.original, ...(Array.isArray(fields.errors) ? fields.errors : []))
  }
  failure.codes = failure.codes.filter((code) => /^[A-Z][A-Z0-9_]+$/.test(code))
  return failure
}

function isStatus(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 100 && value <= 599
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function lowerCased(headers: unknown): Record<string, string | undefined> {
  const entries = headers instanceof Headers ? [...headers] : Object.entries(record(headers))
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), String(value)]))
}

/** The message of `{errors: [{message}]}`, `{error: {message}}`, `{error}` or `{message}`, at most 200 characters. */
function saidIn(body: unknown): string | undefined {
  const fields = record(body)
  const first = record(Array.isArray(fields.errors) ? fields.errors[0] : undefined)
  const said = [first.message, record(fields.error).message, fields.error, fields.message].find(
    (value) => typeof value === 'string',
  )
  return typeof said === 'string' ? said.slice(0, 200) : undefined
}
