import { type HouseOptions, makeTestHouse, type TestHouse } from './house.ts'

/** What callers ask, and what staff said to it. */
export const question = 'When are you open?'
export const opening = 'We are open from 9 to 17 on weekdays.'

/** Staff answered the question so, and the owner vouches for these words. */
export async function vouched(answer: string, make = makeTestHouse): Promise<TestHouse> {
  const house = await make({ settings: { sendFrom: 0.3, auditTime: 'after' } })
  await teach(house, answer, question)
  const [lesson] = await house.core.lessons.list(house.owner, {})
  await house.core.learning.vouch(house.owner, lesson!.id, true)
  return house
}

export async function teach(house: TestHouse, answer: string, asked: string): Promise<void> {
  const first = house.customer('Tess')
  await first.says(asked)
  await house.core.conversations.reply(house.owner, (await first.conversation()).id, { text: answer })
  await house.settle()
}

/** Maya, and Ben where there are two, take calls on their phones. */
export async function staffed(given: { two?: boolean; slack?: boolean; settings?: HouseOptions['settings'] } = {}) {
  const house = await makeTestHouse({
    slack: given.slack ?? false,
    ...(given.settings ? { settings: given.settings } : {}),
  })
  const { teammate: maya } = await house.teammate('Maya')
  await house.scope.teammates.link(maya.id, { kind: 'phone', value: '+15550111' })
  const ben = given.two ? (await house.teammate('Ben')).teammate : undefined
  if (ben) await house.scope.teammates.link(ben.id, { kind: 'phone', value: '+15550112' })
  return { house, maya, ...(ben ? { ben } : {}) }
}

export function textsOf({ platforms }: TestHouse): string[] {
  return platforms.log.flatMap(({ place, outbound }) =>
    place.connector === 'sms' && outbound.kind === 'reply' ? [outbound.text] : [],
  )
}
