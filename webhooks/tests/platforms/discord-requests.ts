import { sign as signed } from 'node:crypto'
import { type DiscordComponent, type DiscordPlatform, type DiscordPosted, discordServer } from './discord-platform.ts'

/** Somebody wrote in a channel, a thread or a direct message. */
export interface DiscordWritten {
  channel: string
  /** 0 = text channel, 1 = direct message, 11 = thread. */
  type: 0 | 1 | 11
  user: string
  text: string
  id?: string
}

/** What Discord tells us about what people do: packets of the gateway, and signed requests. */
export function discordRequests(platform: Pick<DiscordPlatform, 'nextId' | 'privateKey'>, now = () => new Date()) {
  const server = discordServer
  const personOf = (id: string) => {
    const user = server.users.find((known) => known.id === id)
    return { id, username: user?.name.toLowerCase() ?? 'stranger', global_name: user?.name ?? 'Stranger' }
  }
  const where = (channel: string, type: number, user: string) =>
    type === 1
      ? { channel_id: channel, channel: { id: channel, type }, user: personOf(user) }
      : {
          ...{ channel_id: channel, channel: { id: channel, type, guild_id: server.guild } },
          ...{ guild_id: server.guild, member: { user: personOf(user), nick: null, roles: [] } },
        }
  const common = () => ({
    ...{ id: platform.nextId(), application_id: server.application, token: `token-${platform.nextId()}`, version: 1 },
  })

  return {
    /** `MESSAGE_CREATE` */
    message({ channel, type, user, text, id }: DiscordWritten): Record<string, unknown> {
      const known = server.users.find((one) => one.id === user)
      return {
        ...{ id: id ?? platform.nextId(), channel_id: channel, channel_type: type, type: 0, content: text },
        author: { ...personOf(user), ...(known && 'isBot' in known ? { bot: true } : {}) },
        ...(type === 1 ? {} : { guild_id: server.guild, member: { nick: null, roles: [] } }),
        ...{ timestamp: now().toISOString(), edited_timestamp: null, mentions: mentionsIn(text, personOf) },
        ...{ mention_roles: [...text.matchAll(/<@&(\d+)>/g)].map(([, role]) => role), mention_everyone: false },
        ...{ attachments: [], embeds: [], components: [] },
      }
    },

    /** A press of the button, or the choice of the menu's entry, with this label. */
    press(message: DiscordPosted, label: string, user: string, type: 0 | 1 | 11): Record<string, unknown> {
      const all = message.components.flatMap(({ components }) => components)
      const found = findPressed(all, label)
      if (!found) throw new Error(`no button "${label}" among ${all.map((one) => one.label).join(', ')}`)
      const shown = { id: message.id, channel_id: message.channel_id }
      return { ...common(), type: 3, ...where(message.channel_id, type, user), message: shown, data: found }
    },

    /** The form of an answer, filled in: the large text, and fields by name. */
    submit(
      pressed: Record<string, unknown>,
      modal: Record<string, unknown>,
      text: string,
      fields: Record<string, string | boolean> = {},
    ): Record<string, unknown> {
      const labels = modal.components as { type: number; component?: { type: number; custom_id: string } }[]
      const filled = labels.flatMap(({ type, component }) => {
        if (type !== 18 || component === undefined) return []
        const name = component.custom_id.replace(/^field:/, '')
        const value = component.custom_id === 'text' ? text : (fields[name] ?? '')
        const isList = component.type === 3 || component.type === 19
        const said = isList ? { values: value === '' ? [] : [value] } : { value }
        return [{ type, component: { type: component.type, custom_id: component.custom_id, ...said } }]
      })
      const { channel_id, channel, guild_id, member, user, message } = pressed
      const place = JSON.parse(JSON.stringify({ channel_id, channel, guild_id, member, user, message }))
      return { ...common(), type: 5, ...place, data: { custom_id: modal.custom_id, components: filled } }
    },

    /** `/lummy <word>` */
    command(
      channel: string,
      user: string,
      word: string,
      options: Record<string, string> = {},
    ): Record<string, unknown> {
      const said = Object.entries(options).map(([name, value]) => ({ type: 3, name, value }))
      const data = { id: '1', name: 'lummy', type: 1, options: [{ type: 1, name: word, options: said }] }
      return { ...common(), type: 2, ...where(channel, 0, user), data }
    },

    /** What Discord posts to an interactions address. */
    sign(body: unknown, at = now()) {
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      const time = String(Math.floor(at.getTime() / 1000))
      const signature = signed(null, Buffer.from(time + text), platform.privateKey).toString('hex')
      const headers: Record<string, string> = {
        ...{ 'content-type': 'application/json', 'x-signature-timestamp': time, 'x-signature-ed25519': signature },
      }
      return { method: 'POST', headers, body: text }
    },
  }
}

function findPressed(all: DiscordComponent[], label: string) {
  for (const { type, label: own, custom_id, options } of all) {
    if (own === label && custom_id !== undefined) return { component_type: type, custom_id }
    const option = options?.find((one) => one.label === label)
    if (option) return { component_type: type, custom_id, values: [option.value] }
  }
  return undefined
}

function mentionsIn(text: string, personOf: (id: string) => object): object[] {
  return [...text.matchAll(/<@!?(\d+)>/g)].map(([, id]) => personOf(id ?? ''))
}
