import type { BusinessSettings, Role, StaffChannel } from '../domain/business.ts'
import type { Look } from '../domain/look.ts'
import type { House } from '../house.ts'
import { listIntegrations } from '../integrations/integrations.ts'
import { topicViews } from '../learning/progress.ts'
import type { Work } from '../store/insight.ts'
import type { ShownIntegration, TopicView } from '../views.ts'

/** What a page shows of an agent and of how it works: read for one teammate, drawn by `sections.ts`. */
export interface Configuration {
  role: Role
  settings: BusinessSettings
  agent: { id: string; name: string; status: 'learning' | 'active' | 'paused'; learningStage: number }
  topics: TopicPage
  channels: (StaffChannel & { topicName: string | null })[]
  integrations: ShownIntegration[]
  work: Work
}

/** Some of the topics: those of a page, of all or of those that were looked for. */
export interface TopicPage {
  shown: TopicView[]
  /** From 0. */
  page: number
  pages: number
  /** Of those that were looked for. */
  found: number
  all: number
  words: string
}

/** Topics of a page: as many as people read, and as a platform's page has room for beside what waits. */
const topicsAPage = 8
const weekMs = 7 * 86_400_000

/** Reads all of it; of many topics only those that are shown are weighed. */
export async function readConfiguration(
  house: Pick<House, 'store' | 'learners' | 'messenger' | 'keys' | 'embedder' | 'now'>,
  businessId: string,
  role: Role,
  look: Look,
): Promise<Configuration> {
  const scope = house.store.of(businessId)
  const { agent } = await house.learners.current(businessId)
  const business = await scope.business()
  const known = (await scope.topics.list(agent.id)).filter(({ volume }) => volume > 0)
  const words = look.words.trim().toLowerCase()
  const found = known
    .filter(({ name, terms }) => words === '' || [name, ...terms].some((one) => one.toLowerCase().includes(words)))
    .sort((a, b) => Number(b.isPinned) - Number(a.isPinned) || b.volume - a.volume || (a.id < b.id ? -1 : 1))
  const pages = Math.max(1, Math.ceil(found.length / topicsAPage))
  const page = Math.min(Math.max(0, look.page), pages - 1)
  const viewOf = await topicViews(house, scope, agent, business)
  const shown: TopicView[] = []
  for (const topic of found.slice(page * topicsAPage, (page + 1) * topicsAPage)) shown.push(await viewOf(topic))
  const names = new Map(known.map(({ id, name }) => [id, name]))
  const channels = (await scope.staffChannels.list()).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return {
    ...{ role, settings: business.settings, agent },
    topics: { shown, page, pages, found: found.length, all: known.length, words: look.words.trim() },
    channels: channels.map((one) => ({ ...one, topicName: names.get(one.value ?? '') ?? null })),
    integrations: (await listIntegrations(house, businessId)).filter(({ status }) => status !== 'removed'),
    work: await scope.insight.work(new Date(house.now().getTime() - weekMs).toISOString()),
  }
}
