import { z } from 'zod'
import type { HttpReply, Received } from '#connectors/connector.ts'
import { type ActionEvent, type Author, actionNames, type Outcome } from '#core/domain/event.ts'
import type { Place } from '#core/domain/place.ts'
import { PayloadInvalid } from '#core/errors.ts'
import { replaceEmoji } from './emoji.ts'
import { channelId, messageTime } from './message.ts'
import { shorten } from './mrkdwn.ts'
import { id, type Known, maybe } from './payload.ts'
import { placeOf, timeOf } from './place.ts'
import { inputBlock, markPrefix, renderSaid } from './render.ts'
import { type Workspace, workspaceOf } from './workspace.ts'

/** Reads a press of a button or a submitted form. Kinds that are not ours are answered 2xx. Throws PayloadInvalid. */
export function readInteraction(body: unknown, known: Known): Received {
  const type = z.object({ type: z.string() }).safeParse(body).data?.type
  if (type === undefined) throw new PayloadInvalid('no type in it')
  const workspace = workspaceOf(body, known)
  if (workspace && type === 'block_actions') return pressed(body, workspace, known) ?? ignored
  if (workspace && type === 'view_submission') return submitted(body, workspace, known) ?? ignored
  return ignored
}

const ignored: Received = { response: { status: 200 }, events: [] }

const person = z.object({ id, name: maybe(id), username: maybe(id), team_id: maybe(id) })

const ourAction = z
  .string()
  .startsWith(markPrefix)
  .transform((name) => name.split(':')[1])
  .pipe(z.enum(actionNames))

const version = z.number().int().min(0)
const ourValue = z.object({ target: id, version: maybe(version) })

const press = z.object({
  user: person,
  trigger_id: maybe(id),
  channel: maybe(z.object({ id: channelId })),
  container: z.object({ channel_id: maybe(channelId), message_ts: messageTime, thread_ts: maybe(messageTime) }),
  message: maybe(z.object({ thread_ts: maybe(messageTime) })),
  actions: z.tuple([z.object({ action_id: ourAction, value: z.string(), action_ts: maybe(id) })]).rest(z.unknown()),
})

function pressed(body: unknown, workspace: Workspace, known: Known): Received | undefined {
  const read = press.safeParse(body).data
  const channel = read?.container.channel_id ?? read?.channel?.id
  const carried = ourValue.safeParse(parseJson(read?.actions[0].value)).data
  if (!read || !carried || channel === undefined) return undefined
  const [{ action_id: action, action_ts: actionTs }] = read.actions
  const { message_ts: ts, thread_ts: threadTs = read.message?.thread_ts } = read.container
  const event: ActionEvent = {
    type: 'action',
    id: ['press', channel, ts, action, read.user.id, actionTs ?? read.trigger_id ?? ''].join('/'),
    place: placeOf(workspace.account, { channel, ts, threadTs }),
    at: timeOf(actionTs) ?? known.now.toISOString(),
    author: authorOf(read.user, workspace),
    action,
    target: carried.target,
    ...(carried.version === undefined ? {} : { version: carried.version }),
    ...(read.trigger_id === undefined ? {} : { trigger: read.trigger_id }),
  }
  // Slack shows nothing of the answer to a press: what there is to say, core says in the card or in a direct message.
  return { response: () => ({ status: 200 }), events: [event] }
}

/** What a form carries in its private metadata from when it was opened to when it is submitted. */
export interface FormPurpose {
  action: ActionEvent['action']
  target: string
  version?: number
  account: string
  thread: string
  private: boolean
}

const purpose = z.object({
  action: z.enum(actionNames),
  target: id,
  version: maybe(version),
  account: id,
  thread: z.string(),
  private: z.boolean(),
})

const submission = z.object({
  user: person,
  trigger_id: maybe(id),
  view: z.object({
    id,
    hash: maybe(id),
    private_metadata: z.string(),
    state: z.object({
      values: z.object({ [inputBlock]: z.object({ [inputBlock]: z.object({ value: maybe(z.string()) }) }) }),
    }),
  }),
})

function submitted(body: unknown, workspace: Workspace, known: Known): Received | undefined {
  const read = submission.safeParse(body).data
  const carried = purpose.safeParse(parseJson(read?.view.private_metadata)).data
  // Another workspace's form cannot act here.
  if (!read || !carried || carried.account !== workspace.account) return undefined
  const place: Place = {
    connector: 'slack',
    account: carried.account,
    thread: carried.thread,
    private: carried.private,
  }
  const event: ActionEvent = {
    type: 'action',
    // A form that was refused is submitted again with the same id and hash, but another trigger.
    id: ['form', read.view.id, read.trigger_id ?? read.view.hash ?? ''].join('/'),
    place,
    at: known.now.toISOString(),
    author: authorOf(read.user, workspace),
    action: carried.action,
    target: carried.target,
    ...(carried.version === undefined ? {} : { version: carried.version }),
    // Emoji are picked as :names: here, too; nothing else in a plain input is markup.
    text: replaceEmoji(read.view.state.values[inputBlock][inputBlock].value ?? '', undefined),
    ...(read.trigger_id === undefined ? {} : { trigger: read.trigger_id }),
  }
  return { response: formReply, events: [event] }
}

/** Closes the form, shows what there is to say on its last page, or the refusal beside the input. */
function formReply(outcome: Outcome): HttpReply {
  if (outcome.kind === 'refused')
    return json({ response_action: 'errors', errors: { [inputBlock]: shorten(outcome.say, 300) } })
  if (outcome.kind === 'working')
    return json({ response_action: 'update', view: renderSaid('It is stored and being worked on: see the thread.') })
  if (outcome.say) return json({ response_action: 'update', view: renderSaid(outcome.say) })
  return json({ response_action: 'clear' })
}

function json(value: unknown): HttpReply {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
}

function authorOf(user: z.infer<typeof person>, workspace: Workspace): Author {
  const name = user.name ?? user.username
  return {
    handle: { kind: 'slack', value: `${workspace.account}/${user.id}` },
    ...(name === undefined ? {} : { name }),
    isUs: workspace.us.has(user.id),
    isMachine: false,
    isOutsider: user.team_id !== undefined && !workspace.homes.has(user.team_id),
    isVerified: true,
  }
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
