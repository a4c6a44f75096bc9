import type { Tools } from '#connectors/connector.ts'

/** What a test hands to a connector: its clock, a log that nobody reads, no files, and whatever else it names. */
export function quietTools(now: Date | (() => Date), more: Partial<Tools> = {}): Tools {
  return {
    environment: {},
    now: now instanceof Date ? () => now : now,
    log: { info: () => {}, warn: () => {} },
    file: () => Promise.reject(new Error('no file is stored in this test')),
    ...more,
  }
}
