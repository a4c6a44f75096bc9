import type { ActionEvent } from '../domain/event.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { By } from './by.ts'
import { fetchFiles } from './files.ts'
import { type Sending, sendingOf } from './sending.ts'

/** What a form or a button says of how to send, with its files fetched; one that cannot be stops the whole send. */
export async function howToSend(house: House, by: By, event: ActionEvent): Promise<Sending> {
  const how = sendingOf(event)
  if (!event.attachments?.length) return how
  const { files, problem } = await fetchFiles(house, by.businessId, event.place, event.attachments)
  if (problem !== undefined) throw new Refused(422, `Nothing was sent: ${problem}.`)
  return { ...how, attachments: files }
}
