import { describe, expect, test } from 'vitest'
import { openShop } from './loopback/shop.ts'
import { theirs } from './loopback/twilio.ts'

const minuteMs = 60_000
const answer = 'Yes, we ship to Norway within 5 days.'

describe('credentials that a platform does not take any more', () => {
  test('Twilio: texts wait, the sentence says what to enter, and connecting it anew delivers each once', async () => {
    const shop = await openShop()
    const { house } = shop
    await shop.texts('Do you ship to Norway?')
    const { id } = (await shop.conversation()).conversation
    const good = shop.account.authToken
    shop.account.authToken = 'changed in the Console'
    await house.core.conversations.reply(house.owner, id, { text: answer })
    await house.pass(1_000)
    await house.core.conversations.reply(house.owner, id, { text: 'It is 5 euros.' })
    await house.pass(5 * minuteMs)
    expect(await shop.sent()).toEqual([])
    const { status, health } = await shop.health('sms')
    expect([status, health.waiting, health.failed]).toEqual(['failing', 2, 0])
    expect(health.sentence).toMatch(/^It needs valid credentials: .*Twilio said 401.* 2 messages wait, and go out/)
    const cards = JSON.stringify(await shop.cards())
    expect(cards).toContain('cannot be written to')
    expect(cards).toContain('Not sent yet: it needs valid credentials')
    const delivery = (await shop.conversation()).messages.at(-1)?.delivery
    expect(delivery).toMatchObject({ state: 'held', waitsFor: 'permission' })

    await shop.connect('sms')
    await house.pass(10_000)
    expect((await shop.sent()).map(({ to, body }) => [to, body])).toEqual([
      [theirs, answer],
      [theirs, 'It is 5 euros.'],
    ])
    expect(await shop.health('sms')).toMatchObject({ status: 'connected', health: { state: 'works', waiting: 0 } })
    await house.settle()
    expect(await shop.sent()).toHaveLength(2)
    expect(good).not.toBe(shop.account.authToken)
  })

  test('SendGrid: a key without Mail Send holds mail up, and is found out to be granted by itself', async () => {
    const shop = await openShop({ mail: true })
    const { house } = shop
    await shop.mails({ from: 'Ana <ana@home.example>', text: 'Do you ship to Norway?' })
    const { id } = (await shop.conversation()).conversation
    const key = shop.sendGrid.apiKey
    shop.sendGrid.apiKey = 'SG.revoked'
    await house.core.conversations.reply(house.owner, id, { text: answer })
    await house.pass(5 * minuteMs)
    expect(await shop.mailed()).toEqual([])
    const { health } = await shop.health('email')
    expect(health).toMatchObject({ state: 'failing', waiting: 1 })
    expect(health.sentence).toContain('an API key with "Mail Send" and a verified sender (SendGrid said 401')
    shop.sendGrid.apiKey = key
    await house.settle()
    expect((await shop.mailed()).map(({ text }) => text.trim().split('\n')[0])).toEqual([answer])
    expect(await shop.health('email')).toMatchObject({ status: 'connected', health: { state: 'works' } })
  })

  test('Slack: cards wait while customers are answered, and stand there once after a new token', async () => {
    const shop = await openShop({ mail: true })
    const { house } = shop
    shop.workspace.botToken = 'xoxb-new'
    await shop.texts('Do you ship to Norway?')
    await house.pass(2 * minuteMs)
    expect(await shop.cards()).toEqual([])
    const { health } = await shop.health('slack')
    expect(health.state).toBe('failing')
    expect(health.sentence).toMatch(/^It needs a new bot token: reinstall the Slack app/)
    // The owners are told where they can still be reached.
    const told = (await shop.mailed()).filter(({ subject }) => subject.includes('cannot be written to'))
    expect(told.map(({ to }) => to[0]?.email)).toEqual(['olga@shop.example'])
    await house.core.conversations.reply(house.owner, (await shop.conversation()).conversation.id, { text: answer })
    await house.pass(10_000)
    expect((await shop.sent()).map(({ body }) => body)).toEqual([answer])
    await shop.connect('slack')
    await house.settle()
    const roots = (await shop.cards()).filter((one) => one.thread_ts === undefined)
    expect(roots).toHaveLength(1)
    expect(JSON.stringify(roots)).toContain('Do you ship to Norway?')
  })

  test('an app that is removed from Slack is said to the owners, and what waited there is given up', async () => {
    const shop = await openShop({ mail: true })
    const { house } = shop
    shop.workspace.botToken = 'xoxb-gone'
    await shop.texts('Do you ship to Norway?')
    await house.pass(minuteMs)
    await shop.post(shop.address('slack'), shop.slackSays.uninstalled())
    await house.settle()
    const subjects = (await shop.mailed()).map(({ subject }) => subject)
    expect(subjects.some((subject) => subject.includes('removed Lummy'))).toBe(true)
    const rows = await house.scope.outbox.list((await shop.conversation()).conversation.id)
    expect(rows.filter(({ waitsFor, state }) => waitsFor !== null && state === 'ready')).toEqual([])
    expect(await house.scope.holds.list()).toEqual([])
  })
})

describe('429 with Retry-After', () => {
  test('Slack counts by channel: a card waits as long as it was told, and then stands there once', async () => {
    const shop = await openShop()
    const { house, platforms } = shop
    await platforms.slack.misbehave({
      ...{ on: 'chat.postMessage', does: 'answer', status: 429, retryAfterSeconds: 300, times: 1, after: 'reading' },
    })
    const at = house.clock.at()
    await shop.texts('Do you ship to Norway?')
    await house.pass(4 * minuteMs)
    expect(await shop.cards()).toEqual([])
    expect((await shop.health('slack')).health).toMatchObject({ state: 'slow' })
    await house.pass(3 * minuteMs)
    expect((await shop.cards()).filter((one) => one.thread_ts === undefined)).toHaveLength(1)
    expect(house.clock.at() - at).toBeGreaterThan(300_000)
  })

  test('Twilio and SendGrid: no call before it is over, whatever else there is to send', async () => {
    const shop = await openShop({ mail: true })
    const { house, platforms } = shop
    await shop.texts('Do you ship to Norway?')
    await shop.mails({ from: 'Ana <ana@home.example>', text: 'Do you ship to Norway?' })
    const rows = await house.scope.conversations.list({ limit: 5 })
    for (const name of ['sms', 'email'] as const)
      await platforms[name].misbehave(
        { does: 'answer', status: 429, retryAfterSeconds: 120, times: 1, after: 'reading' },
        // Any further call in that time would be taken, and seen.
      )
    for (const { id } of rows) await house.core.conversations.reply(house.owner, id, { text: answer })
    await house.pass(40_000)
    for (const { id } of rows) await house.core.conversations.reply(house.owner, id, { text: 'And 5 euros.' })
    await house.pass(60_000)
    expect([await shop.sent(), await shop.mailed()]).toEqual([[], []])
    await house.settle()
    expect((await shop.sent()).map(({ body }) => body)).toEqual([answer, 'And 5 euros.'])
    expect((await shop.mailed()).map(({ text }) => text.trim().split('\n')[0])).toEqual([answer, 'And 5 euros.'])
  })
})
