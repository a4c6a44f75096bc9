import { describe, expect, test } from 'vitest'
import { makeTestHouse } from '#core/testing/house.ts'

const price = 'Our oak chairs are 80 € each.'
const asks = 'How many do you need?'

/** Staff answered a few people who wanted to buy. */
async function shop(options: { slack?: boolean } = {}) {
  const house = await makeTestHouse(options)
  for (const [i, question] of [
    'Could I get a quote for oak chairs?',
    'I want to buy oak chairs, what is the price?',
    'Please send me a quote for oak chairs',
  ].entries()) {
    const buyer = house.customer(`Buyer${i}`)
    await buyer.says(question)
    await house.core.conversations.reply(house.owner, (await buyer.conversation()).id, {
      text: i === 0 ? `${price} ${asks}` : price,
    })
    await house.settle()
  }
  return house
}

describe('a sales conversation', () => {
  test('gathers what is known, and its draft asks the one thing that is missing in staff’s own words', async () => {
    const house = await shop()
    const eva = house.customer('Eva')
    await eva.says('Could I get a quote for oak chairs? We are from Nordlicht GmbH.')
    const { id } = await eva.conversation()
    const { conversation, draft } = await house.core.conversations.get(house.owner, id)
    expect(conversation).toMatchObject({
      kind: 'sales',
      lead: { slots: { company: { value: 'Nordlicht GmbH', by: 'customer' } } },
    })
    expect(draft?.text).toContain(price)
    expect(draft?.text).toContain(asks)
    expect(draft?.receipt.reasons.at(-1)).toContain('somebody who may buy')
    // Asked once.
    expect(conversation.lead?.asked).toEqual(draft?.text.split('\n\n').length === 2 ? ['size'] : [])
  })

  test('a teammate corrects a slot, and their word stays', async () => {
    const house = await shop()
    const eva = house.customer('Eva')
    await eva.says('Could I get a quote for 40 chairs? We want to order.')
    const { id } = await eva.conversation()
    await house.core.conversations.setLead(house.owner, id, 'size', '60 chairs')
    await eva.says('So, what do 40 chairs cost?')
    const { conversation } = await house.core.conversations.get(house.owner, id)
    expect(conversation.lead?.slots.size).toEqual({ value: '60 chairs', by: house.owner.teammateId })
    expect(conversation.lead?.warmth).not.toBe('cold')
  })

  test('there is no lead where nobody buys', async () => {
    const house = await shop()
    const ben = house.customer('Ben')
    await ben.says('Where is my order?')
    const { id } = await ben.conversation()
    await expect(house.core.conversations.setLead(house.owner, id, 'size', '60')).rejects.toMatchObject({ status: 409 })
    expect((await ben.conversation()).lead).toBeNull()
  })

  test('is shown on its card', async () => {
    const house = await shop({ slack: true })
    const eva = house.customer('Eva')
    await eva.says('Could I get a quote for 40 chairs?')
    await house.settle()
    const card = house.platforms
      .cards()
      .findLast(({ card }) => card.title === 'Eva' && card.purpose === 'conversation')?.card
    expect(card?.facts).toEqual(
      expect.arrayContaining([
        { label: 'Kind', value: 'sales' },
        { label: 'Lead', value: expect.stringMatching(/^(?:hot|warm|cold)/) },
        { label: 'Known', value: expect.stringContaining('size: 40 chairs') },
      ]),
    )
  })
})
