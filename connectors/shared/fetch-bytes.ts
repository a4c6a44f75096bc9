import { Platform } from '#core/errors.ts'
import { type Call, platformError, shownToNobody } from './http-errors.ts'

/** How long the bytes of one file may take, in either direction, ms. */
export const bytesTimeoutMs = 15_000

/** Fetches a file that a platform keeps, at most so many bytes; throws Platform errors, none of which may have been sent. */
export async function fetchBytes(
  ask: (signal: AbortSignal) => Promise<Response>,
  mostBytes: number,
  call: Call,
): Promise<Uint8Array> {
  try {
    const reply = await ask(AbortSignal.timeout(bytesTimeoutMs))
    if (!reply.ok || reply.body === null) throw { response: { status: reply.status, headers: reply.headers } }
    return await read(reply.body, mostBytes)
  } catch (error) {
    return shownToNobody(platformError(error, call))
  }
}

async function read(body: ReadableStream<Uint8Array>, mostBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    // Leaving the loop ends the stream: the rest is not read.
    if (size > mostBytes) throw new Platform('it is too large', { notSent: true, retry: false })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}
