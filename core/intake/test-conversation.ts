import { testWords } from '../answering/guide.ts'
import { nowhere } from '../domain/nowhere.ts'
import type { Place } from '../domain/place.ts'
import type { House } from '../house.ts'
import { keep } from './keep.ts'

/** An invented customer writes: the question goes the way of every other one, and its answer nowhere. */
export async function startTest(house: House, businessId: string): Promise<Place> {
  const id = crypto.randomUUID()
  const place = nowhere(id)
  await keep(house, businessId, place.connector, place.account, [
    {
      ...{ type: 'message', id, messageId: id, place, at: house.now().toISOString() },
      ...{ text: testWords.question, attachments: [] },
      author: {
        ...{ handle: { kind: 'chat', value: place.thread }, name: testWords.customer },
        ...{ isUs: false, isMachine: false, isOutsider: false, isVerified: true },
      },
    },
  ])
  return place
}
