import { z } from 'zod'
import type { Renewal, Tools } from '#connectors/connector.ts'
import { Platform, Unreachable } from '#core/errors.ts'
import { openApi, type SlackCall } from './api.ts'
import type { SlackSettings } from './settings.ts'

/** A token lives for 12 hours and is renewed this long before its end: many tries in case Slack is away. */
const earlyMs = 2 * 60 * 60 * 1000

/**
 * Token rotation, for apps that have it turned on. Slack takes a refresh token once; the access token before it stays
 * good until its own end. https://docs.slack.dev/authentication/using-token-rotation
 */
export const renewal: Renewal<SlackSettings> = {
  dueAt({ installed }) {
    if (installed?.refreshToken === undefined || installed.expiresAt === undefined) return undefined
    return new Date(Date.parse(installed.expiresAt) - earlyMs)
  },
  async renew(settings, tools) {
    const reply = await openApi(undefined, tools)('oauth.v2.access', {
      client_id: tools.environment.SLACK_CLIENT_ID,
      client_secret: tools.environment.SLACK_CLIENT_SECRET,
      grant_type: 'refresh_token',
      refresh_token: settings.installed?.refreshToken,
    })
    const traded = renewed.safeParse(reply).data
    if (!traded) throw new Unreachable('Slack answered a renewal in a way that is not understood', { notSent: false })
    const expiresAt = new Date(tools.now().getTime() + traded.expires_in * 1000).toISOString()
    return {
      ...settings,
      botToken: traded.access_token,
      installed: { refreshToken: traded.refresh_token, expiresAt },
    }
  },
}

const renewed = z.object({ access_token: z.string(), refresh_token: z.string(), expires_in: z.number().positive() })

/** Calls only while the token is good: after that, what is to be sent waits for the next one instead of failing. */
export function whileGood(call: SlackCall, { installed }: SlackSettings, tools: Pick<Tools, 'now'>): SlackCall {
  const expiresAt = installed?.expiresAt
  if (expiresAt === undefined) return call
  return async (method, fields) => {
    if (Date.parse(expiresAt) <= tools.now().getTime())
      throw new Platform('the Slack token expired and is about to be renewed', { notSent: true, retry: true })
    return call(method, fields)
  }
}
