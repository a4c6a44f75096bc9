import type { Context, Middleware } from 'koa'
import { Rejected } from '#core/errors.ts'
import type { Log } from '#core/ports.ts'

const codes: Record<number, string> = {
  400: 'bad_request',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  409: 'conflict',
  413: 'too_large',
  415: 'unsupported_type',
  422: 'invalid',
  429: 'too_many_attempts',
  500: 'internal',
  503: 'unavailable',
}
const outageRetrySeconds = 5

/** The one place that answers errors: `{error: {code, sentence}}`, and nothing internal. */
export function answerErrors(log: Log): Middleware {
  return async (ctx, next) => {
    try {
      await next()
    } catch (error) {
      if (ctx.headerSent || ctx.respond === false) {
        log.error({ err: error, path: loggedPath(ctx.path) }, 'an answer broke off')
        ctx.res.destroy()
        return
      }
      tell(ctx, error, log)
    }
  }
}

function tell(ctx: Context, error: unknown, log: Log): void {
  if (error instanceof Rejected) {
    // What was not read must not be taken for the next request of this connection.
    if (error.status === 413) ctx.set('connection', 'close')
    if ('retryAfterMs' in error) ctx.set('retry-after', String(Math.ceil(Number(error.retryAfterMs) / 1000)))
    const news = 'news' in error && error.news !== undefined ? { news: error.news } : {}
    say(ctx, error.status, error.message, { ...('fields' in error ? { fields: error.fields } : {}), ...news })
  } else if (isOutage(error)) {
    log.error({ err: error, path: loggedPath(ctx.path) }, 'the database is away')
    ctx.set('retry-after', String(outageRetrySeconds))
    say(ctx, 503, 'The database cannot be reached right now. Try again in a moment.')
  } else {
    log.error({ err: error, method: ctx.method, path: loggedPath(ctx.path) }, 'a request failed')
    say(ctx, 500, 'Something went wrong on our side.')
  }
}

/** An address that is itself the key to something is cut before it: a file's link, and the webhook of an integration. */
function loggedPath(path: string): string {
  return path.replace(/^(\/files\/|\/webhooks\/[^/]+\/).+$/, '$1…')
}

function say(ctx: Context, status: number, sentence: string, more: object = {}): void {
  ctx.status = status
  ctx.body = { error: { code: codes[status] ?? `http_${status}`, sentence, ...more } }
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html: class 08 connection, 57P0x shut down, 53300 full
const outageCode = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|08\w{3}|57P0[1-5]|53300)$/
const outageWords =
  /connection terminated|timeout exceeded when trying to connect|terminating connection|cannot connect/i

/** Whether an error, or what caused it, says that the database cannot be reached. */
export function isOutage(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 5) return false
  if ('code' in error && typeof error.code === 'string' && outageCode.test(error.code)) return true
  if (error.name === 'ConnectionException' || outageWords.test(error.message)) return true
  if (error instanceof AggregateError && error.errors.some((one) => isOutage(one, depth + 1))) return true
  return isOutage(error.cause, depth + 1)
}
