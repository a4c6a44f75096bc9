import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../main.ts', import.meta.url))

/** `lummy <words>` as a process of its own. */
export interface Running {
  child: ChildProcess
  /** What it said on both streams. */
  said(): string
  /** Resolves once it said it is up; throws with its words when it ends before, or takes too long. */
  up(withinMs?: number): Promise<void>
  /** Resolves at its end with its exit code; null = a signal ended it. */
  ended: Promise<number | null>
}

/** Starts it with these variables and no others. */
export function run(words: string[], environment: Record<string, string>): Running {
  const child = spawn(process.execPath, [main, ...words], { stdio: ['ignore', 'pipe', 'pipe'], env: environment })
  let said = ''
  let isUp = (): void => {}
  const upSaid = new Promise<void>((resolve) => {
    isUp = resolve
  })
  const listen = (chunk: Buffer) => {
    said += chunk
    if (/^Lummy(?:'s \w+)? is up/m.test(said)) isUp()
  }
  child.stdout.on('data', listen)
  child.stderr.on('data', listen)
  // A test that breaks off leaves nobody behind.
  const killIt = () => void child.kill('SIGKILL')
  process.once('exit', killIt)
  const ended = once(child, 'close').then(([code]) => {
    process.off('exit', killIt)
    return code as number | null
  })
  return {
    child,
    said: () => said,
    async up(withinMs = 60_000) {
      const late = Promise.withResolvers<string>()
      const timer = setTimeout(() => late.resolve(`was not up within ${withinMs} ms`), withinMs)
      const over = ended.then((code) => `ended with ${code} before it was up`)
      const problem = await Promise.race([upSaid, over, late.promise])
      clearTimeout(timer)
      if (problem !== undefined) throw new Error(`lummy ${words.join(' ')} ${problem}:\n${said}`)
    },
    ended,
  }
}

/** Runs a command to its end; throws with its words when it fails. */
export async function runToEnd(words: string[], environment: Record<string, string>): Promise<string> {
  const running = run(words, environment)
  const code = await running.ended
  if (code !== 0) throw new Error(`lummy ${words.join(' ')} ended with ${code}:\n${running.said()}`)
  return running.said()
}

/** SIGKILL: no handler runs, nothing is flushed. */
export async function kill({ child, ended }: Running): Promise<void> {
  child.kill('SIGKILL')
  await ended
}

/** A port of loopback that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port is free')
  return address.port
}
