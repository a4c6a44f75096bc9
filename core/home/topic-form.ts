import { actorOf } from '../accounts/actor-of.ts'
import { ownerOnly } from '../accounts/owner-only.ts'
import { saveSettings } from '../accounts/settings.ts'
import type { By } from '../answering/by.ts'
import { type Opened, openForm } from '../answering/forms.ts'
import type { BusinessSettings, StaffChannel } from '../domain/business.ts'
import type { ActionEvent } from '../domain/event.ts'
import { type Stage, stages } from '../domain/learning.ts'
import type { FormField } from '../domain/outbound.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { setPurpose } from '../integrations/channels.ts'
import { nameTopic } from '../learning/arrange.ts'
import { setLimits, type TopicLimits, topicLimits } from '../learning/limits.ts'
import { topic as topicView } from '../learning/progress.ts'
import type { TopicView } from '../views.ts'
import { choice, line, numberIn, options, sentence } from './settings-forms.ts'

const stageTexts: Record<Stage, string> = {
  observing: 'Observing: Lummy only listens',
  recognizing: 'Recognizing: Lummy says what it is about',
  supervised: 'Supervised: drafts, never alone',
  automatic: 'Automatic: alone, once it is proven',
}

/** Opens a topic's form, or saves what was filled in: its name, how far it may go, and where its conversations are shown. */
export async function changeTopic(house: House, by: By, event: ActionEvent): Promise<Opened> {
  ownerOnly(by.teammate)
  const scope = house.store.of(by.businessId)
  const topic = await topicView(house, by.businessId, await scope.agent(), event.target)
  if (topic === undefined) throw new Refused(404, 'This topic does not exist any more.')
  const { settings } = await scope.business()
  const channels = (await scope.staffChannels.list()).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  if (event.fields === undefined) {
    const submit = { action: 'topic' as const, label: 'Save', target: topic.id }
    return openForm(house, by, event, { title: 'Topic', fields: fieldsOf(topic, settings, channels), submit })
  }
  await save(house, by, topic, { settings, channels, given: event.fields })
  return {}
}

function fieldsOf(topic: TopicView, settings: BusinessSettings, channels: StaffChannel[]): FormField[] {
  const { id, name, foundName, cap, eps, mostAmount } = topic
  const shownIn = channels.find(({ purpose, value }) => purpose === 'topic' && value === id)
  const limit = [{ value: anything, label: 'As far as it is proven' }, ...options(stages, stageTexts)]
  return [
    line('name', 'Name', name, `Empty: it is called by its key terms, “${foundName}”.`),
    choice('cap', 'It may go as far as', cap ?? anything, limit),
    line('eps', 'Wrong answers accepted, in %', percent(eps), `Empty: as the business, ${percent(settings.eps)} %.`),
    line('mostAmount', 'Greatest amount of money stated alone', String(mostAmount ?? ''), 'Empty: any.'),
    ...(channels.length === 0
      ? []
      : [
          choice(
            'channel',
            'New conversations about it are shown in',
            shownIn?.id ?? anything,
            channelOptions(channels),
          ),
        ]),
    {
      ...{ name: 'urgent', label: 'Urgent', kind: 'check', hint: 'A phone rings outside of opening hours, too' },
      ...(settings.urgentTopics.includes(id) ? { value: 'yes' } : {}),
    },
  ]
}

/** What a choice says where nothing is chosen. */
const anything = 'any'
/** A platform's choice has an end. */
const mostChannels = 99

function channelOptions(channels: StaffChannel[]) {
  const named = channels.slice(0, mostChannels).map(({ id, name }) => ({ value: id, label: `#${name}` }))
  return [{ value: anything, label: 'Where all are shown' }, ...named]
}

interface Given {
  settings: BusinessSettings
  channels: StaffChannel[]
  given: Record<string, string>
}

/** Only what was changed is written, each by the use case that the API calls. */
async function save(house: House, by: By, topic: TopicView, { settings, channels, given }: Given): Promise<void> {
  const limits = readLimits(topic, given)
  const name = given.name?.replace(/\s+/g, ' ').trim()
  if (name !== undefined && name !== topic.name) {
    // Emptied: by its key terms again.
    if (name !== '' || topic.isNamed)
      await nameTopic(house, by, topic.id, name === '' ? null : name).catch((error: unknown) => {
        throw error instanceof Refused ? new Refused(error.status, error.message, undefined, 'name') : error
      })
  }
  if (Object.keys(limits).length > 0) await setLimits(house, by.businessId, topic.id, limits, by.teammate.id)
  const before = channels.find(({ purpose, value }) => purpose === 'topic' && value === topic.id)
  const chosen = channels.find(({ id }) => id === given.channel)
  if (given.channel !== undefined && chosen?.id !== before?.id) {
    if (before !== undefined) await setPurpose(house, by, before.id, 'nothing', null)
    if (chosen !== undefined) await setPurpose(house, by, chosen.id, 'topic', topic.id)
  }
  const urgentTopics = settings.urgentTopics.filter((id) => id !== topic.id)
  const isUrgent = given.urgent === 'yes'
  if (given.urgent !== undefined && isUrgent !== settings.urgentTopics.includes(topic.id))
    await saveSettings(house, actorOf(by), { urgentTopics: isUrgent ? [...urgentTopics, topic.id] : urgentTopics })
}

function readLimits(topic: TopicView, { cap, eps, mostAmount }: Record<string, string>): TopicLimits {
  const number = (text: string | undefined) => (text?.trim() ? numberIn(text) : null)
  const risk = number(eps)
  const said = {
    cap: cap === anything ? null : cap,
    eps: risk === null ? null : risk / 100,
    mostAmount: number(mostAmount),
  }
  const read = topicLimits.safeParse(said)
  if (!read.success) {
    const [{ message, path } = { message: 'That cannot be saved', path: [] }] = read.error.issues
    throw new Refused(422, sentence(message), undefined, String(path[0] ?? 'cap'))
  }
  const { data } = read
  return {
    ...(data.cap === undefined || data.cap === topic.cap ? {} : { cap: data.cap }),
    ...(percent(data.eps ?? null) === percent(topic.eps) ? {} : { eps: data.eps ?? null }),
    ...((data.mostAmount ?? null) === topic.mostAmount ? {} : { mostAmount: data.mostAmount ?? null }),
  }
}

/** A share in percent, without noise behind the point. */
function percent(share: number | null): string {
  return share === null ? '' : String(Math.round(share * 10_000) / 100)
}
