import { spokenShape } from '../calls/spoken.ts'
import type { Business, Teammate } from '../domain/business.ts'
import type { Conversation } from '../domain/conversation.ts'
import type { OutboxRow, OutboxState } from '../domain/delivery.ts'
import type { Attachment } from '../domain/file.ts'
import { isNowhere, testUndoMs } from '../domain/nowhere.ts'
import type { MailEnvelope } from '../domain/outbound.ts'
import { laneOf, type Place } from '../domain/place.ts'
import { Refused } from '../errors.ts'
import { answerPlace } from './customer-place.ts'
import type { Desk } from './desk.ts'
import { answerEnvelope, chosenBefore } from './envelope.ts'
import { checkedFiles } from './files.ts'
import { refuseStopped, refuseUnwanted } from './opt-out.ts'
import { usedAddresses } from './recipients.ts'
import { type Sending, sendTime } from './sending.ts'
import { askAboutWritten } from './show.ts'
import { showStillPlanned, showStopped } from './show-held.ts'
import { signatureFor, withSignature } from './signature.ts'
import { withdrawDraft } from './withdraw.ts'

export interface Words extends Sending {
  text: string
  /** The draft that they come from, as it was or edited. */
  draftId: string | undefined
  /** Who says it; undefined = the agent on its own. */
  teammate: Teammate | undefined
  disclosure: string | null
  undoMs: Business['settings']['undoMs']
  /** A correction of something that the customer already has. */
  corrects?: string
  /** Whom it goes to by mail, where a person chose; what is absent stays as usual. */
  to?: string[]
  cc?: string[]
  /** Files of theirs that go along. */
  attachments?: Attachment[]
  /** Its author wrote it by mail: what becomes of it is said there, too. */
  via?: 'mail'
  /** The words in a staff thread that these are, and whether their author marked them with `>`. */
  writtenId?: string
  isMarked?: boolean
  /** Where it goes; absent = to where the customer wrote last. */
  place?: Place
  /** The product itself says it (answering/acknowledge.ts): it is no answer. */
  isSystem?: boolean
  /** Sent on somebody's word for this lesson, not on proof. */
  vouchedFor?: string
}

