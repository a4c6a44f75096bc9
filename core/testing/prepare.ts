import type { TestProject } from 'vitest/node'
import { migratedDump } from './test-database.ts'

/** Before the workers start: what each of them loads is made once. A real server needs none. */
export default async function prepare(project: TestProject): Promise<void> {
  if (project.config.provide.testDatabaseUrl === '') await migratedDump()
}
