import type { Conversation, Draft, Receipt } from '../domain/conversation.ts'
import type { ActionEvent } from '../domain/event.ts'
import type { Card } from '../domain/outbound.ts'
import { clockTime } from '../domain/when.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'
import type { By } from './by.ts'
import { conversationLink } from './cards.ts'
import { find } from './find.ts'
import { oneLine } from './one-line.ts'
import { type PointedAt, pointedAt } from './pointed-at.ts'

/** Conversations that are looked through for one in which something was decided. */
const mostLookedAt = 20
const mostSources = 3

type Said = { say: string } | { next: Card }

/**
 * *Why did it say that?*: the reasons of a decision, as they were stored with it. About the message that somebody points
 * at; else about the newest decision, or the newest in a conversation with these words.
 */
export async function why(house: House, by: By, event: ActionEvent): Promise<Said> {
  const scope = house.store.of(by.businessId)
  if (event.text !== undefined) return whyLately(house, scope, event.text.trim())
  const pointed = await pointedAt(scope, event)
  if (pointed.conversation === undefined)
    return { say: 'This was said outside of the conversations with customers: Lummy knows nothing of it.' }
  const { draft } = pointed
  if (draft !== undefined && !isHidden(draft)) return { next: await cardOf(house, scope, pointed.conversation, draft) }
  const own = await ownWords(house, scope, pointed)
  return own ?? whyIn(house, scope, pointed.conversation)
}

async function whyLately(house: House, scope: Scope, words: string): Promise<Said> {
  const all =
    words === ''
      ? await scope.conversations.list({ limit: mostLookedAt })
      : (await find(house, scope.businessId, words)).conversations
  for (const conversation of all) {
    const said = await whyIn(house, scope, conversation)
    if ('next' in said) return said
  }
  return {
    say:
      words === ''
        ? 'Lummy has said nothing and proposed nothing yet.'
        : `There is no conversation with “${oneLine(words, 60)}” in which Lummy said or proposed anything.`,
  }
}

/** The newest decision of a conversation that staff may see. */
async function whyIn(house: House, scope: Scope, conversation: Conversation): Promise<Said> {
  const draft = (await scope.drafts.list(conversation.id)).findLast((one) => !isHidden(one))
  if (draft === undefined) return { say: 'Lummy has proposed nothing here that you may see yet.' }
  return { next: await cardOf(house, scope, conversation, draft) }
}

/** Whoever saw it would not answer blindly. */
const isHidden = ({ blind, state }: Draft) => blind !== null && state === 'shadow'

/** A teammate's words have no reasons of ours. */
async function ownWords(
  house: House,
  scope: Scope,
  { answer, written, conversation }: PointedAt,
): Promise<Said | undefined> {
  const teammateId = answer?.teammateId ?? written?.teammateId
  if (!teammateId || conversation === undefined) return undefined
  const name = (await scope.teammates.get(teammateId))?.name ?? 'A teammate'
  const at = clockTime(answer?.createdAt ?? written?.askedAt ?? '', (await scope.business()).settings.zone, house.now())
  return { say: `${name} said this, ${at}: it was not Lummy.` }
}

const acts: Record<Receipt['action'], string> = {
  answer: 'Lummy answered this alone',
  draft: 'Lummy proposed this',
  observe: 'Lummy kept this to itself',
  hand_over: 'Lummy handed this to a person',
}

async function cardOf(house: House, scope: Scope, conversation: Conversation, draft: Draft): Promise<Card> {
  const receipt = await scope.receipts.get(draft.receiptId)
  const question = await scope.messages.get(draft.messageId)
  const topic = draft.topicId === null ? undefined : await scope.topics.get(draft.topicId)
  const gates = receipt?.gates ?? []
  const stopped = gates.filter(({ passed }) => !passed)
  const passed = gates.filter((gate) => gate.passed).map(({ name }) => name)
  const sure = topic === undefined ? '' : `${Math.round(draft.confidence * 100)} % sure`
  const reasons = [...new Set(receipt?.reasons ?? [])].map((reason) => `- ${oneLine(reason, 300)}`)
  return {
    purpose: 'notice',
    title: receipt === undefined ? 'Its reasons are gone' : acts[receipt.action],
    status: [
      topic && oneLine(topic.name, 80),
      sure,
      `written by ${draft.writer === 'local' ? 'the local engine' : draft.writer}`,
    ]
      .filter(Boolean)
      .join(' · '),
    facts: [
      ...stopped
        .slice(0, 6)
        .map(({ name, detail }) => ({ label: `Stopped by: ${name}`, value: detail || 'it did not pass' })),
      ...(passed.length === 0 ? [] : [{ label: 'Checked and fine', value: passed.join(', ') }]),
    ],
    ...(question?.content ? { quote: question.content.slice(0, 600) } : {}),
    body: [draft.text.slice(0, 1500), reasons.length === 0 ? '' : `**Reasons**\n${reasons.join('\n')}`]
      .filter(Boolean)
      .join('\n\n'),
    sources: await sourcesOf(scope, receipt),
    buttons: [],
    link: conversationLink(house.publicUrl, conversation.id),
  }
}

async function sourcesOf(scope: Scope, receipt: Receipt | undefined): Promise<string[]> {
  const lessons = (receipt?.lessons ?? []).filter(({ question }) => question !== '').slice(0, mostSources)
  const names = new Map((await scope.teammates.list({ withRemoved: true })).map(({ id, name }) => [id, name]))
  return lessons.map(
    ({ question, author, at }) =>
      `“${oneLine(question, 120)}”, answered by ${names.get(author) ?? author}, ${at.slice(0, 10)}`,
  )
}
