import type { CallFact, CallStep } from '#core/domain/call.ts'
import type { Conversation } from '#core/domain/conversation.ts'
import type { Place } from '#core/domain/place.ts'
import { author, message } from './events.ts'
import type { TestHouse } from './house.ts'

/** Somebody who calls. Each thing that happens returns what they hear, in order, and what the call does next. */
export interface Caller {
  place: Place
  calls(facts?: { isWithheld?: boolean; language?: string }): Promise<Heard>
  says(text: string): Promise<Heard>
  /** `at`: the platform's time, else now. */
  happens(what: CallFact, at?: string): Promise<Heard>
  conversation(): Promise<Conversation>
}

export interface Heard {
  /** The words of answers, then those of the product itself. */
  said: string[]
  next: CallStep['next']
}

export const ourNumber = '+15550199'
let count = 0

/** A caller of this house with a number. */
export function caller(house: TestHouse, number = '+15550100'): Caller {
  const place = { connector: 'voice', account: ourNumber, thread: `CA${++count}`, private: true }
  const facts = () => ({ id: `${place.thread}/${++count}`, place, at: house.clock.now().toISOString() })
  let handle = { kind: 'phone' as const, value: number }

  async function hear(event: Parameters<TestHouse['receiveAndWait']>[0]): Promise<Heard> {
    const before = house.platforms.heardIn(place).length
    const outcome = await house.receiveAndWait(event)
    if (outcome.kind !== 'done' || outcome.step === undefined) throw new Error(`no step: ${JSON.stringify(outcome)}`)
    const answers = house.platforms.heardIn(place).slice(before)
    return { said: [...answers, ...outcome.step.say.map(({ text }) => text)], next: outcome.step.next }
  }
  const happens = (what: CallFact, at?: string) =>
    hear({ type: 'call', ...facts(), ...(at === undefined ? {} : { at }), what })
  return {
    place,
    happens,
    calls({ isWithheld = false, language } = {}) {
      if (isWithheld) handle = { kind: 'phone', value: `anonymous:${place.thread}` }
      return happens({ kind: 'began', from: handle, to: ourNumber, isWithheld, ...(language ? { language } : {}) })
    },
    says: (text) => hear(message({ ...facts(), text, author: { ...author(handle), isVerified: false } })),
    async conversation() {
      const found = await house.scope.conversations.byPlace(place)
      if (found === undefined) throw new Error('they have not called')
      return found.conversation
    },
  }
}
