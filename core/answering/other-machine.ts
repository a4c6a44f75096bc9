import type { Conversation, Message } from '../domain/conversation.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'
import { similarity, sketch } from '../understanding/sketch.ts'
import { mailHandle } from './mail-reach.ts'

/** Nobody opens, reads and answers a mail in less. */
const readingMs = 60_000
const dayMs = 86_400_000
/** Alike from here on, numbers aside: an auto-responder says the same again, with another ticket number. */
const sameFrom = 0.8
const mostLookedAt = 20

/**
 * Why a mail seems to be another machine's answer to ours although it does not say so: it came faster than a person reads, or
 * says what was said before an automatic answer of the past day. Undefined where nothing speaks for it.
 */
async function otherMachine(
  { now }: Pick<House, 'now'>,
  scope: Scope,
  { last, text }: { last: Message; text: string },
): Promise<string | undefined> {
  const { connector, thread } = last.metadata
  if (connector === undefined || thread === undefined) return undefined
  const since = new Date(now().getTime() - dayMs).toISOString()
  const said = (await scope.outbox.automaticTo({ connector, thread }, since, mostLookedAt)).filter(
    ({ state }) => state === 'sent' || state === 'sending' || state === 'in_doubt',
  )
  const sinceMs = said.map(({ updatedAt }) => Date.parse(last.createdAt) - Date.parse(updatedAt))
  if (sinceMs.some((ms) => ms >= 0 && ms < readingMs))
    return 'It came within a minute of an automatic answer: no person reads and writes so fast.'
  const asked = wordsOf(text)
  for (const id of new Set(said.flatMap(({ conversationId }) => conversationId ?? []))) {
    const earlier = (await scope.messages.list(id)).filter(
      ({ senderType, createdAt, id: messageId }) =>
        senderType === 'customer' && messageId !== last.id && said.some((row) => row.createdAt >= createdAt),
    )
    if (earlier.some(({ content }) => similarity(wordsOf(content), asked) >= sameFrom))
      return 'It says again what was answered automatically within the past day: it may be a machine.'
  }
  return undefined
}

/** Why nothing goes to whoever wrote this mail without a person: they want no mail, or a machine seems to write there. */
export async function whyNoMail(
  house: Pick<House, 'now'>,
  scope: Scope,
  conversation: Pick<Conversation, 'channel'>,
  question: { last: Message; text: string },
): Promise<string | undefined> {
  const { mail } = question.last.metadata
  if (conversation.channel !== 'email' || mail === undefined) return undefined
  for (const address of mail.replyTo.length > 0 ? mail.replyTo : [mail.from])
    if ((await scope.optOuts.since(mailHandle(address))) !== null)
      return 'They asked for no more mail: a person answers what they write.'
  return otherMachine(house, scope, question)
}

/** Without numbers, which count up. */
function wordsOf(text: string) {
  return sketch(text.replace(/[\p{N}]+/gu, ' '))
}
