import { inject } from 'vitest'
import type { Servers } from './installation.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** How often each set-up is killed, and the seed of what happens meanwhile. */
    kills: { embedded: number; servers: number; seed: number }
  }
}

/** How much a kill run does. */
export const kills = inject('kills')

/** The real servers of this run, if there are any; Redis by a number of its own, so that no other test's queue is worked on. */
export function givenServers(): Servers {
  const databaseUrl = inject('testDatabaseUrl')
  const redis = inject('testRedisUrl')
  if (databaseUrl === '') return undefined
  return { databaseUrl, ...(redis === '' ? {} : { redisUrl: new URL('/9', redis).href }) }
}
