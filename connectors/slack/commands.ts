import { z } from 'zod'
import type { HttpReply, Received } from '#connectors/connector.ts'
import { commandIn, commands, helpText, usageOf } from '#core/domain/commands.ts'
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

/** What Slack shows while somebody types; 1,000 characters at most. */
export const usageHint = commands.map(usageOf).join(' | ')

/** Reads a slash command; what it has to say is visible to its author alone. Throws PayloadInvalid. */
export function readCommand(body: unknown, known: Known): Received {
  const read = command.safeParse(body).data
  if (!read) throw new PayloadInvalid('no command in it')
  const said = commandIn(read.text ?? '')
  const action = said?.command.action
  const workspace = workspaceOf(body, known)
  const { user_id: user, channel_id: channel, trigger_id: trigger } = read
  if (said === undefined || action === undefined || action === 'help' || !workspace || !user || !channel || !trigger)
    return { response: says(help), events: [] }
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
    text: said.text,
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

const help = toMrkdwn(
  `${helpText('/lummy ')}\n\nIn the menu of a message stand *Teach this answer*, *Why did it say that?* and *Tell who heard the old*; on its Home tab, how it is set up.`,
)
