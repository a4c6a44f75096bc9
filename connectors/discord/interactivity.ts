import { z } from 'zod'
import type { Received } from '#connectors/connector.ts'
import { id, maybe } from '#connectors/shared/maybe.ts'
import { type ActionName, actionNames } from '#core/domain/action.ts'
import type { ActionEvent, Author, InboundEvent } from '#core/domain/event.ts'
import type { Place } from '#core/domain/place.ts'
import { PayloadInvalid } from '#core/errors.ts'
import { help, readCommand } from './commands.ts'
import { longestFormText, readForm, submittedForm } from './form.ts'
import { discordMember, discordUser } from './message.ts'
import { type Known, snowflake, timeOf } from './payload.ts'
import { channelTypes, isRootType, placeOf, rootText } from './place.ts'
import { markPrefix, menuId } from './render.ts'
import { noChoices, pong, reply, says } from './replies.ts'

/** Kinds of interactions: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object */
const types = { ping: 1, command: 2, press: 3, autocomplete: 4, form: 5 }

/** Discord waits 3 s for an answer, the way there and back included. */
const withinMs = 2_000

const outer = z.object({ type: z.number().int() })

const interaction = z.object({
  id,
  guild_id: maybe(snowflake),
  channel_id: maybe(snowflake),
  channel: maybe(z.object({ type: maybe(z.number()) })),
  member: maybe(discordMember),
  user: maybe(discordUser),
  message: maybe(z.object({ id: snowflake })),
  data: maybe(z.unknown()),
})

type Interaction = z.infer<typeof interaction>

/** The server that an interaction says it is for, before anything is proved; undefined when it names none. */
export function claimedAccount(body: unknown): string | undefined {
  return interaction.safeParse(body).data?.guild_id
}

/** Reads an interaction, over HTTP or the gateway. Another server's is answered and brings nothing. Throws PayloadInvalid. */
export function readInteraction(body: unknown, known: Known): Received {
  const type = outer.safeParse(body).data?.type
  if (type === undefined) throw new PayloadInvalid('no type in it')
  if (type === types.ping) return { response: pong, events: [] }
  if (type === types.autocomplete) return { response: noChoices, events: [] }
  const read = interaction.safeParse(body).data
  const account = known.account ?? read?.guild_id
  const author = read && account !== undefined && authorOf(read, account, known)
  if (!read || account === undefined || !author || (read.guild_id ?? account) !== account) return ignored
  if (type === types.command) return commanded(read, { account, author, now: known.now })
  if (type === types.press) return pressed(read, { account, author, now: known.now }) ?? ignored
  if (type === types.form) return submitted(read, { account, author, now: known.now }) ?? ignored
  return ignored
}

const ignored: Received = { response: says('This is nothing that Lummy knows here.'), events: [] }

interface Who {
  account: string
  author: Author
  now: Date
}

const version = z.coerce.number().int().min(0)
const carriedParts = z.tuple([z.enum(actionNames), z.string().min(1)]).rest(z.string())

/** What a button, an entry of a menu or a form of ours carries; undefined when it is none of ours. */
function carriedBy(
  customId: string,
): { action: ActionName; target: string; version?: number; choice?: string } | undefined {
  if (!customId.startsWith(markPrefix)) return undefined
  const read = carriedParts.safeParse(customId.slice(markPrefix.length).split(' ')).data
  if (!read) return undefined
  const [action, target, number, ...choice] = read
  const seen = number ? version.safeParse(number).data : undefined
  const chosen = choice.join(' ')
  return {
    action,
    target,
    ...(seen === undefined ? {} : { version: seen }),
    ...(chosen === '' ? {} : { choice: chosen }),
  }
}

const press = z.object({ custom_id: z.string(), values: maybe(z.array(z.string())) })

function pressed(read: Interaction, { account, author, now }: Who): Received | undefined {
  const said = press.safeParse(read.data).data
  const carried = said && carriedBy(said.custom_id === menuId ? (said.values?.[0] ?? '') : said.custom_id)
  const place = placeOfInteraction(read, account)
  if (!carried || !place) return undefined
  return asked({ ...base(read, `press/${read.id}`, place, author, now), ...carried, canShow: ['words', 'form'] }, {})
}

function submitted(read: Interaction, { account, author, now }: Who): Received | undefined {
  const form = submittedForm.safeParse(read.data).data
  const carried = form && carriedBy(form.custom_id)
  const place = placeOfInteraction(read, account)
  if (!form || !carried || !place) return undefined
  const filled = readForm(form)
  const event: ActionEvent = {
    ...base(read, `form/${read.id}`, place, author, now),
    ...carried,
    ...filled,
    canShow: ['words'],
  }
  return asked(event, { text: filled.text.slice(0, longestFormText) })
}

function commanded(read: Interaction, { account, author, now }: Who): Received {
  const said = readCommand(read.data)
  const { channel_id: channel } = read
  if (channel === undefined) return ignored
  // Its own lane: a command belongs to no thread, and waits for none.
  const lane: Place = { connector: 'discord', account, thread: rootText(channel), private: true }
  if (!('action' in said)) return invited(read, { account, author, now })
  const { action, text } = said
  if (action === 'help') return { response: says(help), events: [] }
  const target = author.handle.value.slice(account.length + 1)
  const event: ActionEvent = {
    ...base(read, `command/${read.id}`, lane, author, now),
    ...{ action, target, text, canShow: ['words', 'form'] },
  }
  return { response: (outcome) => reply(outcome, { isCommand: true }), events: [event], withinMs }
}

/** Discord invites a bot into a server, not into a channel: a word in the channel stands for that. */
function invited(read: Interaction, { account, author, now }: Who): Received {
  const { channel_id: channel = '', channel: about } = read
  if (read.guild_id === undefined || !isRootType(about?.type))
    return { response: says('Write this in a text channel, outside of threads.'), events: [] }
  const place: Place = { connector: 'discord', account, thread: rootText(channel), private: false }
  const event: InboundEvent = {
    ...{ type: 'invited', id: `invited/${read.id}`, place, at: timeOf(read.id, now), channel, by: author.handle },
  }
  const done = 'I ask here what this channel is for.'
  return {
    response: (outcome) => (outcome.kind === 'done' ? says(done) : reply(outcome, { isCommand: true })),
    events: [event],
    withinMs,
  }
}

function asked(event: ActionEvent, from: { text?: string }): Received {
  return { response: (outcome) => reply(outcome, { isCommand: false, ...from }), events: [event], withinMs }
}

function base(read: Interaction, id: string, place: Place, author: Author, now: Date) {
  return { type: 'action' as const, id, place, at: timeOf(read.id, now), author }
}

/** Where the message stands whose button was pressed; a card in a channel stands for the thread that it opened. */
function placeOfInteraction(read: Interaction, account: string): Place | undefined {
  const { channel_id: channel, channel: about, message, guild_id: server } = read
  if (channel === undefined) return undefined
  const isDirect = server === undefined || about?.type === channelTypes.direct
  return placeOf(account, { channel, message: message?.id, type: about?.type, isDirect })
}

/** In a server it is a member, in a direct message a user. */
function authorOf(read: Interaction, account: string, known: Known): Author | undefined {
  const user = read.member?.user ?? read.user
  if (!user) return undefined
  const name = read.member?.nick ?? user.global_name ?? user.username
  return {
    handle: { kind: 'discord', value: `${account}/${user.id}` },
    ...(name === undefined ? {} : { name }),
    isUs: user.id === known.botUserId,
    isMachine: user.bot === true,
    isOutsider: false,
    isVerified: true,
  }
}
