import Router from '@koa/router'
import type { Context, Middleware } from 'koa'
import type { z } from 'zod'
import type { Actor } from '#core/door.ts'
import { PayloadInvalid, Refused } from '#core/errors.ts'
import { readBody } from '../http/raw-body.ts'
import type { Attempts } from './attempts.ts'
import { callOf, fromOwnPage } from './call.ts'
import { type Streams, streamEvents } from './events.ts'
import { Invalid } from './invalid.ts'
import { describeApi } from './openapi.ts'
import type { House, Route } from './route.ts'

const bodyLimitBytes = 256 * 1024

export interface ApiSetup {
  routes: readonly Route[]
  house: House
  /** The installation's outside address. */
  publicUrl: string
  attempts: Attempts
  /** Open event streams, ended when the server closes. */
  streams: Streams
}

/** Makes the middleware of the REST API from its routes. */
export function mountApi(setup: ApiSetup): Middleware {
  const router = new Router()
  const description = describeApi(setup.routes)
  router.get('/api/openapi.json', (ctx) => {
    ctx.body = description
  })
  for (const route of setup.routes) {
    router.register(route.path, [route.method], (ctx) => answer(ctx, route, setup))
  }
  const serve = router.routes()
  return async (ctx, next) => {
    if (!ctx.path.startsWith('/api/')) return next()
    ctx.set('cache-control', 'no-store')
    await serve(ctx as never, () => refuseAddress(ctx, router))
  }
}

async function answer(ctx: Context & { params: Record<string, string> }, route: Route, setup: ApiSetup): Promise<void> {
  if (route.ownPagesOnly && !fromOwnPage(ctx, setup.publicUrl)) {
    throw new Refused(403, 'This address answers only to pages of this installation.')
  }
  const actor = await admitted(ctx, route, setup.house)
  const input = {
    params: read(route.params, ctx.params, 'params'),
    query: read(route.query, { ...ctx.query }, 'query'),
    body: route.body ? read(route.body, await readJson(ctx), 'body') : {},
    file: route.upload ? await readFile(ctx, route.upload.mostBytes) : { type: '', bytes: new Uint8Array() },
  }
  if (route.stream) {
    const { stream } = route
    const stillAdmitted = async () => (await setup.house.core.accounts.actor(bearer(ctx) ?? '')) !== undefined
    streamEvents(ctx, setup.streams, stillAdmitted, (emit) => stream(setup.house, actor, emit))
    return
  }
  const handle = async () => route.handle?.(setup.house, actor, input, callOf(ctx, setup.publicUrl))
  const reply = await (route.guarded ? setup.attempts.guard(ctx.ip, handle) : handle())
  if (!route.reply) {
    ctx.status = 204
    return
  }
  ctx.status = route.status ?? 200
  ctx.body = route.reply.parse(reply)
}

/** 401 without a valid access token, 403 for what only the owner may do. */
async function admitted(ctx: Context, route: Route, house: House): Promise<Actor> {
  if (route.who === 'anyone') return nobody
  const token = bearer(ctx)
  const actor = token && (await house.core.accounts.actor(token))
  if (!actor) {
    ctx.set('www-authenticate', 'Bearer')
    throw new Refused(401, 'Sign in first.')
  }
  if (route.who === 'owner' && actor.role !== 'owner') throw new Refused(403, 'Only the owner may do this.')
  return actor
}

/** Stands where a route asks for nobody; such a route's `handle` has no actor in its type. */
const nobody: Actor = Object.freeze({ businessId: '', teammateId: '', role: 'teammate' })

function bearer(ctx: Context): string | undefined {
  return /^Bearer ([\w.~+/=-]+)$/i.exec(ctx.get('authorization'))?.[1]
}

function read(schema: z.ZodObject | undefined, value: unknown, where: string): Record<string, unknown> {
  if (!schema) return {}
  const result = schema.safeParse(value)
  if (!result.success) throw new Invalid(result.error, where)
  return result.data
}

async function readJson(ctx: Context): Promise<unknown> {
  // A form of a foreign page cannot send this type without the browser asking us first.
  if (!ctx.is('application/json')) throw new Refused(415, 'Send JSON, with content-type: application/json.')
  const bytes = await readBody(ctx.req, bodyLimitBytes)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new PayloadInvalid('The body is not valid JSON.')
  }
}

/** The bytes as they come: a form of a foreign page carries no access token, whatever its type. */
async function readFile(ctx: Context, mostBytes: number): Promise<{ type: string; bytes: Uint8Array }> {
  return { type: ctx.get('content-type'), bytes: await readBody(ctx.req, mostBytes) }
}

/** 405 where the address is known under another method, 404 otherwise. */
async function refuseAddress(ctx: Context, router: Router): Promise<void> {
  const methods = router.match(ctx.path, ctx.method).path.flatMap((layer) => layer.methods)
  if (methods.length === 0) throw new Refused(404, 'There is nothing at this address.')
  ctx.set('allow', [...new Set(methods)].join(', '))
  throw new Refused(405, 'This address does not know that method.')
}
