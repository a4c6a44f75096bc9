import type { Desk } from '../answering/desk.ts'
import { tellTeammate } from '../answering/show.ts'
import type { StaffChannel } from '../domain/business.ts'
import type { Place } from '../domain/place.ts'

/** Inside a write: a channel that staff gave a purpose is none of ours any more; the owners are told. Undefined = it was none. */
export async function channelLeft(desk: Desk, place: Place): Promise<StaffChannel | undefined> {
  const { tx, house } = desk
  const channel = (await tx.staffChannels.list()).find((one) => {
    const root = house.messenger.channelPlace(one)
    return root?.connector === place.connector && root.account === place.account && root.thread === place.thread
  })
  if (channel === undefined) return undefined
  await tx.staffChannels.remove(channel.id)
  await tx.audit.add({
    actor: 'system',
    action: 'left a channel',
    subject: channel.id,
    data: { channel: channel.name },
  })
  desk.tell('integration', channel.id)
  const was = channel.purpose === 'nothing' ? '' : ' Its conversations are shown in the main channel from now on.'
  await tellOwnersThere(desk, place, `Lummy was removed from #${channel.name}.${was}`)
  return channel
}

/** Tells the owners where only they read it: on the platform that it is about, else by mail. */
export async function tellOwnersThere(desk: Desk, about: Place, title: string): Promise<void> {
  const { tx, surfaces } = desk
  const link = { label: 'Channels', url: `${desk.house.publicUrl}/admin/integrations` }
  for (const owner of await tx.teammates.list()) {
    if (owner.role !== 'owner' || owner.confirmedAt === null) continue
    const handles = await tx.teammates.handles(owner.id)
    const here = handles.find(({ kind, value }) => kind === about.connector && value.startsWith(`${about.account}/`))
    const mail = surfaces.mail && { kind: 'email' as const, value: owner.email }
    const to = here ?? mail
    if (to === undefined) continue
    const place = here
      ? { ...about, private: true }
      : { connector: 'email', account: surfaces.mail?.account ?? '', thread: owner.email, private: true }
    await tellTeammate(desk, null, place, to, title, { link })
  }
}
