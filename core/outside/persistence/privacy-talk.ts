import { erasedData } from '#core/domain/erased.ts'
import type { Talk } from '#core/store/privacy.ts'
import type { Context } from './context.ts'
import { date } from './rows.ts'

/** Takes raw talk away: what is too old, or all that came from one account of a platform. */
export async function dropTalk({ businessId, em }: Context, which: Talk): Promise<void> {
  const run = (sql: string, values: unknown[]) => em().execute(sql, values)
  const blank = `update "lummy"."written_replies" set "text" = '', "attachments" = '[]',
    "state" = case when "state" in ('asked', 'listed') then 'removed' else "state" end where "business_id" = ?`
  if ('account' in which) {
    const { connector, account } = which
    const mine = [businessId, connector, account]
    await run(`${blank} and "connector" = ? and "account" = ?`, mine)
    const here = '"business_id" = ? and "connector" = ? and "account" = ?'
    await run(`delete from "lummy"."inbox" where ${here} and "handled_at" is not null`, mine)
    await run(
      `update "lummy"."outbox" set "payload" = ("payload" - 'card' - 'text') || '{"gone":true}', "error" = null,
         "state" = case when "state" in ('sent', 'sending') then "state" else 'cancelled' end
       where ${here} and "audience" = 'staff'`,
      mine,
    )
    await run(`delete from "lummy"."staff_channels" where ${here}`, mine)
    await run(
      `delete from "lummy"."handles" where "business_id" = ? and "kind" = ? and starts_with("value", ? || '/')
         and "person_id" is null and "blocked_at" is null`,
      mine,
    )
    return
  }
  const before = date(which.before)
  await run(`${blank} and "asked_at" < ? and "text" <> '' and "state" in ('note', 'listed', 'removed')`, [
    businessId,
    before,
  ])
  await run('delete from "lummy"."inbox" where "business_id" = ? and "handled_at" < ?', [businessId, before])
  // Words like HELP, from people who have no conversation, were answered by these.
  await run(
    `delete from "lummy"."outbox" where "business_id" = ? and "conversation_id" is null and "audience" = 'customer'
       and "updated_at" < ?`,
    [businessId, before],
  )
  // What was drawn for staff repeats notes and words that were not sent; what it was about stays.
  await run(
    `update "lummy"."outbox" set "payload" = ("payload" - 'card' - 'text') || '{"gone":true}'
     where "business_id" = ? and "audience" = 'staff' and "state" in ('sent', 'cancelled') and "updated_at" < ?
       and jsonb_exists("payload", 'card')`,
    [businessId, before],
  )
  await run(`select set_config('lummy.erasing', 'on', true)`, [])
  const notes = await em().execute<{ id: string; data: Record<string, unknown> }[]>(
    `select "id", "data" from "lummy"."conversation_events"
     where "business_id" = ? and "type" = 'noted' and "at" < ? and "data"->>'text' is not null`,
    [businessId, before],
  )
  for (const { id, data } of notes) {
    const { text: _, ...rest } = data
    const kept = JSON.stringify({ ...erasedData(rest), gone: true })
    await run('update "lummy"."conversation_events" set "data" = ?::jsonb where "business_id" = ? and "id" = ?', [
      ...[kept, businessId, id],
    ])
  }
}
