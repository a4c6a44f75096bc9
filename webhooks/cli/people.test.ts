import { afterEach, describe, expect, test } from 'vitest'
import { makeDatabaseHouse } from '#core/testing/database-house.ts'
import { cleanUp, openHouse, run } from '#webhooks/tests/cli-bench.ts'
import { eraseCommand, exportCommand } from './people.ts'
import { peopleLinkCommand } from './people-link.ts'
import { peopleShowCommand } from './people-show.ts'
import { peopleUnlinkCommand } from './people-unlink.ts'

afterEach(cleanUp)

async function withAna() {
  const { core, scope, businessId, ports } = await makeDatabaseHouse()
  const { store } = ports
  const bench = (await openHouse()).house
  const businesses = async () => (await store.system.businesses()).filter(({ id }) => id === businessId)
  const house = { ...bench, core, store: { of: store.of, system: { ...store.system, businesses } } }
  const address = `ana-${crypto.randomUUID()}@mail.example`
  const person = await scope.people.create({ name: 'Ana', handle: { kind: 'email', value: address } })
  const agent = await scope.agent()
  const facts = { agentId: agent.id, customerEmail: address, channel: 'email' as const, kind: 'support' as const }
  const { id } = await scope.conversations.create({ ...facts, personId: person.id, subject: 'The lamp' })
  await scope.messages.add({ conversationId: id, senderType: 'customer', content: 'Where is my lamp?', metadata: {} })
  return { house, scope, address, id, person }
}

describe('lummy erase', () => {
  test('counts first, erases nothing without --yes, then everything', async () => {
    const { house, scope, address, id } = await withAna()
    const dry = await run(eraseCommand, [address, '--dry-run'], { house })
    expect(dry).toMatchObject({ code: 0, stdout: expect.stringMatching(/ 1 {2}messages\n/) })
    const asked = await run(eraseCommand, [address], { house })
    expect(asked).toMatchObject({ code: 2, stderr: expect.stringContaining('add: --yes') })
    expect((await scope.messages.list(id))[0]?.content).toBe('Where is my lamp?')
    const done = await run(eraseCommand, [address, '--yes'], { house })
    expect(done).toMatchObject({ code: 0, stdout: expect.stringContaining('Erased.') })
    expect((await scope.messages.list(id))[0]?.content).toBe('')
    await expect(run(eraseCommand, [address, '--yes'], { house })).rejects.toThrow(/Nobody is known by/)
  })
})

describe('lummy export', () => {
  test('prints what is held as JSON', async () => {
    const { house, address, person } = await withAna()
    const { code, stdout } = await run(exportCommand, [address.toUpperCase()], { house })
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      person: { id: person.id, name: 'Ana' },
      held: { messages: [{ content: 'Where is my lamp?' }], conversations: [{ subject: 'The lamp' }] },
    })
  })
})

describe('lummy people', () => {
  test('shows, links only with --yes, and takes apart again; never by a name', async () => {
    const { house, scope, address, id, person } = await withAna()
    const number = `+1555${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`
    const caller = await scope.people.create({ name: 'Ana', handle: { kind: 'phone', value: number } })
    const shown = async (of: string) => (await run(peopleShowCommand, [of], { house })).stdout
    expect(await shown(number)).toContain(`May be the same:\n  Ana (${address}): They have the same name.`)
    const asked = await run(peopleLinkCommand, [number, address], { house })
    expect(asked).toMatchObject({ code: 2, stderr: expect.stringContaining('A name alone is no proof') })
    expect((await scope.conversations.get(id))?.personId).toBe(person.id)
    await expect(run(peopleLinkCommand, [number, 'Ana', '--yes'], { house })).rejects.toThrow(/Nobody is known by Ana/)
    const linked = await run(peopleLinkCommand, [number, address, '--yes'], { house })
    const [, link = ''] = /lummy people unlink (\S+)/.exec(linked.stdout) ?? []
    expect((await scope.conversations.get(id))?.personId).toBe(caller.id)
    expect(await shown(address)).toContain(`Linked:\n  ${link}  also ${address}, linked by a teammate`)
    expect(await run(peopleUnlinkCommand, [link], { house })).toMatchObject({ code: 0 })
    expect((await scope.conversations.get(id))?.personId).toBe(person.id)
    await expect(run(peopleUnlinkCommand, [link], { house })).rejects.toThrow(/apart already/)
    const actions = (await scope.audit.list(10)).map(({ action }) => action)
    expect(actions).toEqual(expect.arrayContaining(['people linked', 'people unlinked']))
  })
})
