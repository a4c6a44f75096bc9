import { createHash } from 'node:crypto'
import type { FileStore, Live, LiveEvent, Log } from '#core/ports.ts'

/** Files in memory, by content. */
export function makeFakeFiles(): FileStore {
  const files = new Map<string, Uint8Array>()
  return {
    async put(bytes) {
      const digest = createHash('sha256').update(bytes).digest('hex')
      files.set(digest, bytes)
      return digest
    },
    async get(digest) {
      const bytes = files.get(digest)
      if (bytes === undefined) throw new Error(`no file ${digest}`)
      return bytes
    },
    async remove(digest) {
      files.delete(digest)
    },
  }
}

/** Remembers what open pages were told. */
export function makeFakeLive(): Live & { told: LiveEvent[] } {
  const told: LiveEvent[] = []
  const listeners = new Set<(event: LiveEvent) => void>()
  return {
    told,
    publish(_businessId, event) {
      told.push(event)
      for (const listener of listeners) listener(event)
    },
    subscribe(_businessId, listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Keeps what was logged, for tests that say nothing may go wrong. */
export function makeFakeLog(): Log & { errors: { fields: object; sentence: string }[] } {
  const errors: { fields: object; sentence: string }[] = []
  return { errors, info: () => {}, warn: () => {}, error: (fields, sentence) => void errors.push({ fields, sentence }) }
}
