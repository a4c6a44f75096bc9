import type { By } from '../answering/by.ts'
import { waitingFor } from '../answering/waiting.ts'
import { type Stage, stages } from '../domain/learning.ts'
import { firstLook } from '../domain/look.ts'
import type { Card } from '../domain/outbound.ts'
import type { House } from '../house.ts'
import { topics } from '../learning/progress.ts'
import { readConfiguration } from './configuration.ts'
import { agentRow, workRow } from './sections.ts'

/** Topics whose stages are counted. */
const mostCounted = 100

/** `status`: what the agent does, how far it has come, what was done this week, and what waits. */
export async function status(house: House, by: By): Promise<{ next: Card }> {
  const { businessId, teammate } = by
  const view = await readConfiguration(house, businessId, teammate.role, firstLook)
  // Whoever has more looks at them on a page: weighing all would keep them waiting here.
  const counted = view.topics.all <= mostCounted ? stagesText(await topics(house, businessId)) : String(view.topics.all)
  const { count } = await waitingFor(house, { businessId, teammateId: teammate.id })
  const agent = agentRow(view)
  const failing = view.integrations.filter(({ health }) => health.state === 'failing')
  return {
    next: {
      ...agent,
      facts: [
        { label: 'Topics', value: counted || 'none yet' },
        { label: 'Waiting for you', value: count === 0 ? 'nothing' : String(count) },
        ...failing.map(({ label, health }) => ({ label: `${label} fails`, value: health.sentence })),
      ],
      body: `**The last 7 days**: ${workRow(view.work).status}`,
      link: { label: 'Open Lummy', url: `${house.publicUrl}/admin/learning` },
    },
  }
}

/** "3 automatic, 5 supervised", the furthest first. */
function stagesText(all: readonly { stage: Stage }[]): string {
  const counted = stages.toReversed().map((stage) => [all.filter((one) => one.stage === stage).length, stage] as const)
  return counted.flatMap(([count, stage]) => (count > 0 ? `${count} ${stage}` : [])).join(', ')
}
