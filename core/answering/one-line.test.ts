import { expect, test } from 'vitest'
import { pressed } from '#core/testing/events.ts'
import { slackRoot } from '#core/testing/fake-messenger.ts'
import { makeTestHouse } from '#core/testing/house.ts'
import { oneLine } from './one-line.ts'

const trap = 'parcel](https://evil.example/a) [here'

test.each([
  ['  Where\n\nis it? ', 'Where is it?'],
  ['[Sign in](https://evil.example)', '(Sign in)(https://evil.example)'],
  [trap, 'parcel)(https://evil.example/a) (here'],
  ['x'.repeat(41), `${'x'.repeat(39)}…`],
  [`${'x'.repeat(38)}🎉🎉`, `${'x'.repeat(38)}…`],
])('%j stands on one line, with no link of its own', (text, line) => {
  expect(oneLine(text, 40)).toBe(line)
})

test('a customer’s name and subject make no link in what a search and a hand-over say', async () => {
  const house = await makeTestHouse({ slack: true, mail: true })
  const maya = await house.teammate('Maya')
  const eve = house.mailCustomer('eve@home.example', `Eve ${trap}`)
  const mail = eve.event(`My ${trap}`)
  await house.receive({ ...mail, mail: { ...mail.mail!, subject: trap } })
  const { id } = await eve.conversation()
  await house.core.conversations.reply(maya.actor, id, { text: 'Which parcel?' })
  await house.settle()
  await eve.says('I want to speak to a person.')
  await house.settle()

  const at = house.clock.now().toISOString()
  const author = { handle: maya.handle, isUs: false, isMachine: false, isOutsider: false, isVerified: true }
  const asked = { id: 'find-1', place: slackRoot, at, author, action: 'find' as const, target: 'maya', text: 'parcel' }
  const said = await house.receiveAndWait(pressed(asked))
  expect(said).toMatchObject({ kind: 'done', say: expect.stringContaining('parcel)(https://evil.example/a) (here](') })

  const bodies = house.platforms.cards().flatMap(({ card }) => card.body ?? [])
  expect(bodies.some((body) => body.includes('Which parcel?'))).toBe(true)
  expect(bodies.join('\n')).not.toContain('](https://evil.example')
})
