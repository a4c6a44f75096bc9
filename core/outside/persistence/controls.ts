import { type TopicControl, untouched } from '#core/domain/autonomy.ts'
import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { TopicSwitchRow } from './entities/learning.ts'
import { findOne } from './reading.ts'
import { date, iso } from './rows.ts'

export function makeControls(context: Context): Scope['controls'] {
  const { businessId } = context

  /** Every agent's topics are its own business's: one of another business's agents is refused by the foreign key. */
  const ensure = async ({ em }: Context, agentId: string, topicId: string) =>
    await em().execute(
      `insert into "lummy"."topic_switches" ("agent_id", "topic_id", "business_id", "switched_on", "attempt")
       values (?, ?, ?, false, 1) on conflict ("agent_id", "topic_id") do nothing`,
      [agentId, topicId, businessId],
    )

  return {
    async get(agentId, topicId) {
      const row = await findOne(context.em(), TopicSwitchRow, { businessId, agentId, topicId })
      return row ? toControl(row) : untouched
    },

    async lock(agentId, topicId) {
      return await context.transaction(async (tx) => {
        const options = { isLocking: true } as const
        const locked = () => findOne(tx.em(), TopicSwitchRow, { businessId, agentId, topicId }, options)
        const known = await locked()
        if (known) return toControl(known)
        await ensure(tx, agentId, topicId)
        const made = await locked()
        return made ? toControl(made) : untouched
      })
    },

    async save(agentId, topicId, { switchedAt, revokedAt, ...rest }) {
      await context.transaction(async (tx) => {
        await ensure(tx, agentId, topicId)
        const change = {
          ...rest,
          ...(switchedAt !== undefined && { switchedAt: date(switchedAt) }),
          ...(revokedAt !== undefined && { revokedAt: date(revokedAt) }),
        }
        await tx.em().nativeUpdate(TopicSwitchRow, { businessId, agentId, topicId }, change)
      })
    },
  }
}

type Row = Omit<TopicControl, 'switchedAt' | 'revokedAt'> & { switchedAt: Date | null; revokedAt: Date | null }

export function toControl(row: Row): TopicControl {
  const { switchedOn, switchedBy, cap, eps, mostAmount, attempt, formed, revokedWhy } = row
  return {
    ...{ switchedOn, switchedBy, cap, eps, mostAmount, attempt, formed, revokedWhy },
    switchedAt: iso(row.switchedAt),
    revokedAt: iso(row.revokedAt),
  }
}
