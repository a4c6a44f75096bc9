import type { OutboxRow } from '../domain/delivery.ts'
import { isPutAside } from '../domain/kind.ts'
import type { Card } from '../domain/outbound.ts'
import type { Place } from '../domain/place.ts'
import type { Gone } from '../errors.ts'
import type { House } from '../house.ts'
import { channelLeft } from '../integrations/channel-left.ts'
import { noticeCard } from './cards.ts'
import { atDesk, type Desk } from './desk.ts'
import { leaveAlone, rootsLeft } from './roots-left.ts'
import { addStaffRow, notifyByMail, notifyOfQuestion, showConversation, staffPlace } from './show.ts'
import { showDraft } from './show-draft.ts'
import { tellEverybody } from './tell-everybody.ts'

/** A thread is opened anew at most so often in so long; then a person has to look. */
const mostAnew = 3
const anewWithinMs = 3_600_000
/** Cards of a thread that are shown again in the one that takes its place, the newest. */
const mostShownAgain = 30

/** Threads that are opened anew at once when their channel is gone. */
const movedAtOnce = 50

/** Where a card was sent, and the message that it was to change. */
export interface SentTo {
  place: Place
  replaces?: string | undefined
}

/** The conversations that are still to be shown anew, each in a write of its own. */
export type Moved = string[]

/**
 * Inside the write that settles it: a card for staff met a message, a thread or a channel that is no more. The message is
 * written anew, the thread opened anew in the channel that is chosen now, the channel left alone for the next one. Undefined =
 * it is none of these, or it was tried too often.
 */
export async function showElsewhere(
  desk: Desk,
  row: OutboxRow,
  error: Gone,
  { place, replaces }: SentTo,
): Promise<Moved | undefined> {
  const { tx, house } = desk
  const { kind, live, mail } = row.payload
  if (error.of === undefined || row.audience !== 'staff' || mail !== undefined) return undefined
  if (kind !== 'card' && kind !== 'files') return undefined
  const now = house.now().toISOString()
  const again = (payload: object) =>
    tx.outbox.move(row.id, ['sending'], 'ready', { notBefore: now, payload: { ...row.payload, ...payload } })
  if (replaces !== undefined && live !== true) {
    // Somebody deleted this one message, or it stood in a thread that was replaced.
    if (!(await again({ anew: now }))) return undefined
    desk.wake({ ...row, notBefore: now })
    return []
  }
  const { conversationId } = row
  const thread = conversationId === null ? undefined : staffPlace(await tx.conversations.places(conversationId), place)
  if (conversationId !== null && thread?.place.thread === place.thread) {
    const since = new Date(house.now().getTime() - anewWithinMs).toISOString()
    const openings = (await tx.outbox.list(conversationId)).flatMap(({ payload }) => openingsOf(payload))
    if (openings.filter((at) => at > since).length >= mostAnew) return undefined
    const reopenedAt = [...openingsOf(row.payload), now]
    const isMoved =
      live === true
        ? await tx.outbox.move(row.id, ['sending'], 'cancelled', {
            ...{ error: 'its thread is opened anew', payload: { ...row.payload, reopenedAt } },
          })
        : await again({ anew: now, reopenedAt })
    if (!isMoved) return undefined
    await tx.conversations.leaveChannel(place)
    await showAnew(desk, conversationId)
    if (live !== true) desk.wake({ ...row, notBefore: now })
    return []
  }
  // It was to open a thread, or to stand in the channel itself.
  if (!(await tx.outbox.move(row.id, ['sending'], 'cancelled', { error: 'the channel is gone' }))) return undefined
  const left = await channelGone(desk, place, error.message)
  if (conversationId !== null && live === true) await showAnew(left.desk, conversationId)
  else await sayElsewhere(left.desk, row)
  return left.moved.filter((id) => id !== conversationId)
}

/** A card that a channel was to take, in the next one, or by mail where that is the only way to be told of trouble. */
async function sayElsewhere(desk: Desk, { conversationId, payload }: OutboxRow): Promise<void> {
  const [root] = desk.surfaces.roots
  if (root !== undefined) return void (await addStaffRow(desk, conversationId, root, payload))
  const { card, outboxId } = payload
  if (conversationId === null || card === undefined || typeof outboxId !== 'string') return
  const answer = await desk.tx.outbox.get(outboxId)
  if (answer?.state !== 'failed' && answer?.state !== 'in_doubt') return
  await notifyByMail(desk, conversationId, card as Card, { outboxId })
}

/** When a thread was opened anew for the sake of a card, ISO. */
function openingsOf({ reopenedAt }: OutboxRow['payload']): string[] {
  return Array.isArray(reopenedAt) ? reopenedAt.map(String) : []
}

