import { expect, test } from 'vitest'
import { makeTestHouse } from '#core/testing/house.ts'

test('a first question is observed, and what staff answer becomes a lesson that the next paraphrase uses', async () => {
  const house = await makeTestHouse({ slack: true })
  const ben = await house.teammate('Ben')
  const anna = house.customer('Anna')
  await anna.says('Do you ship to Norway?')
  await house.settle()
  const first = await anna.conversation()
  await ben.slackReply(first.id, '> Yes, we ship to Norway within 5 days.')
  await house.settle()
  expect(anna.heard()).toEqual(['Yes, we ship to Norway within 5 days.'])
  expect(await house.core.lessons.list(house.owner, {})).toMatchObject([{ question: 'Do you ship to Norway?' }])
  const carl = house.customer('Carl')
  await carl.says('Can you ship to Norway please?')
  await house.settle()
  const t0 = performance.now()
  const view = await house.core.conversations.get(house.owner, (await carl.conversation()).id)
  console.log(view.draft?.text, view.drafts, performance.now() - t0, house.log.errors)
})
