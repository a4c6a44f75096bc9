import { expect, test } from 'vitest'
import { makeTestHouse } from '#core/testing/house.ts'

test('in a thread `> once:` is sent without its marker and teaches nothing; nor does its correction', async () => {
  const house = await makeTestHouse({ slack: true })
  const ben = await house.teammate('Ben')
  const anna = house.customer('Anna')
  await anna.says('Can I have it a day longer?')
  await house.pass(3_000)
  const said = await ben.slackReply((await anna.conversation()).id, '> once: Yes, until Tuesday.')
  await house.settle()
  expect(anna.heard()).toEqual(['Yes, until Tuesday.'])
  await ben.slackEdit(said, '> once: Yes, until Wednesday.')
  await house.settle()
  expect(await ben.click('send_correction')).toEqual({ kind: 'done' })
  await house.settle()
  expect(anna.heard()).toEqual(['Yes, until Tuesday.', 'Yes, until Wednesday.'])
  expect(await house.core.lessons.list(house.owner, {})).toEqual([])
})
