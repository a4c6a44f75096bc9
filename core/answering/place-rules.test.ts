import { expect, test } from 'vitest'
import { afterQuiet } from '#core/domain/quiet-hours.ts'
import { type HouseOptions, makeTestHouse, type TestHouse } from '#core/testing/house.ts'

const hourMs = 3_600_000
const answer = 'Yes, we ship to Norway within 5 days.'
const quietHours = { from: '21:00', to: '08:00' }
const open = (options: HouseOptions = {}) =>
  makeTestHouse({ slack: true, ...options, settings: { zone: 'UTC', quietHours, ...options.settings } })

/** Moves the clock to the next such time of day, UTC. */
function until(house: TestHouse, time: string) {
  const now = house.clock.now()
  const next = new Date(`${now.toISOString().slice(0, 10)}T${time}:00.000Z`)
  const ms = next.getTime() - now.getTime()
  house.clock.advance(ms < 0 ? ms + 24 * hourMs : ms)
}

async function asked(house: TestHouse, channel: 'sms' | 'whatsapp' = 'sms') {
  const ben = house.texter(`+1555${String(house.next()).padStart(7, '0')}`, channel)
  await ben.says('Do you ship to Norway?')
  const { id } = await ben.conversation()
  const says = (text: string, more = {}) => house.core.conversations.reply(house.owner, id, { text, ...more })
  const cards = () => house.platforms.cards().map(({ card }) => card)
  return { ben, id, says, cards }
}

test.each([
  ['2026-11-29T20:59:00Z', '2026-11-29T20:59:00Z'],
  ['2026-11-29T21:00:00Z', '2026-11-30T08:00:00Z'],
  ['2026-11-30T07:59:00Z', '2026-11-30T08:00:00Z'],
  ['2026-11-30T08:00:00Z', '2026-11-30T08:00:00Z'],
])('what is texted at %s for no reason of theirs goes at %s', (at, goes) => {
  expect(afterQuiet({ zone: 'UTC', quietHours }, new Date(at))).toEqual(new Date(goes))
})

test('quiet hours are the business’s own, also over midnight, at noon, and where clocks change', () => {
  const berlin = { zone: 'Europe/Berlin', quietHours }
  expect(afterQuiet(berlin, new Date('2026-03-28T22:00:00Z'))).toEqual(new Date('2026-03-29T06:00:00Z'))
  const noon = { zone: 'UTC', quietHours: { from: '12:00', to: '13:00' } }
  expect(afterQuiet(noon, new Date('2026-11-29T12:30:00Z'))).toEqual(new Date('2026-11-29T13:00:00Z'))
  expect(afterQuiet(noon, new Date('2026-11-29T23:30:00Z'))).toEqual(new Date('2026-11-29T23:30:00Z'))
  expect(afterQuiet({ zone: 'UTC', quietHours: null }, new Date(0))).toEqual(new Date(0))
})

test('an answer to a question that waits goes at night, and what follows at once, too', async () => {
  const house = await open()
  until(house, '23:00')
  const { ben, says } = await asked(house)
  await says(answer)
  await house.pass(10_000)
  await says('It is 5 euros.')
  await house.pass(10_000)
  expect(ben.heard()).toEqual([answer, 'It is 5 euros.'])
})

test('what they did not just ask for waits for the morning, says so on its card, and can be taken back', async () => {
  const house = await open()
  const { ben, says, cards } = await asked(house)
  await says(answer)
  await house.pass(10_000)
  until(house, '23:00')
  await says('Was it all right?')
  await house.pass(60_000)
  expect(ben.heard()).toEqual([answer])
  expect(cards().map(({ title }) => title)).toContain('Goes out Tue 08:00, after quiet hours (Olga Owner).')
  await house.pass(9 * hourMs)
  expect(ben.heard()).toEqual([answer, 'Was it all right?'])
})

test('what was planned into the night waits for the morning; by chat it does not', async () => {
  const house = await open()
  until(house, '20:00')
  const { ben, says } = await asked(house)
  await says(answer, { sendAt: new Date(house.clock.now().getTime() + 2 * hourMs).toISOString() })
  await house.pass(3 * hourMs)
  expect(ben.heard()).toEqual([])
  await house.pass(10 * hourMs)
  expect(ben.heard()).toEqual([answer])
  const carl = house.customer('Carl')
  await carl.says('And to Sweden?')
  until(house, '20:00')
  const sendAt = new Date(house.clock.now().getTime() + 2 * hourMs).toISOString()
  await house.core.conversations.reply(house.owner, (await carl.conversation()).id, { text: answer, sendAt })
  await house.pass(3 * hourMs)
  expect(carl.heard()).toEqual([answer])
})

test('WhatsApp takes an answer for 24 hours after their last words, and refuses it clearly before it is sent after that', async () => {
  const house = await open({ mail: true })
  const { ben, says, cards, id } = await asked(house, 'whatsapp')
  house.clock.advance(23 * hourMs)
  await says(answer)
  await house.pass(10_000)
  expect(ben.heard()).toEqual([answer])
  house.clock.advance(2 * hourMs)
  await says('Anything else?')
  await house.pass(10_000)
  expect(ben.heard()).toEqual([answer])
  const card = cards().find(({ title }) => title.startsWith('This did not reach the customer'))
  expect(card?.title).toContain('more than 24 hours ago, and WhatsApp takes no free answer after that')
  expect((await house.core.conversations.get(house.owner, id)).conversation.status).toBe('escalated')
  await ben.says('Hello?')
  await says('Here we are.')
  await house.pass(10_000)
  expect(ben.heard()).toEqual([answer, 'Here we are.'])
})

test('a number sends no faster than it may, in order of asking, and holds nobody else up', async () => {
  const house = await open()
  house.platforms.surfaces.textEveryMs = 1_000
  const texters = []
  for (let count = 0; count < 8; count++) texters.push(await asked(house))
  const carl = house.customer('Carl')
  await carl.says('Do you ship to Norway?')
  house.platforms.log.length = 0
  for (const { says } of texters) await says(answer)
  await house.core.conversations.reply(house.owner, (await carl.conversation()).id, { text: answer })
  const start = house.clock.at()
  await house.pass(6_000)
  expect(carl.heard()).toEqual([answer])
  await house.settle()
  const sent = house.platforms.log.filter(({ outbound }) => outbound.kind === 'reply')
  const times = sent.filter(({ place }) => place.connector === 'sms').map(({ at }) => at)
  expect(times).toHaveLength(8)
  for (const [index, at] of times.slice(1).entries()) expect(at - times[index]!).toBeGreaterThanOrEqual(1_000)
  expect(times.at(-1)! - start).toBeLessThan(5_000 + 8_000 + 1_000)
  expect(sent.find(({ place }) => place.connector === 'webchat')!.at - start).toBeLessThan(5_500)
})

test('the card of a long draft says what it costs to text it', async () => {
  const house = await open()
  const long = `${answer} ${'We wrap every bowl by hand. '.repeat(20)}`.trim()
  const first = await asked(house)
  await first.says(long)
  await house.settle()
  const second = house.texter('+15557654321')
  await second.says('Can you ship to Norway?')
  await house.settle()
  const card = house.platforms.cards().findLast((one) => one.card.purpose === 'draft')?.card
  expect(card?.facts).toContainEqual({ label: 'Length', value: '4 segments' })
})
