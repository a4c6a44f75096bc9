import { defineConfig } from 'vitest/config'
import { provide } from './vitest.config.ts'

/** How often each set-up is killed: TEST_KILLS=<embedded>,<on servers>, TEST_SEED for another run of events. */
const [embedded = 80, servers = 120] = (process.env.TEST_KILLS ?? '').split(',').filter(Boolean).map(Number)
const kills = { embedded, servers, seed: Number(process.env.TEST_SEED ?? 1) }

/** Child processes killed at random moments, and the browser: minutes, not seconds. */
export default defineConfig({
  test: {
    include: ['**/*.kill.test.ts', '**/*.browser.test.ts', '**/*.slow.test.ts'],
    exclude: ['**/node_modules/**'],
    pool: 'forks',
    maxWorkers: 1,
    setupFiles: ['core/testing/setup.ts'],
    provide: { ...provide, kills },
    // What it takes on a machine that does other work beside it says nothing of what is promised.
    testTimeout: 1_800_000,
    hookTimeout: 120_000,
  },
})
