import { brokenRules, brokenViewRules } from '#connectors/slack/block-rules.ts'
import { limits } from '#connectors/slack/limits.ts'
import { type Accepted, type Call, forkPlatform, type Platform, type Protocol, servePlatform } from './platform.ts'

/** The workspace that the stand-in plays. */
export interface SlackWorkspace {
  team: string
  botToken: string
  botUser: string
  /** The app's id, as its own messages carry it. */
  app: string
  users: SlackUser[]
  /** Channels and threads (`<channel>/<ts>`) that somebody deleted. */
  deleted?: string[]
}

export interface SlackUser {
  id: string
  name: string
  email?: string
  isBot?: boolean
  isGuest?: boolean
  /** Another workspace's id: somebody of a shared channel. */
  team?: string
}

export const slackWorkspace: SlackWorkspace = {
  team: 'T0TEST',
  botToken: 'xoxb-test',
  botUser: 'U0BOT',
  app: 'A0TEST',
  users: [
    { id: 'U0ANNA', name: 'Anna', email: 'anna@shop.example' },
    { id: 'U0BEN', name: 'Ben', email: 'ben@shop.example' },
    ...['Cleo', 'Dana', 'Emil', 'Finn', 'Gwen', 'Hugo', 'Iris', 'Jack', 'Kaja'].map((name) => ({
      ...{ id: `U0${name.toUpperCase()}`, name, email: `${name.toLowerCase()}@shop.example` },
    })),
    { id: 'U0GUEST', name: 'Gil', email: 'gil@agency.example', isGuest: true },
    { id: 'U0OTHER', name: 'Olga', email: 'olga@other.example', team: 'T0OTHER' },
    { id: 'U0ROBOT', name: 'Standup', isBot: true },
  ],
}

/** Slack's Web API on loopback: SLACK_API_URL is `<url>/api/`. Its log holds messages, updates and opened forms. */
export async function openSlack(workspace: SlackWorkspace = slackWorkspace): Promise<Platform> {
  return servePlatform(slackProtocol(workspace))
}

/** The same in a process of its own. */
export async function forkSlack(workspace: SlackWorkspace = slackWorkspace): Promise<Platform> {
  return forkPlatform(new URL('./slack-process.ts', import.meta.url), workspace)
}

/** A message as it stands in the workspace after all updates. */
export interface SlackPosted {
  channel: string
  ts: string
  thread_ts?: string
  text: string
  blocks: SlackBlock[]
  metadata?: { event_type: string; event_payload: Record<string, unknown> }
}

export interface SlackBlock {
  type: string
  block_id?: string
  elements?: { type: string; action_id?: string; value?: string; text?: { text: string } }[]
  [field: string]: unknown
}

/** Reads the messages from the log, oldest first; an update replaces the words of its message. */
export function slackMessages(log: Accepted[]): SlackPosted[] {
  const messages = new Map<string, SlackPosted>()
  for (const { path, fields, id } of log) {
    if (path.endsWith('/chat.postMessage')) messages.set(id, fields as unknown as SlackPosted)
    if (path.endsWith('/chat.update')) messages.set(id, { ...messages.get(id), ...(fields as unknown as SlackPosted) })
  }
  return [...messages.values()]
}

