import type { Core } from '#core/door.ts'
import { Refused } from '#core/errors.ts'
import type { TopicView } from '#core/views.ts'

/** What staff make of topics, for the API and the pages: these four, one of which was merged from two. */
export function fakeTopics(
  topics: TopicView[],
  changed: (id: string) => void,
): Pick<
  Core['learning'],
  'topics' | 'switchTopic' | 'setLimits' | 'nameTopic' | 'pinTopic' | 'mergeTopics' | 'unmergeTopics'
> & { topicById: (id: string) => TopicView } {
  const away = new Map<string, TopicView>()
  const topicById = (id: string) => {
    const found = topics.find((topic) => topic.id === id)
    if (found === undefined) throw new Refused(404, 'That topic is gone.')
    return found
  }
  const change = (id: string, patch: Partial<TopicView>) => {
    Object.assign(topicById(id), patch)
    changed(id)
    return topicById(id)
  }
  return {
    topicById,
    topics: async (actor) => (actor.businessId === 'business-1' ? topics : []),

    switchTopic: async (_, id, on) => {
      if (on && !topicById(id).eligible) throw new Refused(409, 'The evidence does not suffice yet.')
      change(id, { switchedOn: on, stage: on ? 'automatic' : 'supervised' })
    },

    setLimits: async (_, id, limits) => {
      Object.assign(topicById(id), limits)
    },

    nameTopic: async (_, id, name) => change(id, { name: name ?? topicById(id).foundName, isNamed: name !== null }),

    pinTopic: async (_, id, isPinned) => change(id, { isPinned }),

    async mergeTopics(_, id, into) {
      const [part, whole] = [topicById(id), topicById(into)]
      topics.splice(topics.indexOf(part), 1)
      const mergeId = `merge-${id}`
      away.set(mergeId, part)
      const { name, agreeing: lessons } = part
      const merged = { mergeId, id, name, lessons, by: 'Anna Berg', at: '2026-11-20T09:00:00.000Z' }
      const volume = whole.volume + part.volume
      return { mergeId, topic: change(into, { merged: [...whole.merged, merged], volume, switchedOn: false }) }
    },

    async unmergeTopics(_, id, mergeId) {
      const whole = topicById(id)
      const part = whole.merged.find((one) => one.mergeId === mergeId)
      if (part === undefined) throw new Refused(404, 'These topics are split already.')
      const back = away.get(mergeId) ?? { ...whole, id: part.id, name: part.name, merged: [] }
      topics.push(back)
      change(id, { merged: whole.merged.filter((one) => one !== part), volume: whole.volume - back.volume })
      return back
    },
  }
}
