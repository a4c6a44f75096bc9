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

/** Discord on loopback: staff work in a channel of a server; what they press is posted to the hub, signed. */
export async function discordSide() {
  const platform = await openDiscord()
  onTestFinished(() => platform.close())
  const { guild, botToken, desk, application, bot } = server
  return {
    ...{ connector: 'discord', account: guild, platform, environment: { DISCORD_API_URL: platform.url } },
    settings: () => ({
      ...{ botToken, channel: desk, guildId: guild, applicationId: application, botUserId: bot },
      publicKey: platform.publicKey,
    }),

    in(hub: Hub) {
      async function interacts(interaction: Record<string, unknown>): Promise<Answered> {
        const { requests } = staff
        const reply = await hub.post(hub.address('discord'), requests.sign(interaction, hub.house.clock.now()))
        await hub.house.pass(1_000)
        return (await reply.json()) as Answered
      }
      const staff = staffInDiscord(hub, platform, interacts)
      return {
        ...staff,
        /** Somebody presses *Edit* on the newest draft, and submits these words. */
        async edits(words: string, user: string = benId) {
          const pressed = await staff.pressed('Edit', user)
          const { data } = await interacts(pressed)
          return interacts(staff.requests.submit(pressed, data, words))
        },
      }
    },
  }
}

/** What an interaction was answered with. */
interface Answered {
  type: number
  data: Record<string, unknown>
}

/** Staff work in Discord on loopback, spoken to by discord.js; customers chat on fakes. */
export async function openDiscordShop({ isLinked = true, isListening = true }: DiscordOptions = {}) {
  const { platform, environment } = await discordSide()
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
  /** What Discord would do with an interaction: it comes over the gateway, and is answered over the API. */
  async function interacts(interaction: Record<string, unknown>): Promise<Answered> {
    platform.gateway.tell('INTERACTION_CREATE', interaction)
    await vi.waitFor(async () => expect(await platform.answers()).toHaveProperty(String(interaction.id)), soon)
    await house.settle()
    return (await platform.answers())[String(interaction.id)] as unknown as Answered
  }
  const isUp = () => vi.waitFor(() => expect(platform.gateway.seen().open).toBe(1), soon)
  const line = isListening ? listen() : undefined
  if (isListening) await isUp()
  return {
    ...{ ...hub, platform, ben, desk, listen, line },
    ...staffInDiscord(hub, platform, interacts),
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
function staffInDiscord(
  { house }: Hub,
  platform: DiscordPlatform,
  interacts: (interaction: Record<string, unknown>) => Promise<Answered>,
) {
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
    pressed: async (label: string, user: string = benId) => requests.press(await withButton(label), label, user, 11),
  }
}
