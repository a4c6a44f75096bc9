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
import { noteSent } from '../integrations/last-sent.ts'
import { afterSent } from '../learning/sent.ts'
import { ahead } from '../store/remembering.ts'
import type { Scope } from '../store/store.ts'
import { stopAlone } from './after-cancel.ts'
import { makersOf, mayStill } from './alone.ts'
import { atDesk } from './desk.ts'
import { dressOf } from './dress.ts'
import { noteFailure, settleFailure } from './failed.ts'
import { endHold, sendersOf, waitBehind } from './holds.ts'
import type { MailBar } from './mail-reach.ts'
import { type Bar, barOf, type Pace } from './place-rules.ts'
import { stopHeld } from './queue.ts'
import { foundAgain } from './roots-left.ts'
import { staffPlace } from './show.ts'
import { showHeld } from './show-held.ts'
import { showGone, showWaits } from './show-waits.ts'
import { goOnAt } from './text-place.ts'
import { sayDelivered } from './undelivered.ts'

/** How often words wait for a call in which a teammate speaks. */
const aboutACallMs = 5_000
/** How long a row waits for its thread to be opened by the conversation's card. */
const threadWaitMs = 400

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
  const taken = await take(house, scope, row, pace)
  if (taken === undefined) return
  if (taken === 'paused' || taken === 'stopped' || taken === 'unproved') {
    if (row.conversationId === null) return
    return stopAlone(house, businessId, row.conversationId, row.id, taken)
  }
  if (taken === 'wait') return house.jobs.deliver(businessId, outboxId, threadWaitMs)
  if (taken.kind === 'wait') return house.jobs.deliver(businessId, outboxId, waitMsOf(house, taken.until))
  if (taken.kind === 'held') {
    await atDesk(house, businessId, (desk) => showWaits(desk, outboxId))
    return house.jobs.deliver(businessId, outboxId, waitMsOf(house, taken.at))
  }
  if (taken.kind !== undefined) return obeyBar(house, businessId, row.id, taken)
  await hand(house, businessId, taken, pace)
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

/** The platform took it (or said so later): what follows from that happens in the same transaction. */
export async function settleSent(
  house: House,
  businessId: string,
  row: OutboxRow,
  delivery: Delivery,
  pace?: Pace,
): Promise<boolean> {
  // Judging needs the engine, and inside the transaction nothing but the database may be asked.
  if (row.teammateId !== null) await house.learners.current(businessId)
  const learned = await atDesk(house, businessId, async (desk) => {
    const { tx } = desk
    // Its message may have been merged into another conversation while nobody knew whether it had arrived.
    const said = row.messageId === null ? undefined : await tx.messages.get(row.messageId)
    const conversationId = said?.conversationId ?? row.conversationId
    const conversation = conversationId === null ? undefined : await tx.conversations.lock(conversationId)
    const moved = await tx.outbox.move(row.id, ['sending', 'in_doubt'], 'sent', {
      platformId: delivery.platformId,
      error: null,
      waitsFor: null,
      ...(isToOneAlone(row) ? { payload: withoutCard(row.payload) } : {}),
    })
    if (!moved) return undefined
    desk.tell('outbox', row.id)
    if (conversation !== undefined && row.audience === 'customer')
      await ahead(tx, ({ messages, events, drafts, business }) => [
        ...[messages.list(conversation.id), events.list(conversation.id), business()],
        ...(row.draftId === null ? [] : [drafts.get(row.draftId)]),
      ])
    await endHold(desk, row, pace)
    await showGone(desk, row)
    if (row.audience === 'staff') {
      if (conversation !== undefined && row.payload.live === true) {
        const place = delivery.thread === undefined ? row.place : { ...row.place, thread: delivery.thread }
        if (staffPlace(await tx.conversations.places(conversation.id), place) === undefined) {
          await tx.conversations.addPlace(conversation.id, 'staff', place)
        }
        await tx.conversations.setCard(conversation.id, place, delivery.platformId)
        if (delivery.thread !== undefined && desk.surfaces.all.some(({ isFailing }) => isFailing))
          await foundAgain(tx, row.place)
      }
      return undefined
    }
    if (conversation !== undefined) await goOnAt(desk, conversation.id, row.place)
    await sayDelivered(desk, row)
    return conversation === undefined ? undefined : afterSent(desk, conversation, row, delivery)
  })
  if (!isNowhere(row.place)) await noteSent(house, businessId, row.place)
  if (learned !== undefined) await house.jobs.run(businessId, { name: 'project', id: learned })
  return learned !== undefined
}

