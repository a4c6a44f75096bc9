import type { Connection, Connector, InboundRequest, Received, Tools } from '#connectors/connector.ts'
import { checked } from '#connectors/shared/checked.ts'
import { httpsFirst } from '#connectors/shared/https.ts'
import { claimed, staffChat } from '#connectors/shared/staff-chat.ts'
import { Rejected } from '#core/errors.ts'
import { type Activity, readActivity, tenantOf } from './activity.ts'
import { openApi } from './api.ts'
import { download } from './files.ts'
import { openKeys } from './keys.ts'
import { parse } from './parse.ts'
import { opensThread } from './place.ts'
import { readProfile } from './profile.ts'
import { send } from './send.ts'
import { type Learned, placed, type TeamsSettings, teamsEnvironment, teamsSecrets, teamsSettings } from './settings.ts'
import { openTokens } from './token.ts'
import { proves, verify } from './verify.ts'

/** Microsoft Teams: where staff work. */
export const teams: Connector<TeamsSettings> = {
  id: 'teams',
  name: 'Microsoft Teams',
  settings: teamsSettings,
  secrets: teamsSecrets,
  environment: teamsEnvironment,
  abilities: staffChat('teams'),
  open,
  nextSteps,
  identify: async (settings, tools) => {
    const { tenantId, channel } = placed(settings)
    // Proves application, secret and tenant; whether the app is in the team yet, `check` tells.
    await openTokens(settings, tools).get()
    return { account: tenantId, label: channel.name ?? tenantId }
  },
  claimedAccount: claimed((request) => tenantOf(readActivity(request.body))),
  channelPlace: (account, channel) => ({ connector: 'teams', account, thread: channel, private: false }),
}

function open(settings: TeamsSettings, tools: Tools): Connection {
  const { environment } = tools
  const { tenantId, channel } = placed(settings)
  const tokens = openTokens(settings, tools)
  const api = openApi(settings, tokens, tools)
  const main = { channel: channel.id, teamId: settings.teamId }
  return {
    async receive(request) {
      const activity = await received(request, settings, tools)
      const account = request.account ?? tenantId
      const { response, events } = parse(activity, { account, appId: settings.appId, now: tools.now() }, main)
      const learned = tenantOf(activity) === account ? learnedFrom(activity, settings, channel.id, environment) : {}
      return { response, events, ...(Object.keys(learned).length === 0 ? {} : { learned }) }
    },
    send: (place, outbound) => send(api, place, outbound, tools),
    download: (file, mostBytes) => download(file, mostBytes, { serviceUrl: api.serviceUrl, tokens }, tools),
    staffRoot: () => ({ connector: 'teams', account: tenantId, thread: channel.id, private: false }),
    profile: (handle, place) => readProfile(api, handle, place),
    async channelName({ thread }) {
      if (thread === channel.id && channel.name !== undefined) return channel.name
      return settings.teamId === undefined || !opensThread(thread)
        ? undefined
        : api.channelName(settings.teamId, thread)
    },
    check: () =>
      checked(async () => {
        await api.roster(channel.id)
        return { ok: true, label: `${channel.name ?? 'the channel'} as ${settings.appId}` }
      }),
  }
}

async function received(request: InboundRequest, { appId }: TeamsSettings, tools: Tools): Promise<Activity> {
  if (request.endpoint !== '') throw new Rejected(404, 'no such address')
  if (request.method !== 'POST') throw new Rejected(405, 'Teams sends POST')
  const url = tools.environment.TEAMS_OPENID_METADATA_URL ?? defaultKeysUrl
  const proof = await verify(request, appId, openKeys(url, tools), tools.now())
  const activity = readActivity(request.body)
  proves(proof, activity)
  return activity
}

const defaultKeysUrl = 'https://login.botframework.com/v1/.well-known/openidconfiguration'

/** What a verified activity tells of the account, where it is news: an answer must find its way after a restart, too. */
function learnedFrom(
  { serviceUrl, channelData, conversation }: Activity,
  settings: TeamsSettings,
  channel: string,
  { TEAMS_SERVICE_URL: own }: Tools['environment'],
): NonNullable<Received['learned']> {
  const learned: Learned = {}
  const isGood = serviceUrl !== undefined && (serviceUrl.startsWith('https://') || serviceUrl === own)
  if (isGood && serviceUrl !== settings.serviceUrl) learned.serviceUrl = serviceUrl
  const isMain = conversation?.id.split(';')[0] === channel
  const teamId = channelData?.team?.id ?? channelData?.teamsTeamId
  if (isMain && teamId !== undefined && teamId !== settings.teamId) learned.teamId = teamId
  return { ...learned }
}

function nextSteps(settings: TeamsSettings, webhookUrl: string): string[] {
  const where = placed(settings).channel.name ?? 'the channel'
  return [
    ...httpsFirst('Teams', webhookUrl),
    `At https://portal.azure.com, open the Azure Bot, Settings, Configuration, and set Messaging endpoint to ${webhookUrl}. Under Channels, turn on Microsoft Teams.`,
    `Make the app's package: lummy manifest teams --app ${settings.appId} --url ${new URL(webhookUrl).origin} --out lummy-teams.zip`,
    `In Teams, Apps, Manage your apps, Upload an app, choose the package and add it to the team of ${where}.`,
    'Run "lummy doctor": it says whether the bot is in the team.',
  ]
}
