import type { Middleware } from 'koa'
import { largestFileBytes } from '#connectors/webchat/parse.ts'
import { checkSession } from '#connectors/webchat/verify.ts'
import { Refused } from '#core/errors.ts'
import { readBody } from '../http/raw-body.ts'
import { type ChatDoor, siteFor } from './chat.ts'
import { makePace, type Pace } from './pace.ts'

/** Visitors whose uploads are counted at a time; whoever has rested is forgotten. */
const mostCounted = 10_000

/**
 * Takes a visitor's file: `POST /api/chat/files?name=…` with its bytes, and the chat's session in a header, which no page
 * of somebody else can send without being asked. Answers with the token that goes with the message.
 */
export function receiveChatFiles(door: ChatDoor): Middleware {
  const paces = new Map<string, Pace>()
  const paceOf = (ip: string): Pace => {
    if (paces.size > mostCounted) for (const [key, pace] of paces) if (pace.isRested()) paces.delete(key)
    const pace = paces.get(ip) ?? makePace({ burst: 20, perSecond: 0.2, now: door.now })
    paces.set(ip, pace)
    return pace
  }
  return async (ctx, next) => {
    if (ctx.path !== '/api/chat/files' || ctx.method !== 'POST') return next()
    const site = await siteFor(door, ctx.req)
    const session = checkSession(ctx.get('x-chat-session') || undefined)
    if (!paceOf(ctx.ip).take())
      throw new Refused(429, site.refusal?.(429, ctx.acceptsLanguages()[0]) ?? 'too many files at once')
    const name = typeof ctx.query.name === 'string' ? ctx.query.name : ''
    const bytes = await readBody(ctx.req, largestFileBytes)
    ctx.status = 201
    ctx.set('cache-control', 'no-store')
    ctx.body = await door.upload(site, session, { name, type: ctx.get('content-type'), bytes })
  }
}
