import { createHash } from 'node:crypto'
import type { Middleware } from 'koa'

/** Headers that every answer carries. */
export function secure(publicUrl: string): Middleware {
  const isHttps = publicUrl.startsWith('https:')
  return async (ctx, next) => {
    ctx.set({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      ...(isHttps && { 'strict-transport-security': 'max-age=31536000' }),
    })
    await next()
  }
}

/**
 * The content security policy of one of our pages: only what this server serves. Inline scripts of the page itself
 * are allowed by their hash; `frameAncestors` are the origins that may embed it.
 */
export function pagePolicy(html: string, frameAncestors: readonly string[] = []): string {
  const scripts = [...html.matchAll(/<script(?:\s[^>]*)?>([\s\S]*?)<\/script>/g)]
    .map(([, code]) => code ?? '')
    .filter((code) => code.trim() !== '')
    .map((code) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`)
  return [
    "default-src 'none'",
    `script-src ${["'self'", ...scripts].join(' ')}`,
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${frameAncestors.length > 0 ? frameAncestors.join(' ') : "'none'"}`,
  ].join('; ')
}
