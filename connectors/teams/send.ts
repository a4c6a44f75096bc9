import type { Tools } from '#connectors/connector.ts'
import type { Card, Delivery, Outbound } from '#core/domain/outbound.ts'
import type { Place } from '#core/domain/place.ts'
import { NotAllowed, Platform } from '#core/errors.ts'
import type { Message, TeamsApi } from './api.ts'
import { pictures } from './files.ts'
import { toCardText } from './markdown.ts'
import { channelOf, messageText, opensThread, readMessage, userOf } from './place.ts'
import { type AdaptiveCard, adaptiveCard, calledIn, type Mention, renderCard, summaryOf, textBlock } from './render.ts'

/** Longer words are no message but a document; all parts together stay under what Teams takes. */
const longestReply = 20_000

/** Sends one message, card or update. Throws Platform errors. */
export async function send(
  api: TeamsApi,
  place: Place,
  outbound: Outbound,
  tools: Pick<Tools, 'file'>,
): Promise<Delivery> {
  switch (outbound.kind) {
    case 'reply': {
      if (outbound.attachments.length > 0) throw new NotAllowed('a reply without files: customers do not read Teams')
      if (outbound.text.length > longestReply) throw new NotAllowed('a reply of at most 20,000 characters')
      return post(api, place.thread, messageOf(adaptiveCard([textBlock(toCardText(outbound.text))], []), outbound.text))
    }
    case 'card': {
      const { card, replaces } = outbound
      const message = await cardMessage(api, place.thread, card)
      if (replaces === undefined) return post(api, place.thread, message)
      const { conversation, id } = readMessage(replaces)
      await api.update(conversation, id, message)
      return { platformId: replaces }
    }
    case 'direct': {
      const chat = await api.openChat(userOf(outbound.to))
      const delivery = await post(api, chat, messageOf(renderCard(outbound.card), summaryOf(outbound.card)))
      return { ...delivery, thread: chat }
    }
    case 'files':
      return post(api, place.thread, await pictures(outbound.attachments, tools))
    case 'form':
    case 'home':
      throw new Platform(`Teams has no ${outbound.kind} that a call could open`, { notSent: true, retry: false })
  }
}

/** In a channel a message opens a thread, everywhere else it continues what is there. */
async function post(api: TeamsApi, conversation: string, message: Message): Promise<Delivery> {
  if (!opensThread(conversation))
    return { platformId: messageText(conversation, await api.post(conversation, message)) }
  const thread = await api.openThread(conversation, message)
  // A thread is called by its first message.
  const id = /;messageid=(\d+)$/.exec(thread)?.[1]
  if (id === undefined) throw new Platform('Teams named no thread', { notSent: false, retry: false })
  return { platformId: messageText(thread, id), thread }
}

async function cardMessage(api: TeamsApi, thread: string, card: Card): Promise<Message> {
  const mentions = await Promise.all(calledIn(card.mentions).map((id) => named(api, thread, id)))
  return messageOf(renderCard(card, mentions), summaryOf(card))
}

/** A mention needs a name to show; whoever cannot be looked up is called all the same. */
async function named(api: TeamsApi, thread: string, id: string): Promise<Mention> {
  try {
    const { name } = await api.member(channelOf(thread), id)
    return { id, name: name?.replace(/[<>]/g, '') || 'colleague' }
  } catch (error) {
    if (error instanceof Platform) return { id, name: 'colleague' }
    throw error
  }
}

function messageOf(card: AdaptiveCard, summary: string): Message {
  return {
    type: 'message',
    summary,
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
  }
}
