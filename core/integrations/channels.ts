import { ownerOnly } from '../accounts/owner-only.ts'
import type { By } from '../answering/by.ts'
import { noticeCard } from '../answering/cards.ts'
import { atDesk, type Desk } from '../answering/desk.ts'
import { type Opened, openForm } from '../answering/forms.ts'
import { post } from '../answering/post.ts'
import { type ChannelPurpose, channelPurposes, type StaffChannel } from '../domain/business.ts'
import type { ActionEvent } from '../domain/event.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'

/** Channels that a sentence about an unknown topic names. */
const mostNamed = 5

/**
 * Says what a channel is for. `value` is the topic's id or name, or the address, where the purpose names one. The channel
 * is told, and conversations that are opened from now on follow; threads stay where they are.
 */
export async function setPurpose(
  house: House,
  by: By,
  channelId: string,
  purpose: ChannelPurpose,
  value: string | null,
): Promise<StaffChannel> {
  return atDesk(house, by.businessId, async (desk) => {
    const { tx } = desk
    await by.settle?.(tx)
    const channel = (await tx.staffChannels.list()).find(({ id }) => id === channelId)
    if (channel === undefined) throw new Refused(404, 'Lummy is not in this channel any more: invite it again.')
    const { id: _, createdAt: __, ...known } = channel
    const named = await readValue(tx, purpose, value)
    const saved = await tx.staffChannels.save({ ...known, purpose, value: named.value })
    await tx.audit.add({
      ...{ actor: by.teammate.id, action: 'channel purpose', subject: channel.id },
      data: { channel: channel.name, purpose, value: named.value },
    })
    const place = desk.house.messenger.channelPlace(channel)
    if (place !== undefined)
      await post(desk, place, noticeCard(`${sentences[purpose](named.name)} ${by.teammate.name} said so.`))
    desk.tell('integration', channel.id)
    return saved
  })
}

/** An owner's press of a purpose on the card that asked: what names nothing is done at once, the others ask for their name first. */
export async function choosePurpose(house: House, by: By, event: ActionEvent): Promise<Opened> {
  const purpose = channelPurposes.find((one) => one === event.choice)
  if (purpose === undefined) throw new Refused(422, 'This is no purpose of a channel.')
  ownerOnly(by.teammate, 'Only an owner says what a channel is for: it decides who sees which customers.')
  if ((purpose !== 'topic' && purpose !== 'address') || event.text !== undefined) {
    await setPurpose(house, by, event.target, purpose, event.text ?? null)
    return {}
  }
  const label =
    purpose === 'topic' ? 'The topic, as it is called under Learning' : 'The address that customers write to'
  const submit = { action: 'channel_for' as const, label: 'Save', target: event.target, choice: purpose }
  return openForm(house, by, event, { title: 'What is it for?', label, text: '', fields: [], submit })
}

/** Asks in a channel what it is for. */
export async function askPurpose(desk: Desk, channel: StaffChannel): Promise<void> {
  const place = desk.house.messenger.channelPlace(channel)
  if (place === undefined) return
  const choose = (choice: ChannelPurpose, label: string) => ({
    ...{ action: 'channel_for' as const, label, target: channel.id, choice },
  })
  await post(desk, place, {
    ...noticeCard('Thanks for the invitation. What is this channel for?', {
      body: 'New conversations with customers are shown where they belong. Until an owner chooses, nothing is shown here.',
      buttons: [
        { ...choose('conversations', 'All conversations'), style: 'primary' },
        choose('topic', 'One topic'),
        choose('address', 'One address'),
        choose('hand_overs', 'Hand-overs'),
        choose('sales', 'Sales'),
        choose('nothing', 'Not now'),
      ],
    }),
    menu: [{ action: 'test_conversation', label: 'Send a test conversation', target: channel.id }],
  })
}

const sentences: Record<ChannelPurpose, (name: string) => string> = {
  conversations: () => 'New conversations with customers are shown here.',
  topic: (name) => `New conversations about ${name} are shown here.`,
  address: (name) => `New conversations with ${name} are shown here.`,
  hand_overs: () => 'Hand-overs are told here.',
  sales: () => 'New sales conversations are shown here.',
  nothing: () => 'Nothing is shown here for now.',
}

async function readValue(
  tx: Scope,
  purpose: ChannelPurpose,
  value: string | null,
): Promise<{ value: string | null; name: string }> {
  const said = value?.trim() ?? ''
  if (purpose === 'address') {
    const address = said.toLowerCase()
    if (!/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(address))
      throw new Refused(422, 'An address such as returns@shop.example is needed.')
    return { value: address, name: address }
  }
  if (purpose !== 'topic') return { value: null, name: '' }
  const topics = (await tx.topics.list((await tx.agent()).id)).filter(({ volume }) => volume > 0)
  const lower = said.toLowerCase()
  const found =
    topics.find(({ id, name }) => id === said || name.toLowerCase() === lower) ??
    (lower === '' ? undefined : topics.find(({ name }) => name.toLowerCase().includes(lower)))
  if (found !== undefined) return { value: found.id, name: `“${found.name}”` }
  const names = topics
    .sort((a, b) => b.volume - a.volume)
    .slice(0, mostNamed)
    .map(({ name }) => `“${name}”`)
  if (names.length === 0) throw new Refused(409, 'No topic was learned yet: choose another purpose for now.')
  throw new Refused(422, `There is no such topic. The largest are ${names.join(', ')}.`)
}
