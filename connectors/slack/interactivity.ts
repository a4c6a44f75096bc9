import { z } from 'zod'
import type { HttpReply, Received } from '#connectors/connector.ts'
import { shorten } from '#connectors/shared/lines.ts'
import { actionNames } from '#core/domain/action.ts'
import type { ActionEvent, Author, Outcome } from '#core/domain/event.ts'
import type { Place } from '#core/domain/place.ts'
import { PayloadInvalid } from '#core/errors.ts'
import { emojiIn } from './emoji.ts'
import { blockOf, formState, readForm, renderSaid } from './form.ts'
import { homePlace } from './home.ts'
import { authorOf as authorOfMessage, channelId, messageTime, outboxIdOf, slackMessage } from './message.ts'
import { id, type Known, maybe } from './payload.ts'
import { placeOf, threadText, timeOf } from './place.ts'
import { markPrefix, menuName } from './render.ts'
import { readText } from './text.ts'
import { type Workspace, workspaceOf } from './workspace.ts'

/** Reads a press of a button or a submitted form. Kinds that are not ours are answered 2xx. Throws PayloadInvalid. */
export function readInteraction(body: unknown, known: Known): Received {
  const type = z.object({ type: z.string() }).safeParse(body).data?.type
  if (type === undefined) throw new PayloadInvalid('no type in it')
  const workspace = workspaceOf(body, known)
  if (workspace && type === 'block_actions') return pressed(body, workspace, known) ?? ignored
  if (workspace && type === 'view_submission') return submitted(body, workspace, known) ?? ignored
  if (workspace && type === 'message_action') return pointed(body, workspace, known) ?? ignored
  if (workspace && type === 'view_closed') return closed(body, workspace, known) ?? ignored
  return ignored
}

const ignored: Received = { response: { status: 200 }, events: [] }

const person = z.object({ id, name: maybe(id), username: maybe(id), team_id: maybe(id) })

const ourName = z
  .string()
  .startsWith(markPrefix)
  .transform((name) => name.split(':')[1])

const version = z.number().int().min(0)
const ours = z.object({ action: z.enum(actionNames), target: id, version: maybe(version), choice: maybe(id) })

const press = z.object({
  user: person,
  trigger_id: maybe(id),
  channel: maybe(z.object({ id: channelId })),
  container: z.object({
    channel_id: maybe(channelId),
    message_ts: maybe(messageTime),
    thread_ts: maybe(messageTime),
    view_id: maybe(id),
  }),
  view: maybe(z.object({ type: z.literal('home') })),
  message: maybe(z.object({ thread_ts: maybe(messageTime) })),
  actions: z
    .tuple([
      z.object({
        action_id: ourName,
        value: maybe(z.string()),
        selected_option: maybe(z.object({ value: z.string() })),
        action_ts: maybe(id),
      }),
    ])
    .rest(z.unknown()),
})

function pressed(body: unknown, workspace: Workspace, known: Known): Received | undefined {
  const read = press.safeParse(body).data
  const carried = read && carriedBy(read.actions[0])
  const stood = read && placeOfPress(read, workspace)
  if (!carried || stood === undefined) return undefined
  const [{ action_ts: actionTs }] = read.actions
  const { action } = carried
  const event: ActionEvent = {
    type: 'action',
    id: ['press', stood.where, action, read.user.id, actionTs ?? read.trigger_id ?? ''].join('/'),
    place: stood.place,
    at: timeOf(actionTs) ?? known.now.toISOString(),
    author: authorOf(read.user, workspace),
    action,
    target: carried.target,
    ...(carried.version === undefined ? {} : { version: carried.version }),
    ...(carried.choice === undefined ? {} : { choice: carried.choice }),
    ...(read.trigger_id === undefined ? {} : { trigger: read.trigger_id }),
  }
  // Slack shows nothing of the answer to a press: what there is to say, core says in the card or in a direct message.
  return { response: () => ({ status: 200 }), events: [event] }
}

/** A button stands under a message, or on its person's own page. */
function placeOfPress(
  { user, channel, container, message, view }: z.infer<typeof press>,
  workspace: Workspace,
): { where: string; place: Place } | undefined {
  const { channel_id: at = channel?.id, message_ts: ts, thread_ts: threadTs = message?.thread_ts } = container
  if (view !== undefined)
    return { where: `home/${container.view_id ?? ''}`, place: homePlace(workspace.account, user.id) }
  if (at === undefined || ts === undefined) return undefined
  return { where: `${at}/${ts}`, place: placeOf(workspace.account, { channel: at, ts, threadTs }) }
}

/** A button names its action in its id and carries the rest as JSON; an entry of the menu carries all of it in words. */
function carriedBy(pressed: z.infer<typeof press>['actions'][0]): z.infer<typeof ours> | undefined {
  if (pressed.action_id !== menuName)
    return ours.safeParse({ ...Object(parseJson(pressed.value)), action: pressed.action_id }).data
  const [action, target, number, ...choice] = pressed.selected_option?.value.split(' ') ?? []
  return ours.safeParse({ action, target, version: number ? Number(number) : undefined, choice: choice.join(' ') }).data
}

