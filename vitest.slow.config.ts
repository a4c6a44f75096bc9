import { defineConfig } from 'vitest/config'
import { provide } from './vitest.config.ts'

/** Child processes killed at random moments, and the browser: minutes, not seconds. */
export default defineConfig({
  test: {
    include: ['**/*.kill.test.ts', '**/*.browser.test.ts'],
    exclude: ['**/node_modules/**'],
    pool: 'forks',
    maxWorkers: 1,
    setupFiles: ['core/testing/setup.ts'],
    globalSetup: ['core/testing/prepare.ts'],
    provide,
    testTimeout: 900_000,
    hookTimeout: 120_000,
  },
})
