import {
  type BackendFactory,
  createPostgresBackend,
  createPostgresRelayBackend,
  createRedisBackend,
  type QueueBaseOptions,
  type RelayOptions,
} from 'bullmq'
import { Redis } from 'ioredis'
import type { Log } from '#core/ports.ts'

/** Where the queue lives: Redis where there is one, else PostgreSQL. */
export interface QueueAddress {
  redisUrl?: string | undefined
  databaseUrl: string
  isEmbedded: boolean
}

export interface Connection {
  options: Pick<QueueBaseOptions, 'connection'>
  backend: BackendFactory
  /** BullMQ closes what it opened itself; this closes the rest. */
  close(): Promise<void>
}

/** A connection for one BullMQ object. `patient` = commands wait until the server is back (workers); else they fail at once. */
export function connect(address: QueueAddress, patient: boolean, log: Log): Connection {
  if (address.redisUrl === undefined) {
    const connection = { ...postgres(address), max: 4 }
    // BullMQ types every connection as one of Redis; its PostgreSQL backend reads these instead.
    return {
      options: { connection: connection as never },
      backend: createPostgresBackend as never,
      close: async () => {},
    }
  }
  const redis = openRedis(address.redisUrl, patient, log)
  return {
    options: { connection: redis as never },
    backend: createRedisBackend as never,
    async close() {
      redis.disconnect()
    },
  }
}

/** The same for a relay, which publishes from process to process. */
export function relayOptions(
  address: QueueAddress,
  log: Log,
): { options: RelayOptions<never>; close(): Promise<void> } {
  if (address.redisUrl === undefined) {
    const options = { connection: { ...postgres(address), max: 3 }, backend: createPostgresRelayBackend }
    return { options: options as never, close: async () => {} }
  }
  const redis = openRedis(address.redisUrl, true, log)
  return { options: { connection: redis } as never, close: async () => redis.disconnect() }
}

/** The embedded database ignores the search path that BullMQ asks for, so its tables go where it looks anyway. */
function postgres({ databaseUrl, isEmbedded }: QueueAddress) {
  return { connectionString: databaseUrl, schema: isEmbedded ? 'public' : 'lummy_jobs', migrate: true }
}

function openRedis(url: string, patient: boolean, log: Log): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: null,
    enableOfflineQueue: patient,
    connectTimeout: 5_000,
    retryStrategy: (times) => Math.min(100 * 2 ** Math.min(times, 6), 3_000),
  })
  // Without a listener an error of the connection would end the process; ioredis connects again by itself.
  redis.on('error', (error) => log.warn({ error: error.message }, 'Redis is away'))
  return redis
}
