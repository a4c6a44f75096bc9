import type { Conversation, ConversationEventType, Draft, Message } from '../domain/conversation.ts'
import { Refused } from '../errors.ts'
import type { Scope } from '../store/store.ts'
import { counted } from './question.ts'

const decisions: ReadonlySet<ConversationEventType> = new Set([
  'draft_approved',
  'draft_edited',
  'draft_rejected',
  'draft_withdrawn',
])

/** The refusal of an act on a draft that is not open any more: who decided it or what changed, with the words that are new. */
export async function decidedAlready(tx: Scope, draft: Draft): Promise<Refused> {
  const news = await newsSince(tx, draft)
  const who = await whoDecided(tx, draft)
  const why = draft.why === null ? '' : `: ${draft.why}`
  const sentence = {
    approved: `${who} approved this draft already; nothing more was sent.`,
    edited: `${who} sent this draft in other words already; nothing more was sent.`,
    rejected: `${who} rejected this draft${why}; nothing was sent.`,
    withdrawn: `This draft was withdrawn${why}; nothing was sent.`,
    shadow: 'This draft was never shown; nothing was sent.',
    pending: 'Somebody else was faster; nothing was sent.',
  }[draft.state]
  return new Refused(409, sentence, news)
}

/** Refuses what is done about a conversation by whoever saw no more than so many of the customer's messages, and shows the others. */
export async function refuseUnseen(tx: Scope, { id, status }: Conversation, seen: number): Promise<void> {
  const heard = (await tx.messages.list(id)).filter(({ senderType }) => senderType === 'customer')
  const unseen = counted(heard.slice(seen)).filter(({ metadata }) => !metadata.isThanks)
  if (unseen.length === 0 || status === 'resolved') return
  const news = unseen.slice(-3).map((message) => `${nameOf(message)}: ${message.content}`)
  throw new Refused(409, 'The customer wrote again meanwhile: it is not resolved.', news.join('\n\n'))
}

async function whoDecided(tx: Scope, draft: Draft): Promise<string> {
  const decided = (await tx.events.list(draft.conversationId)).findLast(
    ({ type, data }) => decisions.has(type) && data.draftId === draft.id,
  )
  if (decided === undefined || decided.actor === 'agent') return 'Lummy'
  return (await tx.teammates.get(decided.actor))?.name ?? 'Somebody'
}

/** What was said since the draft's question, and the draft that answers it; undefined when nothing is new. */
async function newsSince(tx: Scope, draft: Draft): Promise<string | undefined> {
  const messages = counted(await tx.messages.list(draft.conversationId))
  const asked = messages.findIndex(({ id }) => id === draft.messageId)
  // The question was removed: everything since the draft was made is new.
  const from = asked < 0 ? messages.findIndex(({ createdAt }) => createdAt > draft.createdAt) : asked
  const isNew = ({ metadata }: Message, index: number) =>
    index > from || (metadata.editedAt !== undefined && metadata.editedAt > draft.createdAt)
  const said = from < 0 ? [] : messages.slice(from).filter((message, at) => isNew(message, from + at))
  const pending = await tx.drafts.pending(draft.conversationId)
  const parts = said.slice(-3).map((message) => `${nameOf(message)}: ${message.content}`)
  if (pending !== undefined && pending.id !== draft.id) parts.push(`The newer draft: ${pending.text}`)
  return parts.length === 0 ? undefined : parts.join('\n\n')
}

function nameOf({ senderType, metadata }: Message): string {
  return metadata.authorName ?? { customer: 'The customer', ai: 'Lummy', human: 'A teammate' }[senderType]
}
