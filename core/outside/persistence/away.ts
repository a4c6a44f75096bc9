/**
 * Tells whether an error says that the database is out of reach for now, not that something is wrong with what was
 * asked: the caller should answer 503 and be tried again. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function isDatabaseAway(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    if ('code' in cause && awayCode.test(String(cause.code))) return true
    if (awayMessage.test(cause.message)) return true
    if (cause instanceof AggregateError && cause.errors.some(isDatabaseAway)) return true
  }
  return false
}

/** Connection exceptions, shutdown, start-up, too many connections; and what sockets say. */
const awayCode =
  /^(08\w{3}|57P0[1-5]|53300|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/
/** `pg` gives these no code. https://github.com/brianc/node-postgres/blob/master/packages/pg/lib/client.js */
const awayMessage =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after calling end)/
