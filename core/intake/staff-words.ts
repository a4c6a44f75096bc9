import { unlinkedAnswer } from '../accounts/handles.ts'
import { recogniseTeammate } from '../accounts/recognise.ts'
import { afterCancel } from '../answering/after-cancel.ts'
import { noticeCard } from '../answering/cards.ts'
import { replyInside } from '../answering/conversations.ts'
import { atDesk, type Desk } from '../answering/desk.ts'
import { fetchFiles } from '../answering/files.ts'
import { answeredSince, type First, writingSince } from '../answering/first.ts'
import { guide } from '../answering/guide.ts'
import { type Intent, intentOf } from '../answering/intent.ts'
import { cancel } from '../answering/queue.ts'
import { askAboutWritten, showInThreads, tellTeammate } from '../answering/show.ts'
import { withSignature } from '../answering/signature.ts'
import type { Teammate } from '../domain/business.ts'
import type { Conversation } from '../domain/conversation.ts'
import type { OutboxRow, WrittenReply } from '../domain/delivery.ts'
import type { EditEvent, MessageEvent, Outcome, RemovalEvent } from '../domain/event.ts'
import type { Attachment } from '../domain/file.ts'
import { isPutAside } from '../domain/kind.ts'
import type { House } from '../house.ts'
import { customerChanged } from './customer-changes.ts'
import { settled, type Turn } from './turn.ts'

/** A teammate's words in a staff thread (DESIGN 6.2): sent, asked about, or kept inside; never guessed. */
export async function handleStaffWords(
  house: House,
  turn: Turn,
  event: MessageEvent,
  conversation: Conversation,
): Promise<void> {
  const { businessId } = turn
  const teammate = await recogniseTeammate(house, businessId, event.place, event.author)
  const unlinked =
    teammate === undefined && !event.author.isMachine
      ? await unlinkedAnswer(house, businessId, event.author)
      : undefined
  const fetched = teammate === undefined ? { files: [] } : await filesToSend(house, businessId, event)
  const seq = seqOf(turn, event.messageId)
  await house.learners.current(businessId)
  await underLock(house, turn, conversation.id, seq, async (desk, conversation) => {
    const { tx } = desk
    if (teammate === undefined) {
      if (unlinked !== undefined)
        await tellTeammate(desk, conversation.id, event.place, event.author.handle, unlinkedSentence, unlinked)
      return
    }
    if (await tx.written.byPlatformMessage(event.place, event.messageId)) return
    const { settings } = await tx.business()
    const intent = intentOf({
      text: event.text,
      rule: settings.sendRule,
      mentionsOthers: event.mentionsOthers ?? false,
      hasFiles: event.attachments.length > 0,
    })
    const problem = isPutAside(conversation) ? 'this was put aside, so press “Not spam” first' : fetched.problem
    const isStopped = intent.means !== 'note' && problem !== undefined
    const written = await tx.written.add({
      conversationId: conversation.id,
      teammateId: teammate.id,
      place: event.place,
      platformMessageId: event.messageId,
      text: intent.text,
      attachments: fetched.files,
      state: intent.means === 'note' || isStopped ? 'note' : 'asked',
      outboxId: null,
    })
    if (isStopped) {
      const card = noticeCard(`Nothing was sent: ${problem}.`, { body: intent.text })
      await showInThreads(desk, conversation.id, card, { writtenId: written.id })
      return
    }
    if (intent.means === 'note') {
      await tx.events.add({
        conversationId: conversation.id,
        type: 'noted',
        actor: teammate.id,
        receiptId: null,
        data: {},
      })
      await guide(desk, conversation)
      return
    }
    const first = await answeredSince(tx, conversation.id, writingSince(event.at), teammate.id)
    // Whoever was writing had not read that yet: the question, or the card with Undo, says so.
    if (intent.means === 'ask') await askAboutWritten(desk, written, conversation, first)
    else await sendNow(desk, { businessId, teammate }, conversation, written, { ...intent, first })
  })
}