/** Inside a write: nothing can be shown in this channel any more; what stood there goes where it is shown instead. */
export async function channelGone(
  desk: Desk,
  place: Place,
  why: string,
  isTold = false,
): Promise<{ desk: Desk; moved: Moved }> {
  const { tx, house, surfaces } = desk
  const isOwn = surfaces.all.some((root) => isSame(root, place))
  if (!isOwn) {
    await channelLeft(desk, place)
    return { desk, moved: await tx.conversations.leaveChannel(place) }
  }
  await leaveAlone(tx, place, why, house.now())
  const roots = await rootsLeft(
    house,
    tx,
    surfaces.all.map((root) => ({ ...root, isFailing: true })),
  )
  const left = { ...desk, surfaces: { ...surfaces, roots } }
  const known = (await tx.integrations.list()).find((one) => isAccount(one, place))
  if (known !== undefined && known.status !== 'failing') {
    const next = roots.some((root) => isAccount(root, place)) ? 'in the next channel' : 'where else staff can be told'
    const body = `${why.charAt(0).toUpperCase()}${why.slice(1)}. Until it is there again, or another is chosen under Integrations, conversations are shown ${next}.`
    await tx.integrations.note(known.connector, known.account, { lastError: body, status: 'failing' })
    desk.tell('integration', known.id)
    const link = { label: 'Open Integrations', url: `${house.publicUrl}/admin/integrations` }
    if (!isTold) await tellEverybody(left, noticeCard(`The channel of ${known.label} is gone`, { body, link }))
  }
  return { desk: left, moved: await tx.conversations.leaveChannel(place) }
}

/** Shows each of these conversations anew, in a write of its own; those beyond so many follow with their next message. */
export async function showAllAnew(house: House, businessId: string, ids: Moved): Promise<void> {
  for (const id of [...new Set(ids)].slice(0, movedAtOnce))
    await atDesk(house, businessId, (desk) => showAnew(desk, id))
}

/** Inside a write: opens the conversation's thread where it belongs now, with what stood in the one before. */
export async function showAnew(desk: Desk, conversationId: string): Promise<void> {
  const { tx, house, surfaces } = desk
  const conversation = await tx.conversations.lock(conversationId)
  if (conversation.mergedIntoId !== null || conversation.erasedAt !== undefined) return
  if (isPutAside(conversation) || conversation.status === 'resolved') return
  const rows = await tx.outbox.list(conversationId)
  await showConversation(desk, conversationId)
  if (surfaces.roots.length === 0) {
    const draft = await tx.drafts.pending(conversationId)
    if (draft !== undefined) await showDraft(desk, draft)
    else if (conversation.waitingFor === 'staff')
      await notifyOfQuestion(desk, conversationId, 'Nobody has answered yet.')
    return
  }
  const places = await tx.conversations.places(conversationId)
  const now = house.now().toISOString()
  for (const root of surfaces.roots) {
    if (staffPlace(places, root) !== undefined) continue
    const there = rows.filter((row) => row.audience === 'staff' && isAccount(row.place, root))
    for (const { id, payload, state } of there)
      if (payload.live === true && state === 'ready')
        await tx.outbox.move(id, ['ready'], 'cancelled', { error: 'its thread is opened anew' })
    for (const { payload } of newestOfEach(there).slice(-mostShownAgain)) {
      const { reopenedAt: _, ...shown } = payload
      await addStaffRow(desk, conversationId, root, { ...shown, anew: now })
    }
  }
}

/** What stands in a thread: of each draft, question, answer and message the newest card. */
function newestOfEach(rows: OutboxRow[]): OutboxRow[] {
  const newest = new Map<unknown, OutboxRow>()
  for (const row of rows) {
    const { live, mail, kind, draftId, writtenId, outboxId, about, filesOf } = row.payload
    if (live === true || mail !== undefined || row.state === 'cancelled') continue
    const ofFile = filesOf === undefined ? undefined : `${kind} ${filesOf}`
    newest.set(draftId ?? writtenId ?? outboxId ?? ofFile ?? about ?? row.id, row)
  }
  // What is still on its way goes by itself; what retention took away is gone here, too.
  const isShown = ({ state, payload }: OutboxRow) =>
    (state === 'sent' || state === 'failed') &&
    (payload.kind === 'card' ? payload.card !== undefined : payload.kind === 'files')
  return [...newest.values()].filter(isShown)
}

function isSame(a: Place, b: Place): boolean {
  return isAccount(a, b) && a.thread === b.thread
}

function isAccount(a: Pick<Place, 'connector' | 'account'>, b: Pick<Place, 'connector' | 'account'>): boolean {
  return a.connector === b.connector && a.account === b.account
}
