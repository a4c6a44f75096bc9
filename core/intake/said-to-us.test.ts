import { expect, test } from 'vitest'
import { commandIn, commands } from '../domain/commands.ts'
import type { MessageEvent } from '../domain/event.ts'
import { drafted } from '../testing/drafted.ts'
import { author, message } from '../testing/events.ts'
import type { TestHouse } from '../testing/house.ts'
import type { Staff } from '../testing/staff.ts'

/** Words to the bot alone, or in a channel where it is called. */
async function says(house: TestHouse, staff: Pick<Staff, 'handle'>, text: string, facts: Partial<MessageEvent> = {}) {
  const place = { connector: 'slack', account: 'T1', thread: 'D7/1.1', private: true }
  const at = house.clock.now().toISOString()
  await house.receive(message({ id: `said-${house.next()}`, place, at, author: author(staff.handle), text, ...facts }))
  await house.settle()
}
/** What was told to somebody alone, newest last. */
const told = (house: TestHouse) =>
  house.platforms.log.flatMap(({ outbound }) => (outbound.kind === 'direct' ? [outbound.card] : []))

test.each(commands)('$word is understood when it is typed', ({ word, action, takes }) => {
  const text = takes?.map(({ example }) => example).join(' ') ?? ''
  expect(commandIn(` ${word.toUpperCase()} ${text}`)).toMatchObject({ command: { action }, text })
  expect(commandIn(`/lummy ${word} ${text}`)).toMatchObject({ command: { action }, text })
})

test.each([
  'next week we ship',
  'back to you',
  'status of my order?',
  'hello',
  '',
  '> next',
  'helpful',
  'pause. Then go',
])('“%s” is no command', (text) => expect(commandIn(text)).toBeUndefined())

test('a word to the bot is answered to its author alone, and what it answered is not kept', async () => {
  const d = await drafted()
  await says(d.house, d.ben, 'status')
  await says(d.house, d.ben, 'why?')
  await says(d.house, d.ben, 'find Norway')
  await says(d.house, d.ben, 'help')
  const titles = told(d.house).map(({ title }) => title)
  expect(titles).toEqual([expect.stringMatching(/^Lummy/), 'Lummy proposed this', 'find Norway', 'help'])
  expect(told(d.house)[3]?.body).toContain('`next`')
  const rows = d.house.store.rows(d.house.businessId).outbox.filter(({ payload }) => payload.kind === 'direct')
  expect(rows.map(({ state, payload }) => [state, payload.card])).toEqual(Array(4).fill(['sent', undefined]))
})

test('several words at once are each answered; somebody unknown is told how to be linked', async () => {
  const d = await drafted()
  const at = d.house.clock.now().toISOString()
  const place = { connector: 'slack', account: 'T1', thread: 'D7/1.1', private: true }
  const said = ['topics', 'next'].map((text, index) =>
    message({ id: `both-${index}`, place, at, author: author(d.ben.handle), text }),
  )
  await d.house.core.inbound.keep(d.house.businessId, 'slack', 'T1', said)
  await d.house.settle()
  expect(told(d.house)).toHaveLength(2)
  await says(d.house, { handle: { kind: 'slack', value: 'T1/UX' } }, 'next')
  expect(told(d.house)).toHaveLength(3)
  expect(told(d.house)[2]?.title).toContain('not linked')
})

test('in a channel the bot has to be called, alone; else the words are what they were', async () => {
  const d = await drafted()
  const { conversationId } = d.draft
  const place = (await d.house.scope.conversations.places(conversationId)).find(({ role }) => role === 'staff')!.place
  await says(d.house, d.ben, 'next', { place, mentionsUs: true })
  expect(told(d.house)).toHaveLength(1)
  const written = () =>
    d.house.store
      .rows(d.house.businessId)
      .written.all()
      .map(({ text }) => text)
  const before = written()
  await says(d.house, d.ben, 'next', { place })
  await says(d.house, d.ben, 'find it, @Cleo', { place, mentionsUs: true, mentionsOthers: true })
  await says(d.house, d.ben, 'next week', { place, mentionsUs: true })
  expect(told(d.house)).toHaveLength(1)
  // Asked about in the thread, where nobody answered: their author has them by message.
  expect(written().slice(before.length)).toEqual(['next', 'find it, @Cleo', 'next week'])
})

test('an owner’s word is refused to others, who are told why', async () => {
  const d = await drafted()
  await says(d.house, d.ben, 'pause')
  expect(told(d.house).map(({ title }) => title)).toEqual([expect.stringContaining('owner')])
  expect((await d.house.scope.agent()).status).not.toBe('paused')
})

test('teach learns a question with its answer beneath it, and asks for the answer where there is none', async () => {
  const d = await drafted()
  const lessons = () => d.house.core.lessons.list(d.house.owner, {})
  const before = (await lessons()).length
  await says(d.house, d.ben, 'teach Do you repair boots?')
  const [card] = told(d.house)
  expect(card).toMatchObject({ quote: 'Do you repair boots?', buttons: [{ action: 'teach', target: 'anywhere' }] })
  const form = await d.house.receiveAndWait({ ...d.ben.press('teach')!, canShow: ['words', 'form'] })
  const question = { name: 'question', value: 'Do you repair boots?' }
  expect(form).toMatchObject({ form: { fields: [question], submit: { action: 'teach' } } })
  expect(await lessons()).toHaveLength(before)

  await says(d.house, d.ben, 'teach Do you repair shoes?\nYes, within a week.\nBring them by.')
  expect(told(d.house)[1]?.body).toContain('Learned.')
  const learned = (await lessons()).find((lesson) => lesson.question === 'Do you repair shoes?')
  expect(learned).toMatchObject({ reply: 'Yes, within a week.\nBring them by.' })
})
