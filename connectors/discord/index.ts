import type { Connection, Connector, HttpReply, InboundRequest, Tools } from '#connectors/connector.ts'
import { claimed, staffChat } from '#connectors/shared/staff-chat.ts'
import { Rejected } from '#core/errors.ts'
import { openApi } from './api.ts'
import { channelName } from './channel-name.ts'
import { check, inviteUrl, lookUp, registerCommands } from './check.ts'
import { discordCommands } from './commands.ts'
import { download } from './files.ts'
import { claimedAccount, readInteraction } from './interactivity.ts'
import { listen } from './listen.ts'
import { paceOf } from './pace.ts'
import { type Known, readJson } from './payload.ts'
import { rootText } from './place.ts'
import { send } from './send.ts'
import { type DiscordSettings, discordEnvironment, discordSecrets, discordSettings } from './settings.ts'
import { verify } from './verify.ts'

/** Discord: where staff work. Messages come over the gateway; presses, forms and commands over it or, signed, over HTTP. */
export const discord: Connector<DiscordSettings> = {
  id: 'discord',
  name: 'Discord',
  settings: discordSettings,
  secrets: discordSecrets,
  environment: discordEnvironment,
  abilities: { ...staffChat('discord'), listensAlone: true },
  open,
  nextSteps,
  setUp,
  byHand: () => 'After that, register /lummy: lummy integrations setup discord',
  identify: async (settings, tools) => {
    const { application, bot, server } = await lookUp(settings, tools)
    return {
      ...{ account: server.id, label: server.name },
      found: {
        ...{ guildId: server.id, applicationId: application.id, botUserId: bot.id },
        ...(application.verify_key === undefined ? {} : { publicKey: application.verify_key }),
      },
    }
  },
  claimedAccount: claimed((request) => claimedAccount(readJson(Buffer.from(request.body).toString('utf8')))),
  handshake,
  channelPlace: (account, channel) => ({ connector: 'discord', account, thread: rootText(channel), private: false }),
}

/** Discord checks an application's address before any server is named: its PING is answered first. */
function handshake(request: InboundRequest, tools: Tools): HttpReply | undefined {
  const key = tools.environment.DISCORD_PUBLIC_KEY
  if (key === undefined || request.method !== 'POST') return undefined
  const body = readJson(verify(request, key, tools.now()))
  const { response, events } = readInteraction(body, { account: undefined, botUserId: undefined, now: tools.now() })
  return events.length > 0 || typeof response === 'function' ? undefined : response
}

function open(settings: DiscordSettings, tools: Tools): Connection {
  const call = openApi(settings.botToken, tools)
  const { channel, guildId } = settings
  return {
    async receive(request) {
      if (request.endpoint !== '' && request.endpoint !== 'interactions') throw new Rejected(404, 'no such address')
      if (request.method !== 'POST') throw new Rejected(405, 'Discord sends POST')
      const body = verify(request, settings.publicKey ?? tools.environment.DISCORD_PUBLIC_KEY, tools.now())
      const known: Known = { account: request.account ?? guildId, botUserId: settings.botUserId, now: tools.now() }
      return readInteraction(readJson(body), known)
    },
    send: (place, outbound) => send({ call, tools, channel }, place, outbound),
    listen: (listening) => listen(settings, tools, listening),
    download: (file, mostBytes) => download(file, mostBytes, tools),
    staffRoot: () => ({ connector: 'discord', account: guildId ?? '', thread: rootText(channel), private: false }),
    channelName: (place) => channelName(call, place),
    pace: paceOf,
    check: () => check(settings, tools),
  }
}

/** Registers the slash commands; the address of the application stays as it is, since all comes over the gateway without. */
async function setUp(settings: DiscordSettings, _: string, tools: Tools): Promise<string[]> {
  const { call, application, server } = await lookUp(settings, tools)
  await registerCommands(call, { application: application.id, server: server.id }, discordCommands())
  return [`/lummy is registered in the server ${server.name}.`]
}

function nextSteps(settings: DiscordSettings, webhookUrl: string): string[] {
  const { applicationId } = settings
  return [
    ...(applicationId === undefined
      ? []
      : [`If the bot lacks permissions, an owner of the server opens ${inviteUrl(applicationId)} once more.`]),
    'Developer Portal, your application, Bot, Privileged Gateway Intents: switch on Message Content Intent.',
    'Let `npm start`, or `lummy start listen`, run: messages, buttons and commands come over its connection to Discord.',
    `Not needed, but possible: General Information, Interactions Endpoint URL ${webhookUrl} (buttons and commands are posted there then).`,
    'Write /lummy help in the channel.',
  ]
}
