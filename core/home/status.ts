import type { By } from '../answering/by.ts'
import { waitingFor } from '../answering/waiting.ts'
import { type Stage, stages } from '../domain/learning.ts'
import type { Card } from '../domain/outbound.ts'
import type { House } from '../house.ts'
import { topics } from '../learning/progress.ts'
import { firstLook, readConfiguration } from './configuration.ts'
import { agentRow, workRow } from './sections.ts'

/** `status`: what the agent does, how far it has come, what was done this week, and what waits. */
export async function status(house: House, by: By): Promise<{ next: Card }> {
  const { businessId, teammate } = by
  const view = await readConfiguration(house, businessId, teammate.role, firstLook)
  const counts = Object.fromEntries(stages.map((stage) => [stage, 0])) as Record<Stage, number>
  for (const { stage } of await topics(house, businessId)) counts[stage]++
  const { count } = await waitingFor(house, { businessId, teammateId: teammate.id })
  const agent = agentRow(view)
  const failing = view.integrations.filter((one) => one.status === 'failing')
  return {
    next: {
      ...agent,
      facts: [
        { label: 'Topics', value: stagesText(counts) || 'none yet' },
        { label: 'Waiting for you', value: count === 0 ? 'nothing' : String(count) },
        ...failing.map(({ label, lastError }) => ({ label: `${label} fails`, value: lastError ?? 'see the admin' })),
      ],
      body: `**The last 7 days**: ${workRow(view.work).status}`,
      link: { label: 'Open Lummy', url: `${house.publicUrl}/admin/learning` },
    },
  }
}

/** "3 automatic, 5 supervised", the furthest first. */
function stagesText(counts: Record<Stage, number>): string {
  const some = stages.toReversed().filter((stage) => counts[stage] > 0)
  return some.map((stage) => `${counts[stage]} ${stage}`).join(', ')
}
