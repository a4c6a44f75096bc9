import type { StaffChannel } from '../domain/business.ts'
import type { Card } from '../domain/outbound.ts'
import type { Handle, Place } from '../domain/place.ts'
import type { Desk } from './desk.ts'

/**
 * Channels where hand-overs are told besides the conversation's own thread, each with whom it calls there; `besides` is the
 * one of those who know about it.
 */
export async function handOverPlaces(
  { tx, house }: Desk,
  besides?: StaffChannel,
): Promise<{ place: Place; mentions: Handle[] }[]> {
  const { handOverTo } = (await tx.business()).settings
  const named = (await tx.staffChannels.list()).filter(({ purpose }) => purpose === 'hand_overs')
  const others = [...named, ...(besides === undefined ? [] : [besides])].map((one) => ({ ...one, mention: null }))
  const chosen = [...(handOverTo === null ? [] : [handOverTo]), ...others]
  const places = new Map<string, { place: Place; mentions: Handle[] }>()
  for (const { connector, account, channel, mention } of chosen) {
    const place = house.messenger.channelPlace({ connector, account, channel })
    const key = `${connector}/${account}/${channel}`
    if (place === undefined || places.has(key)) continue
    places.set(key, { place, mentions: mention === null ? [] : [called(connector, account, mention)] })
  }
  return [...places.values()]
}

/** Shows a card in each of them; says whether there is any. */
export async function tellHandOverPlaces(desk: Desk, card: Card, besides?: StaffChannel): Promise<boolean> {
  const places = await handOverPlaces(desk, besides)
  for (const { place, mentions } of places) {
    const row = await desk.tx.outbox.add({
      // Of no conversation: inside one it would stand in that one's own thread.
      conversationId: null,
      audience: 'staff',
      place,
      payload: { kind: 'card', card: mentions.length === 0 ? card : { ...card, mentions } },
      state: 'ready',
      notBefore: desk.house.now().toISOString(),
      cancelIf: [],
      messageId: null,
      draftId: null,
      teammateId: null,
    })
    desk.wake(row)
  }
  return places.length > 0
}

/** A teammate's handles on the platform of this place. */
export async function handlesAt(
  { tx }: Desk,
  teammateId: string | null,
  place: Pick<Place, 'connector' | 'account'>,
): Promise<Handle[]> {
  const handles = teammateId === null ? [] : await tx.teammates.handles(teammateId)
  return handles.filter(({ kind, value }) => kind === place.connector && value.startsWith(`${place.account}/`))
}

/** `@U123`, `U123`, a group's id, `here`: what follows is the connector's to read. */
function called(connector: string, account: string, mention: string): Handle {
  return { kind: connector as Handle['kind'], value: `${account}/${mention.replace(/^[@!]+/, '')}` }
}
