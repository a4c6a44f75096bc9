import type { Checked } from '#connectors/connector.ts'
import { Platform } from '#core/errors.ts'

/** Does a check in which what the platform refuses is the problem that a person reads. */
export async function checked(check: () => Promise<Checked>): Promise<Checked> {
  try {
    return await check()
  } catch (error) {
    if (error instanceof Platform) return { ok: false, problem: error.message }
    throw error
  }
}
