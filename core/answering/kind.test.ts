import { describe, expect, test } from 'vitest'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'

const answer = 'Yes, we ship to Norway within 5 days.'
const hourMs = 3_600_000
const dayMs = 24 * hourMs

describe('what a machine writes', () => {
  test('opens no thread, gets no draft and no notification, and stands in the quiet list', async () => {
    const { house, robotWrites, aside } = await shop({ slack: true })
    await robotWrites('50 % off everything!')
    await house.settle()
    expect(house.platforms.log).toEqual([])
    expect(await aside()).toMatchObject([
      { kind: 'automated', waitingFor: 'nobody', waitingSince: null, preview: '50 % off everything!' },
    ])
    expect(await house.core.conversations.list(house.owner, {})).toEqual([])
    expect(house.store.rows(house.businessId).drafts.all()).toEqual([])
  })

  test('“Not spam” opens its thread and answers it as if it had just come', async () => {
    const { house, robotWrites, aside } = await taught({ slack: true })
    await robotWrites('Do you ship to Norway?')
    const [row] = await aside()
    await house.core.conversations.notSpam(house.owner, row!.id)
    await house.settle()
    const { conversation, draft } = await house.core.conversations.get(house.owner, row!.id)
    expect(conversation).toMatchObject({ kind: 'support', waitingFor: 'staff', thoughtOwedAt: null })
    expect(draft).toMatchObject({ text: answer })
    expect(
      house.platforms.cards().some(({ card }) => card.quote === 'Do you ship to Norway?' && card.purpose === 'draft'),
    ).toBe(true)
    await expect(house.core.conversations.notSpam(house.owner, row!.id)).rejects.toMatchObject({ status: 409 })
  })

  test('a thought that is owed is thought after a crash, too', async () => {
    const { house, robotWrites, aside } = await taught()
    await robotWrites('Do you ship to Norway?')
    const [row] = await aside()
    // The write committed and the process died before it thought.
    house.restart((ports) => ({ ...ports, embedder: { ...ports.embedder, embed: () => new Promise(() => {}) } }))
    void house.core.conversations.notSpam(house.owner, row!.id)
    for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve))
    expect((await house.scope.conversations.get(row!.id))?.thoughtOwedAt).not.toBeNull()
    house.restart()
    await house.pass(1_000)
    await house.core.work.sweep()
    expect((await house.core.conversations.get(house.owner, row!.id)).draft).toMatchObject({ text: answer })
  })

  test('a person who writes where a machine wrote before is heard and gets a draft', async () => {
    const { house, robotWrites, aside } = await taught()
    await robotWrites('Your ticket was received.')
    const [row] = await aside()
    const said = (await house.scope.messages.list(row!.id))[0]!
    const event = house.mailCustomer('robot@list.example').event('A person now: do you ship to Norway?')
    await house.receive({ ...event, mail: { ...event.mail!, references: [said.metadata.platformId!] } })
    const { conversation, draft } = await house.core.conversations.get(house.owner, row!.id)
    expect(conversation).toMatchObject({ kind: 'support', waitingFor: 'staff' })
    expect(draft).toMatchObject({ text: answer })
  })
})

