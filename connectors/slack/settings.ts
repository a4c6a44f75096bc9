import { z } from 'zod'

/** What one Slack integration (the app installed in one workspace) needs. */
export const slackSettings = z.object({
  botToken: z
    .string()
    .trim()
    .regex(/^xoxb-/, 'a bot token starts with xoxb-')
    .describe('Bot User OAuth Token (xoxb-…), from OAuth & Permissions of the Slack app'),
  signingSecret: z
    .string()
    .trim()
    .min(1)
    .optional()
    .describe('Signing Secret, from Basic Information; not needed when only Socket Mode is used'),
  appToken: z
    .string()
    .trim()
    .regex(/^xapp-/, 'an app-level token starts with xapp-')
    .optional()
    .describe('App-Level Token (xapp-…) with connections:write, for Socket Mode on machines with no public address'),
  channel: z
    .string()
    .trim()
    .regex(/^[CG][A-Z0-9]+$/, 'a channel id looks like C0123ABCD')
    .describe("Id of the channel where conversations are shown (at the bottom of the channel's details)"),
  teamId: z.string().trim().min(1).optional().describe('Workspace id (T…); found by itself when left out'),
  botUserId: z
    .string()
    .trim()
    .min(1)
    .optional()
    .describe("User id of the app's bot (U…); found by itself when left out"),
})

export type SlackSettings = z.infer<typeof slackSettings>

export const slackSecrets = ['botToken', 'signingSecret', 'appToken'] as const

/** Variables of the whole installation. */
export const slackEnvironment = {
  SLACK_API_URL: z
    .url()
    .default('https://slack.com/api/')
    .describe("Address of Slack's Web API, for proxies and tests"),
  SLACK_SIGNING_SECRET: z.string().min(1).optional().describe('Signing secret for integrations that carry none'),
}
