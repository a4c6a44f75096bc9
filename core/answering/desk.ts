import type { OutboxRow } from '../domain/delivery.ts'
import { nextDue } from '../domain/due.ts'
import type { Place } from '../domain/place.ts'
import type { House } from '../house.ts'
import type { LiveEvent, MailIdentity, StaffRoot, Texter } from '../ports.ts'
import type { Scope } from '../store/store.ts'
import { rootsLeft } from './roots-left.ts'

/** Where this business's staff see things, read before the transaction: inside it nothing but `tx` may be asked. */
export interface Surfaces {
  roots: Place[]
  /** The channels that were entered for each staff account, also such as turned out to be gone. */
  all: StaffRoot[]
  mail: MailIdentity | undefined
  /** Where a text to a number goes. */
  textPlace: Texter
}

/** One write, with what must be told after it has committed. */
export interface Desk {
  house: House
  tx: Scope
  surfaces: Surfaces
  /** Remembers to wake this outbox row. A lost wake-up is found by the sweep. */
  wake(row: Pick<OutboxRow, 'id' | 'place' | 'notBefore'>): void
  /** Remembers that this row is `sending`: it is said by whoever handles the call. */
  say(row: OutboxRow): void
  /** Remembers to tell open pages. A conversation that was told of is also scheduled anew, in the same write. */
  tell(type: LiveEvent['type'], id: string): void
}

/** Words for a call that nobody has said by then go out through the queue: the call is over, or any process can speak in it. */
const nobodyHeardMs = 1_000

/** Runs one write; wakes and tells only once it has committed. */
export async function atDesk<T>(house: House, businessId: string, work: (desk: Desk) => Promise<T>): Promise<T> {
  const [all, mail, textPlace] = await Promise.all([
    house.messenger.staffRoots(businessId),
    house.messenger.mailIdentity(businessId),
    house.messenger.texter(businessId),
  ])
  const surfaces = { all, roots: await rootsLeft(house, house.store.of(businessId), all), mail, textPlace }
  let rows: Parameters<Desk['wake']>[0][] = []
  let toSay: OutboxRow[] = []
  let told = new Map<string, LiveEvent['type']>()
  const result = await house.store.of(businessId).write(async (tx) => {
    // A transaction may be tried again: what the first try remembered did not happen.
    rows = []
    told = new Map()
    toSay = []
    const desk: Desk = {
      ...{ house, tx, surfaces },
      wake: (row) => rows.push(row),
      say: (row) => toSay.push(row),
      tell: (type, id) => told.set(id, type),
    }
    const done = await work(desk)
    await scheduleAnew(
      tx,
      [...told].flatMap(([id, type]) => (type === 'conversation' ? [id] : [])),
      house.now(),
    )
    return done
  })
  house.speaking?.toSay.push(...toSay)
  const now = house.now().getTime()
  for (const [id, type] of told) house.live.publish(businessId, { type, id, version: now })
  for (const row of rows) {
    // What is said in a call is said by whoever holds it.
    const isSpoken = house.messenger.abilities(row.place.connector).calls === true
    if (isSpoken) house.live.publish(businessId, { type: 'call', id: row.place.thread, version: now })
    await house.jobs.deliver(
      businessId,
      row.id,
      (isSpoken ? nobodyHeardMs : 0) + Math.max(0, Date.parse(row.notBefore) - now),
    )
  }
  return result
}

/** Says when each of these conversations is to be looked at next, from what it is now. */
export async function scheduleAnew(tx: Scope, conversationIds: string[], now: Date): Promise<void> {
  if (conversationIds.length === 0) return
  const { settings } = await tx.business()
  for (const id of conversationIds) {
    const conversation = await tx.conversations.get(id)
    if (conversation === undefined) continue
    const due = nextDue(conversation, settings, now)
    if (due !== conversation.dueAt) await tx.conversations.schedule(id, due)
  }
}
