import type { Look } from '../domain/look.ts'
import type { HomeSection } from '../domain/outbound.ts'
import type { House } from '../house.ts'
import type { Ports } from '../ports.ts'
import { readConfiguration } from './configuration.ts'
import { configurationSections } from './sections.ts'

/** Figures of the rest may be this old; what somebody decides is shown at once. */
const lastsMs = 60_000
const mostKept = 2_000

/** What else stands on a page than what waits: one reading for all who look at the same. */
export function makeRests(ports: Ports & Pick<House, 'learners' | 'publicUrl'>, clock: () => number) {
  const rests = new Map<string, { sections: Promise<HomeSection[]>; readAt: number }>()
  return {
    async of({ businessId, teammateId, look }: { businessId: string; teammateId: string; look: Look }) {
      const role = (await ports.store.of(businessId).teammates.get(teammateId))?.role ?? 'teammate'
      const key = `${businessId} ${role} ${look.page} ${look.words}`
      const known = rests.get(key)
      if (known !== undefined && clock() - known.readAt < lastsMs) return known.sections
      const sections = readConfiguration(ports, businessId, role, look).then((view) =>
        configurationSections(view, ports.publicUrl, ports.now()),
      )
      if (rests.size >= mostKept) rests.clear()
      rests.set(key, { sections, readAt: clock() })
      sections.catch(() => rests.delete(key))
      return sections
    },
    /** It is read afresh: somebody changed it. */
    forget(businessId: string): void {
      for (const key of rests.keys()) if (key.startsWith(businessId)) rests.delete(key)
    },
  }
}
