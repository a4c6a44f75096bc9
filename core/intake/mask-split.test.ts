import { expect, test } from 'vitest'
import { staffed } from '#core/testing/call-houses.ts'
import { caller } from '#core/testing/caller.ts'
import type { TestHouse } from '#core/testing/house.ts'

const quotes = ({ platforms }: TestHouse) => platforms.cards().flatMap(({ card }) => card.quote ?? [])

test.each([
  'in one burst',
  'minutes apart',
])('a card number in several texts %s is in none of them, nor in a thread', async (how) => {
  const { house } = await staffed({ slack: true })
  const ben = house.texter('+15550001234')
  const said = ['Hi, I want to pay', 'My card is 4111 1111', '1111 1111', 'thanks']
  for (const text of said) {
    await house.core.inbound.keep(house.businessId, 'sms', ben.place.account, [ben.event(text)])
    if (how !== 'in one burst') await house.pass(60_000)
  }
  await house.pass(9_000)
  await house.settle()
  const { messages } = await house.core.conversations.get(house.owner, (await ben.conversation()).id)
  const kept = ['Hi, I want to pay', 'My card is [card number removed]', '[removed]', 'thanks']
  expect(messages.map(({ content }) => content)).toEqual(kept)
  expect(quotes(house).join('\n')).not.toMatch(/1111/)
  expect(quotes(house)).toContain('My card is [card number removed]')
})

test('a card number that a caller says with a pause is in none of their words', async () => {
  const { house } = await staffed({ slack: true })
  const ana = caller(house)
  await ana.calls()
  await ana.says('I pay by card, it is 4111 1111')
  await ana.says('and then 1111 1111.')
  await house.settle()
  const { messages } = await house.core.conversations.get(house.owner, (await ana.conversation()).id)
  expect(messages.map(({ content }) => content)).toEqual([
    'I pay by card, it is [card number removed]',
    'and then [removed].',
  ])
  // A card that asked for a person before shows what was said until then: no more than half of it.
  expect(JSON.stringify(house.platforms.cards())).not.toMatch(/then 1111/)
})
