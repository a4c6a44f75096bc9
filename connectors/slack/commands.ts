import { z } from 'zod'
import type { HttpReply, Received } from '#connectors/connector.ts'
import type { ActionName } from '#core/domain/action.ts'
import type { ActionEvent, Outcome } from '#core/domain/event.ts'
import { PayloadInvalid } from '#core/errors.ts'
import { escapeText, toMrkdwn } from './mrkdwn.ts'
import { id, type Known, maybe } from './payload.ts'
import { placeOf } from './place.ts'
import { renderCard } from './render.ts'
import { workspaceOf } from './workspace.ts'

const command = z.object({
  command: z.string(),
  text: maybe(z.string()),
  user_id: maybe(id),
  user_name: maybe(id),
  channel_id: maybe(id),
  trigger_id: maybe(id),
})

/** The first word of a command, and what it does; the words after it go along. */
const actions: Record<string, ActionName> = {
  next: 'next',
  find: 'find',
  away: 'away',
  back: 'back',
  test: 'test_conversation',
  topics: 'topics',
  trust: 'trust',
  pause: 'pause',
  resume: 'resume',
  invite: 'invite',
  role: 'role',
}

/** Reads a slash command; what it has to say is visible to its author alone. Throws PayloadInvalid. */
export function readCommand(body: unknown, known: Known): Received {
  const read = command.safeParse(body).data
  if (!read) throw new PayloadInvalid('no command in it')
  const [word = '', ...rest] = (read.text ?? '').trim().split(/\s+/)
  const action = Object.hasOwn(actions, word.toLowerCase()) ? actions[word.toLowerCase()] : undefined
  const workspace = workspaceOf(body, known)
  const { user_id: user, channel_id: channel, trigger_id: trigger } = read
  if (action === undefined || !workspace || !user || !channel || !trigger) return { response: says(help), events: [] }
  const event: ActionEvent = {
    type: 'action',
    id: `command/${trigger}`,
    // Its own lane: a command belongs to no thread, and waits for none.
    place: { ...placeOf(workspace.account, { channel, ts: '', isDirect: channel.startsWith('D') }), private: true },
    at: known.now.toISOString(),
    author: {
      handle: { kind: 'slack', value: `${workspace.account}/${user}` },
      ...(read.user_name === undefined ? {} : { name: read.user_name }),
      ...{ isUs: false, isMachine: false, isOutsider: false, isVerified: true },
    },
    action,
    target: user,
    text: rest.join(' '),
    trigger,
  }
  return { response: reply, events: [event] }
}

function reply(outcome: Outcome): HttpReply {
  if (outcome.kind === 'refused') return says(escapeText(outcome.say))
  if (outcome.kind === 'working') return says('It is stored and being worked on.')
  if (outcome.card !== undefined) return json({ response_type: 'ephemeral', ...renderCard('next', outcome.card) })
  return says(toMrkdwn(outcome.say ?? 'Done.'))
}

function says(text: string): HttpReply {
  return json({ response_type: 'ephemeral', text })
}

function json(value: unknown): HttpReply {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
}

const help = [
  '*Lummy* shows each customer conversation as a thread in its channel.',
  '• Reply in the thread: you are asked whether it goes to the customer or stays a note.',
  '• Start a reply with `>` and it is sent without the question.',
  '• On a draft: *Approve* sends it, *Edit* lets you change it first, *Reject* drops it.',
  '• Every reply that reaches a customer teaches Lummy what to say next time.',
  '• `/lummy next` shows what waits longest for you, `/lummy find words` looks for an old answer, `/lummy away monday` gives your conversations to the others until then, `/lummy back` takes you in again, `/lummy test` lets an invented customer write.',
  '• `/lummy topics` lists what is asked most and how far each topic has come, `/lummy trust topic` says of one how far it has come and what is missing; owners can `/lummy pause` and `/lummy resume` the agent.',
  '• Owners add people with `/lummy invite ana@shop.example Ana Lind` and say who is one with `/lummy role ana owner` or `/lummy role ana teammate`.',
].join('\n')
