import { describe, expect, test } from 'vitest'
import type { Conversation } from '#core/domain/conversation.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'

const answer = 'Yes, we ship to Norway within 5 days.'
const hourMs = 3_600_000
const dayMs = 24 * hourMs

describe('a conversation’s life', () => {
  test('waits for staff, then for the customer, then for nobody', async () => {
    const { house, anna, now } = await asked()
    expect(await now()).toMatchObject({ waitingFor: 'staff', status: 'active' })
    await reply(house, (await now()).id)
    expect(await now()).toMatchObject({ waitingFor: 'customer', waitingSince: null })
    await anna.says('And to Sweden?')
    expect(await now()).toMatchObject({ waitingFor: 'staff' })
    await house.core.conversations.act(house.owner, (await now()).id, 'resolve')
    expect(await now()).toMatchObject({ waitingFor: 'nobody', status: 'resolved', resolvedBy: 'teammate' })
    await house.core.conversations.act(house.owner, (await now()).id, 'reopen')
    expect(await now()).toMatchObject({ waitingFor: 'staff', status: 'active', resolvedBy: null, resolvedAt: null })
  })

  test('a thank-you after an answer says that all is well; it gets no draft and wakes nobody', async () => {
    const { house, anna, now } = await asked({ mail: true })
    const ben = await house.teammate('Ben')
    await reply(house, (await now()).id)
    const mails = ben.mails().length
    await anna.says('Perfect, thank you!')
    await house.settle()
    expect(await now()).toMatchObject({ status: 'resolved', resolvedBy: 'customer', waitingFor: 'nobody' })
    expect((await house.core.conversations.get(house.owner, (await now()).id)).drafts).toHaveLength(1)
    expect(ben.mails().length).toBe(mails)
    await anna.says('Danke')
    expect(await now()).toMatchObject({ status: 'resolved', resolvedBy: 'customer' })
  })

  test('“thanks, but …” reopens, wakes and waits like any question', async () => {
    const { house, anna, now } = await asked()
    await reply(house, (await now()).id)
    await house.core.conversations.act(house.owner, (await now()).id, 'resolve')
    await anna.says('Thanks, but it has not arrived.')
    expect(await now()).toMatchObject({ status: 'active', waitingFor: 'staff', resolvedBy: null })
  })

  test('a thank-you before the answer changes nothing: draft, snooze and turn stay as they are', async () => {
    const { house, now: before } = await asked()
    await reply(house, (await before()).id)
    const carl = house.customer('Carl')
    await carl.says('Can you ship to Norway?')
    const { id } = await carl.conversation()
    await house.core.conversations.act(house.owner, id, 'snooze', '3h')
    const { conversation, draft } = await house.core.conversations.get(house.owner, id)
    expect(draft).not.toBeNull()
    await carl.says('Thanks a lot')
    const after = await house.core.conversations.get(house.owner, id)
    expect(after.draft?.id).toBe(draft?.id)
    expect(after.conversation).toEqual(conversation)
    await house.core.drafts.approve(house.owner, draft!.id, draft!.version)
    await house.settle()
    // Its words were judged against the question, not against the thank-you after it.
    expect((await house.core.learning.topics(house.owner))[0]).toMatchObject({ judged: 1 })
  })

  test('a thank-you while the answer is still held confirms nothing', async () => {
    const { house, anna, now } = await asked()
    await house.core.conversations.reply(house.owner, (await now()).id, { text: answer })
    await anna.says('thanks')
    expect(await now()).toMatchObject({ status: 'active' })
    await house.settle()
    expect(anna.heard()).toEqual([answer])
    expect(await now()).toMatchObject({ status: 'active', waitingFor: 'customer' })
  })

  test('a snooze ends by time, by the customer’s word, or by a teammate, and the thread says so', async () => {
    const { house, anna, now } = await asked({ slack: true })
    const ben = await house.teammate('Ben')
    await house.settle()
    expect(await ben.click('snooze', { choice: '1h' })).toEqual({ kind: 'done' })
    await house.settle()
    expect((await now()).snoozedUntil).not.toBeNull()
    expect(card(house)).toMatchObject({ status: expect.stringContaining('Snoozed until') })
    await sweepAfter(house, hourMs + 1_000)
    expect((await now()).snoozedUntil).toBeNull()
    expect(house.platforms.cards().map((one) => one.card.title)).toContain('Back from its snooze.')

    await ben.click('snooze', { choice: 'tomorrow' })
    await anna.says('Hello?')
    expect((await now()).snoozedUntil).toBeNull()

    await house.settle()
    await ben.click('snooze', { choice: 'monday' })
    await house.settle()
    await ben.click('wake')
    expect((await now()).snoozedUntil).toBeNull()
    await expect(house.core.conversations.act(house.owner, (await now()).id, 'wake')).rejects.toMatchObject({
      status: 409,
    })
    await expect(house.core.conversations.act(house.owner, (await now()).id, 'snooze', 'soon')).rejects.toMatchObject({
      status: 422,
    })
  })

  test('a reminder comes to the thread naming who asked; an answer by the customer cancels it', async () => {
    const { house, anna, now } = await asked({ slack: true })
    const ben = await house.teammate('Ben')
    const { id } = await now()
    await reply(house, id)
    const remind = async () => {
      const followUpAt = new Date(house.clock.now().getTime() + dayMs).toISOString()
      await house.scope.conversations.update(id, { followUpAt, followUpBy: ben.teammate.id })
      await house.scope.conversations.schedule(id, followUpAt)
    }
    await remind()
    await sweepAfter(house, dayMs + 1_000)
    expect(await now()).toMatchObject({ followUpAt: null, followUpBy: null, waitingFor: 'staff', waitingSince: null })
    const titles = () => house.platforms.cards().map((one) => one.card.title)
    expect(titles()).toContain('Ben asked to be reminded: the customer has not answered.')
    await remind()
    await anna.says('It has arrived, and is broken.')
    expect(await now()).toMatchObject({ followUpAt: null })
    await sweepAfter(house, dayMs + 1_000)
    expect(titles().filter((title) => title.startsWith('Ben asked'))).toHaveLength(1)
  })

  test('quiet for seven days closes it, which is no solution; a word in between starts the week anew', async () => {
    const { house, anna, now } = await asked()
    await reply(house, (await now()).id)
    await sweepAfter(house, 6 * dayMs)
    expect(await now()).toMatchObject({ status: 'active' })
    await anna.says('Wait, one more thing: by air?')
    await reply(house, (await now()).id, 'By ship.')
    await sweepAfter(house, 6 * dayMs)
    expect(await now()).toMatchObject({ status: 'active', waitingFor: 'customer' })
    await sweepAfter(house, dayMs + 60_000)
    expect(await now()).toMatchObject({ status: 'resolved', resolvedBy: 'quiet', waitingFor: 'nobody', dueAt: null })
  })

  test('what time brings about happens once, also with two workers at once', async () => {
    const { house, now } = await asked({ slack: true })
    await house.core.conversations.act(house.owner, (await now()).id, 'snooze', '1h')
    house.clock.advance(hourMs + 1_000)
    await Promise.all(Array.from({ length: 5 }, () => house.core.work.sweep()))
    const { events } = await house.core.conversations.get(house.owner, (await now()).id)
    expect(events.filter(({ type }) => type === 'woken')).toHaveLength(1)
  })

  test('assigned from the card’s menu, by the API, by mail: whoever gets it is told, and the log names who did it', async () => {
    const { house, now } = await asked({ slack: true })
    const [ben, cleo] = [await house.teammate('Ben'), await house.teammate('Cleo')]
    await house.scope.teammates.link(cleo.teammate.id, cleo.handle)
    // The card shows whom it can be given to as they were when it was drawn.
    await house.core.conversations.act(house.owner, (await now()).id, 'take')
    await house.settle()
    expect(await ben.click('assign', { choice: cleo.teammate.id })).toEqual({ kind: 'done' })
    await house.settle()
    expect(await now()).toMatchObject({ assigneeId: cleo.teammate.id })
    expect(card(house)).toMatchObject({ status: 'Cleo has it' })
    const told = house.platforms.log.filter(({ outbound }) => outbound.kind === 'direct')
    expect(told).toMatchObject([
      { outbound: { to: cleo.handle, card: { title: 'Ben gave you the conversation with Anna.' } } },
    ])
    const audit = await house.scope.audit.list(10)
    expect(audit[0]).toMatchObject({
      actor: ben.teammate.id,
      action: 'conversation assigned',
      data: { by: 'Ben', name: 'Cleo' },
    })
    const { id } = await now()
    await house.core.conversations.act(ben.actor, id, 'assign', 'nobody')
    expect(await now()).toMatchObject({ assigneeId: null, humanUntil: null })
    await expect(house.core.conversations.act(ben.actor, id, 'assign', 'Zoe')).rejects.toMatchObject({ status: 404 })
  })

  test('by mail one word does the same, and what is refused is said by mail', async () => {
    const { house, now } = await asked({ mail: true })
    const [ben, cleo] = [await house.teammate('Ben'), await house.teammate('Cleo')]
    const carl = house.mailCustomer('carl@home.example', 'Carl')
    await carl.says('Where is my parcel?')
    await house.settle()
    const shown = ben.mails().at(-1)!
    const order = async (word: string) => {
      await ben.mailReply(shown, word)
      await house.settle()
      return carl.conversation()
    }
    expect(await order('take')).toMatchObject({ assigneeId: ben.teammate.id })
    expect(await order('assign Cleo')).toMatchObject({ assigneeId: cleo.teammate.id })
    expect(cleo.mails().at(-1)?.outbound).toMatchObject({ card: { title: 'Ben gave you the conversation with Carl.' } })
    expect(await order('release')).toMatchObject({ assigneeId: null })
    expect((await order('snooze tomorrow')).snoozedUntil).not.toBeNull()
    await order('snooze for ages')
    expect(ben.mails().at(-1)?.outbound).toMatchObject({ card: { title: expect.stringContaining('Until when?') } })
    expect(await order('resolve')).toMatchObject({ status: 'resolved', resolvedBy: 'teammate' })
    expect(await order('reopen')).toMatchObject({ status: 'active', waitingFor: 'staff' })
    await order('remind me tomorrow')
    expect(ben.mails().at(-1)?.outbound).toMatchObject({ card: { title: expect.stringMatching(/^You are reminded/) } })
    await order('away until Monday')
    expect(ben.mails().at(-1)?.outbound).toMatchObject({
      card: { title: expect.stringMatching(/^You are away until/) },
    })
    await order('back')
    expect(ben.mails().at(-1)?.outbound).toMatchObject({ card: { title: 'Welcome back.' } })
    expect(await order('spam')).toMatchObject({ kind: 'spam' })
    expect(carl.heard()).toEqual([])
    expect(await now()).toMatchObject({ kind: 'support' })
  })

  test('two who take it at once both succeed in turn, and it has one assignee', async () => {
    const { house, now } = await asked()
    const [ben, cleo] = [await house.teammate('Ben'), await house.teammate('Cleo')]
    const { id } = await now()
    await Promise.all([ben, cleo].map((one) => house.core.conversations.act(one.actor, id, 'take')))
    expect([ben.teammate.id, cleo.teammate.id]).toContain((await now()).assigneeId)
  })

  test('the customer writes while a teammate resolves: in both orders it ends open and waiting, or resolved before they wrote', async () => {
    for (const first of ['customer', 'teammate'] as const) {
      const { house, anna, now } = await asked()
      const { id } = await now()
      const acts = [() => anna.says('And to Sweden?'), () => house.core.conversations.act(house.owner, id, 'resolve')]
      if (first === 'teammate') acts.reverse()
      await Promise.all(acts.map((act) => act()))
      await house.settle()
      const { status, waitingFor } = await now()
      expect([status, waitingFor]).toEqual(status === 'resolved' ? ['resolved', 'nobody'] : ['active', 'staff'])
    }
  })
})

