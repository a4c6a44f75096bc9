import { describe, expect, test } from 'vitest'
import type { ActionEvent } from '#core/domain/event.ts'
import type { Card } from '#core/domain/outbound.ts'
import type { Treatment } from '#core/testing/fake-messenger.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'

/** Ana asked, and Maya reads it in Slack. */
async function asked() {
  const house = await makeTestHouse({ slack: true })
  const maya = await house.teammate('Maya')
  const ana = house.customer('Ana')
  await ana.says('Do you ship to Norway?')
  await house.settle()
  return { house, maya, ana }
}

/** Somebody who wrote a mail and then in the chat; staff put both together. */
async function reachable(house: TestHouse) {
  const byMail = house.mailCustomer('ana@home.example', 'Ana')
  await byMail.says('Hello?')
  const ana = house.customer('Ana')
  await ana.says('Do you ship to Norway?')
  const conversation = await ana.conversation()
  const { id } = await byMail.conversation()
  await house.core.conversations.merge(house.owner, id, conversation.id, { acrossPeople: true })
  await house.settle()
  return { ana, conversation }
}
const failing = (house: TestHouse, connector: string, how: Treatment = 'refuses') =>
  house.platforms.treat((place, outbound) =>
    outbound.kind === 'reply' && place.connector === connector ? how : 'accepts',
  )
const failure = (house: TestHouse) =>
  house.platforms.cards().find(({ card }) => card.title.startsWith('This did not reach the customer'))
const mailsTo = (house: TestHouse, address: string) =>
  house.platforms.log.filter(
    ({ outbound }) => outbound.kind === 'reply' && outbound.mail?.to.includes(address) === true,
  )

