import type { House } from '../house.ts'
import { askedInDays } from '../learning/insight.ts'
import { topics } from '../learning/progress.ts'
import type { TopicView } from '../views.ts'
import type { By } from './by.ts'
import { oneLine } from './one-line.ts'

const mostShown = 20
const weeks = 4

/** `topics`: where each topic stands in a line, what was asked most of late first. */
export async function listTopics(house: House, { businessId }: By): Promise<{ say: string }> {
  const all = await topics(house, businessId)
  if (all.length === 0) {
    const address = `${house.publicUrl}/admin/imports`
    return {
      say: `Nothing learned yet: answer a customer and the first topic stands here, or [import past mail](${address}).`,
    }
  }
  const asked = await askedInDays(house, businessId, 7 * weeks)
  const lately = ({ id }: TopicView) => asked.get(id) ?? 0
  const sorted = [...all].sort((a, b) => lately(b) - lately(a) || b.volume - a.volume)
  const more = all.length - mostShown
  return {
    say: [
      `**Topics**, by what was asked in the last ${weeks} weeks:`,
      ...sorted.slice(0, mostShown).map((topic) => lineOf(topic, lately(topic))),
      ...(more > 0 ? [`and ${more} more.`] : []),
      `[All topics with their evidence](${house.publicUrl}/admin/learning)`,
    ].join('\n'),
  }
}

function lineOf({ name, stage, judged, right, agreeing, sentence }: TopicView, asked: number): string {
  const agreement =
    judged > 0 ? `${right} of ${judged} drafts right` : agreeing === 1 ? '1 reply agrees' : `${agreeing} replies agree`
  return `• ${oneLine(name, 60)}: ${stage}, ${asked} asked, ${agreement}; ${sentence}`
}