const shortcut = z.object({
  callback_id: ourName,
  trigger_id: id,
  action_ts: maybe(id),
  user: person,
  channel: z.object({ id: channelId }),
  message: slackMessage.extend({ ts: messageTime }),
})

/**
 * A shortcut in a message's menu: what it says comes along, so that no history is asked for.
 * https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload
 */
function pointed(body: unknown, workspace: Workspace, known: Known): Received | undefined {
  const read = shortcut.safeParse(body).data
  const action = actionNames.find((name) => name === read?.callback_id)
  if (read === undefined || action === undefined) return undefined
  const { channel, message, user } = read
  const messageId = threadText({ channel: channel.id, ts: message.ts })
  const isUs = authorOfMessage(message, workspace).isUs
  const outboxId = isUs ? outboxIdOf(message) : undefined
  const { text } = readText(message.text ?? '', workspace.us, emojiIn(message.blocks))
  const event: ActionEvent = {
    type: 'action',
    id: ['shortcut', action, messageId, user.id, read.action_ts ?? read.trigger_id].join('/'),
    place: placeOf(workspace.account, { channel: channel.id, ts: message.ts, threadTs: message.thread_ts }),
    at: timeOf(read.action_ts) ?? known.now.toISOString(),
    author: authorOf(user, workspace),
    ...{ action, target: messageId, trigger: read.trigger_id },
    about: { messageId, text, ...(outboxId === undefined ? {} : { outboxId }) },
  }
  return { response: () => ({ status: 200 }), events: [event] }
}

/** What a form carries in its private metadata from when it was opened to when it is submitted. */
export interface FormPurpose {
  /** Absent = there is nothing to submit. */
  action?: ActionEvent['action']
  target?: string
  version?: number
  choice?: string
  account: string
  thread: string
  private: boolean
}

const purpose = z.object({
  action: z.enum(actionNames),
  target: id,
  version: maybe(version),
  choice: maybe(id),
  account: id,
  thread: z.string(),
  private: z.boolean(),
})

const submission = z.object({
  user: person,
  trigger_id: maybe(id),
  view: z.object({ id, hash: maybe(id), private_metadata: z.string(), state: formState }),
})

function submitted(body: unknown, workspace: Workspace, known: Known): Received | undefined {
  const read = submission.safeParse(body).data
  const form = read && formOf(read.view.private_metadata, workspace)
  if (!read || !form) return undefined
  const event: ActionEvent = {
    type: 'action',
    // A form that was refused is submitted again with the same id and hash, but another trigger.
    id: ['form', read.view.id, read.trigger_id ?? read.view.hash ?? ''].join('/'),
    place: form.place,
    at: known.now.toISOString(),
    author: authorOf(read.user, workspace),
    action: form.action,
    target: form.target,
    ...(form.version === undefined ? {} : { version: form.version }),
    ...(form.choice === undefined ? {} : { choice: form.choice }),
    ...readForm(read.view.state),
    ...(read.trigger_id === undefined ? {} : { trigger: read.trigger_id }),
  }
  const inputs = Object.keys(read.view.state.values)
  return { response: (outcome) => formReply(outcome, inputs), events: [event] }
}

const closing = z.object({ user: person, view: z.object({ id, private_metadata: z.string() }) })

/** A form that was closed without being submitted: whoever had the editor has it no more. */
function closed(body: unknown, workspace: Workspace, known: Known): Received | undefined {
  const read = closing.safeParse(body).data
  const form = read && formOf(read.view.private_metadata, workspace)
  if (!read || form?.action !== 'edit') return undefined
  const event: ActionEvent = {
    type: 'action',
    id: ['closed', read.view.id].join('/'),
    place: form.place,
    at: known.now.toISOString(),
    author: authorOf(read.user, workspace),
    action: 'stop_editing',
    target: form.target,
  }
  return { response: () => ({ status: 200 }), events: [event] }
}

/** What a form was opened for; another workspace's form cannot act here. */
function formOf(metadata: string, workspace: Workspace) {
  const carried = purpose.safeParse(parseJson(metadata)).data
  if (carried?.account !== workspace.account) return undefined
  const { account, thread, private: isPrivate, ...rest } = carried
  const place: Place = { connector: 'slack', account, thread, private: isPrivate }
  return { ...rest, place }
}

/** Closes the form, shows what there is to say on its last page, or the refusal: over it when there is news, else beside the input. */
function formReply(outcome: Outcome, inputs: readonly string[]): HttpReply {
  // Pushed over the form, so that closing it gives the person's own words back.
  if (outcome.kind === 'refused' && outcome.news)
    return json({ response_action: 'push', view: renderSaid(outcome.say, outcome.news) })
  if (outcome.kind === 'refused') {
    const block = blockOf(outcome.field, inputs)
    if (block === undefined) return json({ response_action: 'update', view: renderSaid(outcome.say) })
    return json({ response_action: 'errors', errors: { [block]: shorten(outcome.say, 300) } })
  }
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
