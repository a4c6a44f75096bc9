import { describe, expect, test } from 'vitest'
import { makeTestHouse } from '#core/testing/house.ts'

describe('what a conversation is about', () => {
  test('is told by its first message', async () => {
    const house = await makeTestHouse()
    const cases = {
      support: 'Where is my order?',
      sales: 'Could you send me a quote for 40 chairs?',
      partner: 'We help shops like yours increase sales, would you be open to a quick call?',
    }
    for (const [kind, text] of Object.entries(cases)) {
      const customer = house.customer(kind)
      await customer.says(text)
      expect(await customer.conversation()).toMatchObject({ kind })
    }
  })

  test('is told later by who only said hello', async () => {
    const house = await makeTestHouse()
    const ana = house.customer('Ana')
    await ana.says('Hello')
    expect(await ana.conversation()).toMatchObject({ kind: 'support' })
    await ana.says('I would like a quote for 40 chairs for our office')
    expect(await ana.conversation()).toMatchObject({ kind: 'sales' })
    const events = await house.scope.events.list((await ana.conversation()).id)
    expect(events.find(({ type }) => type === 'kind_changed')).toMatchObject({ actor: 'system', data: { to: 'sales' } })
  })

  test('stays what a teammate said, whatever the customer writes next', async () => {
    const house = await makeTestHouse()
    const ana = house.customer('Ana')
    await ana.says('Could you send me a quote for 40 chairs?')
    const { id } = await ana.conversation()
    await house.core.conversations.setKind(house.owner, id, 'support')
    await ana.says('So what is your price for 40 chairs? We want to order.')
    expect(await ana.conversation()).toMatchObject({ kind: 'support' })
  })

  test('stays what it is once it was answered', async () => {
    const house = await makeTestHouse()
    const ana = house.customer('Ana')
    await ana.says('Where is my order?')
    const { id } = await ana.conversation()
    await house.core.conversations.reply(house.owner, id, { text: 'It comes tomorrow.' })
    await house.settle()
    await ana.says('Great. And could you send me a quote for 40 chairs for our office?')
    expect(await ana.conversation()).toMatchObject({ id, kind: 'support' })
  })
})
