import type { Conversation, Message } from '../domain/conversation.ts'
import type { MailFacts, MessageEvent } from '../domain/event.ts'
import { isPutAside } from '../domain/kind.ts'
import { bareSubject } from '../learning/import/conversations.ts'
import type { Scope } from '../store/store.ts'

const dayMs = 86_400_000
/** A reply without any header comes back within days; the same subject a month later is another matter. */
const windowMs = 14 * dayMs
const mostReferences = 20
const mostConversations = 20

/** The message of somebody who wrote under an id that another's message has: their own name goes with it. */
export function ownId(messageId: string, address: string): string {
  return `${messageId} ${address}`
}

/** The message that was stored of this very mail, by a worker that died before it was done, say. */
export async function storedOf(scope: Scope, event: MessageEvent): Promise<Message | undefined> {
  const { connector, account } = event.place
  if (event.mail === undefined) return scope.messages.byPlatformIds(connector, account, [event.messageId])
  // A Message-ID is what its sender says it is: two may say the same.
  for (const id of [ownId(event.messageId, event.mail.from), event.messageId]) {
    const found = await scope.messages.byPlatformIds(connector, account, [id])
    if (found?.metadata.mail?.from === event.mail.from) return found
  }
  return undefined
}

/** The conversation that a mail refers to, and that its sender takes part in: by our messages, or by their own. */
export async function referredTo(scope: Scope, event: MessageEvent): Promise<Conversation | undefined> {
  const { connector, account } = event.place
  const { references = [], from = '' } = event.mail ?? {}
  for (const reference of references.slice(0, mostReferences))
    for (const id of [ownId(reference, from), reference]) {
      const message = await scope.messages.byPlatformIds(connector, account, [id])
      const conversation = message && (await scope.conversations.get(message.conversationId))
      if (conversation !== undefined && (await takesPart(scope, conversation, from))) return conversation
    }
  return undefined
}

/** Whether the mail refers to a message of this conversation, so that whoever sent it has had it. */
export async function refersTo(scope: Scope, { place, mail }: MessageEvent, conversationId: string): Promise<boolean> {
  for (const reference of mail?.references.slice(0, mostReferences) ?? []) {
    const message = await scope.messages.byPlatformIds(place.connector, place.account, [reference])
    if (message?.conversationId === conversationId) return true
  }
  return false
}

/** Whose conversation it is, or who was named in one of its mails. */
export async function takesPart(scope: Scope, conversation: Conversation, address: string): Promise<boolean> {
  if (conversation.customerEmail === address) return true
  const messages = await scope.messages.list(conversation.id, { limit: 200 })
  return messages.some(
    ({ metadata: { mail } }) => mail && [mail.from, ...mail.to, ...mail.cc, ...mail.replyTo].includes(address),
  )
}

/**
 * Where a reply belongs whose references were lost on its way (Outlook behind some gateways, ticket systems that write their own):
 * to the same customer's conversation with the same Outlook thread, or the same subject in the past days. Never to anybody
 * else's, and only for a sender who is proved.
 */
export async function resumed(scope: Scope, event: MessageEvent, now: Date): Promise<Conversation | undefined> {
  const { mail, author } = event
  if (mail === undefined || !mail.isAligned || author.isMachine || mail.isForward) return undefined
  const person = await scope.people.byHandle(author.handle)
  if (person?.personId == null) return undefined
  const own = (await scope.personLinks.conversations(person.personId))
    .filter(
      (one) =>
        one.channel === 'email' && one.customerEmail === mail.from && one.mergedIntoId === null && !isPutAside(one),
    )
    .toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1))
    .slice(0, mostConversations)
  return (await byOutlook(scope, own, mail)) ?? bySubject(own, event, now)
}

async function byOutlook(
  scope: Scope,
  own: readonly Conversation[],
  mail: MailFacts,
): Promise<Conversation | undefined> {
  const root = threadRoot(mail.threadIndex)
  if (root === undefined) return undefined
  for (const conversation of own) {
    const messages = await scope.messages.list(conversation.id)
    if (messages.some(({ metadata }) => threadRoot(metadata.mail?.threadIndex) === root)) return conversation
  }
  return undefined
}

function bySubject(
  own: readonly Conversation[],
  { mail, quoted = '' }: MessageEvent,
  now: Date,
): Conversation | undefined {
  if (mail === undefined || !(replyPrefix.test(mail.subject) || quoted.trim() !== '')) return undefined
  const subject = subjectOf(mail.subject)
  if (subject === '') return undefined
  return own.find((one) => subjectOf(one.subject) === subject && now.getTime() - Date.parse(one.updatedAt) < windowMs)
}

/** "Re:" in the words of mail programs, behind what lists and ticket systems put first. */
const replyPrefix =
  /^\s*(?:\[[^\]]{0,60}\]\s*)*(?:re|aw|antw|antwort|sv|vs|rif|res|odp|ynt|atb|回复|答复|回覆)\s?(?:\[\d+\])?\s?[::]/iu

/** A subject without prefixes and without the numbers by which ticket systems know their tickets. */
function subjectOf(subject: string): string {
  const bare = bareSubject(
    subject.replace(
      /[[({]\s*(?:(?:ticket|case|ref|request|id|nr|no)\b[\s.:#-]*)?#?\s*[\w-]{0,12}\d[\w-]{0,20}\s*[\])}]|##[\w-]{1,40}##/giu,
      ' ',
    ),
  )
  return bare.replace(/\s+/g, ' ').trim()
}

/** The part of Outlook's Thread-Index that all mails of a thread share: a time and a GUID. [MS-OXOMSG] 2.2.1.3. */
function threadRoot(threadIndex: string | undefined): string | undefined {
  const bytes = Buffer.from(threadIndex ?? '', 'base64')
  return bytes.length >= 22 ? bytes.toString('hex', 0, 22) : undefined
}