/**
 * The files of words that may go out, fetched before anything is locked; those of a note stay where they are. All of them
 * or none: what cannot be sent stops the words, too.
 */
async function filesToSend(
  house: House,
  businessId: string,
  event: MessageEvent,
): Promise<{ files: Attachment[]; problem?: string }> {
  if (event.attachments.length === 0) return { files: [] }
  const scope = house.store.of(businessId)
  const { settings } = await scope.business()
  const mentionsOthers = event.mentionsOthers ?? false
  const { means } = intentOf({ text: event.text, rule: settings.sendRule, mentionsOthers, hasFiles: true })
  const isKnown = (await scope.written.byPlatformMessage(event.place, event.messageId)) !== undefined
  if (means === 'note' || isKnown) return { files: event.attachments }
  return fetchFiles(house, businessId, event.place, event.attachments)
}

/** The author changed their words: before delivery the answer follows; after it the customer keeps what was sent. */
export async function handleEdit(house: House, turn: Turn, event: EditEvent): Promise<Outcome> {
  return followWritten(house, turn, event, async (desk, written, row, conversation) => {
    const { tx } = desk
    const { settings } = await tx.business()
    const mentionsOthers = event.mentionsOthers ?? false
    const hasFiles = written.attachments.length > 0
    const { means, text } = intentOf({ text: event.text, rule: settings.sendRule, mentionsOthers, hasFiles })
    // Files stay where only the words were taken away.
    const isEmpty = text === '' && !hasFiles
    if (written.state !== 'sent') return followUnsent(desk, written, conversation, { means, text, isEmpty })
    if (row === undefined || written.state !== 'sent') return
    // What was sent by its marker goes only as long as it carries one; a mention speaks to colleagues.
    const mayFollow = !isEmpty && !mentionsOthers && (row.payload.isMarked !== true || means === 'send')
    if (text === written.text && mayFollow) return
    const isHeld = row.state === 'held' || row.state === 'ready'
    if (mayFollow && (isHeld || row.state === 'failed')) {
      const payload = { ...row.payload, text: withSignature(text, String(row.payload.signature ?? '')) }
      await tx.outbox.move(row.id, [row.state], row.state, { payload })
      if (row.messageId !== null) await tx.messages.setContent(row.messageId, text, { editedAt: event.at })
      await tx.written.move(written.id, ['sent'], 'sent', { text })
    } else if (isHeld && (await cancel(desk, row, 'its author changed it'))) {
      // Its new words come first: they are what is asked about again.
      await tx.written.move(written.id, ['sent'], isEmpty ? 'removed' : 'sent', { text })
      await afterCancel(desk, row, conversation, written.teammateId)
    } else if (text !== written.text) {
      await tx.written.move(written.id, ['sent'], 'sent', { text })
      await tellTooLate(desk, written, text)
    }
  })
}

/** Words that were not sent: the question follows them; a note becomes a question only when its author marks it. */
async function followUnsent(
  desk: Desk,
  written: WrittenReply,
  conversation: Conversation,
  intent: Pick<Intent, 'means' | 'text'> & { isEmpty: boolean },
): Promise<void> {
  const { state } = written
  if (state === 'removed' || intent.text === written.text) return
  const isNote = state === 'note' && intent.means !== 'send'
  const to = intent.isEmpty ? 'removed' : state === 'note' && !isNote ? 'asked' : state
  await desk.tx.written.move(written.id, [state], to, { text: intent.text })
  if (to === 'asked') await askAboutWritten(desk, { ...written, text: intent.text }, conversation)
}

