import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context, Middleware } from 'koa'
import { serveFile } from './files.ts'
import { pagePolicy } from './security.ts'

export interface Pages {
  /** Hand-written pages that need no build: landing, chat, building. */
  siteFolder: string
  /** The built admin; may appear while we run. */
  adminFolder: string
  /** Origins that may embed the chat with this public id; none named = any. */
  chatOrigins(publicId: string | undefined): Promise<readonly string[] | undefined>
}

/** Serves the landing page, the chat page with its embedding script, and the admin. */
export function servePages({ siteFolder, adminFolder, chatOrigins }: Pages): Middleware {
  return async (ctx, next) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next()
    if (ctx.path === '/') return servePage(ctx, await pageOf(siteFolder, 'index.html'))
    if (ctx.path === '/chat') {
      const publicId = typeof ctx.query.with === 'string' ? ctx.query.with : undefined
      const page = await pageOf(siteFolder, 'chat.html')
      // The page itself can wait for a database that is away; who may embed it is not known then, so nobody may.
      const origins = await chatOrigins(publicId).catch((): string[] => ['none'])
      return servePage(ctx, page, 200, origins?.length ? ["'self'", ...origins.filter(isOrigin)] : ['*'])
    }
    if (ctx.path === '/chat.js') return serveOr404(ctx, next, siteFolder, 'widget.js')
    if (ctx.path.startsWith('/site/')) return serveOr404(ctx, next, siteFolder, ctx.path.slice('/site/'.length))
    if (ctx.path === '/admin' || ctx.path.startsWith('/admin/')) return serveAdmin(ctx, siteFolder, adminFolder)
    return next()
  }
}

async function serveAdmin(ctx: Context, siteFolder: string, adminFolder: string): Promise<void> {
  const name = ctx.path.slice('/admin/'.length)
  const isHashed = name.startsWith('_app/immutable/')
  if (name && name !== 'index.html' && (await serveFile(ctx, adminFolder, name, isHashed))) return
  if (name.startsWith('_app/')) return
  const page = await pageOf(adminFolder, 'index.html')
  if (page) return servePage(ctx, page)
  ctx.set('retry-after', '2')
  servePage(ctx, await pageOf(siteFolder, 'building.html'), 503)
}

function servePage(ctx: Context, html: string | undefined, status = 200, frameAncestors: string[] = []): void {
  if (html === undefined) return
  ctx.status = status
  ctx.type = 'html'
  ctx.set('cache-control', 'no-cache')
  ctx.set('content-security-policy', pagePolicy(html, frameAncestors))
  ctx.body = html
}

async function serveOr404(ctx: Context, next: () => Promise<unknown>, folder: string, name: string): Promise<void> {
  // The embedding script is loaded by foreign sites.
  ctx.set('cross-origin-resource-policy', 'cross-origin')
  if (!(await serveFile(ctx, folder, name))) await next()
}

function pageOf(folder: string, name: string): Promise<string | undefined> {
  return readFile(join(folder, name), 'utf8').catch(() => undefined)
}

function isOrigin(value: string): boolean {
  return URL.canParse(value) && new URL(value).origin === value
}
