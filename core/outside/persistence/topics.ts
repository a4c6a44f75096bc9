import { type TopicControl, untouched } from '#core/domain/autonomy.ts'
import type { Topic } from '#core/domain/learning.ts'
import { Refused } from '#core/errors.ts'
import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { makeControls, toControl } from './controls.ts'
import { TopicRow, TopicSwitchRow } from './entities/learning.ts'
import { find, findOne } from './reading.ts'

export function makeTopics(context: Context): Scope['topics'] {
  const { businessId } = context
  return {
    async list(agentId) {
      const em = context.em()
      const rows = await find(em, TopicRow, { businessId, agentId }, { orderBy: { volume: 'desc', id: 'asc' } })
      const decided = await find(em, TopicSwitchRow, { businessId, agentId })
      const controls = new Map(decided.map((row) => [row.topicId, toControl(row)]))
      return rows.map((row) => toTopic(row, controls.get(row.id) ?? untouched))
    },

    async get(id) {
      const em = context.em()
      const [row, choices] = await Promise.all([
        findOne(em, TopicRow, { businessId, id }),
        find(em, TopicSwitchRow, { businessId, topicId: id }),
      ])
      if (!row) return undefined
      const choice = choices.find(({ agentId }) => agentId === row.agentId)
      return toTopic(row, choice ? toControl(choice) : untouched)
    },

    async switch(id, on, by) {
      await context.transaction(async (tx) => {
        const row = await findOne(tx.em(), TopicRow, { businessId, id })
        if (!row) throw new Refused(404, 'This topic does not exist.')
        const change = { switchedOn: on, switchedBy: by, switchedAt: context.now().toISOString() }
        await makeControls(tx).save(row.agentId, id, change)
      })
    },
  }
}

function toTopic(row: Topic, control: TopicControl): Topic & TopicControl {
  const { id, name, foundName, isNamed, isPinned, merged, terms, template, volume, agreeing, judged, right } = row
  return {
    ...{ id, name, foundName, isNamed, isPinned, merged, terms, template, volume, agreeing, judged, right },
    ...control,
  }
}