/** The author removed their words: before delivery nothing leaves; after it the customer keeps what was sent. */
export async function handleRemoval(house: House, turn: Turn, event: RemovalEvent): Promise<Outcome> {
  return followWritten(house, turn, event, async (desk, written, row, conversation) => {
    if (written.state !== 'sent') {
      await desk.tx.written.move(written.id, ['asked', 'listed', 'note'], 'removed')
      const card = noticeCard('Its author removed this; nothing was sent.')
      if (written.state !== 'note') await showInThreads(desk, conversation.id, card, { writtenId: written.id })
      return
    }
    if (row !== undefined && (await cancel(desk, row, 'its author removed it', ['held', 'ready', 'failed']))) {
      await desk.tx.written.move(written.id, ['sent'], 'removed')
      await afterCancel(desk, row, conversation, written.teammateId)
    } else await tellTooLate(desk, written, undefined)
  })
}

const unlinkedSentence = 'Nothing was sent and nothing was learned: this account is not linked to a teammate.'

async function sendNow(
  desk: Desk,
  by: { businessId: string; teammate: Teammate },
  conversation: Conversation,
  written: WrittenReply,
  { isMarked, learn, first }: Intent & { first: First | undefined },
): Promise<void> {
  const { text, attachments, id: writtenId } = written
  const how = { isMarked, ...(learn === undefined ? {} : { learn }) }
  const row = await replyInside(desk, by, conversation, { text, attachments, writtenId, ...how })
  await desk.tx.written.move(written.id, ['asked'], 'sent', { outboxId: row.id })
  const undo = { action: 'undo' as const, label: 'Undo', target: row.id }
  const card =
    first === undefined
      ? noticeCard('Goes to the customer.', { buttons: [undo] })
      : noticeCard(`Goes to the customer, too: ${first.name} answered meanwhile.`, {
          body: first.text,
          buttons: [undo],
        })
  await showInThreads(desk, conversation.id, card, { writtenId: written.id })
}

async function tellTooLate(desk: Desk, written: WrittenReply, text: string | undefined): Promise<void> {
  const sentence = 'The customer has this already and keeps it as it was sent.'
  const correct = { action: 'send_correction' as const, label: 'Send a correction', target: written.id }
  const card = noticeCard(sentence, text === undefined ? {} : { body: text, buttons: [correct] })
  await showInThreads(desk, written.conversationId, card)
}

/** Edits and removals concern a teammate's words in one of our threads, or else what a customer wrote. */
async function followWritten(
  house: House,
  turn: Turn,
  event: EditEvent | RemovalEvent,
  work: (desk: Desk, written: WrittenReply, row: OutboxRow | undefined, conversation: Conversation) => Promise<void>,
): Promise<Outcome> {
  const scope = house.store.of(turn.businessId)
  const written = await scope.written.byPlatformMessage(event.place, event.messageId)
  const seqs = turn.rows.map((row) => row.seq)
  if (written === undefined) return customerChanged(house, turn, event)
  await underLock(house, turn, written.conversationId, seqs, async (desk, conversation) => {
    const now = (await desk.tx.written.get(written.id)) ?? written
    const row = now.outboxId === null ? undefined : await desk.tx.outbox.get(now.outboxId)
    await work(desk, now, row, conversation)
  })
  return { kind: 'done' }
}

async function underLock(
  house: House,
  turn: Turn,
  conversationId: string,
  seqs: number[],
  work: (desk: Desk, conversation: Conversation) => Promise<void>,
): Promise<void> {
  await atDesk(house, turn.businessId, async (desk) => {
    await settled({ ...turn, rows: turn.rows.filter(({ seq }) => seqs.includes(seq)) }, 'handled')(desk.tx)
    const conversation = await desk.tx.conversations.lock(conversationId)
    if (conversation.erasedAt === undefined) return work(desk, conversation)
    const card = noticeCard('Nothing was sent or kept: the customer of this conversation was erased.')
    await showInThreads(desk, conversationId, card)
  })
}

function seqOf(turn: Turn, messageId: string): number[] {
  return turn.rows
    .filter(({ event }) => event.type === 'message' && event.messageId === messageId)
    .map(({ seq }) => seq)
}
