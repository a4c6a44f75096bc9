import type { ImportRun } from '../../domain/learning.ts'
import { Refused } from '../../errors.ts'
import type { Ports } from '../../ports.ts'
import type { Learners } from '../learners.ts'

/**
 * Unlearns an import, or what was taught from a page: afterwards everything learned is what it would be without it.
 * Throws Refused when there is no such import. Undoing twice does nothing more. Returns how many log rows were blanked.
 */
export async function undoImport(
  ports: Pick<Ports, 'store' | 'live'>,
  learners: Learners,
  businessId: string,
  importId: string,
): Promise<{ run: ImportRun; erased: number }> {
  const done = await ports.store.of(businessId).write(async (tx) => {
    const run = await tx.imports.get(importId)
    if (!run) throw new Refused(404, 'There is no import with this id.')
    const erased = await tx.learning.erase(run.agentId, { importId })
    await tx.evidence.removeImport(importId)
    await tx.imports.forgetSeen(importId)
    await tx.learning.resetProjection(run.agentId)
    await tx.imports.update(importId, { state: 'undone' })
    await tx.audit.add({ actor: 'system', action: 'import undone', subject: importId, data: { erased } })
    return { run, erased }
  })
  await learners.current(businessId, done.run.agentId)
  ports.live.publish(businessId, { type: 'import', id: importId, version: 0 })
  return done
}
