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

/** What can be said after `/lummy`: the first word, what it does, what may follow it, and what it is for. */
export const commands: { word: string; action: ActionName; hint?: string; help: string }[] = [
  { word: 'status', action: 'status', help: 'what the agent does, how far it has come, and what the week was like' },
  { word: 'next', action: 'next', help: 'what waits longest for you' },
  { word: 'find', action: 'find', hint: 'words', help: 'looks for an old answer' },
  {
    word: 'why',
    action: 'why',
    hint: 'words',
    help: 'why it said what it said last, or last to a customer with these words',
  },
  { word: 'teach', action: 'teach', hint: 'question', help: 'teaches it an answer' },
  { word: 'topics', action: 'topics', help: 'what is asked most, and how far each topic has come' },
  { word: 'trust', action: 'trust', hint: 'topic', help: 'how far one topic has come, and what is missing' },
  { word: 'pause', action: 'pause', help: 'silences the agent (owners)' },
  { word: 'resume', action: 'resume', help: 'lets it speak again (owners)' },
  { word: 'away', action: 'away', hint: 'monday', help: 'gives your conversations to the others until then' },
  { word: 'back', action: 'back', help: 'takes you in again' },
  { word: 'invite', action: 'invite', hint: 'address name', help: 'adds a teammate (owners)' },
  { word: 'role', action: 'role', hint: 'name owner', help: 'says who is an owner, or `teammate` (owners)' },
  { word: 'test', action: 'test_conversation', help: 'lets an invented customer write' },
]

/** What Slack shows while somebody types; 1,000 characters at most. */
export const usageHint = [...commands.map(({ word, hint }) => (hint ? `${word} ${hint}` : word)), 'help'].join(' | ')

/** Reads a slash command; what it has to say is visible to its author alone. Throws PayloadInvalid. */
export function readCommand(body: unknown, known: Known): Received {
  const read = command.safeParse(body).data
  if (!read) throw new PayloadInvalid('no command in it')
  const [word = '', ...rest] = (read.text ?? '').trim().split(/\s+/)
  const action = commands.find((one) => one.word === word.toLowerCase())?.action
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
  ...commands.map(({ word, hint, help }) => `• \`/lummy ${hint ? `${word} ${hint}` : word}\`: ${help}`),
  'In the menu of a message stand *Teach this answer*, *Why did it say that?* and *Tell who heard the old*; on its Home tab, how it is set up.',
].join('\n')
