import { expect, test } from 'vitest'
import type { ActionName } from '../domain/action.ts'
import { author, pressed } from '../testing/events.ts'
import { makeTestHouse, type TestHouse } from '../testing/house.ts'
import type { Staff } from '../testing/staff.ts'

async function typing(house: TestHouse, staff: Staff) {
  return (action: ActionName, text: string) =>
    house.receiveAndWait(
      pressed({
        ...{ id: `command-${house.next()}`, at: house.clock.now().toISOString(), action, target: 'U1', text },
        place: { connector: 'slack', account: 'T1', thread: 'C1', private: true },
        author: author(staff.handle, { name: staff.teammate.name }),
      }),
    )
}

async function desk() {
  const house = await makeTestHouse({ slack: true })
  const mona = await house.teammate('Mona')
  await house.core.teammates.changeRole(house.owner, mona.teammate.id, 'owner')
  const ben = await house.teammate('Ben')
  return { house, mona: await typing(house, mona), ben: await typing(house, ben) }
}

test('an owner invites by a word; the link that is told lets them in, under the name that was given', async () => {
  const { house, mona } = await desk()
  const done = (await mona('invite', 'Ana@Shop.example Ana Lind')) as { say: string }
  expect(done.say).toContain('Ana Lind is invited')
  const token = new URL(/https?:\S+/.exec(done.say)![0]).searchParams.get('token')!
  await house.core.accounts.acceptInvite({ token, password: 'correct horse battery' })
  const ana = (await house.core.accounts.teammates(house.owner)).find(({ email }) => email === 'ana@shop.example')
  expect(ana).toMatchObject({ name: 'Ana Lind', role: 'teammate', confirmedAt: expect.any(String) })
})

test('an owner makes a teammate an owner, and a teammate again', async () => {
  const { house, mona } = await desk()
  const roleOfBen = async () =>
    (await house.core.accounts.teammates(house.owner)).find(({ name }) => name === 'Ben')?.role
  expect(await mona('role', 'ben owner')).toMatchObject({ say: 'Ben is an owner now.' })
  expect(await roleOfBen()).toBe('owner')
  expect(await mona('role', 'Ben Teammate')).toMatchObject({ say: 'Ben is a teammate now, and no owner.' })
  expect(await roleOfBen()).toBe('teammate')
})

test.each([
  ['invite', 'Ana', 'For example'],
  ['invite', '', 'For example'],
  ['role', 'ben boss', 'For example'],
  ['role', 'owner', 'For example'],
  ['role', 'nobody-here owner', 'Nobody here is called'],
] as const)('%s “%s” gets a sentence', async (action, words, sentence) => {
  const { mona } = await desk()
  expect(await mona(action, words)).toMatchObject({ kind: 'refused', say: expect.stringContaining(sentence) })
})

test('who is no owner invites nobody and gives no role', async () => {
  const { house, ben } = await desk()
  const roles = async () =>
    (await house.core.accounts.teammates(house.owner)).map(({ name, role }) => `${name}: ${role}`)
  const before = await roles()
  for (const [action, words] of [
    ['invite', 'ana@shop.example Ana'],
    ['role', 'ben owner'],
  ] as const)
    expect(await ben(action, words)).toMatchObject({ kind: 'refused', say: 'Only the owner may do this.' })
  expect(await roles()).toEqual(before)
})