function slackProtocol(workspace: SlackWorkspace): Protocol {
  const posted = new Set<string>()
  const isDeleted = (id: string) => workspace.deleted?.includes(id) === true
  // Far enough in the past never to be taken for the future, and unique.
  let clock = Math.floor(Date.now() / 1000) * 1_000_000
  const nextTs = () => `${Math.floor(++clock / 1_000_000)}.${String(clock % 1_000_000).padStart(6, '0')}`

  return (call) => {
    const fields = readFields(call)
    const token = call.headers.authorization?.replace(/^Bearer /, '') ?? fields.token
    delete fields.token
    if (token !== workspace.botToken) return refusal('invalid_auth')
    switch (call.path.replace(/^\/api\//, '')) {
      case 'auth.test':
        return {
          status: 200,
          headers: { 'x-oauth-scopes': granted.join(',') },
          body: {
            ok: true,
            url: 'https://test.slack.com/',
            team: 'Test',
            team_id: workspace.team,
            user: 'lummy',
            user_id: workspace.botUser,
            bot_id: 'B0BOT',
          },
        }
      case 'chat.postMessage': {
        const { channel } = fields
        if (typeof channel !== 'string') return refusal('channel_not_found')
        if (isDeleted(channel)) return refusal('channel_not_found')
        if (isDeleted(`${channel}/${fields.thread_ts}`)) return refusal('thread_not_found')
        if (!fields.text && !fields.blocks) return refusal('no_text')
        if (refusesBlocks(fields.blocks)) return refusal('invalid_blocks')
        const ts = nextTs()
        posted.add(`${channel}/${ts}`)
        const message = { ...fields, ts }
        return {
          status: 200,
          body: { ok: true, channel, ts, message },
          made: { id: `${channel}/${ts}`, fields: message },
        }
      }
      case 'chat.update': {
        const { channel, ts } = fields
        const id = `${channel}/${ts}`
        if (isDeleted(String(channel))) return refusal('channel_not_found')
        if (!posted.has(id) || isDeleted(id)) return refusal('message_not_found')
        if (refusesBlocks(fields.blocks)) return refusal('invalid_blocks')
        return { status: 200, body: { ok: true, channel, ts, text: fields.text }, made: { id, fields } }
      }
      case 'conversations.open': {
        const user = workspace.users.find(({ id }) => id === fields.users)
        if (!user) return refusal('user_not_found')
        return { status: 200, body: { ok: true, channel: { id: user.id.replace(/^U/, 'D') } } }
      }
      case 'views.open': {
        if (typeof fields.trigger_id !== 'string') return refusal('invalid_trigger_id')
        if (brokenViewRules(fields.view as never).length > 0) return refusal('invalid_arguments')
        const id = `V${clock++}`
        const view = { ...(fields.view as object), id, hash: `${clock}.hash`, team_id: workspace.team }
        return { status: 200, body: { ok: true, view }, made: { id, fields: view } }
      }
      case 'views.publish': {
        if (typeof fields.user_id !== 'string') return refusal('user_not_found')
        if (brokenViewRules(fields.view as never).length > 0) return refusal('invalid_arguments')
        const view = { ...(fields.view as object), id: `V${fields.user_id}`, team_id: workspace.team }
        return {
          status: 200,
          body: { ok: true, view },
          made: { id: `home/${fields.user_id}/${clock++}`, fields: view },
        }
      }
      case 'users.info': {
        const user = workspace.users.find(({ id }) => id === fields.user)
        return user ? { status: 200, body: { ok: true, user: describe(user, workspace) } } : refusal('user_not_found')
      }
      default:
        return refusal('unknown_method')
    }
  }
}

const refusesBlocks = (blocks: unknown) => Array.isArray(blocks) && brokenRules(blocks, limits.blocks).length > 0

const granted = [
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'groups:history',
  'groups:read',
  'im:history',
  'im:write',
  'metadata.message:read',
  'users:read',
  'users:read.email',
]

/** https://docs.slack.dev/reference/objects/user-object */
function describe(user: SlackUser, workspace: SlackWorkspace) {
  return {
    id: user.id,
    team_id: user.team ?? workspace.team,
    name: user.name.toLowerCase(),
    real_name: user.name,
    deleted: false,
    is_bot: user.isBot ?? false,
    is_restricted: user.isGuest ?? false,
    is_ultra_restricted: false,
    ...(user.team === undefined ? {} : { is_stranger: true }),
    profile: { real_name: user.name, display_name: user.name, ...(user.email ? { email: user.email } : {}) },
  }
}

/** Slack takes JSON, and forms whose structured fields are JSON texts. */
function readFields({ headers, body, query }: Call): Record<string, unknown> {
  if (headers['content-type']?.startsWith('application/json')) return JSON.parse(body.toString())
  const fields: Record<string, unknown> = Object.fromEntries([...query, ...new URLSearchParams(body.toString())])
  for (const name of ['blocks', 'metadata', 'view', 'attachments']) {
    if (typeof fields[name] === 'string') fields[name] = JSON.parse(fields[name])
  }
  return fields
}

function refusal(error: string) {
  return { status: 200, body: { ok: false, error } }
}
