import { describe, expect, test } from 'vitest'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'
import { ageText, waitingCard } from './waiting-view.ts'

const minuteMs = 60_000
const list = (house: TestHouse, actor = house.owner) => house.core.waiting.list(actor)
const shown = async (house: TestHouse, actor = house.owner) =>
  (await list(house, actor)).sections.map(({ name, rows }) => [name, rows.map((row) => row.name)])

describe('what waits', () => {
  test('is nothing at first, with no empty section', async () => {
    const house = await makeTestHouse()
    expect(await list(house)).toEqual({ sections: [], unread: [], count: 0 })
  })

  test('comes oldest first; each thing stands once, with whoever has it', async () => {
    const house = await makeTestHouse()
    const ben = await house.teammate('Ben')
    const people = ['Anna', 'Bela', 'Carl'].map((name) => house.customer(name))
    for (const person of people) {
      await person.says('Do you ship to Norway?')
      await house.pass(minuteMs)
    }
    const [anna, bela] = people
    await house.core.conversations.act(ben.actor, (await bela!.conversation()).id, 'take')
    expect(await shown(house, ben.actor)).toEqual([
      ['mine', ['Bela']],
      ['unassigned', ['Anna', 'Carl']],
    ])
    expect(await shown(house)).toEqual([['unassigned', ['Anna', 'Carl']]])
    await house.core.conversations.reply(house.owner, (await anna!.conversation()).id, { text: 'Yes.' })
    await house.settle()
    expect(await shown(house)).toEqual([['unassigned', ['Carl']]])
    await house.core.conversations.act(house.owner, (await people[2]!.conversation()).id, 'snooze', 'tomorrow')
    expect(await shown(house)).toEqual([])
  })

  test('a draft stands on its conversation’s row; what a colleague has shows it among the drafts', async () => {
    const house = await makeTestHouse()
    const ben = await house.teammate('Ben')
    const anna = house.customer('Anna')
    await anna.says('Do you ship to Norway?')
    await house.core.conversations.reply(house.owner, (await anna.conversation()).id, { text: 'Yes, within 5 days.' })
    await house.settle()
    const carl = house.customer('Carl')
    await carl.says('Can you ship to Norway?')
    await house.settle()
    const [section] = (await list(house)).sections
    expect(section?.rows[0]).toMatchObject({ name: 'Carl', draft: { version: 1, unfilled: [] } })
    // A take-over that has run out leaves who it was.
    await house.scope.conversations.update((await carl.conversation()).id, { assigneeId: ben.teammate.id })
    expect(await shown(house, ben.actor)).toEqual([['mine', ['Carl']]])
    expect(await shown(house)).toEqual([['drafts', ['Carl']]])
    const { draft } = (await list(house)).sections[0]!.rows[0]!
    await house.core.drafts.approve(house.owner, draft!.id, draft!.version)
    await house.settle()
    expect(await shown(house)).toEqual([])
  })

  test('words that were not sent and messages that did not arrive wait, too, until somebody decides', async () => {
    const house = await makeTestHouse({ slack: true })
    const ben = await house.teammate('Ben')
    const anna = house.customer('Anna')
    await anna.says('Do you ship to Norway?')
    await house.settle()
    await ben.slackReply((await anna.conversation()).id, 'By ferry.')
    await house.pass(11 * minuteMs)
    await house.core.work.sweep()
    const written = (await list(house)).sections.find(({ name }) => name === 'written')?.rows[0]
    expect(written).toMatchObject({ name: 'Anna', preview: 'By ferry.', assigneeId: ben.teammate.id })
    expect(waitingCard(written!, 'https://x.example', house.clock.now()).buttons.map(({ label }) => label)).toEqual([
      'Send to customer',
      'Keep as note',
    ])
    expect(waitingCard(written!, 'https://x.example', house.clock.now()).menu).toMatchObject([{ choice: 'once' }])
    house.platforms.treat((place) => (place.connector === 'webchat' ? 'refuses' : 'accepts'))
    await house.core.written.send(ben.actor, written!.writtenId!)
    await house.settle()
    const failed = (await list(house)).sections.find(({ name }) => name === 'undelivered')?.rows
    expect(failed?.map(({ name, preview, outbox }) => [name, preview, outbox?.state])).toEqual([
      ['Anna', 'By ferry.', 'failed'],
    ])
  })

  test('knows its target, in opening hours, and says how late it is', async () => {
    const nine: [string, string][] = [['09:00', '17:00']]
    const targets = { firstMinutes: 60, nextMinutes: null }
    const house = await makeTestHouse({ settings: { targets, hours: { 1: nine, 2: nine } } })
    const anna = house.customer('Anna')
    await house.pass(7.5 * 60 * minuteMs)
    await anna.says('Do you ship to Norway?')
    const target = async () => (await list(house)).sections[0]?.rows[0]?.target
    expect(await target()).toMatchObject({ kind: 'first', minutes: 60, minutesLeft: 60 })
    // From 16:30 to 10:10 on the next day: 30 minutes and 70.
    await house.pass((17 * 60 + 40) * minuteMs)
    expect((await target())?.minutesLeft).toBe(-40)
    const row = (await list(house)).sections[0]!.rows[0]!
    expect(ageText(row, house.clock.now())).toBe('waits 17 h 40 min · 40 min late')
  })

  test('of another business is another business’s', async () => {
    const house = await makeTestHouse()
    await house.customer('Anna').says('Do you ship to Norway?')
    const other = await house.store.system.createBusiness({
      ...{ email: 'o@b.example', passwordHash: '', companyName: 'B', industry: '', ownerName: 'O', agentName: 'A' },
      settings: (await house.scope.business()).settings,
      confirmedAt: null,
    })
    expect((await list(house, { ...other, role: 'owner' })).count).toBe(0)
  })
})

test('a target that is set while somebody waits counts for them, too', async () => {
  const house = await makeTestHouse({ slack: true })
  await house.customer('Anna').says('Do you ship to Norway?')
  await house.settle()
  await house.core.accounts.saveSettings(house.owner, { targets: { firstMinutes: 10, nextMinutes: null } })
  await house.pass(11 * minuteMs)
  await house.core.work.sweep()
  await house.settle()
  expect(house.platforms.cards().filter(({ card }) => card.title.includes('waited longer'))).toHaveLength(1)
})
