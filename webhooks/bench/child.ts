import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** A file of this folder run as a process of its own, and its first message. */
export async function forkBench<T>(file: string, options: object): Promise<{ said: T; child: ChildProcess }> {
  const child = fork(new URL(file, import.meta.url), [JSON.stringify(options)], { execArgv: [] })
  const died = once(child, 'exit').then(([code]) => {
    throw new Error(`${file} ended with ${code} before it said anything`)
  })
  const [said] = (await Promise.race([once(child, 'message'), died])) as [T]
  died.catch(() => {})
  return { said, child }
}

/** Ends a child of ours and waits until it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  if (child.connected) child.disconnect()
  else child.kill('SIGTERM')
  await gone
}
