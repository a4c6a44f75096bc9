import type { Context, Middleware } from 'koa'
import type { Core } from '#core/door.ts'

/**
 * Serves `/files/<signed link>`: a download, or with `?view` a picture whose own bytes say that it is one. What customers
 * sent never runs here: no other type than those pictures is named, and whatever is opened is in a sandbox.
 */
export function serveStoredFiles(core: Pick<Core, 'files'>): Middleware {
  return async (ctx, next) => {
    const token = /^\/files\/([\w.-]+)$/.exec(ctx.path)?.[1]
    if (token === undefined || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next()
    const { name, bytes, preview } = await core.files.open(token)
    const isShown = preview !== null && ctx.query.view !== undefined
    ctx.set({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'content-disposition': disposition(isShown ? 'inline' : 'attachment', name),
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, max-age=3600',
      'x-robots-tag': 'noindex',
    })
    answer(ctx, isShown ? preview : 'application/octet-stream', Buffer.from(bytes))
  }
}

function answer(ctx: Context, type: string, bytes: Buffer): void {
  ctx.status = 200
  ctx.type = type
  ctx.body = bytes
}

/** RFC 6266: a name that every browser reads, and the real one for those that read UTF-8. */
function disposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const real = encodeURIComponent(name).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${plain}"; filename*=UTF-8''${real}`
}
