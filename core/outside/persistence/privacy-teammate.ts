import type { Teammate } from '#core/domain/business.ts'
import { withoutAddresses } from '#core/domain/erased.ts'
import { namesPattern } from '#core/domain/names.ts'
import type { Context } from './context.ts'
import { AiAgent, Teammate as TeammateRow } from './entities/accounts.ts'
import { LearningData, SnapshotRow } from './entities/learning.ts'
import { takeOut, update } from './privacy-blank.ts'
import { find } from './reading.ts'
import { date } from './rows.ts'

/** What we say ourselves of who did what, by table; what people wrote to each other is theirs, whoever they name. */
const ownWords: { table: string; columns: string[]; where?: string }[] = [
  { table: 'audit', columns: ['data'] },
  { table: 'conversation_events', columns: ['data'], where: `"type" <> 'noted'` },
  { table: 'drafts', columns: ['why'] },
  { table: 'receipts', columns: ['reasons', 'gates', 'inputs'] },
  { table: 'outbox', columns: ['payload'], where: `"audience" = 'staff'` },
]

/** Takes a former teammate's name out of what is theirs and out of our own words, and their address out of everybody's. */
export async function forgetTeammate(
  context: Context,
  { id, name, email }: Teammate,
  { as, at }: { as: string; at: string },
): Promise<void> {
  const { businessId, em } = context
  const run = (sql: string, values: unknown[]) => em().execute(sql, values)
  await run(`select set_config('lummy.erasing', 'on', true)`, [])
  // An address is unique; this is none.
  const gone = { name: as, email: `former ${id}`, forgottenAt: date(at) }
  await em().nativeUpdate(TeammateRow, { businessId, id }, gone)
  await run(
    `update "lummy"."messages" set "metadata" = "metadata" - 'authorName'
     where "business_id" = ? and "metadata"->>'teammateId' = ? and "metadata"->>'authorName' is not null`,
    [businessId, id],
  )
  await run(`update "lummy"."vouchers" set "name" = ? where "business_id" = ? and "teammate_id" = ?`, [
    ...[as, businessId, id],
  ])
  for (const one of ownWords) await replaceIn(context, one, name, as)
  await forgetInLog(context, name, as)
  await takeOut(context, email)
}

/** Why a lesson stands as it does may say who decided it. */
async function forgetInLog({ businessId, em, now }: Context, name: string, as: string): Promise<void> {
  const rows = await find(
    em(),
    LearningData,
    { businessId, interactionType: 'standing' },
    { orderBy: { agentId: 'asc', seq: 'asc' } },
  )
  const agents = new Set<string>()
  for (const { id, agentId, patternDetected } of rows) {
    const without = withoutAddresses(patternDetected, [name], as)
    if (JSON.stringify(without) === JSON.stringify(patternDetected)) continue
    await em().nativeUpdate(LearningData, { businessId, id }, { patternDetected: without })
    agents.add(agentId)
  }
  for (const id of agents) {
    await em().nativeDelete(SnapshotRow, { businessId, agentId: id })
    const agent = await em().findOneOrFail(AiAgent, { businessId, id })
    await em().nativeUpdate(AiAgent, { businessId, id }, { learningEpoch: agent.learningEpoch + 1, updatedAt: now() })
  }
}

async function replaceIn(
  context: Context,
  { table, columns, where = 'true' }: (typeof ownWords)[number],
  name: string,
  as: string,
): Promise<void> {
  const text = columns.map((column) => `"${column}"::text`).join(', ')
  const rows = await context.em().execute<Record<string, unknown>[]>(
    `select "id"::text as "the_key", ${columns.map((column) => `"${column}"`).join(', ')} from "lummy"."${table}"
     where "business_id" = ? and ${where} and concat_ws(' ', ${text}) ~* ?`,
    [context.businessId, namesPattern(name)],
  )
  for (const { the_key, ...row } of rows) await update(context, table, 'id', the_key, withoutAddresses(row, [name], as))
}
