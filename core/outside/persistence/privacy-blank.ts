import type { MessageMetadata, Receipt } from '#core/domain/conversation.ts'
import {
  erasedData,
  erasedMetadata,
  erasedPayload,
  erasedReceipt,
  receiptWithout,
  withoutAddresses,
} from '#core/domain/erased.ts'
import { namesPattern } from '#core/domain/names.ts'
import type { Blanking, Held, Traces } from '#core/store/privacy.ts'
import type { Context } from './context.ts'
import { ids, list, texts } from './privacy-traces.ts'

/** Columns in which anybody's words may name somebody, by table; the key comes first. */
const wordsIn: Record<string, [key: string, ...columns: string[]]> = {
  messages: ['id', 'content', 'metadata'],
  conversations: ['id', 'subject'],
  drafts: ['id', 'text', 'why'],
  receipts: ['id', 'reasons', 'gates', 'lessons', 'inputs'],
  conversation_events: ['id', 'data'],
  outbox: ['id', 'payload', 'error'],
  written_replies: ['id', 'text'],
  audited_answers: ['id', 'note', 'reason'],
  inbox: ['seq', 'event', 'error'],
  shadow_mails: ['message_id', 'text'],
  audit: ['id', 'data'],
  imports: ['id', 'summary'],
}
const jsonColumns = new Set([
  'metadata',
  'reasons',
  'gates',
  'lessons',
  'inputs',
  'data',
  'payload',
  'event',
  'summary',
])

/** Takes a person's words out of the rows that hold them, and their addresses out of everybody's. */
export async function blank(context: Context, traces: Traces, held: Held, how: Blanking): Promise<string[]> {
  const { businessId, em } = context
  const { at } = how
  const run = (sql: string, values: unknown[]) => em().execute(sql, values)
  const each = async (table: string, columns: (row: Record<string, unknown>) => Record<string, unknown>) => {
    for (const row of held[table] ?? []) await update(context, table, 'id', row.id, columns(row))
  }
  await run(`select set_config('lummy.erasing', 'on', true)`, [])
  await run(
    `update "lummy"."conversations" set "subject" = '', "customer_email" = null, "erased_at" = ?, "status" = 'resolved',
       "resolved_by" = coalesce("resolved_by", 'teammate'), "resolved_at" = coalesce("resolved_at", ?), "sentiment" = null, "lead" = null,
       "waiting_since" = null, "waiting_for" = 'nobody', "human_until" = null, "assignee_id" = null, "snoozed_until" = null,
       "follow_up_at" = null, "follow_up_by" = null, "thought_owed_at" = null, "heard_at" = null, "due_at" = null, "version" = "version" + 1
     where "business_id" = ? and "id" in ${ids}`,
    [at, at, businessId, list(traces.conversationIds)],
  )
  await each('messages', ({ metadata }) => ({
    ...{ content: '', metadata: erasedMetadata(metadata as MessageMetadata, at), platform_id: null },
  }))
  // What was quoted below an answer may be theirs.
  await run(
    `update "lummy"."messages" set "metadata" = "metadata" - 'quoted' where "business_id" = ? and "conversation_id" in ${ids}`,
    [businessId, list(traces.elsewhereIds)],
  )
  await each('drafts', ({ state }) => ({
    ...{ text: '', unfilled: [], why: null, editor_id: null, editing_until: null },
    ...(state === 'pending' || state === 'shadow' ? { state: 'withdrawn' } : {}),
  }))
  // A decision in somebody else's conversation saw their words, too.
  const saw = await em().execute<Pick<Receipt, 'id' | 'reasons' | 'gates' | 'inputs'>[]>(
    `select "id", "reasons", "gates", "inputs" from "lummy"."receipts" where "business_id" = ? and "conversation_id" in ${ids}`,
    [businessId, list(traces.elsewhereIds)],
  )
  for (const row of saw) {
    const { reasons, gates, inputs } = erasedReceipt(row, at)
    await update(context, 'receipts', 'id', row.id, { reasons, gates, inputs })
  }
  await each('receipts', (row) => {
    const { reasons, gates, inputs } = erasedReceipt(row as unknown as Receipt, at)
    return { reasons, gates, inputs }
  })
  await each('conversation_events', ({ data }) => ({ data: erasedData(data as Record<string, unknown>) }))
  await each('outbox', ({ audience, state, payload }) => ({
    ...{ payload: erasedPayload(payload as Record<string, unknown>, at), error: null },
    ...(audience === 'customer' ? { thread: 'erased', platform_id: null } : {}),
    ...(state === 'sent' || state === 'sending' ? {} : { state: 'cancelled' }),
  }))
  await each('written_replies', ({ state }) => ({
    ...{ text: '', attachments: [] },
    ...(state === 'asked' || state === 'listed' ? { state: 'removed' } : {}),
  }))
  await each('audited_answers', () => ({ note: null }))
  await each('audit', ({ data }) => ({ data: erasedData(data as Record<string, unknown>) }))
  await removeRows(context, traces, held)
  await blankHandles(context, traces, how)
  const draftIds = await blankLessons(context, how.lessonIds, at)
  for (const address of traces.addresses) await takeOut(context, address)
  return draftIds
}

