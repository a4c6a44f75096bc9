import type { ActionName } from '../domain/action.ts'
import type { Conversation, Draft, Message } from '../domain/conversation.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import type { Attachment } from '../domain/file.ts'
import { isPutAside } from '../domain/kind.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { topic } from '../learning/progress.ts'
import type { MailIdentity } from '../ports.ts'
import type { Scope } from '../store/store.ts'
import type { ConversationView, DeliveryView } from '../views.ts'
import { recipientsNow } from './envelope.ts'
import { hintFor } from './guide.ts'
import { mailTrouble } from './mail-reach.ts'
import { stoppedSince } from './opt-out.ts'
import { otherPlaces } from './other-places.ts'
import { mailPeople } from './recipients.ts'
import { shownFiles } from './show-files.ts'

/** Everything that a page shows of one conversation. */
export async function conversationView(house: House, businessId: string, id: string): Promise<ConversationView> {
  const scope = house.store.of(businessId)
  const conversation = await scope.conversations.get(id)
  if (conversation === undefined) throw new Refused(404, 'This conversation does not exist.')
  const person = await scope.people.get(conversation.personId)
  const sent = new Map(
    (await scope.outbox.list(id)).filter((row) => row.audience === 'customer').map((row) => [row.messageId, row]),
  )
  const all = await scope.drafts.list(id)
  // Whoever saw it would not answer blindly.
  const isHidden = ({ blind, state }: Draft) => blind !== null && state === 'shadow'
  const drafts = all.filter((one) => !isHidden(one))
  const draft = drafts.find(({ state }) => state === 'pending')
  const receipt = draft && (await scope.receipts.get(draft.receiptId))
  const topicId = all.findLast((one) => one.topicId !== null)?.topicId
  const agent = await scope.agent(conversation.agentId)
  const { zone } = (await scope.business()).settings
  const events = await scope.events.list(id)
  const identity = await house.messenger.mailIdentity(businessId)
  const recipients = await recipientsNow(house, businessId, id)
  const participants = await participantsOf(scope, conversation, identity)
  const messages = []
  for (const message of await scope.messages.list(id))
    messages.push({
      ...message,
      delivery: await deliveryOf(house, scope, sent, message, conversation, identity),
      files: shownFiles(house, businessId, message),
    })
  return {
    conversation,
    person: { id: conversation.personId, name: person?.name ?? null, handles: person?.handles ?? [] },
    stoppedAt: await stoppedSince(scope, person?.handles ?? []),
    mailTrouble: await mailTrouble(scope, person?.handles ?? [], { zone, now: house.now() }),
    messages,
    ...(recipients === undefined ? {} : { recipients }),
    ...(participants.length === 0 ? {} : { participants }),
    draft: draft && receipt ? { ...draft, receipt } : null,
    drafts,
    isBlind: all.some(isHidden),
    events,
    hint: hintFor(conversation, await scope.conversations.places(id), events),
    actions: actionsFor(conversation),
    topic: (topicId ? await topic(house, businessId, agent, topicId) : undefined) ?? null,
    ...(conversation.channel === 'phone' ? await callOf(scope, id) : {}),
  }
}

async function callOf(scope: Scope, conversationId: string): Promise<Pick<ConversationView, 'call'>> {
  const call = (await scope.calls.of(conversationId)).at(-1)
  if (call === undefined) return {}
  const { state, beganAt, endedAt, takenBy } = call
  return { call: { state, beganAt, endedAt, takenBy } }
}

function actionsFor(conversation: Conversation): ActionName[] {
  if (conversation.erasedAt !== undefined) return []
  if (conversation.mergedIntoId !== null) return ['unmerge']
  if (isPutAside(conversation)) return ['not_spam']
  const spam: ActionName[] = conversation.kind === 'test' ? [] : ['spam']
  if (conversation.status === 'resolved') return ['reopen', 'reply', ...spam]
  const { humanUntil, snoozedUntil } = conversation
  const mine = humanUntil === null ? 'take' : 'release'
  return ['reply', mine, 'assign', 'snooze', ...(snoozedUntil === null ? [] : (['wake'] as const)), 'resolve', ...spam]
}

/** Who else takes part in a mail thread. */
async function participantsOf(scope: Scope, conversation: Conversation, identity: MailIdentity | undefined) {
  if (conversation.channel !== 'email' || identity === undefined) return []
  const teammates = (await scope.teammates.list()).map(({ email }) => email)
  const messages = await scope.messages.list(conversation.id)
  return mailPeople(messages, conversation.customerEmail, { identity, teammates }).participants
}

/** A message that was moved here was sent from where it stood. */
async function deliveryOf(
  house: Pick<House, 'messenger'>,
  scope: Scope,
  sent: Map<string | null, OutboxRow>,
  message: Message,
  conversation: Conversation,
  identity: MailIdentity | undefined,
): Promise<DeliveryView | null> {
  const { outboxId } = message.metadata
  const row = sent.get(message.id) ?? (outboxId ? await scope.outbox.byMessage(message.id) : undefined)
  if (row === undefined) return null
  const { id, state, error, notBefore, waitsFor, payload } = row
  const isPlanned = typeof payload.sendAt === 'string' && payload.sentAs === undefined
  const note = house.messenger.filesNote(row.place, (payload.attachments ?? []) as Attachment[])
  const others = state === 'failed' ? await otherPlaces(house, scope, conversation, row, identity) : []
  return {
    ...{ id, state, error, notBefore, waitsFor },
    ...(isPlanned ? { sendAt: String(payload.sendAt) } : {}),
    ...(note === undefined ? {} : { filesNote: note }),
    ...(others.length === 0 ? {} : { others: others.map(({ key, label }) => ({ key, label })) }),
  }
}
