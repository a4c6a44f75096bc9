import type { Draft, Message } from '../domain/conversation.ts'
import { oneLine } from './one-line.ts'
import { counted } from './question.ts'

/** What happened in a conversation, for whoever takes it over. */
export interface SoFar {
  messages: Message[]
  drafts: Draft[]
  customer: string
  agent: string
  /** Teammates' names by id. */
  names: ReadonlyMap<string, string>
  /** Says a time (ISO) by the clocks of the business. */
  clock(at: string): string
}

/** Older turns are in the conversation itself. */
const mostLines = 8
const mostWords = 160

/**
 * Says in Markdown, a line each, what was asked and tried before the question that stands open now: answers that were given,
 * drafts that were proposed and what became of them. Made from the conversation alone, without a model; empty when it is new.
 */
export function triedSoFar({ messages, drafts, customer, agent, names, clock }: SoFar): string {
  const turns = counted(messages)
  const answered = turns.findLastIndex((message) => message.senderType !== 'customer')
  const lines = [
    ...turns.slice(0, answered + 1).map((message) => ({
      at: message.createdAt,
      line: `${speaker(message)}: ${quoted(message.content)}`,
    })),
    ...drafts.flatMap((draft) => {
      const fate = fateOf(draft)
      return fate === undefined ? [] : [{ at: draft.createdAt, line: `Draft, ${fate}: ${quoted(draft.text)}` }]
    }),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const shown = lines.slice(-mostLines)
  const left = lines.length - shown.length
  return [
    ...(left > 0 ? [`- ${left} earlier ${left === 1 ? 'turn' : 'turns'} in the conversation`] : []),
    ...shown.map(({ at, line }) => `- ${clock(at)} ${line}`),
  ].join('\n')

  function speaker({ senderType, metadata }: Message): string {
    if (senderType === 'customer') return oneLine(customer, 80)
    if (senderType === 'ai') return agent
    return metadata.authorName ?? names.get(metadata.teammateId ?? '') ?? 'A teammate'
  }
}

/** What became of a draft that staff saw and did not send; undefined for one that nobody saw, or that was sent. */
function fateOf({ state, shownAt, why, text }: Draft): string | undefined {
  if (shownAt === null || text === '') return undefined
  if (state === 'pending') return 'still open'
  if (state === 'rejected') return why === null ? 'rejected' : `rejected (${why})`
  return state === 'withdrawn' ? 'not sent' : undefined
}

function quoted(text: string): string {
  return `“${oneLine(text, mostWords)}”`
}
