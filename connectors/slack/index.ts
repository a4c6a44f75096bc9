import { z } from 'zod'
import type { Connection, Connector, HttpReply, InboundRequest, Tools } from '#connectors/connector.ts'
import { checked } from '#connectors/shared/checked.ts'
import { httpsFirst } from '#connectors/shared/https.ts'
import { claimed, staffChat } from '#connectors/shared/staff-chat.ts'
import { NotAllowed, Rejected } from '#core/errors.ts'
import { openApi } from './api.ts'
import { readChannelName } from './channel-name.ts'
import { download } from './files.ts'
import { install } from './install.ts'
import { listen } from './listen.ts'
import { parse } from './parse.ts'
import { id, type Known, maybe, readBody } from './payload.ts'
import { readThread, threadText } from './place.ts'
import { readProfile } from './profile.ts'
import { renewal, whileGood } from './renewal.ts'
import { botScopes } from './scopes.ts'
import { send } from './send.ts'
import { type SlackSettings, slackEnvironment, slackSecrets, slackSettings } from './settings.ts'
import { verify } from './verify.ts'
import { claimedAccount } from './workspace.ts'

/** Slack: where staff work. */
export const slack: Connector<SlackSettings> = {
  id: 'slack',
  name: 'Slack',
  settings: slackSettings,
  secrets: slackSecrets,
  environment: slackEnvironment,
  abilities: staffChat('slack'),
  open,
  nextSteps,
  identify: async (settings, tools) => {
    const { account, label } = await whoAmI(settings, tools)
    return { account, label }
  },
  claimedAccount: claimed((request) => {
    const payload = readBody(Buffer.from(request.body).toString('utf8'), request.headers['content-type'])
    return payload.kind === 'probe' ? undefined : claimedAccount(payload.body)
  }),
  handshake,
  channelPlace: (account, channel) => ({
    connector: 'slack',
    account,
    thread: threadText({ channel, ts: '' }),
    private: false,
  }),
  install,
  renewal,
}

/** Slack checks the address of an app before any workspace has it: https://docs.slack.dev/reference/events/url_verification */
function handshake(request: InboundRequest, tools: Tools): HttpReply | undefined {
  const secret = tools.environment.SLACK_SIGNING_SECRET
  if (!secret || request.method !== 'POST') return undefined
  const body = verify(request, secret, tools.now())
  const known = { account: undefined, botUserId: undefined, now: tools.now() }
  const { response, events } = parse(readBody(body, request.headers['content-type']), known)
  return events.length > 0 || typeof response === 'function' ? undefined : response
}

const endpoints = new Set(['', 'events', 'interactivity', 'commands'])

function open(settings: SlackSettings, tools: Tools): Connection {
  const call = whileGood(openApi(settings.botToken, tools), settings, tools)
  const signingSecret = settings.signingSecret ?? tools.environment.SLACK_SIGNING_SECRET
  const { appToken } = settings
  const known = (account?: string): Known => ({
    account: account ?? settings.teamId,
    botUserId: settings.botUserId,
    now: tools.now(),
  })
  return {
    async receive(request) {
      if (!endpoints.has(request.endpoint)) throw new Rejected(404, 'no such address')
      if (request.method !== 'POST') throw new Rejected(405, 'Slack sends POST')
      const body = verify(request, signingSecret, tools.now())
      return parse(readBody(body, request.headers['content-type']), known(request.account))
    },
    send: (place, outbound) => send(call, place, outbound, tools),
    // Posting is limited channel by channel; a person who waits for a card does not wait for a pace of ours.
    pace: ({ thread }) => ({ sender: readThread(thread).channel, everyMs: 0 }),
    download: (file, mostBytes) => download(file, mostBytes, settings.botToken, tools),
    ...(appToken === undefined
      ? {}
      : {
          listen: ({ emit, signal }) => listen(appToken, tools, (payload) => parse(payload, known()), emit, signal),
        }),
    // Without a team id in the settings, the account is the integration's.
    staffRoot: () => ({
      connector: 'slack',
      account: settings.teamId ?? '',
      thread: threadText({ channel: settings.channel, ts: '' }),
      private: false,
    }),
    profile: (handle) => readProfile(call, handle),
    channelName: (place) => readChannelName(call, place),
    check: () =>
      checked(async () => {
        const { label, bot, scopes } = await whoAmI(settings, tools)
        const missing = scopes && botScopes().filter((scope) => !scopes.includes(scope))
        if (missing && missing.length > 0)
          return { ok: false, problem: `The Slack app lacks the scopes ${missing.join(', ')}: reinstall it.` }
        return { ok: true, label: `${label} as ${bot}` }
      }),
  }
}

const whoReply = z.object({ team_id: id, team: maybe(id), user: maybe(id), user_id: maybe(id) })

async function whoAmI(settings: SlackSettings, tools: Tools) {
  const reply = await openApi(settings.botToken, tools)('auth.test', {})
  const who = whoReply.safeParse(reply).data
  if (!who) throw new NotAllowed('a bot token of one workspace')
  return {
    account: who.team_id,
    label: who.team ?? who.team_id,
    bot: who.user ?? who.user_id ?? 'a bot',
    scopes: reply.response_metadata?.scopes,
  }
}

function nextSteps(settings: SlackSettings, webhookUrl: string): string[] {
  const invite = `In Slack, write /invite @Lummy in the channel ${settings.channel}.`
  if (settings.installed !== undefined) return [invite]
  if (settings.appToken !== undefined)
    return ['Socket Mode is used: nothing is to be entered at Slack, and no public address is needed.', invite]
  return [
    ...httpsFirst('Slack', webhookUrl),
    `At https://api.slack.com/apps, open the app's App Manifest and set the three addresses to ${webhookUrl}/events, ${webhookUrl}/interactivity and ${webhookUrl}/commands (or paste what "lummy manifest slack" prints).`,
    'Press "Verify" beside the events address while Lummy runs.',
    invite,
  ]
}
