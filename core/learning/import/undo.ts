import { atDesk } from '../../answering/desk.ts'
import type { ImportRun } from '../../domain/learning.ts'
import { Refused } from '../../errors.ts'
import type { House } from '../../house.ts'
import { afterUnlearning, unlearn } from '../unlearn.ts'

/**
 * Unlearns an import, or what was taught from a page: afterwards everything learned is what it would be without it, and
 * drafts that came from it are withdrawn. Throws Refused when there is no such import. Undoing twice does nothing more.
 * Returns how many log rows were blanked.
 */
export async function undoImport(
  house: House,
  businessId: string,
  importId: string,
  by = 'system',
): Promise<{ run: ImportRun; erased: number }> {
  const { run, unlearned } = await atDesk(house, businessId, async (desk) => {
    const { tx } = desk
    const run = await tx.imports.get(importId)
    if (!run) throw new Refused(404, 'There is no import with this id.')
    const unlearned = await unlearn(desk, run.agentId, { importId }, { why: 'the import was undone', actor: by })
    await tx.evidence.removeImport(importId)
    await tx.imports.forgetSeen(importId)
    await tx.imports.update(importId, { state: 'undone' })
    const { erased } = unlearned
    await tx.audit.add({ actor: by, action: 'import undone', subject: importId, data: { erased } })
    return { run, unlearned }
  })
  await afterUnlearning(house, businessId, unlearned)
  house.live.publish(businessId, { type: 'import', id: importId, version: 0 })
  return { run, erased: unlearned.erased }
}
