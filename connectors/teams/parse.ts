import type { Received } from '#connectors/connector.ts'
import type { InboundEvent } from '#core/domain/event.ts'
import { type Activity, isOurs, type Known, type Said, tenantOf } from './activity.ts'
import { readClick, readInvoke } from './interactivity.ts'
import { membership } from './membership.ts'
import { changed, removed, written } from './message.ts'

/** The channel where an integration shows conversations. */
export interface Main {
  channel: string
  teamId: string | undefined
}

/** Reads one activity; it was verified before. Calls nobody, and throws nothing. What we do not know is answered 2xx. */
export function parse(activity: Activity, known: Known, main: Main): Received {
  if (tenantOf(activity) !== known.account) return { response: { status: 200 }, events: [] }
  const said = saidIn(activity)
  if (activity.type === 'invoke' && said) return readInvoke(said, known)
  const events =
    activity.type === 'conversationUpdate' ? membership(activity, known, main) : said ? eventOf(said, known) : []
  return { response: { status: 200 }, events }
}

function eventOf(said: Said, known: Known): InboundEvent[] {
  const { id, type, channelData } = said
  if (id === undefined || isOurs(said.from, said, known)) return []
  if (type === 'message') {
    const click = readClick(said, known)
    return [click ?? written({ ...said, id }, known)]
  }
  // Pins and the like change a message, too, but not its words.
  if (type === 'messageUpdate' && /^(?:edit|undelete)Message$/.test(channelData?.eventType ?? 'editMessage'))
    return [changed({ ...said, id }, known)]
  if (type === 'messageDelete') return [removed({ ...said, id }, known)]
  return []
}

function saidIn(activity: Activity): Said | undefined {
  const { from, conversation } = activity
  return from && conversation ? { ...activity, from, conversation } : undefined
}
