import { expect, test } from 'vitest'
import { pressed } from '#core/testing/events.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'
import type { Staff } from '#core/testing/staff.ts'

/** Ana writes by mail, somebody of her name texts, and Ben works in Slack. */
async function stage() {
  const house = await makeTestHouse({ slack: true, mail: true })
  const ben = await house.teammate('Ben')
  const ana = house.mailCustomer('ana@mail.example', 'Ana')
  await ana.says('Where is my lamp?')
  const phone = house.texter('+15550100')
  await phone.says('Hello, I wrote you as ana@mail.example before.')
  await house.settle()
  const { id } = await phone.conversation()
  const person = async (of: typeof phone) => (await of.conversation()).personId
  return { house, ben, ana, phone, id, person, press: presser(house, ben, id) }
}

function presser(house: TestHouse, ben: Staff, target: string) {
  return async (choice?: string, more: { text?: string; canShow?: ('words' | 'form')[] } = {}) => {
    const outcome = await house.receiveAndWait(
      pressed({
        ...{ id: `who-${house.next()}`, at: house.clock.now().toISOString(), action: 'who_is', target, ...more },
        ...(choice === undefined ? {} : { choice }),
        place: { connector: 'slack', account: 'T1', thread: 'C1/1', private: false },
        author: { handle: ben.handle, isUs: false, isMachine: false, isOutsider: false, isVerified: true },
      }),
    )
    await house.settle()
    return outcome
  }
}

const told = (house: TestHouse) =>
  house.platforms.log.flatMap(({ outbound }) => (outbound.kind === 'direct' ? [outbound.card] : [])).at(-1)!
const choiceOf = (house: TestHouse, label: string) => told(house).buttons.find((one) => one.label === label)?.choice

test('from Slack’s menu two people become one by two presses, and are taken apart by a third; all of it is audited', async () => {
  const { house, ben, ana, phone, person, press } = await stage()
  const before = [await person(ana), await person(phone)]
  await press()
  expect(told(house)).toMatchObject({
    title: 'This is +15550100.',
    body: expect.stringContaining('They wrote ana@mail.example'),
  })
  await press(choiceOf(house, 'The same as 1'))
  expect(told(house)).toMatchObject({
    title: 'Are +15550100 and Ana the same person?',
    body: expect.stringContaining('A name alone is no proof.'),
  })
  expect([await person(ana), await person(phone)]).toEqual(before)
  const yes = choiceOf(house, 'Link them')
  await press(yes)
  expect(await person(ana)).toBe(await person(phone))
  expect(await press(yes)).toMatchObject({ kind: 'refused' })
  await press()
  expect(told(house).body).toContain('A. Also ana@mail.example: linked by a teammate')
  const apart = choiceOf(house, 'Unlink A')
  expect(await press(apart)).toMatchObject({ kind: 'done', say: expect.stringContaining('own history') })
  expect([await person(ana), await person(phone)]).toEqual(before)
  expect(await press(apart)).toMatchObject({ kind: 'refused', say: expect.stringContaining('apart already') })
  const log = (await house.scope.audit.list(20)).filter(({ action }) => action.startsWith('people '))
  expect(log.map(({ action, actor }) => [action, actor])).toEqual([
    ['people unlinked', ben.teammate.id],
    ['people linked', ben.teammate.id],
  ])
})

test('nobody who only has the same name is linked by asking for them: an address says who is meant', async () => {
  const { house, press, person, phone } = await stage()
  const other = house.mailCustomer('other@mail.example', 'Ana')
  await other.says('Do you repair tents?')
  expect(await press('other', { canShow: ['form'] })).toMatchObject({
    form: { label: 'Their e-mail address or phone number' },
  })
  expect(await press(undefined, { text: 'Ana' })).toMatchObject({
    kind: 'refused',
    say: expect.stringContaining('Nobody is known'),
  })
  await press(undefined, { text: 'Other@mail.example' })
  expect(told(house).title).toBe('Are +15550100 and Ana the same person?')
  await press(choiceOf(house, 'Link them'))
  expect(await person(other)).toBe(await person(phone))
  expect(await press(undefined, { text: 'other@mail.example' })).toMatchObject({
    kind: 'refused',
    say: expect.stringContaining('already'),
  })
})

test('who writes from a number can be asked for a code from there', async () => {
  const { house, phone, press } = await stage()
  await press()
  expect(await press(choiceOf(house, 'Ask for a code'))).toMatchObject({
    kind: 'done',
    say: 'They are asked for a code.',
  })
  expect(phone.heard().at(-1)).toMatch(/e-mail address/)
})
