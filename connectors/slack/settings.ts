import { z } from 'zod'

const channel = z
  .string()
  .trim()
  .regex(/^[CG][A-Z0-9]+$/, 'a channel id looks like C0123ABCD')
  .describe("Id of the channel where conversations are shown (at the bottom of the channel's details)")

/** What one Slack integration (the app installed in one workspace) needs. */
export const slackSettings = z.object({
  botToken: z
    .string()
    .trim()
    .regex(/^(xoxe\.)?xoxb-/, 'a bot token starts with xoxb-')
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
  channel,
  teamId: z.string().trim().min(1).optional().describe('Workspace id (T…); found by itself when left out'),
  botUserId: z
    .string()
    .trim()
    .min(1)
    .optional()
    .describe("User id of the app's bot (U…); found by itself when left out"),
})

export type SlackSettings = z.infer<typeof slackSettings> & {
  /** Present when the workspace added our app itself (OAuth); nobody types this in. */
  installed?: {
    /** With token rotation: what the bot token is renewed with, once. */
    refreshToken?: string
    /** With token rotation: when the bot token expires, ISO 8601. */
    expiresAt?: string
  }
}

/** What is said before Slack asks for consent; the rest comes from there. */
export const slackInstallSettings = z.object({ channel })

export const slackSecrets = ['botToken', 'signingSecret', 'appToken'] as const

/** Variables of the whole installation. */
export const slackEnvironment = {
  SLACK_API_URL: z
    .url()
    .default('https://slack.com/api/')
    .describe("Address of Slack's Web API, for proxies and tests"),
  SLACK_SIGNING_SECRET: z
    .string()
    .min(1)
    .optional()
    .describe('Signing secret of the app that many workspaces add, and for integrations that carry none'),
  SLACK_CLIENT_ID: z
    .string()
    .min(1)
    .optional()
    .describe('Client ID of that app; with secret and signing secret the admin shows "Add to Slack"'),
  SLACK_CLIENT_SECRET: z.string().min(1).optional().describe('Client secret of that app'),
  SLACK_AUTHORIZE_URL: z
    .url()
    .default('https://slack.com/oauth/v2/authorize')
    .describe("Address of Slack's consent page, for GovSlack and tests"),
}
