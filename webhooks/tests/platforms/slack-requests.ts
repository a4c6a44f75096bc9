import { createHmac, randomUUID } from 'node:crypto'
import { type SlackPosted, type SlackUser, type SlackWorkspace, slackWorkspace } from './slack-platform.ts'

/** What Slack posts to us; deliver it with `fetch(url, request)`. */
export interface SlackRequest {
  method: 'POST'
  headers: Record<string, string>
  body: string
}

/** Somebody wrote in a channel, a thread or a direct message. The same `eventId` = Slack tries again. */
export interface SlackWritten {
  channel: string
  user: string
  text: string
  /** Slack's time of the message, its id: `<seconds>.<micros>`. */
  ts: string
  threadTs?: string
  eventId?: string
  retry?: number
}

/** Makes the signed requests of one workspace. `now` is the time they are signed at. */
export function slackRequests(
  signingSecret: string,
  workspace: SlackWorkspace = slackWorkspace,
  now = () => new Date(),
) {
  const sign = (body: string, type: string, more: Record<string, string> = {}): SlackRequest => {
    const time = String(Math.floor(now().getTime() / 1000))
    const signature = `v0=${createHmac('sha256', signingSecret).update(`v0:${time}:${body}`).digest('hex')}`
    const headers = { 'content-type': type, 'x-slack-request-timestamp': time, 'x-slack-signature': signature, ...more }
    return { method: 'POST', headers, body }
  }
  const callback = (event: Record<string, unknown>, eventId: string | undefined, retry: number | undefined) => {
    const body = {
      token: 'unused',
      team_id: workspace.team,
      api_app_id: workspace.app,
      event,
      type: 'event_callback',
      event_id: eventId ?? `Ev${randomUUID().replaceAll('-', '').slice(0, 10).toUpperCase()}`,
      event_time: Math.floor(now().getTime() / 1000),
      authorizations: [{ enterprise_id: null, team_id: workspace.team, user_id: workspace.botUser, is_bot: true }],
      is_ext_shared_channel: false,
    }
    const retries = retry ? { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_timeout' } : {}
    return sign(JSON.stringify(body), 'application/json', retries)
  }
  const interaction = (payload: Record<string, unknown>) =>
    sign(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), 'application/x-www-form-urlencoded')
  const person = (id: string) => {
    const user: SlackUser | undefined = workspace.users.find((known) => known.id === id)
    return { id, name: user?.name ?? id, username: user?.name ?? id, team_id: user?.team ?? workspace.team }
  }
  const common = {
    team: { id: workspace.team, domain: 'test' },
    api_app_id: workspace.app,
    enterprise: null,
    token: 'unused',
  }

  return {
    sign,

    event({ channel, user, text, ts, threadTs, eventId, retry }: SlackWritten): SlackRequest {
      const event = {
        type: 'message',
        user,
        team: workspace.users.find((known) => known.id === user)?.team ?? workspace.team,
        text,
        ts,
        ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
        channel,
        event_ts: ts,
        channel_type: channelType(channel),
      }
      return callback(event, eventId, retry)
    },

    edited(before: SlackWritten, text: string, ts: string): SlackRequest {
      const message = (words: string) => ({
        type: 'message',
        user: before.user,
        text: words,
        ts: before.ts,
        ...thread(before),
      })
      const event = {
        type: 'message',
        subtype: 'message_changed',
        message: { ...message(text), edited: { user: before.user, ts } },
        previous_message: message(before.text),
        channel: before.channel,
        hidden: true,
        ts,
        event_ts: ts,
        channel_type: channelType(before.channel),
      }
      return callback(event, undefined, undefined)
    },

    removed(before: SlackWritten, ts: string): SlackRequest {
      const event = {
        type: 'message',
        subtype: 'message_deleted',
        previous_message: { type: 'message', user: before.user, text: before.text, ts: before.ts, ...thread(before) },
        channel: before.channel,
        hidden: true,
        deleted_ts: before.ts,
        ts,
        event_ts: ts,
        channel_type: channelType(before.channel),
      }
      return callback(event, undefined, undefined)
    },

    /** Slack's own word that our message stands there: settles a send that was in doubt. */
    metadataPosted(message: SlackPosted): SlackRequest {
      const event = {
        type: 'message_metadata_posted',
        app_id: workspace.app,
        bot_id: 'B0BOT',
        user_id: workspace.botUser,
        team_id: workspace.team,
        channel_id: message.channel,
        metadata: message.metadata,
        message_ts: message.ts,
        event_ts: message.ts,
      }
      return callback(event, undefined, undefined)
    },

    /** Somebody looks at the app's Home tab. */
    homeOpened(user: string): SlackRequest {
      const at = String(now().getTime() / 1000)
      const event = { type: 'app_home_opened', user, channel: user.replace(/^U/, 'D'), tab: 'home', event_ts: at }
      return callback(event, undefined, undefined)
    },

    uninstalled(): SlackRequest {
      return callback({ type: 'app_uninstalled' }, undefined, undefined)
    },

    /** Presses the button of a posted message that shows `label`. `trigger` opens a form. */
    click(message: SlackPosted, label: string, user: string, actionTs: string, trigger = randomUUID()): SlackRequest {
      const button = message.blocks
        .flatMap((block) => block.elements ?? [])
        .find((element) => element.text?.text === label)
      if (!button?.action_id) throw new Error(`no button "${label}" on: ${JSON.stringify(message.blocks)}`)
      return interaction({
        ...common,
        type: 'block_actions',
        user: person(user),
        trigger_id: trigger,
        container: {
          type: 'message',
          message_ts: message.ts,
          channel_id: message.channel,
          is_ephemeral: false,
          ...thread(message),
        },
        channel: { id: message.channel, name: 'support' },
        message: { type: 'message', user: workspace.botUser, ...message },
        actions: [{ action_id: button.action_id, value: button.value, type: 'button', action_ts: actionTs }],
      })
    },

    /** `/lummy <text>`, written in a channel. */
    command(text: string, user: string, channel: string, trigger = randomUUID()): SlackRequest {
      const { id, name } = person(user)
      const fields = { command: '/lummy', text, user_id: id, user_name: name, channel_id: channel }
      const whose = { team_id: workspace.team, api_app_id: workspace.app, trigger_id: trigger }
      return sign(new URLSearchParams({ ...fields, ...whose }).toString(), 'application/x-www-form-urlencoded')
    },

    /** Chooses one of our shortcuts in the menu of a message. */
    shortcut(callbackId: string, message: object & { channel: string }, user: string, actionTs: string): SlackRequest {
      const { channel, ...rest } = message
      return interaction({
        ...common,
        ...{ type: 'message_action', callback_id: callbackId, trigger_id: randomUUID(), action_ts: actionTs },
        ...{ user: person(user), channel: { id: channel, name: 'support' }, message: { type: 'message', ...rest } },
      })
    },

    /** Presses what shows `label` on somebody's Home tab, or chooses it in the menu of a row whose text has `beside`. */
    pressHome(view: Record<string, unknown>, label: string, user: string, actionTs: string, beside = ''): SlackRequest {
      const blocks = (view.blocks as HomeBlock[]).filter(({ text }) => beside === '' || text?.text.includes(beside))
      const elements = blocks.flatMap(({ elements = [], accessory }) => [
        ...elements,
        ...(accessory ? [accessory] : []),
      ])
      const inMenu = (element: HomeElement) => element.options?.find(({ text }) => text.text === label)
      const found = elements.find((element) => element.text?.text === label || inMenu(element))
      if (found?.action_id === undefined) throw new Error(`no “${label}” on: ${JSON.stringify(view.blocks)}`)
      const chosen = inMenu(found)
      const pressed = chosen ? { selected_option: chosen } : { value: found.value }
      return interaction({
        ...common,
        ...{ type: 'block_actions', user: person(user), trigger_id: randomUUID() },
        container: { type: 'view', view_id: view.id },
        view: { type: 'home', id: view.id, team_id: workspace.team },
        actions: [{ action_id: found.action_id, type: found.type, action_ts: actionTs, ...pressed }],
      })
    },

    /** Submits an opened form (an entry of the log whose path ends with views.open) with one text. */
    submit(
      view: Record<string, unknown>,
      text: string,
      user: string,
      { trigger = randomUUID(), fields = {} }: { trigger?: string; fields?: Record<string, object> } = {},
    ): SlackRequest {
      const inputs = (view.blocks as FormBlock[]).filter((block) => block.type === 'input')
      const first = inputs.find(({ block_id }) => block_id === 'text')
      const values = Object.fromEntries(
        inputs.map((block) => [
          block.block_id,
          {
            [block.element?.action_id ?? '']: {
              ...stateOf(block.element, block === first ? text : undefined),
              ...fields[block.block_id?.replace(/^field:/, '') ?? ''],
            },
          },
        ]),
      )
      return interaction({
        ...common,
        type: 'view_submission',
        user: person(user),
        trigger_id: trigger,
        view: { ...view, app_installed_team_id: workspace.team, state: { values } },
      })
    },
  }
}

