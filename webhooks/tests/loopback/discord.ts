import { expect, onTestFinished, vi } from 'vitest'
import { discord } from '#connectors/discord/index.ts'
import { startListening } from '../../listen.ts'
import { type DiscordPlatform, openDiscord, discordServer as server } from '../platforms/discord-platform.ts'
import { discordRequests } from '../platforms/discord-requests.ts'
import { type Hub, openHub } from './hub.ts'

export const [anna, benId] = [server.users[0].id, server.users[1].id]
/** The line is a real socket with its own time: what comes of it is waited for. */
export const soon = { timeout: 8_000, interval: 20 }

export interface DiscordOptions {
  /** Whether Ben's account there is known as his. */
  isLinked?: boolean
  /** Whether we listen at the gateway from the start. */
  isListening?: boolean
}

/** Staff work in Discord on loopback, spoken to by discord.js; customers chat on fakes. */
export async function openDiscordShop({ isLinked = true, isListening = true }: DiscordOptions = {}) {
  const platform = await openDiscord()
  onTestFinished(() => platform.close())
  const environment = { DISCORD_API_URL: platform.url }
  const hub = await openHub({ sides: [{ connector: 'discord', environment }], now: () => new Date() })
  const { house, counts, connections } = hub
  const ben = await house.teammate('Ben')
  if (isLinked)
    await house.scope.teammates.link(ben.teammate.id, { kind: 'discord', value: `${server.guild}/${benId}` })
  const given = { botToken: server.botToken, channel: server.desk }
  const { found, account } = await discord.identify(given, hub.tools())
  const desk = await hub.connect({ connector: 'discord', account, settings: () => ({ ...given, ...found }) })

  /** Another process that listens. */
  const listen = () => {
    const { log, live, store } = house.ports
    const listening = startListening({ store, core: house.core, connections, log, live, counts }, { againAfterMs: 20 })
    onTestFinished(listening.stop)
    return listening
  }
  const isUp = () => vi.waitFor(() => expect(platform.gateway.seen().open).toBe(1), soon)
  const line = isListening ? listen() : undefined
  if (isListening) await isUp()
  return {
    ...{ ...hub, platform, ben, desk, listen, line },
    ...staffInDiscord(hub, platform),
    /** A customer asks, and staff are shown it. */
    async asks(name: string, text = 'Do you ship to Norway?') {
      const customer = house.customer(name)
      await customer.says(text)
      await house.settle()
      return customer
    },
  }
}

/** What people do there. */
function staffInDiscord({ house }: Hub, platform: DiscordPlatform) {
  const requests = discordRequests(platform)

  /** The newest message with this button. */
  async function withButton(label: string) {
    const messages = await platform.messages()
    const found = messages.findLast(({ components }) => JSON.stringify(components).includes(`"label":"${label}"`))
    if (found === undefined) throw new Error(`nothing in Discord has a button “${label}”`)
    return found
  }

  /** The thread of the conversation that was shown last. */
  async function thread() {
    const cards = (await platform.messages()).filter(({ channel_id }) => channel_id === server.desk)
    return cards.at(-1)!.id
  }

  /** What Discord would do with an interaction: it comes over the gateway, and is answered over the API. */
  async function interacts(interaction: Record<string, unknown>) {
    platform.gateway.tell('INTERACTION_CREATE', interaction)
    await vi.waitFor(async () => expect(await platform.answers()).toHaveProperty(String(interaction.id)), soon)
    await house.settle()
    return (await platform.answers())[String(interaction.id)] as { type: number; data: Record<string, unknown> }
  }

  return {
    ...{ requests, thread, interacts },
    titles: async () => (await platform.messages()).map(({ embeds, content }) => embeds[0]?.title ?? content),
    newest: async () => (await platform.messages()).at(-1)!,
    /** Somebody writes in a thread, and the burst window passes. */
    async writes(text: string, user: string = benId) {
      const message = requests.message({ channel: await thread(), type: 11, user, text })
      platform.gateway.tell('MESSAGE_CREATE', message)
      const id = `message message/${message.channel_id}/${message.id}`
      const stored = () => house.scope.inbox.byPlatformId('discord', server.guild, id)
      await vi.waitFor(async () => expect(await stored()).toBeDefined(), soon)
      await house.settle()
      return message
    },
    async press(label: string, user: string = benId) {
      const message = await withButton(label)
      return interacts(requests.press(message, label, user, message.channel_id === server.desk ? 0 : 11))
    },
    /** The press alone, before Discord tells of it. */
    pressed: async (label: string) => requests.press(await withButton(label), label, benId, 11),
  }
}
