import type { Place } from '#core/domain/place.ts'

/**
 * Where something stands in Discord. A thread is a channel of its own, with the id of the message that opened it: messages
 * in it name that id and nothing of the channel above. So a thread is its id, and a channel in which threads are opened is
 * its id with a slash.
 */
export interface Spot {
  channel: string
  /** What is posted here opens threads. */
  isRoot: boolean
}

export function rootText(channel: string): string {
  return `${channel}/`
}

/** Reads the opaque thread of a place. */
export function readSpot(thread: string): Spot {
  return thread.endsWith('/') ? { channel: thread.slice(0, -1), isRoot: true } : { channel: thread, isRoot: false }
}

/** One message: the channel (or thread) that it stands in, and its id. */
export interface MessageId {
  channel: string
  message: string
}

export function messageText({ channel, message }: MessageId): string {
  return `${channel}/${message}`
}

export function readMessageId(text: string): MessageId {
  const slash = text.indexOf('/')
  return { channel: text.slice(0, Math.max(slash, 0)), message: text.slice(slash + 1) }
}

/** Kinds of channels: https://discord.com/developers/docs/resources/channel#channel-object-channel-types */
export const channelTypes = {
  text: 0,
  direct: 1,
  announcement: 5,
  announcementThread: 10,
  thread: 11,
  privateThread: 12,
}

const rootTypes: readonly number[] = [channelTypes.text, channelTypes.announcement]

export function isRootType(type: number | undefined): boolean {
  return type !== undefined && rootTypes.includes(type)
}

/**
 * Tells where a message stands. In a channel every message opens a thread, whose id is the message's own; a direct message is
 * one conversation as a whole.
 */
export function placeOf(
  account: string,
  at: { channel: string; message?: string | undefined; type: number | undefined; isDirect: boolean },
): Place {
  const thread = isRootType(at.type) && at.message !== undefined ? at.message : at.channel
  return { connector: 'discord', account, thread, private: at.isDirect }
}
