import { z } from 'zod'
import type { Session } from '#core/door.ts'
import { Refused } from '#core/errors.ts'
import { type Call, route } from './route.ts'
import { me, session } from './schemas/accounts.ts'

const email = z.email().max(254)
const password = z.string().min(10, 'at least 10 characters').max(200)
const text = z.string().trim().min(1).max(200)

export const authRoutes = [
  route({
    method: 'POST',
    path: '/api/auth/register',
    summary: "Creates a business with its owner's account; the first one needs the one-time link's token.",
    who: 'anyone',
    guarded: true,
    body: z.object({
      token: z.string().max(400).exactOptional(),
      email,
      password,
      companyName: text,
      industry: z.string().trim().max(200),
      name: text,
    }),
    reply: session,
    status: 201,
    handle: async ({ core }, _, { body }, call) => opened(call, await core.accounts.register(body)),
  }),
  route({
    method: 'POST',
    path: '/api/auth/login',
    summary: 'Signs in; the refresh token is kept in an httpOnly cookie.',
    who: 'anyone',
    guarded: true,
    body: z.object({
      email,
      password: z.string().min(1).max(200),
      businessId: z.string().max(100).exactOptional(),
    }),
    reply: session,
    handle: async ({ core }, _, { body }, call) => opened(call, await core.accounts.login(body)),
  }),
  route({
    method: 'POST',
    path: '/api/auth/refresh',
    summary: 'Gives a new access token for the cookie; a refresh token works once.',
    who: 'anyone',
    ownPagesOnly: true,
    body: z.object({ session: z.enum(['home', 'demo']).default('home') }),
    reply: session,
    handle: async ({ core }, _, { body }, call) => {
      const token = call.refreshToken(body.session)
      if (!token) throw new Refused(401, 'Sign in first.')
      const fresh = await core.accounts.refresh(token).catch((error) => {
        if (error instanceof Refused) call.dropSession(body.session)
        throw error
      })
      call.keepSession(body.session, fresh)
      return shown(fresh)
    },
  }),
  route({
    method: 'POST',
    path: '/api/auth/logout',
    summary: 'Ends the session of this browser, that of the sample shop too.',
    who: 'anyone',
    ownPagesOnly: true,
    handle: async ({ core }, _, __, call) => {
      for (const kind of ['demo', 'home'] as const) {
        const token = call.refreshToken(kind)
        if (token) await core.accounts.logout(token)
        call.dropSession(kind)
      }
    },
  }),
  route({
    method: 'GET',
    path: '/api/auth/me',
    summary: 'Who is signed in, and to which business.',
    who: 'teammate',
    reply: me,
    handle: ({ core }, actor) => core.accounts.me(actor),
  }),
]

/** The session as the page gets it: the refresh token goes into the cookie, never into the body. */
export function opened(call: Call, made: Session) {
  call.keepSession('home', made)
  call.dropSession('demo')
  return shown(made)
}

export function shown({ accessToken, expiresIn, businessId, teammateId }: Session) {
  return { accessToken, expiresIn, businessId, teammateId }
}
