import { z } from 'zod'

const snowflake = z
  .string()
  .trim()
  .regex(/^\d{15,22}$/, 'an id is a long number: switch on Developer Mode in Discord, then right-click, Copy ID')

/** What one Discord integration (the bot in one server) needs. */
export const discordSettings = z.object({
  botToken: z
    .string()
    .trim()
    .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'a bot token has three parts with a dot between them')
    .describe('Bot token, from Bot (Reset Token) of the application in the Developer Portal'),
  channel: snowflake.describe('Id of the text channel where conversations are shown (right-click it, Copy Channel ID)'),
  publicKey: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[0-9a-f]{64}$/, 'a public key has 64 digits and letters a to f')
    .optional()
    .describe('Public Key, from General Information; found by itself when left out'),
  guildId: snowflake.optional().describe('Id of the server; found by itself, by the channel, when left out'),
  applicationId: snowflake.optional().describe('Application ID; found by itself when left out'),
  botUserId: snowflake.optional().describe("Id of the bot's user; found by itself when left out"),
})

export type DiscordSettings = z.infer<typeof discordSettings>

export const discordSecrets = ['botToken'] as const

/** Variables of the whole installation. */
export const discordEnvironment = {
  DISCORD_API_URL: z
    .url()
    .default('https://discord.com')
    .describe("Address of Discord's API, without /api, for proxies and tests"),
  DISCORD_PUBLIC_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'a public key has 64 digits and letters a to f')
    .optional()
    .describe('Public key of one application that serves several servers: proves what comes to /webhooks/discord'),
}