/** With the conversation locked: stores the message and its outbox row, held for the undo window. */
export async function queueAnswer(desk: Desk, conversation: Conversation, words: Words): Promise<OutboxRow> {
  const { house, tx } = desk
  const place = words.place ?? (await answerPlace(desk, conversation))
  // What the agent or the product says is stopped at the door (deliver.ts); a person hears it before they believe it sent.
  if (words.teammate !== undefined) await refuseStopped(desk, place)
  const sendAt = sendTime(words, house.now())
  const abilities = house.messenger.abilities(place.connector)
  // What is said in a call cannot be taken back: whoever is on the line waits for it.
  const delayMs = isNowhere(place)
    ? testUndoMs
    : abilities.calls
      ? 0
      : (words.undoMs[house.messenger.describe(place).channel] ?? abilities.undoMs)
  const spoken = abilities.calls ? spokenShape(words.text) : undefined
  const outboxId = crypto.randomUUID()
  const files = checkedFiles(words.attachments ?? [])
  const speaker = await speakerOf(desk, conversation, words)
  const given = chosenIn(words)
  const before = words.draftId && (await chosenBefore(tx, conversation.id, words.draftId))
  const chosen = given ?? (before || undefined)
  const envelope = await answerEnvelope(desk, conversation, outboxId, { name: speaker.name, ...(chosen && { chosen }) })
  // That somebody will answer is for whoever wrote: thirty people in copy would each get it, and from a machine.
  const mail = envelope && words.isSystem ? { ...envelope, cc: [] } : envelope
  if (mail === undefined && given !== undefined)
    throw new Refused(422, 'This answer does not go by mail: it has no recipients to choose.')
  if (mail !== undefined && words.teammate !== undefined) await refuseUnwanted(desk, conversation.id, mail.to)
  const { message } = await tx.messages.add({
    conversationId: conversation.id,
    senderType: words.teammate === undefined ? 'ai' : 'human',
    content: words.text,
    metadata: {
      connector: place.connector,
      account: place.account,
      outboxId,
      authorName: speaker.name,
      ...(speaker.signature === '' ? {} : { signature: speaker.signature }),
      ...(files.length === 0 ? {} : { attachments: files }),
      // Ours before it is sent, so that an answer to it is found even when we never learn that it arrived.
      ...(mail === undefined ? {} : { platformId: mail.messageId, subject: mail.subject, mail: mailFacts(mail) }),
      ...(words.isSystem ? { isSystem: true } : {}),
      ...(words.draftId === undefined ? {} : { draftId: words.draftId }),
      ...(words.teammate === undefined ? {} : { teammateId: words.teammate.id }),
    },
  })
  const row = await tx.outbox.add({
    id: outboxId,
    conversationId: conversation.id,
    audience: 'customer',
    place,
    payload: {
      kind: 'reply',
      text: spoken?.said ?? withSignature(words.text, speaker.signature),
      ...(spoken === undefined || spoken.isAll ? {} : { whole: words.text }),
      ...(speaker.signature === '' ? {} : { signature: speaker.signature }),
      attachments: files,
      ...(mail === undefined ? {} : { mail }),
      ...(mail === undefined || chosen === undefined ? {} : { chosen: { to: mail.to, cc: mail.cc } }),
      // Words that speak of a file are of no use where the file is not: they teach nothing.
      ...(words.learn === false || files.length > 0 ? { learn: false } : {}),
      ...(sendAt === undefined ? {} : { sendAt }),
      ...(words.corrects === undefined ? {} : { corrects: words.corrects }),
      ...(words.writtenId === undefined ? {} : { writtenId: words.writtenId }),
      ...(words.isMarked ? { isMarked: true } : {}),
      ...(words.isSystem ? { isSystem: true } : {}),
      ...(words.vouchedFor === undefined ? {} : { vouchedFor: words.vouchedFor }),
      ...(words.via === undefined ? {} : { via: words.via }),
    },
    state: (await isSaidNow(desk, conversation, place, words)) ? 'sending' : 'held',
    notBefore: sendAt ?? new Date(house.now().getTime() + delayMs).toISOString(),
    cancelIf: stoppedBy(words),
    messageId: message.id,
    draftId: words.draftId ?? null,
    teammateId: words.teammate?.id ?? null,
  })
  if (mail !== undefined && words.teammate !== undefined) await noteAdded(desk, conversation, mail, words.teammate)
  if (words.teammate !== undefined) await askAgain(desk, conversation, words, words.teammate)
  // Raises the version: whatever is being thought about the conversation as it was is now stale.
  await tx.conversations.update(conversation.id, {})
  if (row.state === 'sending') desk.say(row)
  else desk.wake(row)
  desk.tell('conversation', conversation.id)
  return row
}

/**
 * The agent answers in the call that is being handled: its words are said as soon as this is committed, so nothing is left
 * to check again before they are.
 */
async function isSaidNow(
  { house, tx }: Desk,
  { agentId }: Conversation,
  place: Place,
  { teammate, sendAt, isSystem }: Words,
): Promise<boolean> {
  if (house.speaking === undefined || laneOf(house.speaking.place) !== laneOf(place)) return false
  if (teammate !== undefined || sendAt !== undefined || isSystem) return false
  const call = await tx.calls.byPlace(place)
  return call?.state === 'live' && (await tx.agent(agentId)).status !== 'paused'
}

/** Colleagues who were asked about words of theirs read in their own question that somebody was faster, and what was sent. */
async function askAgain(desk: Desk, conversation: Conversation, { text, writtenId }: Words, { id, name }: Teammate) {
  for (const written of await desk.tx.written.asked(conversation.id))
    if (written.id !== writtenId && written.teammateId !== id)
      await askAboutWritten(desk, written, conversation, { name, text })
}

/** What the agent says on its own is stopped by anything new; what a teammate planned for later, by the customer alone. */
function stoppedBy({ teammate, sendAt, isSystem }: Words): OutboxRow['cancelIf'] {
  // That somebody will answer stays true when the customer writes on.
  if (isSystem) return ['teammate answered', 'agent paused']
  if (teammate === undefined) return ['customer wrote', 'teammate answered', 'agent paused', 'topic stopped']
  return sendAt === undefined ? [] : ['customer wrote']
}

/**
 * A teammate speaks, or steps in: what the agent was about to say, and what it proposed, is out of date; what a teammate
 * planned is not. `did` is what the cards say.
 */
