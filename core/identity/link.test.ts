import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeTestHouse, type TestHouse } from '../testing/house.ts'
import { texter } from '../testing/proof.ts'

/** Five people, each by a channel of their own. */
async function five() {
  const house = await makeTestHouse({ mail: true })
  house.platforms.surfaces.texts = true
  for (const name of ['ana', 'ben']) await house.mailCustomer(`${name}@mail.example`, name).says(`Hello, ${name} here?`)
  for (const number of ['+15550100', '+15550200']) await texter(house, number).says('Hello, is somebody there?')
  await house.customer('Cleo').says('Hello, is somebody here?')
  const { people } = house.store.rows(house.businessId)
  return { house, ids: people.all().map(({ id }) => id) }
}

/** Who has which handle and which conversation. */
function standing(house: TestHouse) {
  const { handles, conversations } = house.store.rows(house.businessId)
  return {
    handles: handles.all().map(({ value, personId }) => `${value} ${personId}`),
    conversations: conversations.all().map(({ id, personId }) => `${id} ${personId}`),
  }
}

const idOf = async (house: TestHouse, kind: 'email' | 'phone', value: string) =>
  (await house.scope.people.byHandle({ kind, value }))!.personId!

describe('people who are one', () => {
  test('have one history, until they are taken apart', async () => {
    const { house } = await five()
    const { core, owner } = house
    const before = standing(house)
    const ana = await idOf(house, 'email', 'ana@mail.example')
    const number = await idOf(house, 'phone', '+15550100')
    const { id } = await core.people.link(owner, ana, number)
    const known = await core.people.known(owner, ana)
    expect(known.conversations).toHaveLength(2)
    expect(known.person.handles.map(({ value }) => value).sort()).toEqual(['+15550100', 'ana@mail.example'])
    expect(known.links).toMatchObject([{ id, why: 'teammate', isKept: true }])
    await core.people.unlink(owner, id)
    expect(standing(house)).toEqual(before)
    const audit = await core.audit.list(owner, { action: 'people' })
    expect(audit.map(({ action }) => action)).toEqual(['people unlinked', 'people linked'])
  })

  test('stand again where they stood, whatever was linked and in which order it was taken apart', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 8 }),
        fc.infiniteStream(fc.nat()),
        async (pairs, picks) => {
          const { house, ids } = await five()
          const { core, owner } = house
          const before = standing(house)
          const open: string[] = []
          for (const [kept, gone] of pairs) {
            const made = await core.people.link(owner, ids[kept]!, ids[gone]!).catch(() => undefined)
            if (made !== undefined) open.push(made.id)
          }
          for (let tries = 0; open.length > 0 && tries < 200; tries++) {
            const at = (picks.next().value ?? 0) % open.length
            const isApart = await core.people.unlink(owner, open[at]!).then(
              () => true,
              () => false,
            )
            if (isApart) open.splice(at, 1)
          }
          expect(open).toEqual([])
          expect(standing(house)).toEqual(before)
        },
      ),
      { numRuns: 30 },
    )
  })

  test('are linked once, when two teammates do it at the same time', async () => {
    const { house, ids } = await five()
    const { core, owner } = house
    const both = await Promise.allSettled([
      core.people.link(owner, ids[0]!, ids[2]!),
      core.people.link(owner, ids[2]!, ids[0]!),
      core.people.link(owner, ids[1]!, ids[2]!),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('take with them what they began since', async () => {
    const { house } = await five()
    const { core, owner, scope } = house
    const ana = await idOf(house, 'email', 'ana@mail.example')
    const number = await idOf(house, 'phone', '+15550100')
    const { id } = await core.people.link(owner, ana, number)
    const later = texter(house, '+15550100', '+15550198')
    await later.says('Hello, another question?')
    const began = (await scope.conversations.byPlace(later.place))!.conversation
    expect(began.personId).toBe(ana)
    await core.people.unlink(owner, id)
    expect((await scope.conversations.get(began.id))?.personId).toBe(number)
  })

  test('are suggested by name and by address, and linked by nobody', async () => {
    const { house } = await five()
    const { core, owner, scope } = house
    const number = await idOf(house, 'phone', '+15550100')
    await scope.people.rename(number, 'Ben')
    await texter(house, '+15550100').says('You know me as ana@mail.example, do you?')
    const { suggestions, links } = await core.people.known(owner, number)
    expect(suggestions.map(({ name, why }) => [name, why])).toEqual([
      ['ana', 'They wrote ana@mail.example in a message.'],
      ['ben', 'They have the same name.'],
    ])
    expect(links).toEqual([])
  })

  test('are nobody’s of another business', async () => {
    const [{ house, ids }, other] = [await five(), await makeTestHouse()]
    await expect(other.core.people.known(other.owner, ids[0]!)).rejects.toMatchObject({ status: 404 })
    const { id } = await house.core.people.link(house.owner, ids[0]!, ids[2]!)
    await expect(other.core.people.unlink(other.owner, id)).rejects.toMatchObject({ status: 404 })
  })
})
