import type { Person } from '#core/domain/conversation.ts'
import { namesPattern } from '#core/domain/names.ts'
import { type Handle, laneOf, type Place } from '#core/domain/place.ts'
import type { Held, Traces } from '#core/store/privacy.ts'
import type { Context } from './context.ts'

/** Where the words of this person stand. */
export async function tracesOf({ businessId, em }: Context, person: Person & { handles: Handle[] }): Promise<Traces> {
  const own = await em().execute<{ id: string }[]>(
    'select "id" from "lummy"."conversations" where "business_id" = ? and "person_id" = ?',
    [businessId, person.id],
  )
  const conversationIds = own.map(({ id }) => id)
  const addresses = person.handles.flatMap(({ kind, value }) => (kind === 'email' || kind === 'phone' ? [value] : []))
  const elsewhere = await em().execute<{ id: string; conversation_id: string }[]>(
    `select m."id", m."conversation_id" from "lummy"."messages" m
     where m."business_id" = ? and m."conversation_id" not in ${ids} and (
       lower(m."metadata"->'mail'->>'from') in ${texts} or m."metadata"->>'movedFrom' in ${texts}
       or m."id"::text in (select jsonb_array_elements(e."data"->'messages')->>0 from "lummy"."conversation_events" e
         where e."business_id" = ? and e."conversation_id" in ${ids} and e."type" = 'merged' and e."data"->>'into' is not null)
       or exists (select from "lummy"."conversation_places" p where p."business_id" = ? and p."conversation_id" in ${ids}
         and p."role" = 'customer' and p."connector" = m."connector" and p."account" = m."account"
         and p."thread" = m."metadata"->>'thread'))`,
    [
      ...[businessId, list(conversationIds), list(addresses.map((one) => one.toLowerCase())), list(conversationIds)],
      ...[businessId, list(conversationIds), businessId, list(conversationIds)],
    ],
  )
  const elsewhereIds = [...new Set(elsewhere.map((row) => row.conversation_id))]
  const lanesOf = async (conversations: string[]) => {
    const places = await em().execute<Place[]>(
      `select distinct "connector", "account", "thread", "private" from "lummy"."conversation_places"
       where "business_id" = ? and "conversation_id" in ${ids}`,
      [businessId, list(conversations)],
    )
    return [...new Set(places.map(laneOf))]
  }
  return {
    ...{ person, addresses, conversationIds, elsewhereIds, messageIds: elsewhere.map(({ id }) => id) },
    ...{ lanes: await lanesOf(conversationIds), sharedLanes: await lanesOf(elsewhereIds) },
  }
}

/** The rows that hold something of theirs, by table. */
export async function heldOf(context: Context, traces: Traces): Promise<Held> {
  const { businessId, em } = context
  const held: Held = {}
  for (const [table, { where, values }] of Object.entries(placesOf(traces))) {
    const rows = await em().execute<{ row: Record<string, unknown> }[]>(
      `select to_jsonb(t) - 'business_id' as "row" from "lummy"."${table}" t where t."business_id" = ? and (${where})`,
      [businessId, ...values],
    )
    held[table] = rows.map(({ row }) => row)
  }
  return held
}

/** What of each table is theirs. */
function placesOf({ person, addresses, conversationIds, messageIds, lanes, sharedLanes }: Traces) {
  const inTheirs = { where: `t."conversation_id" in ${ids}`, values: [list(conversationIds)] }
  const answering = {
    where: `t."conversation_id" in ${ids} or t."message_id" in ${ids}`,
    values: [list(conversationIds), list(messageIds)],
  }
  const named = addresses.map(() => 'or t."event"::text ~* ?').join(' ')
  return {
    people: { where: 't."id" = ?', values: [person.id] },
    handles: { where: 't."person_id" = ?', values: [person.id] },
    conversations: { where: `t."id" in ${ids}`, values: [list(conversationIds)] },
    checks: {
      where: `t."conversation_id" in ${ids} or t."value" in ${texts} or t."sent_to" in ${texts}`,
      values: [list(conversationIds), list(addresses), list(addresses)],
    },
    person_links: { where: 't."kept_id" = ? or t."gone_id" = ?', values: [person.id, person.id] },
    conversation_places: inTheirs,
    conversation_events: inTheirs,
    messages: {
      where: `t."conversation_id" in ${ids} or t."id" in ${ids}`,
      values: [list(conversationIds), list(messageIds)],
    },
    drafts: answering,
    receipts: answering,
    outbox: {
      where: `t."conversation_id" in ${ids} or t."message_id" in ${ids} or t."payload"->>'about' in ${texts}
        or t."payload"->>'filesOf' in ${texts} or t."payload"->>'draftId' in (
          select d."id"::text from "lummy"."drafts" d where d."business_id" = t."business_id" and d."message_id" in ${ids})`,
      values: [list(conversationIds), ...Array.from({ length: 4 }, () => list(messageIds))],
    },
    written_replies: inTheirs,
    audited_answers: inTheirs,
    inbox: {
      where: `t."lane" in ${texts} or (t."event"->'author'->'handle'->>'kind') || ' ' || (t."event"->'author'->'handle'->>'value')
        in ${texts} or (t."handled_at" is not null and (t."lane" in ${texts} or exists (
          select from "lummy"."shadow_mails" asked where asked."business_id" = t."business_id" and asked."person_id" = ?
            and t."event"->'mail'->'references' @> to_jsonb(asked."message_id")))) ${named}`,
      values: [
        list(lanes),
        list(person.handles.map(({ kind, value }) => `${kind} ${value}`)),
        list(sharedLanes),
        person.id,
        ...addresses.map(namesPattern),
      ],
    },
    shadow_mails: {
      where: `t."person_id" = ? or exists (select from "lummy"."shadow_mails" asked where asked."business_id" = t."business_id"
        and asked."person_id" = ? and t."references" @> to_jsonb(asked."message_id"))`,
      values: [person.id, person.id],
    },
    audit: {
      where: `t."subject" = ? or t."subject" in ${texts} or t."subject" in (
        select o."id"::text from "lummy"."outbox" o where o."business_id" = t."business_id" and o."conversation_id" in ${ids})`,
      values: [person.id, list(conversationIds), list(conversationIds)],
    },
  } satisfies Record<string, { where: string; values: string[] }>
}

/** Lists as one parameter, of ids and of texts. */
export const ids = '(select jsonb_array_elements_text(?::jsonb)::uuid)'
export const texts = '(select jsonb_array_elements_text(?::jsonb))'
export const list = (values: readonly string[]) => JSON.stringify(values)