export async function teammateSpoke(
  desk: Desk,
  conversation: Conversation,
  teammate: Teammate,
  { keepDraft, did = 'answered' }: { keepDraft?: string; did?: string } = {},
): Promise<void> {
  const { tx } = desk
  for (const row of await tx.outbox.waiting(conversation.id)) {
    if (row.audience !== 'customer') continue
    if (row.cancelIf.includes('teammate answered')) await stopHeld(desk, row, `${teammate.name} ${did} first`, false)
    else if (row.payload.sendAt !== undefined && row.state === 'held')
      await showStillPlanned(desk, row, `${teammate.name} ${did}`)
  }
  const pending = await tx.drafts.pending(conversation.id)
  if (pending === undefined || pending.id === keepDraft) return
  // Its verdict is given when the teammate's words have been sent (learning/sent.ts).
  await withdrawDraft(desk, pending, { why: `${teammate.name} ${did}`, actor: teammate.id, isMoot: false })
}

/** Stops what has not left yet, and strikes its message from the conversation; false when it has left. */
export async function cancel(
  desk: Pick<Desk, 'tx' | 'house'>,
  row: OutboxRow,
  why: string,
  from: OutboxState[] = ['held', 'ready'],
): Promise<boolean> {
  const stopped = await desk.tx.outbox.move(row.id, from, 'cancelled', { error: why })
  if (stopped && row.messageId !== null) {
    await desk.tx.messages.setMetadata(row.messageId, { removedAt: desk.house.now().toISOString() })
  }
  return stopped
}

/**
 * The same, and its card says so; the draft that it came from is off the table with it. What was planned for later can still
 * be sent from its card. `isMoot` false = the draft still gets a verdict.
 */
export async function stopHeld(desk: Desk, row: OutboxRow, why: string, isMoot = true): Promise<boolean> {
  if (!(await cancel(desk, row, why))) return false
  // Staff never saw it on a card.
  if (row.payload.isSystem === true) return true
  const draft = row.draftId === null ? undefined : await desk.tx.drafts.get(row.draftId)
  if (draft !== undefined) await withdrawDraft(desk, draft, { why, actor: 'system', isMoot }, ['approved', 'edited'])
  await showStopped(desk, row, why)
  return true
}

/** Who speaks, and what stands under their words; in a chat the name stands beside the bubble. */
async function speakerOf(
  { tx }: Pick<Desk, 'tx'>,
  conversation: Conversation,
  words: Words,
): Promise<{ name: string; signature: string }> {
  if (words.teammate === undefined) {
    const { name } = await tx.agent(conversation.agentId)
    // In a call it was said at the beginning.
    return { name, signature: conversation.channel === 'phone' ? '' : (words.disclosure ?? '') }
  }
  const { companyName, settings } = await tx.business()
  const { name } = words.teammate
  const template = conversation.channel === 'chat' || conversation.channel === 'phone' ? null : settings.signature
  return { name, signature: signatureFor(words.text, template, { teammate: name, company: companyName }) }
}

function chosenIn({ to, cc }: Words): { to?: string[]; cc?: string[] } | undefined {
  if (to === undefined && cc === undefined) return undefined
  return { ...(to === undefined ? {} : { to }), ...(cc === undefined ? {} : { cc }) }
}

/** Somebody whom no mail of this conversation has named before: only a person adds them, and it is written down who did. */
async function noteAdded(desk: Desk, conversation: Conversation, mail: MailEnvelope, by: Teammate): Promise<void> {
  const messages = (await desk.tx.messages.list(conversation.id)).filter(
    ({ metadata }) => metadata.platformId !== mail.messageId,
  )
  const used = usedAddresses(messages)
  for (const address of [...mail.to, ...mail.cc].filter((one) => !used.has(one)))
    await desk.tx.audit.add({
      actor: by.id,
      action: 'recipient added',
      subject: conversation.id,
      data: { address, messageId: mail.messageId },
    })
}

/** The envelope of a mail of ours, as messages keep it. */
export function mailFacts(mail: MailEnvelope) {
  return {
    messageId: mail.messageId,
    subject: mail.subject,
    from: mail.from.address,
    to: mail.to,
    cc: mail.cc,
    replyTo: [mail.replyTo],
    references: mail.references,
    isForward: false,
    isAligned: true,
  }
}
