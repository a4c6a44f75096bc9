import type { Check, PersonLink } from '#core/domain/identity.ts'
import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { toConversation } from './conversation-row.ts'
import { CheckRow, HandleRow, Person, PersonLinkRow } from './entities/accounts.ts'
import { Conversation } from './entities/conversations.ts'
import { find, findOne } from './reading.ts'
import { clean, date, isId, iso } from './rows.ts'

export function makeChecks(context: Context): Scope['checks'] {
  const { businessId } = context
  const oldestFirst = { orderBy: { createdAt: 'asc', id: 'asc' } } as const
  return {
    async add({ handle, createdAt, expiresAt, provedAt, until, endedAt, ...check }) {
      const times = { createdAt: date(createdAt), expiresAt: date(expiresAt), provedAt: date(provedAt) }
      const row = { ...clean({ ...check, ...handle }), ...times, until: date(until), endedAt: date(endedAt) }
      await context.em().insert(CheckRow, { ...row, businessId })
    },

    async open({ kind, value }, now) {
      const open = { provedAt: null, endedAt: null, expiresAt: { $gt: date(now) } }
      const options = { orderBy: { createdAt: 'desc', id: 'desc' } } as const
      const row = await findOne(context.em(), CheckRow, { businessId, kind, value: clean(value), ...open }, options)
      return row ? toCheck(row) : undefined
    },

    async inLanes(lanes) {
      const where = { businessId, lane: { $in: clean([...lanes]) } }
      return (await find(context.em(), CheckRow, where, oldestFirst)).map(toCheck)
    },

    async since(at) {
      const where = { businessId, createdAt: { $gte: date(at) } }
      return (await find(context.em(), CheckRow, where, oldestFirst)).map(toCheck)
    },

    async update(id, { expiresAt, provedAt, until, endedAt, ...patch }) {
      await context.em().nativeUpdate(
        CheckRow,
        { businessId, id },
        {
          ...clean(patch),
          ...(expiresAt === undefined ? {} : { expiresAt: date(expiresAt) }),
          ...(provedAt === undefined ? {} : { provedAt: date(provedAt) }),
          ...(until === undefined ? {} : { until: date(until) }),
          ...(endedAt === undefined ? {} : { endedAt: date(endedAt) }),
        },
      )
    },
  }
}

export function makePersonLinks(context: Context): Scope['personLinks'] {
  const { businessId } = context
  return {
    async add({ at, undoneAt, ...link }) {
      await context.em().insert(PersonLinkRow, { ...clean(link), at: date(at), undoneAt: date(undoneAt), businessId })
    },

    async get(id) {
      const row = isId(id) ? await findOne(context.em(), PersonLinkRow, { businessId, id }) : undefined
      return row ? toLink(row) : undefined
    },

    async of(personId) {
      if (!isId(personId)) return []
      const where = { businessId, $or: [{ keptId: personId }, { goneId: personId }] }
      const options = { orderBy: { at: 'asc', id: 'asc' } } as const
      return (await find(context.em(), PersonLinkRow, where, options)).map(toLink)
    },

    async undo(id, by, at) {
      await context
        .em()
        .nativeUpdate(PersonLinkRow, { businessId, id, undoneAt: null }, { undoneAt: date(at), undoneBy: by })
    },

    async lock(personIds) {
      for (const id of [...new Set(personIds)].filter(isId).sort())
        await context
          .em()
          .execute('select "id" from "lummy"."people" where "business_id" = ? and "id" = ? for update', [
            businessId,
            id,
          ])
    },

    async conversations(personId) {
      if (!isId(personId)) return []
      const options = { orderBy: { createdAt: 'asc', id: 'asc' } } as const
      return (await find(context.em(), Conversation, { businessId, personId }, options)).map(toConversation)
    },

    async give({ handles, conversationIds }, fromId, toId) {
      await context.transaction(async ({ em }) => {
        if ((await em().count(Person, { businessId, id: { $in: [fromId, toId] } })) < 2) return
        for (const { kind, value } of handles)
          await em().nativeUpdate(
            HandleRow,
            { businessId, kind, value: clean(value), personId: fromId },
            { personId: toId },
          )
        const id = { $in: conversationIds.filter(isId) }
        await em().nativeUpdate(Conversation, { businessId, id, personId: fromId }, { personId: toId })
      })
    },
  }
}

type CheckRows = Omit<Check, 'handle' | 'createdAt' | 'expiresAt' | 'provedAt' | 'until' | 'endedAt'> &
  Check['handle'] & {
    createdAt: Date
    expiresAt: Date
    provedAt: Date | null
    until: Date | null
    endedAt: Date | null
  }

function toCheck(row: CheckRows): Check {
  const { id, conversationId, kind, value, lane, sentTo, tries } = row
  return {
    ...{ id, conversationId, handle: { kind, value }, lane, sentTo, tries },
    ...{ createdAt: iso(row.createdAt), expiresAt: iso(row.expiresAt), provedAt: iso(row.provedAt) },
    ...{ until: iso(row.until), endedAt: iso(row.endedAt) },
  }
}

function toLink(row: Omit<PersonLink, 'at' | 'undoneAt'> & { at: Date; undoneAt: Date | null }): PersonLink {
  const { id, keptId, goneId, why, by, handles, conversationIds, undoneBy } = row
  return {
    ...{ id, keptId, goneId, why, by, at: iso(row.at), handles, conversationIds },
    ...{ undoneAt: iso(row.undoneAt), undoneBy },
  }
}