describe('spam', () => {
  test('“Spam” on the card blocks the sender, withdraws the draft and stops what was about to leave', async () => {
    const { house } = await taught({ slack: true })
    const ben = await house.teammate('Ben')
    const eve = house.mailCustomer('eve@spam.example', 'Eve')
    await eve.says('Can you ship to Norway?')
    await house.settle()
    expect(await ben.click('spam')).toEqual({ kind: 'done' })
    await house.settle()
    const spam = await eve.conversation()
    expect(spam).toMatchObject({ kind: 'spam', waitingFor: 'nobody', assigneeId: null })
    const view = await house.core.conversations.get(house.owner, spam.id)
    expect(view).toMatchObject({ draft: null, actions: ['not_spam'] })
    expect(view.drafts).toMatchObject([{ state: 'withdrawn', why: 'Ben marked it as spam' }])
    const cards = house.platforms.cards()
    expect(cards.find(({ card }) => card.title === 'Eve')?.card).toMatchObject({
      status: 'Spam: the sender is blocked',
      buttons: [{ action: 'not_spam' }],
    })
    const shown = house.platforms.log.length

    await eve.says('Buy now!')
    await house.settle()
    expect(house.platforms.log.length).toBe(shown)
    expect(await house.core.conversations.list(house.owner, { kinds: ['spam'] })).toHaveLength(2)
    expect(eve.heard()).toEqual([])
  })

  test('“Not spam” unblocks, and what they write is heard again', async () => {
    const { house } = await taught({ slack: true })
    const ben = await house.teammate('Ben')
    const eve = house.mailCustomer('eve@home.example', 'Eve')
    await eve.says('Can you ship to Norway?')
    await house.settle()
    await ben.click('spam')
    await house.settle()
    await ben.click('not_spam')
    await house.settle()
    const { id } = await eve.conversation()
    const { conversation, draft } = await house.core.conversations.get(house.owner, id)
    expect(conversation).toMatchObject({ kind: 'support', waitingFor: 'staff' })
    expect(draft).toMatchObject({ text: answer, state: 'pending' })
    await eve.says('Hello?')
    expect(await house.core.conversations.list(house.owner, { kinds: ['spam'] })).toEqual([])
  })

  test('in a chat, what a blocked visitor goes on to write joins the spam and wakes nobody', async () => {
    const { house } = await shop({ slack: true })
    const eve = house.customer('Eve')
    await eve.says('Casino!')
    await house.settle()
    await house.core.conversations.setKind(house.owner, (await eve.conversation()).id, 'spam')
    await house.settle()
    const shown = house.platforms.log.length
    await eve.says('Casino!!')
    await house.settle()
    expect(house.platforms.log.length).toBe(shown)
    expect(await house.scope.messages.list((await eve.conversation()).id)).toHaveLength(2)
  })

  test('“Spam” and an approval at once: sent and then put aside, or put aside and nothing sent; never both', async () => {
    for (const first of ['spam', 'approve'] as const) {
      const { house } = await taught()
      const carl = house.customer('Carl')
      await carl.says('Can you ship to Norway?')
      const { draft, conversation } = await house.core.conversations.get(house.owner, (await carl.conversation()).id)
      const acts = [
        () => house.core.conversations.setKind(house.owner, conversation.id, 'spam'),
        () => house.core.drafts.approve(house.owner, draft!.id, draft!.version),
      ]
      if (first === 'approve') acts.reverse()
      await Promise.allSettled(acts.map((act) => act()))
      await house.settle()
      expect(carl.heard()).toEqual([])
      expect(await carl.conversation()).toMatchObject({ kind: 'spam' })
    }
  })

  test('none of it is learned: an answer given to what is spam now teaches nothing', async () => {
    const { house } = await shop()
    const eve = house.customer('Eve')
    await eve.says('Do you want to rank first?')
    const { id } = await eve.conversation()
    await house.core.conversations.reply(house.owner, id, { text: 'No, thank you.' })
    house.clock.advance(6_000)
    await house.scope.conversations.update(id, { kind: 'spam' })
    await house.settle()
    expect(eve.heard()).toEqual(['No, thank you.'])
    expect(await house.core.lessons.list(house.owner, {})).toEqual([])
  })

  test('a test stays a test, and what is put aside is not taken, snoozed or resolved', async () => {
    const { house, robotWrites, aside } = await shop()
    await robotWrites('50 % off!')
    const [row] = await aside()
    for (const action of ['take', 'snooze', 'resolve'] as const)
      await expect(house.core.conversations.act(house.owner, row!.id, action, '1h')).rejects.toMatchObject({
        status: 409,
      })
    await expect(house.core.conversations.setKind(house.owner, row!.id, 'test')).rejects.toMatchObject({ status: 409 })
    await expect(house.core.conversations.setKind(house.owner, 'nowhere', 'spam')).rejects.toMatchObject({
      status: 404,
    })
  })
})

test('what a conversation is about is said from its card, too', async () => {
  const house = await makeTestHouse({ slack: true })
  const ben = await house.teammate('Ben')
  const anna = house.customer('Anna')
  await anna.says('We would like to order 500 mugs.')
  await house.settle()
  const { id } = await anna.conversation()
  expect(await ben.click('set_kind', { target: id, choice: 'sales' })).toMatchObject({ kind: 'done' })
  expect((await anna.conversation()).kind).toBe('sales')
  await house.settle()
  expect(ben.press('set_kind', { target: id, choice: 'sales' })).toBeUndefined()
})

describe('the daily digest', () => {
  test.each([
    'slack',
    'mail',
  ] as const)('comes once a day to staff by %s, with numbers and senders', async (surface) => {
    const { house, robotWrites } = await shop({ [surface]: true })
    const ben = await house.teammate('Ben')
    await robotWrites('50 % off!')
    await robotWrites('60 % off!')
    const digests = () =>
      house.platforms.log.filter(({ outbound }) => 'card' in outbound && outbound.card.title.startsWith('Put aside'))
    for (let hour = 0; hour < 26; hour++) await twoWorkersSweep(house)
    const readers = surface === 'slack' ? 1 : (await house.scope.teammates.list()).length
    expect(digests()).toHaveLength(readers)
    expect(digests()[0]?.outbound).toMatchObject({
      card: { title: 'Put aside since yesterday: 2 from machines, 0 spam.', body: '- robot@list.example (2)' },
    })
    if (surface === 'mail') expect(ben.mails()).toHaveLength(1)
    for (let hour = 0; hour < 26; hour++) await twoWorkersSweep(house)
    expect(digests()).toHaveLength(readers)
  })
})

/** An hour passes, then two processes sweep at once. */
async function twoWorkersSweep(house: TestHouse): Promise<void> {
  await house.pass(hourMs)
  const first = house.core
  house.restart()
  await Promise.all([first.work.sweep(), house.core.work.sweep()])
  await house.pass(2_000)
}

async function shop(options: { slack?: boolean; mail?: boolean } = {}) {
  const house = await makeTestHouse(options)
  const robotWrites = async (text: string) => {
    const event = house.mailCustomer('robot@list.example', 'Robot').event(text)
    await house.receive({ ...event, author: { ...event.author, isMachine: true } })
  }
  const aside = () => house.core.conversations.list(house.owner, { kinds: ['automated', 'spam'] })
  return { house, robotWrites, aside }
}

/** One lesson learned, a day ago. */
async function taught(options: { slack?: boolean } = {}) {
  const made = await shop(options)
  const { house } = made
  const anna = house.customer('Anna')
  await anna.says('Do you ship to Norway?')
  await house.core.conversations.reply(house.owner, (await anna.conversation()).id, { text: answer })
  await house.settle()
  await house.pass(dayMs)
  return made
}
