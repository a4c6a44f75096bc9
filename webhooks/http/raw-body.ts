import type { IncomingMessage } from 'node:http'
import { PayloadInvalid, TooLarge } from '#core/errors.ts'

/**
 * Reads a request's raw bytes, at most `limitBytes` of them. Throws TooLarge as soon as it is known, without reading
 * the rest (whoever answers should close the connection), and PayloadInvalid when the sender went away half-way.
 */
export function readBody(request: IncomingMessage, limitBytes: number): Promise<Uint8Array> {
  const announced = Number(request.headers['content-length'])
  if (announced > limitBytes) return Promise.reject(new TooLarge())
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const onData = (chunk: Buffer) => {
      size += chunk.length
      if (size > limitBytes) {
        request.pause()
        finish(() => reject(new TooLarge()))
        return
      }
      chunks.push(chunk)
    }
    const onEnd = () => finish(() => resolve(Buffer.concat(chunks, size)))
    const onCut = () => finish(() => reject(new PayloadInvalid('the request ended before its body was complete')))
    const finish = (settle: () => void) => {
      request.off('data', onData)
      request.off('end', onEnd)
      request.off('close', onCut)
      settle()
    }
    request.on('data', onData)
    request.on('end', onEnd)
    // 'close' without 'end' before it is a cut connection; an 'error' is always followed by 'close'.
    request.on('close', onCut)
    request.on('error', ignore)
    if (request.destroyed && !request.readableEnded) onCut()
  })
}

function ignore(): void {}
