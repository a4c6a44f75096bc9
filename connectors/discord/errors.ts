import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'
import { platformError } from '#connectors/shared/http-errors.ts'
import { Gone, NotAllowed, Platform, RateLimited, Unreachable } from '#core/errors.ts'

/** Discord's own codes of the errors made here, for the few places that do something about one. */
const codes = new WeakMap<Platform, number>()

/** Codes that something is done about: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
export const discordCodes = {
  unknownChannel: 10_003,
  unknownMessage: 10_008,
  unknownInteraction: 10_062,
  answeredAlready: 40_060,
  cannotMessageUser: 50_007,
  threadExists: 160_004,
} as const

export function isCode(error: unknown, code: keyof typeof discordCodes): boolean {
  return error instanceof Platform && codes.get(error) === discordCodes[code]
}

/** Turns whatever discord.js threw into a Platform error; keeps no request, since that holds customers' words. */
export function discordError(error: unknown, now: Date): Platform {
  if (error instanceof Platform) return error
  if (error instanceof RateLimitError) return limited(error)
  if (error instanceof HTTPError) return new Unreachable(`Discord answered ${error.status}`, { notSent: false })
  if (!(error instanceof DiscordAPIError)) return platformError(error, { platform: 'Discord', needs: newToken, now })
  const said = refusal(error)
  codes.set(said, Number(error.code))
  return said
}

/** Everything that the bot does is counted together (50 calls a second), and each channel's messages by themselves. */
function limited({ retryAfter, global, scope }: RateLimitError): RateLimited {
  const reach = global || scope === 'global' ? 'account' : 'place'
  return new RateLimited(Math.max(Math.ceil(retryAfter), 250), 'Discord asked us to slow down', reach)
}

function refusal({ code, status, message }: DiscordAPIError): Platform {
  const words = message.replace(/\s+/g, ' ').slice(0, 200)
  const gone = goneFor[Number(code)]
  if (gone !== undefined) return new Gone(gone, goneOf[Number(code)])
  const need = needFor[Number(code)]
  if (need !== undefined) return new NotAllowed(need)
  if (status === 401) return new NotAllowed(newToken)
  if (status === 403) return new NotAllowed(`a permission in the Discord server (Discord says: ${words})`)
  if (status === 404) return new Gone(`Discord does not know it (${words})`)
  return new Platform(`Discord refused it: ${words} (${code})`, { notSent: true, retry: false })
}

const newToken = "a new bot token: reset it in the Developer Portal and enter it in the integration's settings"

const goneFor: Record<number, string> = {
  10003: 'the Discord channel or thread was deleted',
  10004: 'the Discord server does not exist, or the bot was removed from it',
  10008: 'the Discord message was deleted',
  10013: 'the Discord user does not exist',
  10062: 'the button was pressed too long ago: press it again',
  50083: 'the Discord thread is locked',
  50005: 'this Discord message is not ours to change',
}

const goneOf: Record<number, 'place' | 'message'> = {
  [discordCodes.unknownChannel]: 'place',
  [discordCodes.unknownMessage]: 'message',
}

const needFor: Record<number, string> = {
  20012: 'the bot in its own application: this token belongs to another',
  30033: 'room for threads: the Discord server has as many active ones as it may have, so archive some',
  40001: newToken,
  50001:
    'access to the Discord channel: give the bot View Channel there (and Send Messages, Create Public Threads, Send Messages in Threads)',
  50007: 'the person to allow direct messages from members of the Discord server',
  50013:
    'permissions in the Discord channel: View Channel, Send Messages, Embed Links, Attach Files, Create Public Threads, Send Messages in Threads, Read Message History',
  50024: 'an ordinary text channel for conversations: threads cannot be opened in this one',
  60003: "two-factor sign-in of the Discord application's owner",
}
