import { createHmac, timingSafeEqual } from 'node:crypto'
import { Queue } from 'bullmq'
import Koa from 'koa'
import pg from 'pg'

/**
 * The naive floor of the door: bare Koa, the same HMAC, one INSERT, one job, each awaited before the answer.
 * Run as a process of its own, with its options as JSON.
 */
interface FloorOptions {
  databaseUrl: string
  redisUrl: string
  signingSecret: string
}

/** What it tells its parent. */
export interface Floor {
  url: string
  hubDatabaseUrl: string
}

const { databaseUrl, redisUrl, signingSecret } = JSON.parse(process.argv[2] ?? '{}') as FloorOptions

const pool = new pg.Pool({ connectionString: databaseUrl, max: 20 })
await pool.query(`
  CREATE SCHEMA IF NOT EXISTS bench_floor;
  CREATE TABLE IF NOT EXISTS bench_floor.events (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text UNIQUE NOT NULL,
    body jsonb NOT NULL,
    arrived_at timestamptz NOT NULL DEFAULT now()
  );
  TRUNCATE bench_floor.events`)
// The real hub gets an empty database of its own on the same server.
await pool.query('DROP DATABASE IF EXISTS lummy_bench WITH (FORCE)')
await pool.query('CREATE DATABASE lummy_bench')
const hubDatabaseUrl = new URL(databaseUrl)
hubDatabaseUrl.pathname = '/lummy_bench'

const redis = new URL(redisUrl)
const queue = new Queue('bench-floor', { connection: { host: redis.hostname, port: Number(redis.port || 6379) } })

const app = new Koa()
app.use(async (ctx) => {
  const chunks: Buffer[] = []
  for await (const chunk of ctx.req) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  const time = ctx.get('x-slack-request-timestamp')
  const signature = createHmac('sha256', signingSecret).update(`v0:${time}:`).update(body).digest('hex')
  const told = Buffer.from(ctx.get('x-slack-signature'))
  const made = Buffer.from(`v0=${signature}`)
  if (told.length !== made.length || !timingSafeEqual(told, made)) {
    ctx.status = 401
    return
  }
  const event = JSON.parse(body.toString()) as { event_id: string }
  await pool.query('INSERT INTO bench_floor.events (id, body) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    event.event_id,
    event,
  ])
  await queue.add('event', { id: event.event_id }, { removeOnComplete: true })
  ctx.status = 200
  ctx.body = ''
})

const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address !== 'object' || !address) return
  const said: Floor = { url: `http://127.0.0.1:${address.port}/`, hubDatabaseUrl: hubDatabaseUrl.href }
  process.send?.(said)
})

process.once('disconnect', async () => {
  await queue.obliterate({ force: true })
  await pool.query('DROP SCHEMA bench_floor CASCADE')
  await pool.query('DROP DATABASE IF EXISTS lummy_bench WITH (FORCE)')
  process.exit(0)
})
