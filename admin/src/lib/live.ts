import type { LiveEvent } from './api.ts'
import { accessToken, Failure, forgetToken } from './client.ts'

type Listener = (event: LiveEvent) => void

const listeners = new Set<Listener>()
const returns = new Set<() => void>()
const longestRetryMs = 20_000

/** Calls back for every change in the business; returns what ends it. */
export function onChange(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Calls back whenever the stream is open again: what changed meanwhile is not told. */
export function onReturn(listener: () => void): () => void {
  returns.add(listener)
  return () => returns.delete(listener)
}

/** Keeps a stream of changes open until it is ended; `onState` hears whether it is. */
export function keepListening(onState: (isOpen: boolean) => void): () => void {
  const stop = new AbortController()
  void stayConnected(stop.signal, onState)
  return () => stop.abort()
}

async function stayConnected(signal: AbortSignal, onState: (isOpen: boolean) => void): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
    try {
      const reply = await fetch('/api/live', {
        headers: { authorization: `Bearer ${await accessToken()}` },
        signal,
      })
      if (reply.status === 401) forgetToken()
      if (!reply.ok || !reply.body) throw new Error(`the stream answered ${reply.status}`)
      onState(true)
      if (failures > 0) for (const tell of returns) tell()
      failures = 0
      await readStream(reply.body)
    } catch (error) {
      if (error instanceof Failure && error.status === 401) return
    }
    if (signal.aborted) return
    onState(false)
    failures += 1
    await new Promise((resolve) => setTimeout(resolve, Math.min(longestRetryMs, 250 * 2 ** failures)))
  }
}

async function readStream(body: ReadableStream<Uint8Array>): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader()
  let rest = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    const blocks = (rest + value).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const data = block.split('\n').find((line) => line.startsWith('data: '))
      if (!data) continue
      const event = JSON.parse(data.slice('data: '.length)) as LiveEvent
      for (const tell of listeners) tell(event)
    }
  }
}
