import { defineConfig } from 'vitest/config'

/** What a run may use of the outside: real servers instead of the embedded ones, for the same tests. */
export const provide = {
  testDatabaseUrl: process.env.TEST_DATABASE_URL ?? '',
  testRedisUrl: process.env.TEST_REDIS_URL ?? '',
}

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    // vitest.slow.config.ts runs these.
    exclude: ['**/node_modules/**', 'admin/**', '**/*.kill.test.ts', '**/*.browser.test.ts', '**/*.slow.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // A worker keeps its database from file to file: opening one costs more than most files.
    isolate: false,
    setupFiles: ['core/testing/setup.ts'],
    globalSetup: ['core/testing/prepare.ts'],
    provide,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Within a second is a promise that a busy machine does not keep.
    expect: { poll: { timeout: 10_000 } },
  },
})