describe('going on', () => {
  test('a reply to what was over long ago opens a conversation of its own, tied to the old one', async () => {
    const { house, anna, now } = await asked({ slack: true })
    const old = (await now()).id
    await reply(house, old)
    await house.core.conversations.act(house.owner, old, 'resolve')
    await sweepAfter(house, 29 * dayMs)
    await anna.says('Thank you!')
    expect((await now()).id).toBe(old)
    await house.pass(2 * dayMs)
    await anna.says('Hello, my parcel is broken.')
    await house.settle()
    const fresh = await now()
    expect(fresh).toMatchObject({ followsId: old, waitingFor: 'staff' })
    expect(await house.scope.conversations.get(old)).toMatchObject({ status: 'resolved' })
    expect(card(house)?.body).toContain(`/admin/conversations/${old}`)
  })

  test('within thirty days it is reopened', async () => {
    const { house, anna, now } = await asked()
    const old = (await now()).id
    await house.core.conversations.act(house.owner, old, 'resolve')
    await house.pass(29 * dayMs)
    await anna.says('Hello, my parcel is broken.')
    expect(await now()).toMatchObject({ id: old, status: 'active' })
  })

  test('a mail to our address with another subject, nothing quoted and no reference is another matter', async () => {
    const house = await makeTestHouse({ mail: true })
    const mia = house.mailCustomer('mia@home.example', 'Mia')
    await mia.says('Do you ship to Norway?')
    const old = (await mia.conversation()).id
    await reply(house, old)
    const sent = house.platforms.log.findLast(({ outbound }) => outbound.kind === 'reply')!.outbound
    const mail = 'mail' in sent ? sent.mail! : undefined
    const token = /\+([a-z2-7]+)@/.exec(mail!.replyTo)![1]!
    const says = (subject: string, facts: object = {}, references: string[] = []) => {
      const event = mia.event('What about gift cards?', facts)
      return house.receive({ ...event, mail: { ...event.mail!, subject, token, references } })
    }
    await says('AW: Re: a question')
    await says('Gift cards', { quoted: '> Yes, we ship' })
    await says('Gift cards', {}, [mail!.messageId])
    expect(await house.core.conversations.list(house.owner, {})).toHaveLength(1)
    await says('Gift cards')
    const [fresh] = await house.core.conversations.list(house.owner, {})
    expect(fresh).toMatchObject({ subject: 'Gift cards', followsId: old })
    const lee = house.mailCustomer('lee@elsewhere.example', 'Lee').event('What about gift cards?')
    await house.receive({ ...lee, mail: { ...lee.mail!, subject: 'Another thing', token } })
    expect((await house.core.conversations.list(house.owner, {}))[0]).toMatchObject({
      customerEmail: 'lee@elsewhere.example',
      followsId: null,
    })
  })
})

async function asked(options: { slack?: boolean; mail?: boolean } = {}) {
  const house = await makeTestHouse(options)
  const anna = house.customer('Anna')
  await anna.says('Do you ship to Norway?')
  const now = (): Promise<Conversation> => anna.conversation()
  return { house, anna, now }
}

async function reply(house: TestHouse, id: string, text = answer): Promise<void> {
  await house.core.conversations.reply(house.owner, id, { text })
  await house.settle()
}

async function sweepAfter(house: TestHouse, ms: number): Promise<void> {
  await house.pass(ms)
  await house.core.work.sweep()
  await house.settle()
}

function card(house: TestHouse) {
  return house.platforms.cards().findLast((one) => one.card.purpose === 'conversation')?.card
}
