import type { Conversation } from '../domain/conversation.ts'
import type { Place } from '../domain/place.ts'
import { type ChannelFacts, channelFor } from '../routing/channel.ts'
import { understand } from '../understanding/understand.ts'
import type { Desk } from './desk.ts'
import { openQuestion } from './question.ts'

/** Questions recalled to tell a topic before anything was decided. */
const recalled = 24

/**
 * Where a conversation's thread is opened on each staff account: in the channel that staff gave this purpose, else in the
 * account's own. A thread that stands already is found by its conversation's places and stays where it is.
 */
export async function rootsOf(desk: Desk, conversation: Conversation): Promise<Place[]> {
  const { tx, house, surfaces } = desk
  const channels = await tx.staffChannels.list()
  if (channels.length === 0) return surfaces.roots
  const facts = await factsOf(
    desk,
    conversation,
    channels.some(({ purpose }) => purpose === 'topic'),
  )
  return surfaces.roots.map((root) => {
    const ofAccount = channels.filter((one) => one.connector === root.connector && one.account === root.account)
    const chosen = channelFor(ofAccount, facts)
    return (chosen && house.messenger.channelPlace(chosen)) ?? root
  })
}

async function factsOf(desk: Desk, conversation: Conversation, wantsTopic: boolean): Promise<ChannelFacts> {
  const messages = await desk.tx.messages.list(conversation.id)
  const addresses = messages.flatMap(({ senderType, metadata: { mail } }) =>
    senderType === 'customer' && mail ? [...mail.to, ...mail.cc] : [],
  )
  const { kind } = conversation
  return { kind, addresses, topicId: wantsTopic ? await topicOf(desk, conversation) : undefined }
}

/** The topic that was decided on; before that, what the engine in memory takes it for. A guess that no draft would be shown for is none. */
async function topicOf({ tx, house }: Desk, conversation: Conversation): Promise<string | undefined> {
  const { showFrom } = (await tx.business()).settings
  const decided = (await tx.drafts.list(conversation.id)).findLast(({ topicId }) => topicId !== null)
  if (decided?.topicId) return decided.confidence >= showFrom ? decided.topicId : undefined
  const question = openQuestion(await tx.messages.list(conversation.id))
  const engine = house.learners.peek(tx.businessId, conversation.agentId)
  if (question === undefined || engine === undefined) return undefined
  const { text, context } = question
  const { language } = understand(text, context)
  const { topicId, confidence } = engine.predict({ text, context, language }, engine.recall({ text }, recalled))
  return confidence >= showFrom ? topicId : undefined
}
