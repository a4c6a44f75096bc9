import { atDesk, type Desk } from '../answering/desk.ts'
import { showConversation, tellTeammate } from '../answering/show.ts'
import type { StaffChannel } from '../domain/business.ts'
import type { DismissedEvent, InvitedEvent, Outcome } from '../domain/event.ts'
import type { House } from '../house.ts'
import { askPurpose } from '../integrations/channels.ts'
import { settled, type Turn } from './turn.ts'

/** Threads that are opened anew at once when their channel is left; the others follow with their next message. */
const movedAtOnce = 50

/** Somebody invited us into a channel: it is asked what it is for, unless that is known. */
export async function handleInvited(house: House, turn: Turn, event: InvitedEvent): Promise<Outcome> {
  const { connector, account } = event.place
  const name = (await house.messenger.channelName(turn.businessId, event.place)) ?? event.channel
  const roots = await house.messenger.staffRoots(turn.businessId)
  await atDesk(house, turn.businessId, async (desk) => {
    const { tx } = desk
    await settled(turn, 'invited')(tx)
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

/** We are no longer in a channel: what was shown there is shown in the account's own again, and the owners are told. */
export async function handleDismissed(house: House, turn: Turn, event: DismissedEvent): Promise<Outcome> {
  await atDesk(house, turn.businessId, async (desk) => {
    const { tx } = desk
    await settled(turn, 'dismissed')(tx)
    const channel = (await tx.staffChannels.list()).find((one) => isIt(one, event))
    const isDefault = desk.surfaces.roots.some(
      ({ account, thread }) => account === event.place.account && thread === event.place.thread,
    )
    if (channel === undefined && !isDefault) return
    if (channel !== undefined) {
      await tx.staffChannels.remove(channel.id)
      await tx.audit.add({
        actor: 'system',
        action: 'left a channel',
        subject: channel.id,
        data: { channel: channel.name },
      })
      desk.tell('integration', channel.id)
    }
    await tellOwners(desk, event, sentence(channel?.name ?? event.channel, channel, isDefault))
    if (isDefault) return
    const there = new Set(await tx.conversations.leaveChannel(event.place))
    for (const id of [...there].slice(0, movedAtOnce)) {
      const conversation = await tx.conversations.lock(id)
      if (conversation.status !== 'resolved' && conversation.mergedIntoId === null) await showConversation(desk, id)
    }
  })
  return { kind: 'done' }
}

function sentence(name: string, channel: StaffChannel | undefined, isDefault: boolean): string {
  if (isDefault)
    return `Lummy was removed from #${name}, where conversations are shown: invite it again, or connect another channel.`
  const was = channel?.purpose === 'nothing' ? '' : ' Its conversations are shown in the main channel from now on.'
  return `Lummy was removed from #${name}.${was}`
}

/** Where only they read it: on the platform that it is about, else by mail. */
async function tellOwners(desk: Desk, event: DismissedEvent, title: string): Promise<void> {
  const { tx, surfaces } = desk
  const link = { label: 'Channels', url: `${desk.house.publicUrl}/admin/integrations` }
  for (const owner of await tx.teammates.list()) {
    if (owner.role !== 'owner' || owner.confirmedAt === null) continue
    const handles = await tx.teammates.handles(owner.id)
    const here = handles.find(
      ({ kind, value }) => kind === event.place.connector && value.startsWith(`${event.place.account}/`),
    )
    const mail = surfaces.mail && { kind: 'email' as const, value: owner.email }
    const to = here ?? mail
    if (to === undefined) continue
    const place = here
      ? { ...event.place, private: true }
      : { connector: 'email', account: surfaces.mail?.account ?? '', thread: owner.email, private: true }
    await tellTeammate(desk, null, place, to, title, { link })
  }
}

function isIt(channel: StaffChannel, event: InvitedEvent | DismissedEvent): boolean {
  const { connector, account } = event.place
  return channel.connector === connector && channel.account === account && channel.channel === event.channel
}
