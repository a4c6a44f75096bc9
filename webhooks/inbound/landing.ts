import type { Context } from 'koa'
import type { Connector } from '#connectors/connector.ts'
import { type Installs, installMs, type Landing } from './install.ts'
import { returnEndpoint } from './route.ts'

/** A cookie header that binds a journey to this browser; read only where the platform sends people back. */
export function journeyCookie(publicUrl: string, connector: string, state: string): string {
  return cookie(publicUrl, journeyName(connector), state, {
    path: `/webhooks/${connector}/${returnEndpoint}`,
    seconds: installMs / 1000,
    isOurs: true,
  })
}

/** Takes in a browser that is back from a platform, and leads it to the admin's page, which says what became of it. */
export async function land(
  ctx: Context,
  connector: Connector,
  installs: Pick<Installs, 'finish'>,
  publicUrl: string,
): Promise<'connected' | 'not connected'> {
  const state = ctx.cookies.get(journeyName(connector.id), { signed: false })
  const landing = await installs.finish(connector, new URLSearchParams(ctx.querystring), state)
  ctx.status = 303
  ctx.set({
    location: `${publicUrl}/admin/integrations`,
    'cache-control': 'no-store',
    // The address held a code and a state.
    'referrer-policy': 'no-referrer',
  })
  ctx.append('set-cookie', journeyEnd(publicUrl, connector.id))
  ctx.append('set-cookie', notice(publicUrl, landing))
  ctx.body = ''
  return 'problem' in landing ? 'not connected' : 'connected'
}

/** Told by a cookie, not by the address: nobody can make the page say something with a link. */
function notice(publicUrl: string, landing: Landing): string {
  const value = encodeURIComponent(JSON.stringify(shortened(landing)))
  return cookie(publicUrl, 'lummy_notice', value, { path: '/admin/', seconds: 60, isOurs: false })
}

function journeyEnd(publicUrl: string, connector: string): string {
  const path = `/webhooks/${connector}/${returnEndpoint}`
  return cookie(publicUrl, journeyName(connector), '', { path, seconds: 0, isOurs: true })
}

function journeyName(connector: string): string {
  return `lummy_install_${connector}`
}

/** A cookie holds 4 KB, and a platform may say much. */
function shortened(landing: Landing): Landing {
  const cut = (text: string) => text.slice(0, 300)
  return 'problem' in landing
    ? { problem: cut(landing.problem) }
    : { label: cut(landing.label), nextSteps: landing.nextSteps.slice(0, 3).map(cut) }
}

/** SameSite=Lax: the platform's page leads here, and Strict would leave the cookie at home. */
function cookie(
  publicUrl: string,
  name: string,
  value: string,
  { path, seconds, isOurs }: { path: string; seconds: number; isOurs: boolean },
): string {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : ''
  // Without HttpOnly the page itself reads it.
  return `${name}=${value}; Path=${path}; Max-Age=${seconds}; SameSite=Lax${isOurs ? '; HttpOnly' : ''}${secure}`
}
