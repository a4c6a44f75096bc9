import { expect, test } from 'vitest'
import { makeTestHouse, type TestHouse } from '../testing/house.ts'
import { Killed, makeKiller } from '../testing/killer.ts'
import type { Tenant } from '../testing/memory/world.ts'

const address = 'ana-marker@mail.example'

/** Ana has asked with a file, and was answered and learned from; somebody else has a draft that came from her. */
async function lived() {
  const house = await makeTestHouse({ slack: true, mail: true })
  const maya = await house.teammate('Maya')
  const digest = await house.ports.files.put(Buffer.from('her picture'))
  const file = { name: 'marker.png', type: 'image/png', size: 11, inline: false, digest }
  const ana = house.mailCustomer(address, 'Ana Marker')
  await ana.says('Do you ship the marker lamp to Norway?', { attachments: [file] })
  const { id, personId } = await ana.conversation()
  await house.core.conversations.reply(maya.actor, id, { text: 'Yes, to Norway within five days.' })
  await house.settle()
  const cleo = house.customer('Cleo')
  await cleo.says('Do you ship the lamp to Norway?')
  const other = await cleo.conversation()
  expect((await house.core.conversations.get(house.owner, other.id)).draft).not.toBeNull()
  return { house, digest, id, personId, other }
}

/** What is left of her, in sentences. */
async function leftOf({ house, digest, personId }: Awaited<ReturnType<typeof lived>>): Promise<string[]> {
  const left: string[] = []
  const tenant = house.store.rows(house.businessId)
  for (const [name, table] of Object.entries(tenant) as [keyof Tenant, { all(): unknown[] }][])
    if (/marker/i.test(JSON.stringify(table.all()))) left.push(`her words in ${name}`)
  if ((await house.ports.files.get(digest).catch(() => undefined)) !== undefined) left.push('her file')
  if ((await house.scope.privacy.owed(personId)) !== undefined) left.push('an erasure that is not finished')
  return left
}

async function isWhole({ house, personId, digest, id }: Awaited<ReturnType<typeof lived>>): Promise<boolean> {
  const [person] = [await house.scope.people.get(personId)]
  const [first] = await house.scope.messages.list(id)
  return person?.name === 'Ana Marker' && first?.content !== '' && (await house.ports.files.get(digest)).length > 0
}

test.each([
  'before',
  'after',
] as const)('an erasure that dies %s any call of any port is whole or has not begun', async (when) => {
  const outcomes = new Set<string>()
  for (let n = 1, calls = Number.POSITIVE_INFINITY; n <= calls; n++) {
    const killer = makeKiller(n, when)
    const stage = await lived()
    const { house, personId } = stage
    house.restart((ports) => killer.wrap(ports))
    await house.core.people.erase(house.owner, personId, address).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error
    })
    if (killer.diedAt() === undefined) calls = n
    house.restart()
    await house.recover()
    const left = await leftOf(stage)
    const outcome = left.length === 0 ? 'erased' : (await isWhole(stage)) ? 'whole' : 'torn'
    outcomes.add(outcome)
    if (outcome === 'torn') expect({ when, n, diedAt: killer.diedAt(), left }).toBeUndefined()
    if (outcome === 'erased') expect(await otherDraft(house, stage.other.id)).not.toMatch(/Norway within/)
  }
  expect([...outcomes].sort()).toEqual(['erased', 'whole'])
}, 60_000)

async function otherDraft({ core, owner }: TestHouse, id: string): Promise<string> {
  return (await core.conversations.get(owner, id)).draft?.text ?? ''
}
