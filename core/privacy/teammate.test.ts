import { describe, expect, test } from 'vitest'
import { makeEngine } from '../learning/engine.ts'
import { makeLearners } from '../learning/learners.ts'
import { makeDatabaseHouse } from '../testing/database-house.ts'
import { makeTestHouse, type TestHouse } from '../testing/house.ts'
import { rowsNaming } from '../testing/rows-naming.ts'

const open = {
  memory: () => makeTestHouse({ slack: true }),
  database: () => makeDatabaseHouse({ slack: true }),
}

const norway = 'Yes, we ship to Norway within 5 days.'
const gifts = 'Gifts are wrapped for free, tick the box when you order.'

type Staff = Awaited<ReturnType<TestHouse['teammate']>>

async function answers(house: TestHouse, who: Staff, customer: string, question: string, reply: string) {
  const asking = house.customer(customer)
  await asking.says(question)
  const { id } = await asking.conversation()
  await house.core.conversations.reply(who.actor, id, { text: reply })
  await house.settle()
  return id
}

/** Maya and Ben answered customers; of their names hers is told by a word that stands nowhere else. */
async function lived(house: TestHouse) {
  const marker = `zq${crypto.randomUUID().slice(0, 8)}`
  const [maya, ben] = [await house.teammate(`Maya ${marker}`), await house.teammate('Ben')]
  await answers(house, ben, 'Anna', 'Do you ship to Norway?', norway)
  await answers(house, maya, 'Bert', 'Do you wrap gifts?', gifts)
  await answers(house, maya, 'Cleo', 'Can you wrap a present?', 'Gifts are wrapped for free: tick the box.')
  return { marker, maya, ben }
}

describe.each(Object.entries(open))('a teammate, in %s', (_, make) => {
  test('is unlearned: everything learned is what a rebuild without their replies would be', async () => {
    const house = await make()
    const { core, owner, scope } = house
    const { maya, ben } = await lived(house)
    const asking = house.customer('Dora')
    await asking.says('Do you wrap gifts?')
    const { id } = await asking.conversation()
    expect((await core.conversations.get(owner, id)).draft?.text).toContain('tick the box')
    await expect(core.teammates.unlearn(ben.actor, maya.actor.teammateId)).rejects.toMatchObject({ status: 403 })
    await expect(core.teammates.unlearn(owner, crypto.randomUUID())).rejects.toMatchObject({ status: 404 })
    expect(await core.teammates.taught(owner, maya.actor.teammateId)).toEqual({ lessons: 2, underName: 0 })

    expect(await core.teammates.unlearn(owner, maya.actor.teammateId)).toEqual({ lessons: 2, underName: 0 })
    await house.settle()
    const lessons = await core.lessons.list(owner, {})
    expect(lessons.map(({ author }) => author)).toEqual([ben.actor.teammateId])
    expect((await core.conversations.get(owner, id)).draft?.text ?? '').not.toContain('tick the box')
    const { id: agentId } = await scope.agent()
    const rows = await scope.learning.rows(agentId, 0, 500)
    const rebuilt = makeEngine()
    for (const row of rows) if (row.entry.type !== 'erased') rebuilt.apply(row)
    const { engine } = await makeLearners(house.ports).current(house.businessId)
    expect(engine.hash()).toBe(rebuilt.hash())
    expect(JSON.stringify(rows)).not.toContain('tick the box')
    // Still on the team: the name stays, and what they say from now on is learned.
    expect((await scope.teammates.get(maya.actor.teammateId))?.name).toContain('Maya')
    await answers(house, maya, 'Emil', 'Do you wrap gifts?', gifts)
    expect(await core.teammates.taught(owner, maya.actor.teammateId)).toEqual({ lessons: 1, underName: 0 })
    expect((await core.audit.list(owner, {})).find(({ action }) => action === 'teammate unlearned')).toMatchObject({
      ...{ actor: owner.teammateId, subject: maya.actor.teammateId, data: { lessons: 2 } },
    })
    expect(house.log.errors).toEqual([])
  })

  test('brings back what they had corrected', async () => {
    const house = await make()
    const { core, owner } = house
    const { maya } = await lived(house)
    await answers(house, maya, 'Dora', 'Do you ship to Norway?', 'No, we do not ship to Norway.')
    const old = (await core.lessons.list(owner, {})).find(({ reply }) => reply === norway)!
    expect(old.standing).not.toBe('current')
    await core.teammates.unlearn(owner, maya.actor.teammateId)
    expect(await core.lessons.get(owner, old.id)).toMatchObject({ standing: 'current' })
  })

  test('who was removed is forgotten by name, too, and the audit says Former teammate; twice does nothing more', async () => {
    const house = await make()
    const { core, owner } = house
    const { maya } = await lived(house)
    await core.teammates.remove(owner, maya.actor.teammateId)
    await core.teammates.unlearn(owner, maya.actor.teammateId)
    const former = (await core.accounts.teammates(owner)).find(({ id }) => id === maya.actor.teammateId)!
    expect(former).toMatchObject({ name: 'Former teammate', forgottenAt: expect.any(String) })
    expect(former.email).not.toContain('@')
    expect((await core.audit.list(owner, {})).find(({ action }) => action === 'teammate removed')).toMatchObject({
      data: { name: 'Former teammate' },
    })
    expect(await core.teammates.unlearn(owner, maya.actor.teammateId)).toEqual({ lessons: 0, underName: 0 })
    const back = await core.accounts.addTeammate(owner, { email: 'maya@shop.example', name: 'Maya' })
    expect(back.teammate.id).not.toBe(maya.actor.teammateId)
  })
})

test('of somebody who left and was unlearned, no row of any table says the name', async () => {
  const house = await open.database()
  const { core, owner } = house
  const { marker, maya } = await lived(house)
  const { id } = (await core.lessons.list(owner, {}))[0]!
  await core.teammates.changeRole(owner, maya.actor.teammateId, 'owner')
  await core.learning.vouch({ ...maya.actor, role: 'owner' }, id, true)
  await core.teammates.remove(owner, maya.actor.teammateId)
  expect(await rowsNaming(marker)).not.toEqual([])
  await core.teammates.unlearn(owner, maya.actor.teammateId)
  await house.settle()
  expect(await rowsNaming(marker)).toEqual([])
}, 30_000)
