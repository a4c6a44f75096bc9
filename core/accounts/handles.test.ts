import { expect, test } from 'vitest'
import type { Card } from '#core/domain/outbound.ts'
import { author, message } from '#core/testing/events.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'

const handle = { kind: 'slack', value: 'T1/U-private' } as const

/** Somebody whose Slack profile names no teammate writes in a thread; returns the message that only they read. */
async function strangerWrites(house: TestHouse, text = '> We close at six.', facts = {}): Promise<Card | undefined> {
  const ana = house.customer('Ana')
  await ana.says('When do you close?')
  await house.settle()
  const { id } = await ana.conversation()
  const place = (await house.scope.conversations.places(id)).find(({ role }) => role === 'staff')!.place
  const at = house.clock.now().toISOString()
  const who = author(handle, { name: 'maya', ...facts })
  await house.receive(message({ id: `C1/${1_900_000_000 + house.next()}.0001`, place, at, author: who, text }))
  await house.settle()
  expect(ana.heard()).toEqual([])
  const told = house.platforms.log.findLast(({ outbound }) => outbound.kind === 'direct')?.outbound
  return told?.kind === 'direct' ? told.card : undefined
}

function tokenOf(card: Card | undefined): string {
  return new URL(card?.link?.url ?? '').searchParams.get('token')!
}

test('an unlinked author is told that nothing happened, and a signed-in teammate links the account by the button', async () => {
  const house = await makeTestHouse({ slack: true })
  const maya = await house.teammate('Maya')
  const card = await strangerWrites(house)
  expect(card?.title).toContain('Nothing was sent and nothing was learned')
  const token = tokenOf(card)
  expect(await house.core.teammates.readOffer(maya.actor, token)).toEqual({ handle, name: 'maya' })
  await house.core.teammates.acceptOffer(maya.actor, token)

  const team = await house.core.accounts.teammates(house.owner)
  expect(team.find(({ id }) => id === maya.teammate.id)?.handles).toContainEqual(handle)
  expect((await house.core.audit.list(house.owner, {}))[0]).toMatchObject({
    ...{ actor: maya.teammate.id, action: 'account linked', data: handle },
  })
  await expect(house.core.teammates.acceptOffer(maya.actor, token)).rejects.toThrow('used already')
})

test('a stranger who presses where the answer is theirs alone gets the link in it, and no message', async () => {
  const house = await makeTestHouse({ slack: true })
  const maya = await house.teammate('Maya')
  const place = { connector: 'slack', account: 'T1', thread: 'C1/1.1', private: false }
  const at = house.clock.now().toISOString()
  const pressed = { type: 'action', id: 'p1', place, at, author: author(handle), action: 'next', target: 'x' } as const
  const outcome = await house.receiveAndWait({ ...pressed, canShow: ['words'] })
  expect(outcome).toMatchObject({ kind: 'refused', say: expect.stringContaining('not linked to a teammate') })
  const [, token] = /token=([\w-]{43})\)/.exec('news' in outcome ? String(outcome.news) : '') ?? []
  await house.settle()
  expect(house.platforms.log.filter(({ outbound }) => outbound.kind === 'direct')).toEqual([])
  const kept = await house.scope.inbox.byPlatformId('slack', 'T1', 'action p1')
  expect(JSON.stringify(kept)).not.toContain(token)
  await house.core.teammates.acceptOffer(maya.actor, token!)
  expect(await house.receiveAndWait({ ...pressed, id: 'p2', canShow: ['words'] })).toMatchObject({ kind: 'done' })
})

test('a linked account answers, and once unlinked it does not, whatever its profile says', async () => {
  const house = await makeTestHouse({ slack: true })
  const maya = await house.teammate('Maya')
  await house.core.teammates.acceptOffer(maya.actor, tokenOf(await strangerWrites(house)))
  const ben = house.customer('Ben')
  await ben.says('Do you repair tents?')
  await house.settle()
  const { id } = await ben.conversation()
  const write = async (text: string) => {
    await maya.slackReply(id, text, { author: author(handle) })
    await house.settle()
  }
  await write('> Yes, we repair tents.')
  expect(ben.heard()).toEqual(['Yes, we repair tents.'])

  await house.core.teammates.unlink(house.owner, maya.teammate.id, handle)
  house.platforms.profiles.set(handle.value, { ...maya.teammate, isOutsider: false, isMachine: false })
  await write('> And boots.')
  expect(ben.heard()).toHaveLength(1)
  await expect(house.core.teammates.unlink(house.owner, maya.teammate.id, handle)).rejects.toThrow('not linked')
})

test('a link of another business, a changed one, and an expired one lead nowhere', async () => {
  const [house, other] = [await makeTestHouse({ slack: true }), await makeTestHouse()]
  const token = tokenOf(await strangerWrites(house))
  await expect(other.core.teammates.readOffer(other.owner, token)).rejects.toThrow('not one of ours')
  await expect(house.core.teammates.readOffer(house.owner, `${token.slice(1)}x`)).rejects.toThrow('not one of ours')
  await expect(house.core.teammates.acceptOffer(house.owner, 'nonsense')).rejects.toThrow('not one of ours')
  await house.pass(61 * 60_000)
  await expect(house.core.teammates.acceptOffer(house.owner, token)).rejects.toThrow('expired')
})

test('two teammates who use one link at once do not both get the account', async () => {
  const house = await makeTestHouse({ slack: true })
  const [maya, ben] = [await house.teammate('Maya'), await house.teammate('Ben')]
  const token = tokenOf(await strangerWrites(house))
  const both = [maya, ben].map(({ actor }) => house.core.teammates.acceptOffer(actor, token))
  expect((await Promise.allSettled(both)).map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('an account that somebody else has is not taken over by an older link', async () => {
  const house = await makeTestHouse({ slack: true })
  const [maya, ben] = [await house.teammate('Maya'), await house.teammate('Ben')]
  const older = tokenOf(await strangerWrites(house))
  await house.core.teammates.acceptOffer(maya.actor, tokenOf(await strangerWrites(house)))
  await expect(house.core.teammates.acceptOffer(ben.actor, older)).rejects.toThrow('another teammate')
})

test.each([{ isOutsider: true }, { isVerified: false }])('somebody who is %o gets no link', async (facts) => {
  const house = await makeTestHouse({ slack: true })
  const card = await strangerWrites(house, '> Send this.', facts)
  expect(card?.title).toContain('Nothing was sent')
  expect(card?.link).toBeUndefined()
})
