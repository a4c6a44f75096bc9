import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { Context } from 'koa'

/** Serves a file of a folder; false when there is none. What has a hash in its name (`forever`) is never asked again. */
export async function serveFile(ctx: Context, folder: string, name: string, forever = false): Promise<boolean> {
  const path = inside(folder, name)
  const found = path ? await stat(path).catch(() => undefined) : undefined
  if (!path || !found?.isFile()) return false
  ctx.set('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache')
  ctx.etag = `${found.size.toString(36)}-${Math.trunc(found.mtimeMs).toString(36)}`
  ctx.type = extname(path)
  ctx.status = 200
  if (ctx.fresh) {
    ctx.status = 304
    return true
  }
  ctx.length = found.size
  if (ctx.method !== 'HEAD') ctx.body = createReadStream(path)
  return true
}

function inside(folder: string, name: string): string | undefined {
  let decoded: string
  try {
    decoded = decodeURIComponent(name)
  } catch {
    return undefined
  }
  if (decoded.includes('\0')) return undefined
  const path = normalize(join(folder, decoded))
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep) ? path : undefined
}
