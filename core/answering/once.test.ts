import { expect, test } from 'vitest'
import type { Card } from '#core/domain/outbound.ts'
import { makeTestHouse } from '#core/testing/house.ts'
import { waitingCard } from './waiting-view.ts'

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

test('wherever words wait to be sent, they can be sent without teaching', async () => {
  const house = await makeTestHouse({ slack: true })
  const ben = await house.teammate('Ben')
  const anna = house.customer('Anna')
  await anna.says('Do you ship to Norway?')
  await house.core.conversations.reply(ben.actor, (await anna.conversation()).id, { text: 'Yes, within 5 days.' })
  await house.settle()
  await anna.says('Can you ship it to Norway please?')
  await house.settle()
  const card = async (): Promise<Card> => {
    const [row] = (await house.core.waiting.list(ben.actor)).sections[0]?.rows ?? []
    return waitingCard(row!, 'https://desk.example', house.clock.now())
  }
  expect((await card()).menu).toMatchObject([{ action: 'approve', label: "Approve, don't learn", choice: 'once' }])

  await ben.slackReply((await anna.conversation()).id, 'By ferry.')
  await house.pass(11 * 60_000)
  await house.core.work.sweep()
  await house.settle()
  const direct = house.platforms.log.flatMap(({ outbound }) => (outbound.kind === 'direct' ? [outbound.card] : []))
  const unlearned = { action: 'send_written', label: "Send, don't learn", choice: 'once' }
  expect(direct.at(-1)).toMatchObject({ title: 'You wrote this; it was not sent to the customer.', menu: [unlearned] })
})
