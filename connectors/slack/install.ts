import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { HTTPReceiver, type Installation } from '@slack/bolt'
import type { Install, Tools } from '#connectors/connector.ts'
import { NotAllowed, Refused } from '#core/errors.ts'
import { clientOptions, silent, timeoutMs } from './api.ts'
import { slackError } from './errors.ts'
import { botScopes } from './scopes.ts'
import { type SlackSettings, slackInstallSettings } from './settings.ts'

/**
 * Adding the app to a workspace by OAuth: Bolt's own installer writes the consent address, trades the code and asks the
 * new token who it is. https://docs.slack.dev/authentication/installing-with-oauth
 */
export const install: Install<SlackSettings> = {
  settings: slackInstallSettings,
  missing: (environment) => needed.filter((name) => !environment[name]),
  start: async ({ state, redirectUrl }, tools) =>
    openInstaller(tools).generateInstallUrl({ scopes: botScopes(), redirectUri: redirectUrl }, true, state),
  async finish({ query, redirectUrl, settings }, tools) {
    const refusal = query.get('error')
    if (refusal !== null) throw new Refused(409, refusedThere(refusal))
    return readInstallation(await trade(query, redirectUrl, tools), slackInstallSettings.parse(settings))
  },
}

/** Events of an added app carry no secret of their own: the app's signs them. */
const needed = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_SIGNING_SECRET'] as const

type Installer = NonNullable<HTTPReceiver['installer']>

function openInstaller(tools: Tools): Installer {
  const missing = install.missing(tools.environment)
  const { SLACK_CLIENT_ID = '', SLACK_CLIENT_SECRET = '', SLACK_SIGNING_SECRET = '' } = tools.environment
  const { SLACK_AUTHORIZE_URL } = tools.environment
  if (missing.length > 0) throw new NotAllowed(`${missing.join(', ')} in the environment`)
  const { installer } = new HTTPReceiver({
    signingSecret: SLACK_SIGNING_SECRET,
    clientId: SLACK_CLIENT_ID,
    clientSecret: SLACK_CLIENT_SECRET,
    // The bot token is kept by core, sealed; Bolt would keep it in memory or in a file.
    installationStore: {
      storeInstallation: async () => {},
      fetchInstallation: () => Promise.reject(new Error('none')),
    },
    logger: silent,
    installerOptions: {
      // The hub wrote the state and used it up before we are called.
      stateVerification: false,
      ...(SLACK_AUTHORIZE_URL === undefined ? {} : { authorizationUrl: SLACK_AUTHORIZE_URL }),
      clientOptions: { ...clientOptions(tools), rejectRateLimitedCalls: true, timeout: timeoutMs },
    },
  })
  if (installer === undefined) throw new Error('Bolt made no installer')
  return installer
}

/** Trades the code. Bolt answers a browser itself; here it answers nobody, and only what it found is kept. */
async function trade(query: URLSearchParams, redirectUri: string, tools: Tools): Promise<Installation> {
  const request = new IncomingMessage(new Socket())
  request.url = `/?${query}`
  request.headers = { host: 'localhost' }
  const response = new ServerResponse(request)
  let found: Installation | undefined
  let failure: unknown
  const keep = {
    success: (installation: Installation) => {
      found = installation
    },
    failure: (error: unknown) => {
      failure = error
    },
  }
  await openInstaller(tools).handleCallback(request, response, keep, { scopes: botScopes(), redirectUri })
  if (found !== undefined) return found
  throw readFailure(failure, tools)
}

function readFailure(failure: unknown, tools: Tools): Error {
  const code = failure instanceof Error && 'code' in failure ? failure.code : undefined
  if (code === 'slack_oauth_missing_code') return new Refused(400, 'Slack sent you back without its consent.')
  // Bolt names a failure "unknown" that is a TypeError of its own: an answer in no known shape.
  if (failure instanceof TypeError) return new Refused(502, 'Slack answered in a way that is not understood.')
  return slackError(failure, 'oauth.v2.access', tools.now())
}

function readInstallation(installation: Installation, settings: { channel: string }) {
  if (installation.isEnterpriseInstall || installation.team === undefined)
    throw new Refused(
      409,
      'Slack gave consent for a whole organisation; Lummy is added to one workspace at a time. Remove it from the organisation, and add it to a workspace.',
    )
  const { team, bot } = installation
  if (bot === undefined) throw new Refused(409, 'Slack gave no bot token: the app needs the scopes of its manifest.')
  const { refreshToken, expiresAt } = bot
  const rotation =
    refreshToken === undefined || expiresAt === undefined
      ? {}
      : { refreshToken, expiresAt: new Date(expiresAt * 1000).toISOString() }
  return {
    account: team.id,
    label: team.name ?? team.id,
    settings: {
      channel: settings.channel,
      botToken: bot.token,
      teamId: team.id,
      botUserId: bot.userId,
      installed: rotation,
    },
  }
}

/** https://docs.slack.dev/authentication/installing-with-oauth#errors */
function refusedThere(code: string): string {
  if (code === 'access_denied') return 'Slack was not connected: it was cancelled there.'
  const said = /^[a-z_]{1,60}$/.test(code) ? ` (${code})` : ''
  return `Slack refused to add the app${said}.`
}
