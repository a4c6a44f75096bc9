import type { Middleware } from 'koa'
import type { Registry } from 'prom-client'
import type { Log } from '#core/ports.ts'

export interface Health {
  /** Resolves when the database and the queue can be reached. */
  ping(): Promise<void>
  metrics: Registry
}

const pingLimitMs = 2_000

/** `/healthz`: the process is alive; `/readyz`: its database and queue answer; `/metrics`: Prometheus text. */
export function serveHealth({ ping, metrics }: Health, isClosing: () => boolean, log: Log): Middleware {
  return async (ctx, next) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next()
    switch (ctx.path) {
      case '/healthz':
        ctx.body = { alive: true }
        return
      case '/readyz': {
        const problem = isClosing() ? 'closing' : await unreachable(ping, log)
        ctx.status = problem ? 503 : 200
        ctx.body = problem ? { ready: false, why: problem } : { ready: true }
        return
      }
      case '/metrics':
        ctx.type = metrics.contentType
        ctx.body = await metrics.metrics()
        return
      default:
        return next()
    }
  }
}

async function unreachable(ping: () => Promise<void>, log: Log): Promise<string | undefined> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error(`no answer within ${pingLimitMs} ms`)), pingLimitMs)
  try {
    await Promise.race([ping(), late.promise])
    return undefined
  } catch (error) {
    log.warn({ err: error }, 'not ready')
    return 'the database or the queue does not answer'
  } finally {
    clearTimeout(timer)
  }
}
