import { expect, test } from 'vitest'
import type { Connector } from '#connectors/connector.ts'
import { makeTestHouse } from '#core/testing/house.ts'
import { makeConnections } from './connections.ts'

test('a look-up is believed for three seconds, and not beyond what was connected here since', async () => {
  const house = await makeTestHouse()
  const connector = { id: 'post', open: () => ({}) } as unknown as Connector
  let now = 0
  const connections = makeConnections({
    ...{ connectors: [connector], store: house.ports.store, now: () => now },
    tools: () => ({}) as never,
    publicUrl: 'https://desk.example',
  })
  const connect = (account: string) =>
    house.core.integrations.add(house.owner, { connector: 'post', account, label: account, settings: {} })
  const accounts = async () =>
    (await connections.ofBusiness(house.businessId)).map(({ integration }) => integration.account)

  expect(await accounts()).toEqual([])
  await connect('a@shop.example')
  expect(await accounts()).toEqual([])
  connections.forget()
  expect(await accounts()).toEqual(['a@shop.example'])
  await connect('b@shop.example')
  now = 3_001
  expect(await accounts()).toEqual(['a@shop.example', 'b@shop.example'])
})

test('what a platform told is kept beside the settings, and opens the connection anew; a removed account learns nothing', async () => {
  const house = await makeTestHouse()
  const connector = { id: 'post', open: (settings: object) => ({ settings }) } as unknown as Connector
  const connections = makeConnections({
    ...{ connectors: [connector], store: house.ports.store, now: () => 0 },
    tools: () => ({}) as never,
    publicUrl: 'https://desk.example',
  })
  const { id } = await house.core.integrations.add(house.owner, {
    ...{ connector: 'post', account: 'a', label: 'a', settings: { secret: 's', address: 'old' } },
  })
  const before = (await connections.byId(id))!
  await connections.learn(before, { address: 'new' })
  const after = (await connections.byId(id))!
  expect(after.connection).toEqual({ settings: { secret: 's', address: 'new' } })
  expect(after.connection).not.toBe(before.connection)
  await house.core.integrations.remove(house.owner, id)
  await connections.learn(after, { address: 'newer' })
  expect((await house.scope.integrations.get(id))?.settings).toEqual({})
})
