import { ownerOnly } from '../accounts/owner-only.ts'
import type { By } from '../answering/by.ts'
import { type Opened, openForm } from '../answering/forms.ts'
import { type ChannelPurpose, channelPurposes } from '../domain/business.ts'
import type { ActionEvent } from '../domain/event.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { setPurpose } from '../integrations/channels.ts'
import { choice, line, options } from './settings-forms.ts'

/** What a channel can be for, as people choose it. */
export const purposeTexts: Record<ChannelPurpose, string> = {
  conversations: 'All conversations',
  topic: 'One topic',
  address: 'One address',
  hand_overs: 'Hand-overs',
  sales: 'Sales conversations',
  nothing: 'Nothing for now',
}

/** Opens the form that says what a channel is for, or saves it. Owners only. */
export async function changeChannel(house: House, by: By, event: ActionEvent): Promise<Opened> {
  ownerOnly(by.teammate)
  const scope = house.store.of(by.businessId)
  const channel = (await scope.staffChannels.list()).find(({ id }) => id === event.target)
  if (channel === undefined) throw new Refused(404, 'Lummy is not in this channel any more: invite it again.')
  if (event.fields === undefined) {
    const topic =
      channel.purpose === 'topic' && channel.value !== null ? await scope.topics.get(channel.value) : undefined
    const submit = { action: 'channel' as const, label: 'Save', target: channel.id }
    const fields = [
      choice('purpose', `#${channel.name} shows`, channel.purpose, options(channelPurposes, purposeTexts)),
      line(
        'value',
        'Which topic, or which address',
        topic?.name ?? channel.value ?? '',
        'Where it is for one of them.',
      ),
    ]
    return openForm(house, by, event, { title: 'Channel', fields, submit })
  }
  const purpose = channelPurposes.find((one) => one === event.fields?.purpose)
  if (purpose === undefined) throw new Refused(422, 'Say what it is for.', undefined, 'purpose')
  await setPurpose(house, by, channel.id, purpose, event.fields.value ?? null).catch((error: unknown) => {
    throw error instanceof Refused ? new Refused(error.status, error.message, undefined, 'value') : error
  })
  return {}
}