/** It may repeat what customers said, and hangs on none of their conversations: erasing one would not find it. */
function isToOneAlone({ audience, conversationId, payload }: OutboxRow): boolean {
  return audience === 'staff' && conversationId === null && payload.kind === 'direct' && payload.mail === undefined
}

function withoutCard({ card: _, ...payload }: OutboxRow['payload']): OutboxRow['payload'] {
  return { ...payload, gone: true }
}

/** What stands in a thread is counted with the thread, where the platform counts those by themselves. */
async function countedAt(scope: Scope, row: OutboxRow): Promise<OutboxRow['place']> {
  if (row.conversationId === null || !isInThread(row) || row.payload.live === true) return row.place
  return staffPlace(await scope.conversations.places(row.conversationId), row.place)?.place ?? row.place
}

/** What it goes behind: a hold of its sender, an earlier answer, the card that opens its thread. */
type Behind = { kind: 'held'; at: string } | { kind: 'wait'; until: string }

type Taken = { kind?: undefined; row: OutboxRow; place: OutboxRow['place']; outbound: Outbound }

/** Checks once more that it may go, and commits `sending`; undefined when it may not or somebody else has it. */
async function take(
  house: House,
  scope: Scope,
  row: OutboxRow,
  pace: Pace | undefined,
): Promise<Taken | Bar | Behind | 'wait' | 'paused' | 'stopped' | 'unproved' | undefined> {
  return scope.write(async (tx) => {
    if (row.conversationId !== null) await tx.conversations.lock(row.conversationId)
    if (row.cancelIf.includes('agent paused') && (await tx.agent()).status === 'paused') return 'paused'
    if (row.cancelIf.includes('topic stopped') && !(await mayLeave(house, tx, row))) return 'stopped'
    if (await isUnproved(house, tx, row)) return 'unproved'
    const held = await heldAt(house, tx, row, pace)
    if (held !== undefined) return { kind: 'held', at: held }
    const target = row.audience === 'staff' ? await staffTarget(tx, row, house.now()) : { place: row.place }
    if (target === 'wait') return 'wait'
    if (typeof target === 'object' && 'until' in target) return { kind: 'wait', until: target.until }
    if (target === 'outdated') {
      await tx.outbox.move(row.id, ['ready'], 'cancelled', { error: 'a newer card shows it' })
      return undefined
    }
    const bar = row.audience === 'customer' && !isNowhere(row.place) ? await barOf(house, tx, row, pace) : undefined
    if (bar?.kind === 'later') {
      const payload = { ...((await tx.outbox.get(row.id))?.payload ?? row.payload), turn: bar.at }
      return (await tx.outbox.move(row.id, [row.state], row.state, { notBefore: bar.at, payload })) ? bar : undefined
    }
    if (bar !== undefined) return bar
    // Read again under the lock: an edit by its author may have changed the words while it was held.
    const now = await tx.outbox.get(row.id)
    if (
      now === undefined ||
      !(await tx.outbox.move(row.id, ['held', 'ready'], 'sending', { attempts: row.attempts + 1 }))
    )
      return undefined
    const outbound = {
      ...now.payload,
      ...codeInto(house, now.payload),
      ...(await dressOf(house, tx, now)),
      id: row.id,
      ...('replaces' in target ? { replaces: target.replaces } : {}),
    } as unknown as Outbound
    return { row: { ...now, state: 'sending', attempts: row.attempts + 1 }, place: target.place, outbound }
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

/** What becomes of an answer that may not go now. */
async function obeyBar(house: House, businessId: string, outboxId: string, bar: Bar): Promise<void> {
  if (bar.kind === 'mail') return obeyMailBar(house, businessId, outboxId, bar)
  await atDesk(house, businessId, async (desk) => {
    const { tx } = desk
    const known = await tx.outbox.get(outboxId)
    if (known?.conversationId != null) await tx.conversations.lock(known.conversationId)
    const row = await tx.outbox.get(outboxId)
    if (row === undefined) return
    if (bar.kind === 'opted out')
      return void (await stopHeld(desk, row, 'they said STOP, and nothing can be texted until they write START'))
    if (bar.kind === 'too late') {
      if (await tx.outbox.move(row.id, ['held', 'ready'], 'failed', { error: bar.why }))
        await noteFailure(desk, row, bar.why)
      return
    }
    if (bar.why === undefined || row.conversationId === null) return
    const teammate = row.teammateId === null ? undefined : await tx.teammates.get(row.teammateId)
    const by = teammate?.name ?? (await tx.agent()).name
    await showHeld(desk, { ...row, createdAt: house.now().toISOString() }, `${by}; ${bar.why}`)
  })
  if (bar.kind === 'later') await house.jobs.deliver(businessId, outboxId, Date.parse(bar.at) - house.now().getTime())
}

/** What the agent would have said is put before staff instead; what the product or a teammate would, is stopped and told. */
async function obeyMailBar(house: House, businessId: string, outboxId: string, { why }: MailBar): Promise<void> {
  const row = await house.store.of(businessId).outbox.get(outboxId)
  if (row === undefined) return
  if (row.teammateId === null && row.payload.isSystem !== true && row.conversationId !== null) {
    const stop = { error: why, sentence: `Stopped, since ${why}: nothing was sent.` }
    return stopAlone(house, businessId, row.conversationId, row.id, stop)
  }
  await atDesk(house, businessId, async (desk) => {
    if (row.conversationId !== null) await desk.tx.conversations.lock(row.conversationId)
    if (await stopHeld(desk, row, why)) desk.tell('outbox', row.id)
  })
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

function isInThread({ audience, payload }: OutboxRow): boolean {
  return audience === 'staff' && payload.mail === undefined && (payload.kind === 'card' || payload.kind === 'files')
}

/** Where a staff card goes: the conversation's thread, which its live card opens. */
async function staffTarget(
  tx: Scope,
  row: OutboxRow,
  now: Date,
): Promise<{ place: OutboxRow['place']; replaces?: string } | { until: string } | 'wait' | 'outdated'> {
  if (row.conversationId === null || !isInThread(row)) return { place: row.place }
  const thread = staffPlace(await tx.conversations.places(row.conversationId), row.place)
  const rows = await tx.outbox.list(row.conversationId)
  const sameSurface = rows.filter(
    (other) => other.audience === 'staff' && other.id !== row.id && other.place.account === row.place.account,
  )
  if (row.payload.live === true) {
    if (thread?.cardPlatformId) return { place: thread.place, replaces: thread.cardPlatformId }
    // Two first cards would open two threads.
    return sameSurface.some((other) => other.payload.live === true && other.state === 'sending')
      ? 'wait'
      : { place: row.place }
  }
  if (thread === undefined) {
    const opening = sameSurface.find(
      (other) => other.payload.live === true && ['ready', 'sending', 'held'].includes(other.state),
    )
    if (opening === undefined) return { place: row.place }
    return opening.waitsFor !== null && opening.notBefore > now.toISOString() ? { until: opening.notBefore } : 'wait'
  }
  // The card of one draft or question is updated in place.
  const key = row.payload.draftId ?? row.payload.writtenId ?? row.payload.outboxId
  const ofKey = key === undefined ? [] : rows.filter((other) => isAbout(other, row, key))
  const at = ofKey.findIndex(({ id }) => id === row.id)
  // A card is drawn as it stands: an older drawing must not be put over a newer one.
  const isDue = ({ notBefore, state }: OutboxRow) => state !== 'cancelled' && notBefore <= now.toISOString()
  if (ofKey.slice(at + 1).some(isDue)) return 'outdated'
  // What stood in a thread that is gone, or was deleted, is changed no more.
  const before = ofKey.slice(
    Math.max(
      0,
      ofKey.slice(0, at + 1).findLastIndex(({ payload }) => payload.anew !== undefined),
    ),
    at,
  )
  // Two first drawings would be two cards.
  if (before.some(({ state }) => state === 'sending')) return 'wait'
  const earlier = before.findLast((other) => other.platformId !== null)
  return { place: thread.place, ...(earlier?.platformId ? { replaces: earlier.platformId } : {}) }
}

/** Whether this is a card of the same thing in the same place; a mail is a message of its own. */
function isAbout({ audience, place, payload }: OutboxRow, row: OutboxRow, key: unknown): boolean {
  if (audience !== 'staff' || payload.kind !== 'card' || payload.mail !== undefined) return false
  if (place.connector !== row.place.connector || place.account !== row.place.account) return false
  return payload.draftId === key || payload.writtenId === key || payload.outboxId === key
}
