import { onTheLine, sayElsewhere } from '../calls/after-call.ts'
import type { Message } from '../domain/conversation.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import { lane } from '../domain/identity.ts'
import { isNowhere } from '../domain/nowhere.ts'
import type { Delivery, Outbound } from '../domain/outbound.ts'
import { laneOf } from '../domain/place.ts'
import type { House } from '../house.ts'
import { codeOf } from '../identity/code.ts'
import { proofOf } from '../identity/proved.ts'
import type { Scope } from '../store/store.ts'
import { stopAlone } from './after-cancel.ts'
import { makersOf, mayStill } from './alone.ts'
import { atDesk } from './desk.ts'
import { dressOf } from './dress.ts'
import { settleFailure } from './failed.ts'
import { sendersOf, waitBehind } from './holds.ts'
import { obeyBar } from './obey-bar.ts'
import { type Bar, barOf, type Pace } from './place-rules.ts'
import { settleSent } from './settle-sent.ts'
import { showWaits } from './show-waits.ts'
import { countedAt, staffTarget } from './staff-target.ts'

/** How often words wait for a call in which a teammate speaks. */
const aboutACallMs = 5_000

/**
 * Moves one outbox row on: held → ready → sending → sent, failed or in doubt. `sending` is committed before the call, so a
 * crash leaves a row in doubt and never a second message. Safe to call twice, late, or at the same time elsewhere.
 */
export async function deliver(house: House, businessId: string, outboxId: string): Promise<void> {
  const scope = house.store.of(businessId)
  const row = await scope.outbox.get(outboxId)
  if (row === undefined || (row.state !== 'held' && row.state !== 'ready')) return
  const waitMs = Date.parse(row.notBefore) - house.now().getTime()
  if (waitMs > 0) return house.jobs.deliver(businessId, outboxId, waitMs)
  const line = await onTheLine(house, businessId, row)
  if (line === 'over') return sayElsewhere(house, businessId, row.id)
  if (line === 'later') return house.jobs.deliver(businessId, outboxId, aboutACallMs)
  if (line === 'elsewhere')
    return house.live.publish(businessId, { type: 'call', id: row.place.thread, version: house.now().getTime() })
  const pace = isNowhere(row.place) ? undefined : await house.messenger.pace(businessId, await countedAt(scope, row))
  const step = await take(house, scope, row, pace)
  switch (step.is) {
    case 'taken':
      return hand(house, businessId, step, pace)
    case 'stopped':
      return row.conversationId === null
        ? undefined
        : stopAlone(house, businessId, row.conversationId, row.id, step.why)
    case 'held':
      await atDesk(house, businessId, (desk) => showWaits(desk, outboxId))
      return house.jobs.deliver(businessId, outboxId, waitMsOf(house, step.until))
    case 'early':
      return house.jobs.deliver(businessId, outboxId, waitMsOf(house, step.until))
    case 'barred':
      return obeyBar(house, businessId, row.id, step.bar)
    case 'over':
  }
}

/**
 * Says a row that was written as `sending` with the decision about a call. Whoever hung up meanwhile hears nothing: then it
 * is like any other row that waits.
 */
export async function sayNow(house: House, businessId: string, row: OutboxRow): Promise<void> {
  if (await house.messenger.holds(businessId, row.place)) {
    const outbound = { ...row.payload, id: row.id } as unknown as Outbound
    return hand(house, businessId, { row: { ...row, attempts: 1 }, place: row.place, outbound })
  }
  if (await house.store.of(businessId).outbox.move(row.id, ['sending'], 'held'))
    await deliver(house, businessId, row.id)
}

/** Hands a row that is `sending` to its platform, and settles what became of it. */
async function hand(house: House, businessId: string, { row, place, outbound }: Taken, pace?: Pace): Promise<void> {
  let delivery: Delivery
  try {
    delivery = isNowhere(place) ? { platformId: row.id } : await house.messenger.send(businessId, place, outbound)
  } catch (error) {
    const replaces = outbound.kind === 'card' ? outbound.replaces : undefined
    return settleFailure(house, businessId, row, error, pace, { place, replaces })
  }
  await settleSent(house, businessId, row, delivery, pace)
}

function waitMsOf({ now }: House, at: string): number {
  return Math.max(0, Date.parse(at) - now().getTime())
}

type Taken = { row: OutboxRow; place: OutboxRow['place']; outbound: Outbound }

/** What comes of a row whose time has come. */
type Step =
  /** It is `sending`. */
  | ({ is: 'taken' } & Taken)
  /** What the agent would have said alone may not be said alone any more. */
  | { is: 'stopped'; why: 'paused' | 'stopped' | 'unproved' }
  /** It goes behind a hold of its sender, or an earlier answer; staff see that it waits. */
  | { is: 'held'; until: string }
  /** The card that opens its thread is not there yet. */
  | { is: 'early'; until: string }
  | { is: 'barred'; bar: Bar }
  /** A newer card shows it, or somebody else has it. */
  | { is: 'over' }

