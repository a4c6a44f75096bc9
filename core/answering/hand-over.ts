import type { Conversation } from '../domain/conversation.ts'
import type { Card } from '../domain/outbound.ts'
import { clockTime } from '../domain/when.ts'
import type { Whom } from '../routing/whom.ts'
import { acknowledge } from './acknowledge.ts'
import { conversationLink } from './cards.ts'
import { leadRows } from './conversation-card.ts'
import type { Desk } from './desk.ts'
import { tellHandOverPlaces } from './hand-over-places.ts'
import { triedSoFar } from './hand-over-summary.ts'
import { openQuestion } from './question.ts'
import { notifyByMail, showInThreads } from './show.ts'

/** Why the agent stops, and who said so. */
export interface HandOver {
  why: string
  /** A teammate's id, or 'agent'. */
  actor: string
  receiptId: string | null
  /** Who takes it, as routing says. */
  whom?: Whom
}

/**
 * The agent stops and a person takes the conversation: staff get a summary where they see it and where hand-overs are told,
 * the customer one sentence where the business wants that. With the conversation locked.
 */
export async function handOver(desk: Desk, conversation: Conversation, given: HandOver): Promise<void> {
  const { tx } = desk
  await tx.conversations.update(conversation.id, { status: 'escalated' })
  await tx.events.add({
    conversationId: conversation.id,
    type: 'handed_over',
    actor: given.actor,
    receiptId: given.receiptId,
    data: { why: given.why },
  })
  const card = await handOverCard(desk, conversation, given)
  await showInThreads(desk, conversation.id, card)
  await notifyByMail(desk, conversation.id, card)
  await tellHandOverPlaces(desk, card, given.whom?.channel)
  // What was handed over already, the customer knows already.
  if (conversation.status !== 'escalated') await acknowledge(desk, conversation, 'hand_over')
  desk.tell('conversation', conversation.id)
}

async function handOverCard({ tx, house }: Desk, conversation: Conversation, { why, whom }: HandOver): Promise<Card> {
  const { settings } = await tx.business()
  const now = house.now()
  const person = await tx.people.get(conversation.personId)
  const messages = await tx.messages.list(conversation.id)
  const drafts = await tx.drafts.list(conversation.id)
  const topicId = drafts.findLast((draft) => draft.topicId !== null)?.topicId
  const topic = topicId ? await tx.topics.get(topicId) : undefined
  const names = new Map((await tx.teammates.list()).map(({ id, name }) => [id, name]))
  const { name: agent } = await tx.agent(conversation.agentId)
  const clock = (at: string) => clockTime(at, settings.zone, now)
  const who = person?.name ?? conversation.customerEmail ?? 'A customer'
  const tried = triedSoFar({ messages, drafts, customer: who, agent, names, clock })
  const taker = whom?.teammateId === undefined ? undefined : names.get(whom.teammateId)
  const quote = openQuestion(messages)?.text
  return {
    purpose: 'hand_over',
    title: `${whom?.isUrgent ? 'Urgent: needs' : 'Needs'} a person: ${who}`,
    status: why,
    facts: [
      { label: 'Customer', value: [who, conversation.customerEmail].filter(isOther).join(', ') },
      ...(taker === undefined ? [] : [{ label: 'For', value: taker }]),
      { label: 'Channel', value: conversation.channel },
      ...(conversation.waitingSince === null
        ? []
        : [{ label: 'Waiting since', value: clock(conversation.waitingSince) }]),
      ...(topic === undefined ? [] : [{ label: 'Topic', value: topic.name }]),
      ...leadRows(conversation),
      ...(conversation.subject === '' ? [] : [{ label: 'About', value: conversation.subject }]),
    ],
    ...(quote === undefined ? {} : { quote }),
    ...(tried === '' ? {} : { body: tried }),
    sources: [],
    buttons: [
      { action: 'reply', label: 'Reply', target: conversation.id, style: 'primary' },
      { action: 'take', label: 'Take', target: conversation.id },
    ],
    link: conversationLink(house.publicUrl, conversation.id),
  }
}

function isOther(value: string | null, index: number, all: (string | null)[]): boolean {
  return value !== null && all.indexOf(value) === index
}
