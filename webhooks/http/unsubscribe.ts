import type { Middleware } from 'koa'
import type { Core } from '#core/door.ts'
import { Refused } from '#core/errors.ts'

/**
 * `/unsubscribe/<signed link>`, which stands in `List-Unsubscribe`: a POST ends it at once, as mail programs send it; a GET, which
 * filters of mail follow too, only asks. https://www.rfc-editor.org/rfc/rfc8058
 */
export function serveUnsubscribe(core: Pick<Core, 'unsubscribe'>): Middleware {
  return async (ctx, next) => {
    const token = /^\/unsubscribe\/([\w-]+)$/.exec(ctx.path)?.[1]
    if (token === undefined) return next()
    const isPress = ctx.method === 'POST'
    if (!isPress && ctx.method !== 'GET' && ctx.method !== 'HEAD') return next()
    const isOurs = isPress ? await core.unsubscribe.press(token) : await core.unsubscribe.isOurs(token)
    if (!isOurs) throw new Refused(404, 'There is nothing at this address.')
    ctx.set({
      'content-security-policy': "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex',
    })
    ctx.status = 200
    ctx.type = 'text/html; charset=utf-8'
    ctx.body = page(isPress ? done : asks)
  }
}

const asks = '<p>Do you want no more such mail?</p><form method="post"><button>Unsubscribe</button></form>'
const done = '<p>You get no more such mail. If you write to us, we still answer.</p>'

function page(body: string): string {
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>Unsubscribe</title></head><body>${body}</body></html>`
}
