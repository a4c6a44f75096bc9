import { expect, test } from 'vitest'
import { opening, question, staffed, vouched } from '#core/testing/call-houses.ts'
import { caller } from '#core/testing/caller.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'

/** What the last card about the end of a call says. */
const told = ({ platforms }: TestHouse) =>
  platforms
    .cards()
    .findLast(({ card }) => card.title.startsWith('Call ended'))
    ?.card.facts.map(({ label, value }) => `${label}: ${value}`)

test('after a call staff read what was asked, and who answered it', async () => {
  const house = await vouched(opening)
  house.platforms.surfaces.slack = true
  const ana = caller(house)
  await ana.calls()
  await ana.says(question)
  await ana.says('Thank you!')
  await ana.says('And could you repair my coffee machine until Friday?')
  await ana.happens({ kind: 'ended', why: 'completed' })
  await house.settle()
  expect(told(house)).toEqual([
    `Asked: ${question} (answered by the agent)`,
    'Asked: And could you repair my coffee machine until Friday? (waits for an answer)',
  ])
})

test('what was spoken about with a colleague is marked as such', async () => {
  const { house, maya } = await staffed({ slack: true })
  const ana = caller(house)
  await ana.calls()
  await ana.says('My machine is broken. I want to speak to a person.')
  await ana.happens({ kind: 'bridged', teammateId: maya.id })
  await ana.happens({ kind: 'ended', why: 'completed' })
  await house.settle()
  expect(told(house)).toEqual(['Asked: My machine is broken. I want to speak to a person. (spoken about on the phone)'])
})

test('of a long call the end is told, and how much there was before', async () => {
  const house = await makeTestHouse({ slack: true })
  const ana = caller(house)
  await ana.calls()
  for (const at of [1, 2, 3, 4, 5, 6]) await ana.says(`Words number ${at} for you. ${'long '.repeat(50)}`)
  await ana.happens({ kind: 'ended', why: 'completed' })
  await house.settle()
  const facts = told(house)!
  expect([facts.length, facts[0]]).toEqual([5, 'Before: 2 more'])
  expect(facts.at(-1)!.length).toBeLessThan(200)
})