/** Rows of theirs that nothing else hangs on. */
async function removeRows({ businessId, em }: Context, traces: Traces, held: Held): Promise<void> {
  const isTheirs = new Set(traces.lanes)
  const theirs = new Set(traces.person.handles.map(({ kind, value }) => `${kind} ${value}`))
  const inbox = (held.inbox ?? []).filter(({ lane, event, handled_at }) => {
    const { author } = event as { author?: { handle: { kind: string; value: string } } }
    // What was handled stands in messages, too; what was not is somebody's words still to be heard.
    if (handled_at !== null || isTheirs.has(String(lane))) return true
    return author !== undefined && theirs.has(`${author.handle.kind} ${author.handle.value}`)
  })
  const remove = (table: string, column: string, values: string[], also = '') =>
    em().execute(`delete from "lummy"."${table}" where "business_id" = ? and "${column}"::text in ${texts} ${also}`, [
      businessId,
      list(values),
    ])
  await remove(
    'inbox',
    'seq',
    inbox.map(({ seq }) => String(seq)),
  )
  await remove(
    'shadow_mails',
    'message_id',
    (held.shadow_mails ?? []).map((mail) => String(mail.message_id)),
  )
  await remove('conversation_places', 'conversation_id', traces.conversationIds, `and "role" = 'customer'`)
  await remove('calls', 'conversation_id', traces.conversationIds)
  for (const table of ['checks', 'person_links'])
    await remove(
      table,
      'id',
      (held[table] ?? []).map(({ id }) => String(id)),
    )
  await remove('leases', 'lane', traces.lanes)
}

/** A blocked address stays blocked, as a code that only we can make of it. */
async function blankHandles({ businessId, em }: Context, { person }: Traces, { blockedAs }: Blanking): Promise<void> {
  for (const handle of person.handles) {
    const mine = [businessId, handle.kind, handle.value]
    await em().execute(
      `insert into "lummy"."handles" ("business_id", "kind", "value", "blocked_at")
       select "business_id", "kind", ?, "blocked_at" from "lummy"."handles"
       where "business_id" = ? and "kind" = ? and "value" = ? and "blocked_at" is not null on conflict do nothing`,
      [blockedAs(handle), ...mine],
    )
    const key = '"business_id" = ? and "kind" = ? and "value" = ?'
    await em().execute(`delete from "lummy"."handles" where ${key} and "teammate_id" is null`, mine)
    await em().execute(`update "lummy"."handles" set "person_id" = null where ${key}`, mine)
  }
}

/** Takes lessons that are gone out of receipts, the words that came from them out of drafts that nobody sent, and out of cards. */
export async function blankLessons(context: Context, lessonIds: readonly string[], at: string): Promise<string[]> {
  if (lessonIds.length === 0) return []
  const { businessId, em } = context
  const gone = new Set(lessonIds)
  const receipts = await em().execute<Pick<Receipt, 'id' | 'lessons' | 'inputs'>[]>(
    `select "id", "lessons", "inputs" from "lummy"."receipts" r where "business_id" = ? and exists (
       select from jsonb_array_elements(r."lessons") l where l->>'lessonId' in ${texts})`,
    [businessId, list(lessonIds)],
  )
  for (const receipt of receipts) {
    const { lessons, inputs } = receiptWithout(receipt, gone, at)
    await update(context, 'receipts', 'id', receipt.id, { lessons, inputs })
  }
  await em().execute(
    `update "lummy"."drafts" set "text" = '' where "business_id" = ? and "lesson_id" in ${texts}
       and "state" in ('shadow', 'withdrawn', 'rejected')`,
    [businessId, list(lessonIds)],
  )
  const drafts = await em().execute<{ id: string }[]>(
    `select "id" from "lummy"."drafts" where "business_id" = ? and ("lesson_id" in ${texts} or "receipt_id" in ${ids})`,
    [businessId, list(lessonIds), list(receipts.map(({ id }) => id))],
  )
  const draftIds = drafts.map(({ id }) => id)
  const shown = await em().execute<{ id: string; state: string; payload: Record<string, unknown> }[]>(
    `select "id", "state", "payload" from "lummy"."outbox" where "business_id" = ? and "audience" = 'staff'
       and "payload"->>'draftId' in ${texts}`,
    [businessId, list(draftIds)],
  )
  for (const { id, state, payload } of shown) {
    const stopped = state === 'held' || state === 'ready' ? { state: 'cancelled' } : {}
    await update(context, 'outbox', 'id', id, { payload: erasedPayload(payload, at), ...stopped })
  }
  return draftIds
}

/** Takes an address out of whatever names it, in any row of this business. */
export async function takeOut(context: Context, address: string): Promise<void> {
  for (const [table, [key, ...columns]] of Object.entries(wordsIn)) {
    const names = columns.map((column) => `"${column}"`).join(', ')
    const rows = await context.em().execute<Record<string, unknown>[]>(
      `select "${key}"::text as "the_key", ${names} from "lummy"."${table}" where "business_id" = ?
         and concat_ws(' ', ${columns.map((column) => `"${column}"::text`).join(', ')}) ~* ?`,
      [context.businessId, namesPattern(address)],
    )
    for (const { the_key, ...row } of rows) await update(context, table, key, the_key, withoutAddresses(row, [address]))
  }
}

export async function update(
  { businessId, em }: Context,
  table: string,
  key: string,
  id: unknown,
  columns: Record<string, unknown>,
): Promise<void> {
  const names = Object.keys(columns)
  const set = names.map((name) => `"${name}" = ?${isJson(name) ? '::jsonb' : ''}`).join(', ')
  const values = names.map((name) => (isJson(name) ? JSON.stringify(columns[name]) : columns[name]))
  await em().execute(`update "lummy"."${table}" set ${set} where "business_id" = ? and "${key}"::text = ?`, [
    ...values,
    businessId,
    String(id),
  ])
}

function isJson(column: string): boolean {
  return jsonColumns.has(column) || column === 'unfilled' || column === 'attachments'
}
