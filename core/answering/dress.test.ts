import { expect, test } from 'vitest'
import type { Outbound } from '#core/domain/outbound.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'
import type { MailCustomer } from '#core/testing/people.ts'

type Reply = Extract<Outbound, { kind: 'reply' }>
const answer = 'Yes, we ship to Norway within 5 days.'

async function asked(
  text: string,
  settings = {},
): Promise<{ house: TestHouse; ben: MailCustomer; says(words: object): Promise<Reply> }> {
  const house = await makeTestHouse({ mail: true, settings })
  const ben = house.mailCustomer('ben@home.example', 'Ben Ray')
  await ben.says(text)
  const { id } = await ben.conversation()
  async function says(words: object) {
    await house.core.conversations.reply(house.owner, id, { text: answer, ...words })
    await house.settle()
    return house.platforms.log.findLast(({ outbound }) => outbound.kind === 'reply')?.outbound as Reply
  }
  return { house, ben, says }
}

test('an answer quotes what it answers, dated where the business is, in the customer’s language', async () => {
  const { says } = await asked('Guten Tag, liefern Sie auch nach Norwegen?', { zone: 'Europe/Berlin' })
  const { quote, text, brand, isAutomatic } = await says({})
  expect(quote?.line).toMatch(/^Am \d\d?\.\d\d?\.\d{4}, \d\d:\d\d schrieb Ben Ray <ben@home\.example>:$/)
  expect(quote?.text).toBe('Guten Tag, liefern Sie auch nach Norwegen?')
  expect([text, brand, isAutomatic]).toEqual([answer, undefined, undefined])
})

test('a long mail is quoted in part', async () => {
  const { says } = await asked('Do you ship to Norway? '.repeat(500))
  const { quote } = await says({})
  expect(quote?.text.length).toBeLessThan(2010)
  expect(quote?.text).toMatch(/\[…\]$/)
  const lines = await (await asked('Hello\n'.repeat(300))).says({})
  expect(lines.quote?.text.split('\n').length).toBeLessThan(45)
})

test('somebody whom the mail was not written to gets the answer without it', async () => {
  const { says } = await asked('My number is 4711, where is my parcel?')
  expect((await says({ cc: ['carla@else.example'] })).quote).toBeUndefined()
})

test('the look of the business goes along, under the company’s name unless it has another', async () => {
  const brand = { name: null, logoUrl: 'https://shop.example/logo.png', colour: '#e0702a' }
  expect((await (await asked('Hello?', { brand })).says({})).brand).toEqual({ ...brand, name: 'Shop' })
  const own = await (await asked('Hello?', { brand: { ...brand, name: 'The Shop' } })).says({})
  expect([own.brand?.name, own.tracksOpens]).toEqual(['The Shop', undefined])
  expect((await (await asked('Hello?', { trackOpens: true })).says({})).tracksOpens).toBe(true)
})

test('nothing of it is stored: what was asked stands once, and is erased with it', async () => {
  const { house, ben, says } = await asked('Where is my parcel?')
  await says({})
  const rows = await house.scope.outbox.list((await ben.conversation()).id)
  expect(rows.filter(({ payload }) => 'quote' in payload || 'brand' in payload)).toEqual([])
})

test('what leaves without a person is marked, so that no other machine answers it', async () => {
  const house = await makeTestHouse({ mail: true, settings: { acknowledge: true } })
  await house.mailCustomer('ben@home.example').says('Do you ship to Norway?')
  await house.settle()
  const sent = house.platforms.log.find(({ outbound }) => outbound.kind === 'reply')?.outbound as Reply
  expect([sent.isSystem, sent.isAutomatic, sent.quote]).toEqual([true, true, undefined])
})