interface HomeBlock {
  text?: { text: string }
  elements?: HomeElement[]
  accessory?: HomeElement
}

interface HomeElement {
  type: string
  action_id?: string
  value?: string
  text?: { text: string }
  options?: { text: { text: string }; value: string }[]
}

interface FormBlock {
  type: string
  block_id?: string
  element?: FormElement
}

interface FormElement {
  type: string
  action_id: string
  initial_value?: string
  initial_options?: unknown[]
  initial_option?: unknown
}

/** What a field holds when the form is sent: the text given, or what stood there. */
function stateOf(element: FormElement | undefined, text: string | undefined) {
  switch (element?.type) {
    case 'checkboxes':
      return { type: element.type, selected_options: element.initial_options ?? [] }
    case 'static_select':
      return { type: element.type, selected_option: element.initial_option ?? null }
    case 'datetimepicker':
      return { type: element.type, selected_date_time: null }
    case 'file_input':
      return { type: element.type, files: [] }
    default:
      return { type: 'plain_text_input', value: text ?? element?.initial_value ?? null }
  }
}

function thread(message: { threadTs?: string; thread_ts?: string }) {
  const ts = message.threadTs ?? message.thread_ts
  return ts === undefined ? {} : { thread_ts: ts }
}

function channelType(channel: string): string {
  return channel.startsWith('D') ? 'im' : channel.startsWith('G') ? 'group' : 'channel'
}
