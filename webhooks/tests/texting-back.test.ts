import { expect, test } from 'vitest'
import { openShop, theirs } from './phone/shop.ts'

const night = { hours: { 4: [['09:00', '09:01']] as [string, string][] } }

/** Somebody called at night, and a teammate writes to them. */
async function answeredByText(options: Parameters<typeof openShop>[0]) {
  const shop = await openShop({ mode: 'relay', settings: night, ...options })
  const { house } = shop
  const ana = shop.call()
  await ana.presses('0')
  await ana.hears('Nobody can come to the phone')
  await ana.says('This is Ana, please tell me when my bicycle is ready.')
  await ana.hears('I pass that on')
  expect(await ana.ended).toBe('us')
  const [call] = await shop.calls()
  const { id } = call!.conversation
  const reply = async (text: string) => {
    await house.core.conversations.reply(house.owner, id, { text })
    await house.settle()
  }
  await reply('On Friday, Ana.')
  const said = async () => (await house.core.conversations.get(house.owner, id)).messages.map(({ content }) => content)
  return { shop, reply, said }
}

test('what is written back to the text after a call stands in the same conversation', async () => {
  const { shop, said } = await answeredByText({})
  const [text] = await shop.sent()
  expect(await shop.texted(text!.from!, 'Thank you, at what time?')).toBe(200)
  expect(await said()).toContain('Thank you, at what time?')
})

test('a service without listed numbers chooses one; from then on the conversation is held with that one', async () => {
  const pool = ['+15550007701', '+15550007702']
  const { shop, reply, said } = await answeredByText({ pool })
  const [text] = await shop.sent()
  expect(text).toMatchObject({ from: undefined, to: theirs })
  await shop.becomes(text!, 'sent', pool[1]!)
  await shop.becomes(text!, 'delivered', pool[1]!)
  await shop.texted(pool[1]!, 'Thank you, at what time?')
  expect(await said()).toContain('Thank you, at what time?')
  await reply('At nine.')
  // To another number of the pool: another pair, another conversation, answered from there.
  await shop.texted(pool[0]!, 'Hello, do you repair tents?')
  expect(await said()).not.toContain('Hello, do you repair tents?')
  const { house } = shop
  const rows = await house.scope.conversations.list({ limit: 5 })
  const other = rows.find(({ subject }) => subject?.includes('tents'))
  await house.core.conversations.reply(house.owner, other!.id, { text: 'We do.' })
  await house.settle()
  expect((await shop.sent()).slice(1)).toMatchObject([
    { from: pool[1], messagingServiceSid: text!.messagingServiceSid, body: 'At nine.' },
    { from: pool[0], messagingServiceSid: text!.messagingServiceSid, body: 'We do.' },
  ])
})

test('who was texted before is texted from the number that they know', async () => {
  const pool = ['+15550007701', '+15550007702']
  const shop = await openShop({ mode: 'relay', settings: night, pool })
  const { house } = shop
  await shop.texted(pool[1]!, 'Hello, do you repair bicycles?')
  const ana = shop.call()
  await ana.hears('How can I help you?')
  await ana.hangsUp()
  await ana.ended
  await house.settle()
  const [call] = await shop.calls()
  await house.core.conversations.reply(house.owner, call!.conversation.id, { text: 'You called us, Ana?' })
  await house.settle()
  expect((await shop.sent()).map(({ from, body }) => [from, body])).toEqual([[pool[1], 'You called us, Ana?']])
})