describe('what could not be delivered', () => {
  test('is said in the thread with its cause, and Retry sends it', async () => {
    const { house, maya, ana } = await asked()
    failing(house, 'webchat')
    await maya.slackReply((await ana.conversation()).id, '> Yes, within 5 days.')
    await house.settle()
    const card = failure(house)?.card
    expect(card).toMatchObject({ title: 'This did not reach the customer: it needs another address.' })
    expect(card?.buttons.map(({ label }) => label)).toEqual(['Retry'])
    house.platforms.treat(() => 'accepts')
    const retry = maya.press('send_again')!
    expect(await house.receiveAndWait(retry)).toMatchObject({ kind: 'done' })
    await house.settle()
    expect(ana.heard()).toEqual(['Yes, within 5 days.'])
    expect(failure(house)).toBeUndefined()
    expect(house.platforms.cards().map(({ card }) => card)).toContainEqual(
      expect.objectContaining({ title: 'Sent after all.', body: 'Yes, within 5 days.', buttons: [] }),
    )
    expect(await house.receiveAndWait({ ...retry, id: 'again' })).toMatchObject({ kind: 'refused' })
  })

  test('while it is sent once more, and when it fails again, its card says so', async () => {
    const { house, maya, ana } = await asked()
    const { id } = await ana.conversation()
    failing(house, 'webchat')
    await maya.slackReply(id, '> Yes, within 5 days.')
    await house.settle()
    await maya.click('send_again')
    const told = (await house.scope.outbox.list(id)).map(({ payload }) => (payload.card as Card | undefined)?.title)
    expect(told).toContain('Maya sends this once more.')
    await house.settle()
    expect(failure(house)?.card.buttons.map(({ label }) => label)).toEqual(['Retry'])
  })

  test('but did after all, as a teammate says, is not offered to be sent again', async () => {
    const { house, maya, ana } = await asked()
    failing(house, 'webchat', 'accepts, hangs up')
    await maya.slackReply((await ana.conversation()).id, '> Yes, within 5 days.')
    await house.settle()
    const doubtful = () =>
      house.platforms.cards().some(({ card }) => card.title.startsWith('This may not have arrived'))
    expect(doubtful()).toBe(true)
    await maya.click('it_arrived')
    await house.settle()
    expect(doubtful()).toBe(false)
  })

  test('goes to another address of the customer, after a question that names it, and once', async () => {
    const house = await makeTestHouse({ slack: true, mail: true })
    const maya = await house.teammate('Maya')
    const { ana, conversation } = await reachable(house)
    failing(house, 'webchat')
    await maya.slackReply(conversation.id, '> Yes, within 5 days.')
    await house.settle()
    expect(failure(house)?.card.buttons.map(({ label }) => label)).toEqual(['Retry', 'Other channel'])
    const { messages } = await house.core.conversations.get(house.owner, conversation.id)
    expect(messages.at(-1)?.delivery?.others).toEqual([{ key: 'email:ana@home.example', label: 'ana@home.example' }])

    await maya.click('other_channel')
    await house.settle()
    const asked = house.platforms.cards().find(({ card }) => card.title === 'Send this to ana@home.example instead?')
    expect(asked?.card.quote).toBe('Yes, within 5 days.')
    expect(mailsTo(house, 'ana@home.example')).toEqual([])

    const [button] = asked?.card.buttons ?? []
    const press = (id: string): ActionEvent => ({
      ...{ type: 'action', id, place: asked!.place, at: house.clock.now().toISOString() },
      author: maya.press('take')!.author,
      ...{ action: 'other_channel', target: button!.target, choice: button!.choice! },
    })
    const outcomes = [await house.receiveAndWait(press('p1')), await house.receiveAndWait(press('p2'))]
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'refused'])
    await house.settle()
    const [mail, ...more] = mailsTo(house, 'ana@home.example')
    expect(more).toEqual([])
    expect(mail?.outbound).toMatchObject({ text: 'Yes, within 5 days.', mail: { subject: 'Do you ship to Norway?' } })
    expect(ana.heard()).toEqual([])
    const after = await house.core.conversations.get(house.owner, conversation.id)
    expect(after.messages.at(-1)?.delivery).toMatchObject({ state: 'sent' })
    await expect(house.core.outbox.sendAgain(house.owner, button!.target)).rejects.toThrow('nothing was sent again')
  })

  test('may go by SMS or by WhatsApp, each called what it is, also where both come to one number of ours', async () => {
    const house = await makeTestHouse({ slack: true })
    const ana = house.customer('Ana')
    await ana.says('Do you ship to Norway?')
    const { id } = await ana.conversation()
    for (const channel of ['sms', 'whatsapp'] as const) {
      const texter = house.texter('+15550001111', channel)
      await texter.says('Hello?')
      const other = (await texter.conversation()).id
      await house.core.conversations.merge(house.owner, other, id, { acrossPeople: true })
    }
    await ana.says('And to Sweden?')
    failing(house, 'webchat')
    await house.core.conversations.reply(house.owner, id, { text: 'Yes, within 5 days.' })
    await house.settle()
    const { messages } = await house.core.conversations.get(house.owner, id)
    const others = messages.at(-1)?.delivery?.others ?? []
    expect(others.map(({ label }) => label).toSorted()).toEqual(['SMS', 'WhatsApp'])
    const whatsapp = others.find(({ label }) => label === 'WhatsApp')!
    await house.core.outbox.otherChannel(house.owner, messages.at(-1)!.delivery!.id, whatsapp.key)
    await house.settle()
    expect(house.texter('+15550001111', 'whatsapp').heard()).toEqual(['Yes, within 5 days.'])
    expect(house.texter('+15550001111', 'sms').heard()).toEqual([])
  })

  test.each([
    ['Retry first', true],
    ['the other channel first', false],
  ])('pressed twice at once, %s: the words go out once', async (_, retryFirst) => {
    const house = await makeTestHouse({ slack: true, mail: true })
    const maya = await house.teammate('Maya')
    const { ana, conversation } = await reachable(house)
    failing(house, 'webchat')
    await maya.slackReply(conversation.id, '> Yes, within 5 days.')
    await house.settle()
    house.platforms.treat(() => 'accepts')
    const { messages } = await house.core.conversations.get(house.owner, conversation.id)
    const delivery = messages.at(-1)!.delivery!
    const acts = [
      () => house.core.outbox.sendAgain(maya.actor, delivery.id),
      () => house.core.outbox.otherChannel(house.owner, delivery.id, delivery.others![0]!.key),
    ]
    const done = await Promise.allSettled((retryFirst ? acts : acts.toReversed()).map((act) => act()))
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await house.settle()
    expect(ana.heard().length + mailsTo(house, 'ana@home.example').length).toBe(1)
  })

  test('is said by mail to whoever wrote by mail, also where others work in Slack', async () => {
    const house = await makeTestHouse({ mail: true })
    const maya = await house.teammate('Maya')
    const ana = house.mailCustomer('ana@home.example', 'Ana')
    await ana.says('Do you ship to Norway?')
    await house.settle()
    house.platforms.surfaces.slack = true
    failing(house, 'email')
    await maya.mailReply(maya.mails().at(-1)!, 'Yes, within 5 days.')
    await house.settle()
    const told = maya.mails().map(({ outbound }) => ('card' in outbound ? outbound.card.title : ''))
    expect(told.filter((title) => title.startsWith('This did not reach the customer'))).toHaveLength(1)
  })

  test('by mail is sent again by a word, which never reaches the customer', async () => {
    const house = await makeTestHouse({ mail: true })
    const maya = await house.teammate('Maya')
    const ana = house.mailCustomer('ana@home.example', 'Ana')
    await ana.says('Do you ship to Norway?')
    await house.settle()
    const question = maya.mails().at(-1)!
    failing(house, 'email')
    await maya.mailReply(question, 'Yes, within 5 days.')
    await house.settle()
    const told = maya.mails().at(-1)!
    expect(told.outbound).toMatchObject({ card: { title: expect.stringMatching(/^This did not reach/) } })
    house.platforms.treat(() => 'accepts')
    await maya.mailReply(question, 'retry')
    await house.settle()
    expect(maya.mails().at(-1)?.outbound).toMatchObject({
      card: { title: 'That mail is about no message that did not arrive.' },
    })
    expect(ana.heard()).toEqual([])
    await maya.mailReply(told, 'retry')
    await house.settle()
    expect(ana.heard()).toEqual(['Yes, within 5 days.'])
  })

  test('to somebody in copy is said without Retry: the customer has it', async () => {
    const house = await makeTestHouse({ slack: true, mail: true })
    const maya = await house.teammate('Maya')
    const ana = house.mailCustomer('ana@home.example', 'Ana')
    const asked = ana.event('Do you ship to Norway?')
    await house.receive({ ...asked, mail: { ...asked.mail!, cc: ['ben@home.example'] } })
    await house.settle()
    await maya.slackReply((await ana.conversation()).id, '> Yes, within 5 days.')
    await house.settle()
    const [mail] = mailsTo(house, 'ana@home.example')
    await house.receive({
      ...{ type: 'delivery', id: 'bounce-1', at: house.clock.now().toISOString(), state: 'failed' },
      place: { connector: 'email', account: 'help@shop.example', thread: '', private: false },
      ...{ platformId: mail!.platformId, recipient: 'ben@home.example', reason: 'the mailbox is full' },
    })
    await house.settle()
    const said = house.platforms.cards().find(({ card }) => card.title.startsWith('ben@home.example did not get this'))
    expect(said?.card.buttons).toEqual([])
    const view = await house.core.conversations.get(house.owner, (await ana.conversation()).id)
    expect(view.messages.at(-1)?.delivery?.state).toBe('sent')
    expect(view.recipients).toEqual({ to: ['ana@home.example'], cc: [] })
  })
})
