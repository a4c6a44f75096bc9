import type { Place } from '#core/domain/place.ts'

/** A Slack thread: a channel and the timestamp of its first message; '' is the channel itself (or a direct message). */
export interface Thread {
  channel: string
  ts: string
}

/** Slack's message timestamps: seconds, a point, and a counter. */
export const timestamp = /^\d{1,12}\.\d{1,9}$/

/** Writes a thread, or one message of a channel, as one opaque text. */
export function threadText({ channel, ts }: Thread): string {
  return `${channel}/${ts}`
}

/** Reads what threadText wrote. */
export function readThread(text: string): Thread {
  const slash = text.indexOf('/')
  return slash < 0 ? { channel: text, ts: '' } : { channel: text.slice(0, slash), ts: text.slice(slash + 1) }
}

/**
 * Tells where a message stands. In a channel every message opens or continues a thread; a direct message is one
 * conversation as a whole, apart from the threads that people open in it.
 */
export function placeOf(
  account: string,
  message: { channel: string; ts: string; threadTs?: string | undefined; isDirect?: boolean },
): Place {
  const isDirect = message.isDirect ?? message.channel.startsWith('D')
  const ts = message.threadTs ?? (isDirect ? '' : message.ts)
  return { connector: 'slack', account, thread: threadText({ channel: message.channel, ts }), private: isDirect }
}

/** Turns a Slack timestamp into ISO 8601 UTC; undefined when it is none. */
export function timeOf(ts: string | undefined): string | undefined {
  if (ts === undefined || !timestamp.test(ts)) return undefined
  const date = new Date(Math.floor(Number(ts) * 1000))
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}
