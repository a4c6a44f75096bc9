import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { Tools } from '#connectors/connector.ts'
import { shownToNobody } from '#connectors/shared/http-errors.ts'
import { shorten } from '#connectors/shared/lines.ts'
import type { Card, Delivery, Outbound } from '#core/domain/outbound.ts'
import type { Handle, Place } from '#core/domain/place.ts'
import { NotAllowed, Platform, RateLimited, Unreachable } from '#core/errors.ts'
import type { DiscordCall } from './api.ts'
import { isCode } from './errors.ts'
import { bytesOf } from './files.ts'
import { nonceOf } from './mark.ts'
import type { Upload } from './multipart.ts'
import { snowflake } from './payload.ts'
import { messageText, readMessageId, readSpot, type Spot } from './place.ts'
import { callsNobody, type DiscordMessage, renderCard, renderReply, threadName } from './render.ts'

/** What a send needs besides the API. */
export interface Sending {
  call: DiscordCall
  tools: Pick<Tools, 'file' | 'now'>
  /** Where conversations are shown when nothing else is said. */
  channel: string
}

/** More would be a book; it is in the admin. */
const longestReply = 20_000

/** Sends one thing to Discord and tells what became of it. Throws Platform errors. */
export async function send(sending: Sending, place: Place, outbound: Outbound): Promise<Delivery> {
  const spot = readSpot(place.thread)
  switch (outbound.kind) {
    case 'reply': {
      if (outbound.attachments.length > 0) throw new NotAllowed('a reply without files: customers do not read Discord')
      if (outbound.text.length > longestReply) throw new NotAllowed('a reply of at most 20,000 characters')
      return postAll(sending, spot, outbound.id, renderReply(outbound.text))
    }
    case 'card':
      if (outbound.replaces !== undefined) return update(sending, outbound.replaces, renderCard(outbound.card))
      return showCard(sending, spot, outbound)
    case 'direct':
      return tellOne(sending, place, outbound)
    case 'files': {
      const files = await bytesOf(outbound.attachments, sending.tools)
      const message = { content: '', embeds: [], components: [], allowed_mentions: callsNobody }
      return delivered(spot.channel, await postIn(sending, spot, nonceOf(outbound.id), message, files))
    }
    case 'form':
      throw new NotAllowed('a press that is answered with the form itself')
    case 'home':
      throw new NotAllowed('a page of their own for people, which Discord has not: /lummy next shows what waits')
  }
}

type CardRow = Extract<Outbound, { kind: 'card' }>

/** A conversation's card opens its thread in a channel; all else stands where it is said. */
async function showCard(sending: Sending, spot: Spot, { id, card, broadcast }: CardRow): Promise<Delivery> {
  const { channel } = spot
  const message = await postIn(sending, spot, nonceOf(id), renderCard(card))
  if (spot.isRoot && card.purpose === 'conversation') {
    await openThread(sending, channel, message, card)
    return { ...delivered(channel, message), thread: message }
  }
  if (broadcast && !spot.isRoot) await callInChannel(sending, channel, id, card)
  return delivered(channel, message)
}

/** The gateway may tell of a card before its thread is opened; what waits for the card then comes too early, ms. */
const threadOpensWithinMs = 1_500

/**
 * Posts in a thread, also in one that is only just being opened; one that was deleted, or that we were cut off before opening,
 * is opened again from its first message.
 */
async function postIn(
  sending: Sending,
  spot: Spot,
  nonce: string,
  message: DiscordMessage,
  files?: readonly Upload[],
): Promise<string> {
  const once = () => post(sending, spot.channel, nonce, message, files)
  const isEarly = (error: unknown) => !spot.isRoot && isCode(error, 'unknownChannel')
  try {
    return await once()
  } catch (error) {
    if (!isEarly(error)) throw error
    await wait(threadOpensWithinMs)
  }
  try {
    return await once()
  } catch (error) {
    if (!isEarly(error)) throw error
    const first = { title: 'Conversation', purpose: 'conversation' } as Card
    await startThread(sending.call, sending.channel, spot.channel, first).catch(() => {
      throw error
    })
    return once()
  }
}

const posted = z.object({ id: snowflake })

/** A cut connection says nothing of what became of a message; asked for again with the same nonce, Discord says it. */
const askAgainAfterMs = 400

/**
 * Posts one message. Where no answer came it is asked for once more: `enforce_nonce` gives back the message that was made
 * before and makes no second one. https://discord.com/developers/docs/resources/message#create-message
 */
async function post(
  { call }: Sending,
  channel: string,
  nonce: string,
  message: DiscordMessage,
  files?: readonly Upload[],
): Promise<string> {
  const once = async () => {
    const reply = await call('POST', `/channels/${channel}/messages`, { ...message, nonce, enforce_nonce: true }, files)
    const made = posted.safeParse(reply).data
    // It said yes, so something was done; we only cannot tell where.
    if (made === undefined) throw new Unreachable("Discord's answer makes no sense", { notSent: false })
    return made.id
  }
  try {
    return await once()
  } catch (error) {
    if (!(error instanceof Unreachable) || error.notSent) throw error
    await wait(askAgainAfterMs)
    return await once().catch((again: unknown) => {
      // A refusal now says nothing about what was done before.
      throw again instanceof Unreachable && !again.notSent ? again : error
    })
  }
}