/** Checks once more that it may go, and commits `sending`. */
async function take(house: House, scope: Scope, row: OutboxRow, pace: Pace | undefined): Promise<Step> {
  return scope.write(async (tx) => {
    if (row.conversationId !== null) await tx.conversations.lock(row.conversationId)
    if (row.cancelIf.includes('agent paused') && (await tx.agent()).status === 'paused')
      return { is: 'stopped', why: 'paused' }
    if (row.cancelIf.includes('topic stopped') && !(await mayLeave(house, tx, row)))
      return { is: 'stopped', why: 'stopped' }
    if (await isUnproved(house, tx, row)) return { is: 'stopped', why: 'unproved' }
    const held = await heldAt(house, tx, row, pace)
    if (held !== undefined) return { is: 'held', until: held }
    const target = row.audience === 'staff' ? await staffTarget(tx, row, house.now()) : { place: row.place }
    if (target === 'outdated') {
      await tx.outbox.move(row.id, ['ready'], 'cancelled', { error: 'a newer card shows it' })
      return { is: 'over' }
    }
    if ('until' in target) return { is: 'early', until: target.until }
    const bar = row.audience === 'customer' && !isNowhere(row.place) ? await barOf(house, tx, row, pace) : undefined
    if (bar?.kind === 'later') {
      const payload = { ...((await tx.outbox.get(row.id))?.payload ?? row.payload), turn: bar.at }
      const isLater = await tx.outbox.move(row.id, [row.state], row.state, { notBefore: bar.at, payload })
      return isLater ? { is: 'barred', bar } : { is: 'over' }
    }
    if (bar !== undefined) return { is: 'barred', bar }
    // Read again under the lock: an edit by its author may have changed the words while it was held.
    const now = await tx.outbox.get(row.id)
    const attempts = row.attempts + 1
    if (now === undefined || !(await tx.outbox.move(row.id, ['held', 'ready'], 'sending', { attempts })))
      return { is: 'over' }
    const outbound = {
      ...now.payload,
      ...codeInto(house, now.payload),
      ...(await dressOf(house, tx, now)),
      id: row.id,
      ...('replaces' in target ? { replaces: target.replaces } : {}),
    } as unknown as Outbound
    return { is: 'taken', row: { ...now, state: 'sending', attempts }, place: target.place, outbound }
  })
}

/** When it goes instead, where its sender is held up, or where an earlier answer to the same person waits. */
async function heldAt(house: House, tx: Scope, row: OutboxRow, pace: Pace | undefined): Promise<string | undefined> {
  const { connector, account, thread } = row.place
  if (isNowhere(row.place) || house.messenger.abilities(connector).calls) return undefined
  const hold = await tx.holds.on(connector, account, sendersOf(row.place, pace))
  if (hold !== undefined) return waitBehind(tx, row, hold, pace, house.now())
  if (row.audience === 'staff' || row.conversationId === null) return undefined
  const before = (await tx.outbox.waiting(row.conversationId)).find(
    (other) => other.waitsFor !== null && other.createdAt < row.createdAt && other.place.thread === thread,
  )
  if (before?.waitsFor == null) return undefined
  const why = before.error ?? 'an earlier answer waits'
  return waitBehind(tx, row, { kind: before.waitsFor, why, until: before.notBefore }, pace, house.now())
}

/** The code of a check exists in the mail alone. */
function codeInto({ keys }: House, { check, text }: OutboxRow['payload']): { text?: string } {
  return typeof check === 'string' ? { text: String(text).replace('{code}', codeOf(keys, check)) } : {}
}

/** Its topic may still be answered alone, or its very words still have somebody's word. */
async function mayLeave(house: House, tx: Scope, row: OutboxRow): Promise<boolean> {
  const conversation = row.conversationId === null ? undefined : await tx.conversations.get(row.conversationId)
  const draft = row.draftId === null ? undefined : await tx.drafts.get(row.draftId)
  if (conversation === undefined || draft === undefined) return true
  const { vouchedFor } = row.payload
  return mayStill(house, tx, conversation, await makersOf(tx, draft), {
    ...(typeof vouchedFor === 'string' ? { vouchedFor } : {}),
  })
}

/** Something personal that nobody approved, to a number whose check has run out or was taken back while it waited. */
async function isUnproved({ now }: House, tx: Scope, row: OutboxRow): Promise<boolean> {
  if (row.teammateId !== null || row.draftId === null || row.conversationId === null) return false
  const draft = await tx.drafts.get(row.draftId)
  const receipt = draft && (await tx.receipts.get(draft.receiptId))
  const situation = receipt?.inputs.situation as { isPersonal?: boolean } | undefined
  if (situation?.isPersonal !== true) return false
  const conversation = await tx.conversations.get(row.conversationId)
  const isTheirs = ({ metadata }: Message) => lane(metadata) === laneOf(row.place)
  const messages = (await tx.messages.list(row.conversationId)).filter(isTheirs)
  return conversation !== undefined && (await proofOf(tx, conversation, messages, now())) === 'number'
}
