import { parseArgs } from 'node:util'

/** What a bench may use; nothing is read from the environment. */
export interface BenchOptions {
  /** Fewer and shorter rounds, for the continuous run. */
  quick: boolean
  /** Adds what takes long and needs a real database. */
  large: boolean
  /** Numbers of lessons to measure drafts among, instead of the usual ones. */
  lessons: number[] | undefined
  databaseUrl: string | undefined
  redisUrl: string | undefined
  /** A hub that runs already, and the secret that its Slack integration checks with. */
  url: string | undefined
  signingSecret: string | undefined
}

export function readOptions(words = process.argv.slice(2)): BenchOptions {
  const { values } = parseArgs({
    args: words,
    options: {
      quick: { type: 'boolean', default: false },
      large: { type: 'boolean', default: false },
      lessons: { type: 'string' },
      'database-url': { type: 'string' },
      'redis-url': { type: 'string' },
      url: { type: 'string' },
      'signing-secret': { type: 'string' },
    },
  })
  return {
    quick: values.quick,
    large: values.large,
    lessons: values.lessons?.split(',').map(Number),
    databaseUrl: values['database-url'],
    redisUrl: values['redis-url'],
    url: values.url,
    signingSecret: values['signing-secret'],
  }
}

/** Exit code of a bench that cannot run here; its last line says why. */
export const couldNotRun = 3

/** Says aloud why a bench does not run here, and ends. */
export function notRun(why: string): never {
  console.log(`NOT RUN: ${why}`)
  process.exit(couldNotRun)
}