/** Posts the parts of one long text; once the first stands, the others failing must not bring it twice. */
async function postAll(sending: Sending, spot: Spot, id: string, parts: DiscordMessage[]): Promise<Delivery> {
  const { channel } = spot
  const [first, ...others] = parts
  if (first === undefined) throw new NotAllowed('words to say')
  const message = await postIn(sending, spot, nonceOf(id), first)
  for (const [index, part] of others.entries()) {
    await post(sending, channel, nonceOf(id, index + 1), part).catch(async (error: unknown) => {
      if (!(error instanceof RateLimited)) throw halfSent(error)
      await wait(Math.min(error.retryAfterMs, 5_000))
      return post(sending, channel, nonceOf(id, index + 1), part).catch((again: unknown) => {
        throw halfSent(again)
      })
    })
  }
  return delivered(channel, message)
}

function halfSent(error: unknown): Platform {
  const why = error instanceof Platform ? error.message : 'something went wrong'
  return new Unreachable(`only a part of it stands in Discord: ${why}`, { notSent: false })
}

/** Opens the thread of a card. Where that may not be, the card is taken away again: nobody could answer under it. */
async function openThread({ call }: Sending, channel: string, message: string, card: Card): Promise<void> {
  try {
    await startThread(call, channel, message, card)
  } catch (error) {
    // Asked again soon, the same nonce gives the same card back.
    if (error instanceof RateLimited) throw error
    await call('DELETE', `/channels/${channel}/messages/${message}`).catch(() => {})
    throw error
  }
}

/** A week without a word archives it; the next word brings it back. */
const archiveAfterMinutes = 10_080

async function startThread(call: DiscordCall, channel: string, message: string, card: Card): Promise<void> {
  const thread = { name: threadName(card), auto_archive_duration: archiveAfterMinutes }
  await call('POST', `/channels/${channel}/messages/${message}/threads`, thread).catch((error: unknown) => {
    if (!isCode(error, 'threadExists')) throw error
  })
}

const threadInfo = z.object({ parent_id: snowflake })

/** What is said in a quiet thread is told in its channel, too; that this fails takes nothing back. */
async function callInChannel(sending: Sending, thread: string, id: string, card: Card): Promise<void> {
  try {
    const { parent_id: parent } = threadInfo.parse(await sending.call('GET', `/channels/${thread}`))
    const { content, allowed_mentions } = renderCard({ ...card, facts: [], buttons: [] })
    const message = { content: `${content} <#${thread}>`.trim(), embeds: [], components: [], allowed_mentions }
    await post(sending, parent, nonceOf(id, 1), message)
  } catch (error) {
    if (!(error instanceof Platform) && !(error instanceof z.ZodError)) throw error
  }
}

async function update({ call }: Sending, replaces: string, message: DiscordMessage): Promise<Delivery> {
  const { channel, message: id } = readMessageId(replaces)
  // It changes what it shows: whoever was called once is not called again.
  await call('PATCH', `/channels/${channel}/messages/${id}`, { ...message, allowed_mentions: callsNobody })
  return { platformId: replaces }
}

const opened = z.object({ id: snowflake })

/** By direct message; where its person takes none, in the thread, without the link that is theirs alone. */
async function tellOne(
  sending: Sending,
  place: Place,
  { id, to, card }: Extract<Outbound, { kind: 'direct' }>,
): Promise<Delivery> {
  const user = userOf(to)
  try {
    const channel = await openDirect(sending, user)
    return { ...delivered(channel, await post(sending, channel, nonceOf(id), renderCard(card))), thread: channel }
  } catch (error) {
    const spot = readSpot(place.thread)
    if (!isCode(error, 'cannotMessageUser') || place.private || spot.isRoot) throw error
    const { link: _, body: __, ...open } = card
    const advice = 'Write /lummy next: its answer is shown to you alone, with what to do. Or allow direct messages.'
    const shown = renderCard({ ...open, buttons: [], menu: [], body: advice, mentions: [to] })
    return delivered(spot.channel, await post(sending, spot.channel, nonceOf(id, 2), shown))
  }
}

async function openDirect({ call }: Sending, user: string): Promise<string> {
  // Asking for the conversation sends nothing to anybody: a failure here is surely "not sent".
  const reply = await call('POST', '/users/@me/channels', { recipient_id: user }).catch(shownToNobody)
  const made = opened.safeParse(reply).data
  if (!made) throw new Unreachable("Discord's answer makes no sense", { notSent: true })
  return made.id
}

/** The Discord user of a handle; ours are written server/user. */
export function userOf(handle: Handle): string {
  const [, user] = handle.kind === 'discord' ? handle.value.split('/') : []
  if (!user || !/^\d+$/.test(user)) throw new NotAllowed(`a Discord user to write to, not ${shorten(handle.kind, 20)}`)
  return user
}

function delivered(channel: string, message: string): Delivery {
  return { platformId: messageText({ channel, message }) }
}
