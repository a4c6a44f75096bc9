import type { Topic } from '#core/domain/learning.ts'
import { Refused } from '#core/errors.ts'
import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { TopicRow, TopicSwitchRow } from './entities/learning.ts'

export function makeTopics(context: Context): Scope['topics'] {
  const { businessId } = context
  const plain = { disableIdentityMap: true } as const
  return {
    async list(agentId) {
      const em = context.em()
      const rows = await em.find(
        TopicRow,
        { businessId, agentId },
        { ...plain, orderBy: { volume: 'desc', id: 'asc' } },
      )
      const switches = await em.find(TopicSwitchRow, { businessId, agentId, switchedOn: true }, plain)
      const on = new Set(switches.map((row) => row.topicId))
      return rows.map((row) => toTopic(row, on.has(row.id)))
    },

    async get(id) {
      const em = context.em()
      const row = await em.findOne(TopicRow, { businessId, id }, plain)
      if (!row) return undefined
      const choice = await em.findOne(TopicSwitchRow, { businessId, agentId: row.agentId, topicId: id }, plain)
      return toTopic(row, choice?.switchedOn ?? false)
    },

    async switch(id, on, by) {
      await context.transaction(async ({ em }) => {
        const row = await em().findOne(TopicRow, { businessId, id }, plain)
        if (!row) throw new Refused(404, 'This topic does not exist.')
        await em().upsert(
          TopicSwitchRow,
          {
            businessId,
            agentId: row.agentId,
            topicId: id,
            switchedOn: on,
            switchedBy: by,
            switchedAt: context.now(),
          },
          { onConflictFields: ['agentId', 'topicId'] },
        )
      })
    },
  }
}

function toTopic(row: Topic, switchedOn: boolean): Topic & { switchedOn: boolean } {
  const { id, name, terms, template, volume, agreeing, judged, right } = row
  return { id, name, terms, template, volume, agreeing, judged, right, switchedOn }
}
