import { expect, test } from 'vitest'
import { Refused } from '#core/errors.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'

async function signedIn(house: TestHouse, email: string) {
  const { link } = await house.core.accounts.addTeammate(house.owner, { email, name: email.split('@')[0]! })
  const token = new URL(link).searchParams.get('token')!
  return house.core.accounts.acceptInvite({ token, password: 'correct horse battery' })
}

test('a removed teammate is out at once: no session, no password, no way back but a new invitation', async () => {
  const house = await makeTestHouse()
  const session = await signedIn(house, 'maya@shop.example')
  expect(await house.core.accounts.actor(session.accessToken)).toMatchObject({ teammateId: session.teammateId })
  await house.core.teammates.remove(house.owner, session.teammateId)
  expect(await house.core.accounts.actor(session.accessToken)).toBeUndefined()
  await expect(house.core.accounts.refresh(session.refreshToken)).rejects.toThrow('Please sign in')
  const login = { email: 'maya@shop.example', password: 'correct horse battery' }
  await expect(house.core.accounts.login(login)).rejects.toThrow('wrong')
  await expect(house.core.teammates.remove(house.owner, session.teammateId)).rejects.toThrow('does not exist')

  const again = await signedIn(house, 'maya@shop.example')
  expect(again.teammateId).toBe(session.teammateId)
  await expect(house.core.accounts.login(login)).resolves.toMatchObject({ teammateId: session.teammateId })
})

test('open pages are told when somebody joins, goes away, comes back, changes the settings or is removed', async () => {
  const house = await makeTestHouse()
  let told = 0
  house.ports.live.subscribe(house.businessId, ({ type }) => {
    if (type === 'business') told++
  })
  const acts = [
    () => signedIn(house, 'maya@shop.example'),
    () => house.core.teammates.away(house.owner, house.owner.teammateId, '2 days'),
    () => house.core.teammates.away(house.owner, house.owner.teammateId, null),
    () => house.core.accounts.saveSettings(house.owner, { quietDays: 9 }),
    async () => {
      const maya = (await house.core.accounts.teammates(house.owner)).find(({ email }) => email === 'maya@shop.example')
      await house.core.teammates.remove(house.owner, maya!.id)
    },
  ]
  for (const act of acts) {
    const before = told
    await act()
    expect(told, String(act)).toBeGreaterThan(before)
  }
})

test("a removed teammate's conversations return to everybody, and what they taught keeps their name", async () => {
  const house = await makeTestHouse({ slack: true })
  const maya = await house.teammate('Maya')
  const ana = house.customer('Ana')
  await ana.says('Do you ship to Norway?')
  const { id } = await ana.conversation()
  await maya.slackReply(id, '> Yes, we ship to Norway in four days.')
  await house.settle()
  await maya.click('take', { target: id })
  const [lesson] = await house.core.lessons.list(house.owner, {})
  expect(lesson?.author).toBe(maya.teammate.id)

  await house.core.teammates.remove(house.owner, maya.teammate.id)
  expect(await ana.conversation()).toMatchObject({ assigneeId: null, humanUntil: null })
  await house.settle()
  expect(house.platforms.cards().map(({ card }) => card.title)).toContain(
    'Maya is no longer on the team: open for everybody.',
  )
  expect((await house.core.lessons.list(house.owner, {}))[0]?.author).toBe(maya.teammate.id)
  const names = await house.core.accounts.teammates(house.owner)
  expect(names.find((one) => one.id === maya.teammate.id)).toMatchObject({ name: 'Maya', handles: [] })

  const before = await house.core.conversations.get(house.owner, id)
  await maya.slackReply(id, '> I still write here.')
  await house.settle()
  expect((await house.core.conversations.get(house.owner, id)).messages).toHaveLength(before.messages.length)
  expect((await house.core.audit.list(house.owner, {}))[0]).toMatchObject({
    action: 'teammate removed',
    actor: house.owner.teammateId,
    data: { name: 'Maya' },
  })
})

