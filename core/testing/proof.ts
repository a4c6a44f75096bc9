import type { MessageEvent } from '#core/domain/event.ts'
import type { Place } from '#core/domain/place.ts'
import { author, message } from './events.ts'
import { makeTestHouse, type TestHouse } from './house.ts'

/** Somebody who writes from a number, and reads mail. */
export interface Texter {
  place: Place
  /** `waitMs`: how long they wait for an answer. */
  says(text: string, waitMs?: number): Promise<MessageEvent>
  heard(): string[]
}

/** A question whose answer holds something of this customer. */
export const personalQuestion = (reference = 'AB-70417') => `Where is my order ${reference}?`
export const personalAnswer = (reference = 'AB-70417') => `Your order ${reference} has left our warehouse.`

/** A house whose one topic is answered alone, with the customer's order in the answer. */
export async function personalHouse(options: Parameters<typeof makeTestHouse>[0] = {}): Promise<TestHouse> {
  const settings = { eps: 0.3, alpha: 0.2, auditTime: 'after' as const, ...options.settings }
  const house = await makeTestHouse({ mail: true, ...options, settings })
  house.platforms.surfaces.texts = true
  const { core, owner } = house
  for (let rows = 0; rows < 120; rows++) {
    if ((await core.learning.topics(owner))[0]?.eligible) break
    const reader = house.mailCustomer(`reader${rows}@mail.example`)
    const reference = `AB-${10_000 + rows}`
    await reader.says(personalQuestion(reference))
    const { id } = await reader.conversation()
    const { draft } = await core.conversations.get(owner, id)
    await house.pass(5_000)
    if (draft?.text === personalAnswer(reference)) await core.drafts.approve(owner, draft.id, draft.version)
    else await core.conversations.reply(owner, id, { text: personalAnswer(reference) })
    await house.settle()
  }
  const [topic] = await core.learning.topics(owner)
  await core.learning.switchTopic(owner, topic?.id ?? '', true)
  return house
}

/** Writes from this number. */
export function texter(house: TestHouse, number: string, ours = '+15550199'): Texter {
  const place = { connector: 'sms', account: ours, thread: `sms/${ours}/${number}`, private: true }
  return {
    place,
    async says(text, waitMs = 20_000) {
      const event = message({
        ...{ id: `sms-${house.next()}`, place, at: house.clock.now().toISOString(), text },
        author: author({ kind: 'phone', value: number }, { isVerified: false }),
      })
      await house.receive(event)
      await house.pass(waitMs)
      return event
    },
    heard: () => house.platforms.heardIn(place),
  }
}

/** The codes that were mailed to this address, oldest first. */
export function codesTo(house: TestHouse, address: string): string[] {
  const mails = house.platforms.heardIn({ connector: 'email', thread: address })
  return mails.flatMap((text) => /: (\d{6})\n/.exec(text)?.[1] ?? [])
}

/** Whether a code stands in a text by itself: the digits of vectors and times hold any six somewhere. */
export function holdsCode(text: string, code: string): boolean {
  return new RegExp(`(?<![\\d.])${code}(?!\\d)`).test(text)
}
