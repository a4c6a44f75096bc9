import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { unsubscribeUrl } from '#core/answering/unsubscribe-link.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'
import { answerErrors } from './errors.ts'
import { secure } from './security.ts'
import { serveUnsubscribe } from './unsubscribe.ts'

let house: TestHouse
let server: Server
let url = ''

beforeAll(async () => {
  house = await makeTestHouse({ mail: true })
  const app = new Koa()
  app.use(answerErrors(house.log))
  app.use(secure('https://lummy.example'))
  app.use(serveUnsubscribe(house.core))
  server = createServer(app.callback())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

/** Ben was answered by mail; the link of that mail. */
async function linkTo(address: string): Promise<string> {
  const ben = house.mailCustomer(address)
  await ben.says('Do you ship to Norway?')
  const { id } = await ben.conversation()
  await house.core.conversations.reply(house.owner, id, { text: 'Yes.' })
  await house.settle()
  const row = (await house.scope.outbox.list(id)).find(({ audience }) => audience === 'customer')!
  return unsubscribeUrl({ keys: house.ports.keys, publicUrl: url }, house.businessId, row.id)
}
const stopped = (value: string) => house.scope.optOuts.since({ kind: 'email', value })

test('a mail program’s press ends it at once, and again does no harm', async () => {
  const link = await linkTo('ben@home.example')
  for (let press = 0; press < 2; press++) {
    const reply = await fetch(link, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    })
    expect([reply.status, await reply.text()]).toEqual([200, expect.stringContaining('no more such mail')])
  }
  expect(await stopped('ben@home.example')).not.toBeNull()
  const [row] = await house.scope.conversations.list({ limit: 1 })
  const { events, mailTrouble } = await house.core.conversations.get(house.owner, row!.id)
  expect(events.filter(({ type }) => type === 'opted_out')).toHaveLength(1)
  expect(mailTrouble).toContain('asked for no more mail')
})

test('a filter that follows the link is only asked, by a page that loads nothing', async () => {
  const link = await linkTo('ana@home.example')
  const reply = await fetch(link)
  expect(await reply.text()).toContain('<form method="post">')
  expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(await stopped('ana@home.example')).toBeNull()
})

test('a link that we did not make is nothing', async () => {
  const link = await linkTo('mia@home.example')
  const token = link.slice(link.lastIndexOf('/') + 1)
  const forged = [`${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`, 'x', token.slice(0, 40), `${token}AA`]
  for (const one of forged)
    for (const method of ['GET', 'POST'])
      expect((await fetch(`${url}/unsubscribe/${one}`, { method })).status).toBe(404)
  expect(await stopped('mia@home.example')).toBeNull()
})
