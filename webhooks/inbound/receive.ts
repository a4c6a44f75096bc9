import type { Context, Middleware } from 'koa'
import type { Connector, HttpReply, Received, Tools } from '#connectors/connector.ts'
import type { Core } from '#core/door.ts'
import { PayloadInvalid, Refused, Rejected } from '#core/errors.ts'
import type { Connections, Opened } from '../connections.ts'
import { readBody } from '../http/raw-body.ts'
import type { Installs } from './install.ts'
import { land } from './landing.ts'
import { readRoute, returnEndpoint } from './route.ts'

export interface Inbound {
  connectors: readonly Connector[]
  connections: Connections
  core: Pick<Core, 'inbound'>
  installs: Pick<Installs, 'finish'>
  /** What a connector may use of the outside. */
  tools(connector: string): Tools
  publicUrl: string
  /** Counts what happened: accepted, ignored, or the status it was refused with. */
  count(connector: string, result: string, times?: number): void
  /** Tells that something arrived over this integration. */
  touched(opened: Opened): void
}

/**
 * `POST /webhooks/<connector>…`: bounded raw bytes, verified and read, stored, answered. All HTTP policy is here. The one
 * GET is that of a browser which a platform's consent page sends back.
 */
export function receiveWebhooks(inbound: Inbound): Middleware {
  return async (ctx) => {
    const route = readRoute(ctx.path)
    const connector = inbound.connectors.find(({ id }) => id === route?.connector)
    if (route === undefined || connector === undefined) throw new Refused(404, 'There is nothing at this address.')
    try {
      if (isBack(ctx, connector, route)) {
        inbound.count(connector.id, await land(ctx, connector, inbound.installs, inbound.publicUrl))
        return
      }
      const reply = await receive(inbound, connector, route, ctx)
      ctx.status = reply.status
      for (const [name, value] of Object.entries(reply.headers ?? {})) ctx.set(name, value)
      ctx.body = reply.body ?? ''
    } catch (error) {
      inbound.count(connector.id, error instanceof Rejected ? String(error.status) : 'failed')
      throw error
    }
  }
}

function isBack(ctx: Context, connector: Connector, route: { integration?: string; endpoint: string }): boolean {
  if (connector.install === undefined || ctx.method !== 'GET') return false
  return route.integration === undefined && route.endpoint === returnEndpoint
}

async function receive(
  inbound: Inbound,
  connector: Connector,
  route: { integration?: string; endpoint: string },
  ctx: Context,
): Promise<HttpReply> {
  const body = await readBody(ctx.req, connector.abilities.maxBodyBytes)
  const headers = headersOf(ctx)
  const request = {
    method: ctx.method,
    url: inbound.publicUrl + ctx.originalUrl,
    endpoint: route.endpoint,
    headers,
    body,
  }
  const account = route.integration === undefined ? connector.claimedAccount?.(request) : undefined
  if (route.integration === undefined && account === undefined) {
    const reply = connector.handshake?.(request, inbound.tools(connector.id))
    if (reply !== undefined) {
      inbound.count(connector.id, 'ignored')
      return reply
    }
  }
  const opened =
    route.integration !== undefined
      ? await inbound.connections.byId(route.integration)
      : account === undefined
        ? undefined
        : await inbound.connections.byAccount(connector.id, account)
  if (opened === undefined || opened.connector.id !== connector.id)
    throw new Refused(404, 'There is nothing at this address.')
  const received = await opened.connection.receive({ ...request, account: opened.integration.account })
  const reply = await keep(inbound, opened, received)
  inbound.count(connector.id, received.events.length > 0 ? 'accepted' : 'ignored')
  if (received.passedOver !== undefined) inbound.count(connector.id, 'passed over', received.passedOver)
  if (received.events.length > 0) inbound.touched(opened)
  return reply
}

/** Stores what was read, then answers; an event that somebody waits on is handled in line. */
export async function keep(
  inbound: Pick<Inbound, 'core' | 'connections'>,
  opened: Opened,
  { events, response, withinMs, learned }: Received,
): Promise<HttpReply> {
  const { businessId, integration, connector } = opened
  // A signature proves the app, not the account: what it says about another account is not this integration's.
  if (events.some(({ place }) => place.account !== integration.account))
    throw new PayloadInvalid('about another account')
  if (learned !== undefined) await inbound.connections.learn(opened, learned)
  if (typeof response !== 'function') {
    await inbound.core.inbound.keep(businessId, connector.id, integration.account, events)
    return response
  }
  const [event, ...rest] = events
  if (event === undefined) return response({ kind: 'done' })
  if (rest.length > 0) await inbound.core.inbound.keep(businessId, connector.id, integration.account, rest)
  return response(
    await inbound.core.inbound.keepAndHandle(businessId, connector.id, integration.account, event, withinMs),
  )
}

function headersOf(ctx: Context): Record<string, string | undefined> {
  const headers: Record<string, string | undefined> = {}
  for (const [name, value] of Object.entries(ctx.req.headers))
    headers[name] = Array.isArray(value) ? value.join(', ') : value
  return headers
}
