import { afterEach, describe, expect, test } from 'vitest'
import { makeDatabaseHouse } from '#core/testing/database-house.ts'
import { cleanUp, openHouse, run } from '#webhooks/tests/cli-bench.ts'
import { eraseCommand, exportCommand } from './people.ts'

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
