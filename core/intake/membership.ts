import { atDesk } from '../answering/desk.ts'
import { channelGone, showAllAnew } from '../answering/gone.ts'
import { foundAgain } from '../answering/roots-left.ts'
import type { StaffChannel } from '../domain/business.ts'
import type { DismissedEvent, InvitedEvent, Outcome } from '../domain/event.ts'
import type { House } from '../house.ts'
import { tellOwnersThere } from '../integrations/channel-left.ts'
import { askPurpose } from '../integrations/channels.ts'
import { settled, type Turn } from './turn.ts'

/** Somebody invited us into a channel: it is asked what it is for, unless that is known. */
export async function handleInvited(house: House, turn: Turn, event: InvitedEvent): Promise<Outcome> {
  const { connector, account } = event.place
  const name = (await house.messenger.channelName(turn.businessId, event.place)) ?? event.channel
  const roots = await house.messenger.staffRoots(turn.businessId)
  await atDesk(house, turn.businessId, async (desk) => {
    const { tx } = desk
    await settled(turn, 'invited')(tx)
    await foundAgain(tx, event.place)
    const known = (await tx.staffChannels.list()).find((one) => isIt(one, event))
    if (known !== undefined && known.purpose !== 'nothing') return
    // Its purpose was said when the account was connected.
    if (roots.some((root) => root.account === account && root.thread === event.place.thread)) return
    const channel = await tx.staffChannels.save({
      ...{ connector, account, channel: event.channel, name, purpose: 'nothing', value: null },
    })
    await tx.audit.add({
      actor: 'system',
      action: 'invited to a channel',
      subject: channel.id,
      data: { channel: name },
    })
    desk.tell('integration', channel.id)
    await askPurpose(desk, channel)
  })
  return { kind: 'done' }
}

/** We are no longer in a channel: what was shown there is shown where it belongs now, and the owners are told. */
export async function handleDismissed(house: House, turn: Turn, event: DismissedEvent): Promise<Outcome> {
  const name = (await house.store.of(turn.businessId).staffChannels.list()).find((one) => isIt(one, event))?.name
  const moved = await atDesk(house, turn.businessId, async (desk) => {
    await settled(turn, 'dismissed')(desk.tx)
    const { account, thread } = event.place
    const isOwn = desk.surfaces.all.some((root) => root.account === account && root.thread === thread)
    if (name === undefined && !isOwn) return []
    const why = `Lummy was removed from #${name ?? event.channel}, where conversations are shown`
    if (isOwn) await tellOwnersThere(desk, event.place, `${why}: invite it again, or connect another channel.`)
    return (await channelGone(desk, event.place, why, isOwn)).moved
  })
  await showAllAnew(house, turn.businessId, moved)
  return { kind: 'done' }
}

function isIt(channel: StaffChannel, event: InvitedEvent | DismissedEvent): boolean {
  const { connector, account } = event.place
  return channel.connector === connector && channel.account === account && channel.channel === event.channel
}
