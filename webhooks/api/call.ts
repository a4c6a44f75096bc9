import type { Context } from 'koa'
import { Refused } from '#core/errors.ts'
import type { Call, SessionKind } from './route.ts'

const cookieNames: Record<SessionKind, string> = { home: 'lummy_session', demo: 'lummy_demo_session' }
const refreshDays = 30

/** The parts of an HTTP call that routes of sign-in may touch: the cookies that hold refresh tokens. */
export function callOf(ctx: Context, publicUrl: string): Call {
  const secure = publicUrl.startsWith('https:')
  const set = (kind: SessionKind, value: string, seconds: number) =>
    ctx.append(
      'set-cookie',
      `${cookieNames[kind]}=${value}; Path=/api/auth; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure ? '; Secure' : ''}`,
    )
  return {
    refreshToken: (kind) => ctx.cookies.get(cookieNames[kind], { signed: false }),
    keepSession: (kind, session) => set(kind, encodeURIComponent(session.refreshToken), refreshDays * 86_400),
    dropSession: (kind) => set(kind, '', 0),
    keepJourney(cookie) {
      const origin = ctx.get('origin')
      // The platform sends people back to the public address, and a cookie stays with the address that it came from.
      if (origin && origin !== new URL(publicUrl).origin)
        throw new Refused(409, `Open this page at ${publicUrl}/admin/integrations: you are sent back there.`)
      ctx.append('set-cookie', cookie)
    },
  }
}

/** Whether the browser says that a page of this installation made the call. */
export function fromOwnPage(ctx: Context, publicUrl: string): boolean {
  const origin = ctx.get('origin')
  if (!origin) return ctx.get('sec-fetch-site') === 'same-origin'
  return isOwnOrigin(origin, ctx.get('host'), publicUrl)
}

/** An origin is ours when it is the public address, or the very host that was called. */
export function isOwnOrigin(origin: string, host: string, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false
  const called = new URL(origin)
  return called.origin === new URL(publicUrl).origin || called.host === host
}
