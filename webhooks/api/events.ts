import type { ServerResponse } from 'node:http'
import type { Context } from 'koa'
import type { LiveEvent } from '#core/ports.ts'

/** Streams that are open now. */
export type Streams = Set<{ end(): void }>

const heartbeatMs = 15_000
/** A page that does not read is cut off; it comes back and fetches everything anew. */
const unreadLimitBytes = 256 * 1024

/**
 * Turns the response into a stream of server-sent events until the page leaves, the session ends or the server
 * closes. Each heartbeat asks whether the access token still holds; the page comes back with a fresh one.
 */
export function streamEvents(
  ctx: Context,
  streams: Streams,
  stillAdmitted: () => Promise<boolean>,
  subscribe: (emit: (event: LiveEvent) => void) => () => void,
): void {
  const response: ServerResponse = ctx.res
  ctx.respond = false
  ctx.req.socket.setNoDelay(true)
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    // https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering
    'x-accel-buffering': 'no',
  })
  const write = (text: string) => {
    response.write(text)
    if (response.writableLength > unreadLimitBytes) response.destroy()
  }
  write(`retry: 1000\n: hello\n\n`)
  const unsubscribe = subscribe(({ type, id, version }) => write(`data: ${JSON.stringify({ type, id, version })}\n\n`))
  const beat = setInterval(() => {
    stillAdmitted().then(
      (admitted) => (admitted ? write(': still here\n\n') : response.end()),
      () => response.end(),
    )
  }, heartbeatMs)
  const stream = { end: () => void response.end() }
  streams.add(stream)
  response.once('close', () => {
    clearInterval(beat)
    unsubscribe()
    streams.delete(stream)
  })
}
