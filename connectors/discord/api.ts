import { REST } from 'discord.js'
import type { Tools } from '#connectors/connector.ts'
import { discordError } from './errors.ts'
import { multipart, type Upload } from './multipart.ts'

/** Calls one route of the API. Throws Platform errors. */
export type DiscordCall = (
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  path: `/${string}`,
  body?: object,
  files?: readonly Upload[],
) => Promise<unknown>

/** How long one call may take, ms: one that gave no answer is asked about once more within the time a send has. */
const timeoutMs = 7_000

/** Opens the API with a bot token. It never retries or waits by itself: that is the outbox's decision. */
export function openApi(botToken: string, tools: Pick<Tools, 'environment' | 'now'>): DiscordCall {
  const rest = openRest(tools)
  return async (method, path, body, files) => {
    // It forgets the token when Discord refuses it once.
    rest.setToken(botToken)
    try {
      const sent = files === undefined ? { body } : { ...multipart(body ?? {}, files), passThroughBody: true }
      return await rest.request({ method: method as never, fullRoute: path, ...sent })
    } catch (error) {
      throw discordError(error, tools.now())
    }
  }
}

/** Answers an interaction: whoever has its token may, so no other goes along. */
export function openCallbacks(
  tools: Pick<Tools, 'environment' | 'now'>,
): (path: `/${string}`, body: object) => Promise<void> {
  const rest = openRest(tools)
  return async (path, body) => {
    try {
      await rest.request({ method: 'POST' as never, fullRoute: path, body, auth: false })
    } catch (error) {
      throw discordError(error, tools.now())
    }
  }
}

/** discord.js's client of the API, on our terms. */
export function openRest({ environment }: Pick<Tools, 'environment'>): REST {
  const url = (environment.DISCORD_API_URL ?? 'https://discord.com').replace(/\/+$/, '')
  return new REST({ api: `${url}/api`, version: '10', retries: 0, timeout: timeoutMs, rejectOnRateLimit: () => true })
}