test('the last owner can neither leave nor step down, even when two try at once', async () => {
  const house = await makeTestHouse()
  const { changeRole, remove } = house.core.teammates
  await expect(changeRole(house.owner, house.owner.teammateId, 'teammate')).rejects.toThrow('needs an owner')
  await expect(remove(house.owner, house.owner.teammateId)).rejects.toThrow('needs an owner')

  const session = await signedIn(house, 'maya@shop.example')
  await changeRole(house.owner, session.teammateId, 'owner')
  const maya = (await house.core.accounts.actor(session.accessToken))!
  expect(maya.role).toBe('owner')
  const results = await Promise.allSettled([
    changeRole(house.owner, house.owner.teammateId, 'teammate'),
    changeRole(maya, maya.teammateId, 'teammate'),
  ])
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect((await house.core.accounts.teammates(house.owner)).filter(({ role }) => role === 'owner')).toHaveLength(1)
})

test('an owner who was invited signs in with their own password, never with the founder’s', async () => {
  const house = await makeTestHouse()
  const session = await signedIn(house, 'maya@shop.example')
  await house.core.teammates.changeRole(house.owner, session.teammateId, 'owner')
  const signIn = (password: string) => house.core.accounts.login({ email: 'maya@shop.example', password })
  await expect(signIn('correct horse battery')).resolves.toMatchObject({ teammateId: session.teammateId })
  await expect(signIn('')).rejects.toThrow(Refused)
})

test('only an owner changes roles and removes; a teammate who is not gets a sentence', async () => {
  const house = await makeTestHouse()
  const maya = await house.teammate('Maya')
  await expect(house.core.teammates.changeRole(maya.actor, maya.teammate.id, 'owner')).rejects.toThrow('Only the owner')
  await expect(house.core.teammates.remove(maya.actor, house.owner.teammateId)).rejects.toThrow('Only the owner')
  await expect(house.core.teammates.remove(house.owner, 'nobody')).rejects.toThrow('does not exist')
})

test('a conversation of somebody away returns to everybody when its customer writes, not before', async () => {
  const house = await makeTestHouse({ slack: true })
  const maya = await house.teammate('Maya')
  const ana = house.customer('Ana')
  await ana.says('Where is my parcel?')
  const { id } = await ana.conversation()
  await maya.click('take', { target: id })
  await house.core.teammates.away(maya.actor, maya.teammate.id, 'until Monday')
  await house.settle()
  expect(await ana.conversation()).toMatchObject({ assigneeId: maya.teammate.id })

  await ana.says('Hello? Is anybody there?')
  await house.settle()
  expect(await ana.conversation()).toMatchObject({ assigneeId: null, humanUntil: null })
  expect(
    house.platforms.cards().some(({ card }) => /^Maya is away until .*: open for everybody\.$/.test(card.title)),
  ).toBe(true)
})

test('somebody who is back keeps what is theirs', async () => {
  const house = await makeTestHouse({ slack: true })
  const maya = await house.teammate('Maya')
  const ana = house.customer('Ana')
  await ana.says('Where is my parcel?')
  const { id } = await ana.conversation()
  await maya.click('take', { target: id })
  await house.core.teammates.away(maya.actor, maya.teammate.id, '2 days')
  await house.core.teammates.away(house.owner, maya.teammate.id, null)
  await ana.says('Hello?')
  expect(await ana.conversation()).toMatchObject({ assigneeId: maya.teammate.id })
})

test.each(['yesterday', 'until the cows come home', '2001-01-01', ''])('away until "%s" is refused', async (until) => {
  const house = await makeTestHouse()
  const away = house.core.teammates.away(house.owner, house.owner.teammateId, until)
  await expect(away).rejects.toThrow('Until when?')
})

test('nobody but an owner says that somebody else is away', async () => {
  const house = await makeTestHouse()
  const [maya, ben] = [await house.teammate('Maya'), await house.teammate('Ben')]
  await expect(house.core.teammates.away(ben.actor, maya.teammate.id, '2 days')).rejects.toThrow('Only an owner')
  const { awayUntil } = await house.core.teammates.away(house.owner, maya.teammate.id, '2 days')
  expect(awayUntil).not.toBeNull()
})
