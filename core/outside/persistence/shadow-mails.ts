import type { ShadowMail } from '#core/store/accounts.ts'
import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { ShadowMail as Row } from './entities/accounts.ts'
import { find } from './reading.ts'
import { clean, date, iso } from './rows.ts'

export function makeShadowMails(context: Context): Scope['shadowMails'] {
  const { businessId } = context
  return {
    async add(mail) {
      const row = clean(mail)
      const added = await context.em().execute<unknown[]>(
        `insert into "lummy"."shadow_mails"
           ("business_id", "message_id", "person_id", "teammate_id", "text", "references", "lesson_id", "at")
         values (?, ?, ?, ?, ?, ?::jsonb, ?, ?) on conflict do nothing returning "message_id"`,
        [
          ...[businessId, row.messageId, row.personId, row.teammateId, row.text, JSON.stringify(row.references)],
          ...[row.lessonId, date(row.at)],
        ],
      )
      return added.length > 0
    },

    async byMessageIds(ids) {
      if (ids.length === 0) return []
      const rows = await find(context.em(), Row, { businessId, messageId: { $in: ids.map(clean) } })
      return rows.map(toMail)
    },

    async answersTo(messageId) {
      const em = context.em()
      const found = await em.execute<{ message_id: string }[]>(
        `select "message_id" from "lummy"."shadow_mails" where "business_id" = ? and "teammate_id" is not null
           and "lesson_id" is null and "references" @> ?::jsonb limit 50`,
        [businessId, JSON.stringify([clean(messageId)])],
      )
      const ids = found.map((row) => row.message_id)
      const orderBy = { at: 'asc', messageId: 'asc' } as const
      return (await find(em, Row, { businessId, messageId: { $in: ids } }, { orderBy })).map(toMail)
    },

    async setLesson(messageId, lessonId) {
      await context.em().nativeUpdate(Row, { businessId, messageId }, { lessonId })
    },

    async prune(before) {
      await context.em().nativeDelete(Row, { businessId, at: { $lt: date(before) } })
    },
  }
}

function toMail(row: Omit<ShadowMail, 'at'> & { at: Date }): ShadowMail {
  const { messageId, personId, teammateId, text, references, lessonId } = row
  return { messageId, personId, teammateId, text, references, lessonId, at: iso(row.at) }
}
