import { expect, test } from 'vitest'
import { makeTestHouse } from '#core/testing/house.ts'

test('what staff write becomes patterns and the agent’s profile, and goes with the lesson', async () => {
  const house = await makeTestHouse({ slack: true })
  const maya = await house.teammate('Maya')
  for (const name of ['Ana', 'Ben']) {
    const customer = house.customer(name)
    await customer.says(`Do you ship to ${name === 'Ana' ? 'Norway' : 'Spain, and how long does it take'}?`)
    const { id } = await customer.conversation()
    await house.core.conversations.reply(maya.actor, id, {
      text: `Hello ${name}!\n\nYes, it takes ${name === 'Ana' ? 4 : 2} days.\n\nCheers, Maya`,
    })
    await house.settle()
  }
  const agent = await house.scope.agent()
  expect(agent.voiceProfile).toMatchObject({ greeting: 'Hello {customer}!', closing: 'Cheers, {teammate}', replies: 2 })
  const greetings = async () =>
    (await house.scope.voice.list(agent.id)).filter((pattern) => pattern.patternType === 'greeting')
  expect(await greetings()).toMatchObject([
    { patternData: { text: 'Hello {customer}!', language: 'en', share: 1 }, frequency: 2 },
  ])

  const [lesson] = await house.core.lessons.list(house.owner, {})
  await house.core.lessons.forget(house.owner, lesson?.id ?? '')
  expect(await greetings()).toEqual([])
  expect((await house.scope.agent()).voiceProfile).toMatchObject({ replies: 1 })
})
