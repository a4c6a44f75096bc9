import type { Integration } from '../domain/business.ts'
import type { AccountCounts, Hold } from '../domain/delivery.ts'
import { clockTime } from '../domain/when.ts'
import type { House } from '../house.ts'

/** Failures older than this are past, days. */
export const countedDays = 7

/** How a connected account does. */
export interface IntegrationHealth {
  /** `slow` = the platform asked us to wait; `failing` = a person has to do something. */
  state: 'works' | 'slow' | 'failing'
  /** One sentence for people: what is the matter, and what to do. */
  sentence: string
  /** Since when it is slow or failing, ISO. */
  since: string | null
  /** When it is tried again, ISO. */
  until: string | null
  /** Messages that are due and have not gone, and since when the oldest waits. */
  waiting: number
  waitingSince: string | null
  /** Of the last days (`countedDays`): did not arrive, may not have arrived. */
  failed: number
  inDoubt: number
}

/** The connected accounts of a business, each with how it does. */
export async function withHealth(
  { store, now }: Pick<House, 'store' | 'now'>,
  businessId: string,
): Promise<{ integration: Integration; health: IntegrationHealth }[]> {
  const scope = store.of(businessId)
  const since = new Date(now().getTime() - countedDays * 24 * 3_600_000).toISOString()
  const [rows, holds, counts, { settings }] = [
    await scope.integrations.list(),
    await scope.holds.list(),
    await scope.outbox.counts(since),
    await scope.business(),
  ]
  const isOf = (row: Integration) => (one: { connector: string; account: string }) =>
    one.connector === row.connector && one.account === row.account
  return rows.map((integration) => ({
    integration,
    health: healthOf(integration, {
      hold: longest(holds.filter(isOf(integration)).filter(({ until }) => until > now().toISOString())),
      counts: counts.find(isOf(integration)),
      clock: (at) => clockTime(at, settings.zone, now()),
    }),
  }))
}

/** Pure: what is said of one account. */
export function healthOf(
  row: Pick<Integration, 'status' | 'lastError' | 'failingSince' | 'lastEventAt' | 'lastSentAt'>,
  seen: { hold: Hold | undefined; counts: AccountCounts | undefined; clock(at: string): string },
): IntegrationHealth {
  const { hold, clock } = seen
  const { waiting, waitingSince, failed, inDoubt } = seen.counts ?? {
    ...{ waiting: 0, waitingSince: null, failed: 0, inDoubt: 0 },
  }
  const counts = { waiting, waitingSince, failed, inDoubt }
  const wait = waiting === 0 ? '' : `${waiting} ${waiting === 1 ? 'message waits' : 'messages wait'}`
  if (row.status === 'failing') {
    const since = row.failingSince
    const after =
      wait &&
      `${wait}, and ${waiting === 1 ? 'goes' : 'go'} out by ${waiting === 1 ? 'itself' : 'themselves'} once that is done.`
    const sentence = [row.lastError ?? 'It does not work.', after].filter(Boolean).join(' ')
    return { state: 'failing', sentence, since, until: hold?.until ?? null, ...counts }
  }
  if (hold !== undefined) {
    const why = `${hold.why.charAt(0).toUpperCase()}${hold.why.slice(1)}`
    const sentence = `${why} until ${clock(hold.until)}${wait && `; ${wait}`}.`
    return { state: 'slow', sentence, since: hold.since, until: hold.until, ...counts }
  }
  const isUnused = row.lastEventAt === null && row.lastSentAt === null
  const sentence = isUnused
    ? 'Connected; nothing has come or gone yet.'
    : wait
      ? `Works; ${wait} for a moment.`
      : 'Works.'
  return { state: 'works', sentence, since: null, until: null, ...counts }
}

function longest(holds: Hold[]): Hold | undefined {
  return holds.toSorted(
    (a, b) => Number(b.kind === 'permission') - Number(a.kind === 'permission') || b.until.localeCompare(a.until),
  )[0]
}
