import { recogniseTeammate } from '../accounts/recognise.ts'
import { replyInside, withConversation } from '../answering/conversations.ts'
import { atDesk, type Desk } from '../answering/desk.ts'
import { approve, type By } from '../answering/drafts.ts'
import { answeredSince } from '../answering/first.ts'
import { type MailIntent, mailIntent, ownFiles } from '../answering/mail-intent.ts'
import type { Sending } from '../answering/sending.ts'
import { tellTeammate } from '../answering/show.ts'
import { mailDraft } from '../answering/show-draft.ts'
import { showHeld } from '../answering/show-held.ts'
import type { ActionName } from '../domain/action.ts'
import type { Teammate } from '../domain/business.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import type { MessageEvent, Outcome } from '../domain/event.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { obey, sayOf } from './action.ts'
import { takeBackForward } from './forward.ts'
import { settled, type Turn } from './turn.ts'

/** A reply to a notification: approves the draft that it shows, or is itself the answer (DESIGN 6.2). */
export async function handleStaffMail(
  house: House,
  turn: Turn,
  event: MessageEvent,
  notification: OutboxRow,
): Promise<Outcome> {
  const { businessId } = turn
  const scope = house.store.of(businessId)
  const seqs = turn.rows.map((row) => row.seq)
  const teammate = await recogniseTeammate(house, businessId, event.place, event.author)
  const conversationId = notification.conversationId
  if (teammate === undefined || conversationId === null) {
    // Nothing is said to an address that could not be proved: an answer would tell a forger that the address is good.
    await scope.inbox.markHandled(seqs, 'not a verified teammate: nothing was sent or learned')
    return { kind: 'done' }
  }
  const names = (await scope.teammates.list()).filter((one) => one.id !== teammate.id)
  const intent = mailIntent(event, names)
  const by = { businessId, teammate, settle: settled(turn, intent.means) }
  try {
    await obeyMail(house, by, event, conversationId, notification, intent)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    await tell(house, turn, event, teammate, conversationId, error, notification)
  }
  await scope.inbox.markHandled(seqs, intent.means)
  return { kind: 'done' }
}

async function obeyMail(
  house: House,
  by: By,
  event: MessageEvent,
  conversationId: string,
  notification: OutboxRow,
  intent: MailIntent,
): Promise<void> {
  const files = ownFiles(event)
  const how = { via: 'mail' as const, ...(files.length === 0 ? {} : { attachments: files }) }
  switch (intent.means) {
    case 'approve': {
      const { draftId, version } = notification.payload
      if (typeof draftId !== 'string' || typeof version !== 'number')
        throw new Refused(409, 'That mail shows no draft to send.')
      await approve(house, by, draftId, version, { ...how, ...learning(intent) })
      return
    }
    case 'do': {
      const { action, choice } = intent
      const { forwarded } = notification.payload
      if (action === 'undo' && typeof forwarded === 'string')
        return takeBackForward(house, by, conversationId, forwarded)
      const { id, place, at, author } = event
      if (action === 'reject' && choice === undefined) throw new Refused(409, whySentence)
      const target = await targetOf(house, by, conversationId, notification, action)
      const { seen } = notification.payload
      const version = action === 'resolve' && typeof seen === 'number' ? { version: seen } : {}
      const pressed = { ...{ id, place, at, author, action, target }, ...version, type: 'action' as const }
      const done = await obey(house, by, { ...pressed, ...(choice === undefined ? {} : { choice }) })
      const { say } = sayOf(done)
      if (say !== undefined) await tellByMail(house, by, event, conversationId, say)
      return
    }
    case 'note':
      await house.store.of(by.businessId).write(async (tx) => {
        // What its author is told about it follows: it is handled only then, unless there is nothing to tell.
        if (intent.why === 'note:') await by.settle?.(tx)
        const data = { why: intent.why }
        await tx.events.add({ conversationId, type: 'noted', actor: by.teammate.id, receiptId: null, data })
      })
      if (intent.why !== 'note:') throw new Refused(409, `Kept as a note, not sent: ${intent.why}.`)
      return
    case 'send':
      await sendWords(house, by, event, conversationId, notification, {
        text: intent.text,
        ...how,
        ...learning(intent),
      })
  }
}

/** Words by mail are sent without a question; where a colleague was faster than their author could read, they are told so. */
function sendWords(
  house: House,
  by: By,
  { place }: MessageEvent,
  conversationId: string,
  { createdAt }: OutboxRow,
  words: { text: string } & Sending,
): Promise<void> {
  return withConversation(house, by, conversationId, async (desk, conversation) => {
    const { teammate } = by
    const first = await answeredSince(desk.tx, conversationId, createdAt, teammate.id)
    const row = await replyInside(desk, by, conversation, words)
    await showHeld(desk, row, teammate.name)
    if (first === undefined) return
    const to = { kind: 'email' as const, value: teammate.email }
    const title = `Goes to the customer, too: ${first.name} answered meanwhile.`
    await tellTeammate(desk, conversationId, place, to, title, { body: `${first.name}: ${first.text}` })
  })
}

function learning({ learn }: { learn?: false }): { learn?: false } {
  return learn === undefined ? {} : { learn }
}

const whySentence =
  'Why? Reply with one of: wrong facts, wrong topic, wrong tone, needs a person. Nothing was rejected yet.'

/** What a word is about: the draft or the answer that the mail shows, what is about to leave, or the conversation. */
async function targetOf(
  house: House,
  by: By,
  conversationId: string,
  { payload }: OutboxRow,
  action: ActionName,
): Promise<string> {
  if (action === 'reject') {
    if (typeof payload.draftId === 'string') return payload.draftId
    throw new Refused(409, 'That mail shows no draft to reject.')
  }
  if (action === 'send_again' || action === 'it_arrived') {
    if (typeof payload.outboxId === 'string') return payload.outboxId
    throw new Refused(409, 'That mail is about no message that did not arrive.')
  }
  if (action !== 'undo' && action !== 'send_now') return conversationId
  if (typeof payload.heldId === 'string') return payload.heldId
  const waiting = await house.store.of(by.businessId).outbox.waiting(conversationId)
  const held = waiting.findLast(({ state }) => state === 'held')
  if (held === undefined) throw new Refused(409, 'Nothing is waiting to be sent here.')
  return held.id
}

/** Nobody sees by mail what a word did: a sentence says it. */
function tellByMail(
  house: House,
  { businessId, teammate }: By,
  { place }: MessageEvent,
  conversationId: string,
  sentence: string,
): Promise<void> {
  const to = { kind: 'email' as const, value: teammate.email }
  return atDesk(house, businessId, (desk) => tellTeammate(desk, conversationId, place, to, sentence))
}

/** Says by mail why nothing was sent, what is new, and shows the newer draft where there is one. */
async function tell(
  house: House,
  turn: Turn,
  event: MessageEvent,
  teammate: Teammate,
  conversationId: string,
  { message, news }: Refused,
  notification: OutboxRow,
): Promise<void> {
  await atDesk(house, turn.businessId, async (desk: Desk) => {
    await settled(turn, message)(desk.tx)
    const to = { kind: 'email' as const, value: teammate.email }
    const body = news === undefined ? {} : { body: news }
    await tellTeammate(desk, conversationId, event.place, to, message, body)
    const newer = await desk.tx.drafts.pending(conversationId)
    if (newer !== undefined && newer.id !== notification.payload.draftId) await mailDraft(desk, newer, teammate.id)
  })
}
