import { describe, expect, test } from 'vitest'
import type { StaffChannel } from '#core/domain/business.ts'
import type { Outbound } from '#core/domain/outbound.ts'
import type { Place } from '#core/domain/place.ts'
import { Gone } from '#core/errors.ts'
import { makeDatabaseHouse } from '#core/testing/database-house.ts'
import { type Drafted, drafted } from '#core/testing/drafted.ts'
import { type HouseOptions, makeTestHouse } from '#core/testing/house.ts'

const minuteMs = 60_000

/** A workspace in which threads and channels can be deleted. */
async function shop(options: HouseOptions = { slack: true }, makeHouse = makeTestHouse) {
  const d = await drafted(options, makeHouse)
  const { house } = d
  await house.scope.integrations.add({
    ...{ agentId: (await house.scope.agent()).id, connector: 'slack', account: 'T1', label: 'Slack', settings: {} },
  })
  const gone = new Set<string>()
  const tried: string[] = []
  house.platforms.treat((place: Place, outbound: Outbound) => {
    if (place.connector !== 'slack' || outbound.kind === 'direct') return 'accepts'
    const replaced = outbound.kind === 'card' ? outbound.replaces : undefined
    const at = replaced ?? place.thread
    tried.push(at)
    const [channel = ''] = at.split('/')
    if (gone.has(channel)) return new Gone('the Slack channel does not exist', 'place')
    if (gone.has(at)) return new Gone('it was deleted', replaced === undefined ? 'place' : 'message')
    return 'accepts'
  })
  const thread = async (id = d.conversationId) =>
    (await house.scope.conversations.places(id)).filter(({ role }) => role === 'staff').map(({ place }) => place.thread)
  const standing = (at: string | undefined) =>
    house.platforms.cards().flatMap(({ card, place }) => (place.thread === at ? [card.title] : []))
  const health = async () => (await house.core.integrations.list(house.owner))[0]!
  return { ...d, gone, tried, thread, standing, health }
}

async function channel(d: Drafted, name: string, purpose: StaffChannel['purpose'] = 'sales') {
  const given = { connector: 'slack', account: 'T1', channel: name, name, purpose, value: null }
  return d.house.scope.staffChannels.save(given)
}

describe('a thread that is gone', () => {
  test('is opened anew with what stood in it, and what comes goes there, each once', async () => {
    const s = await shop()
    const [was] = await s.thread()
    s.gone.add(was!)
    await s.carl.says('And to Sweden?')
    await s.house.settle()
    const now = await s.thread()
    expect(now).toHaveLength(1)
    expect(now[0]).not.toBe(was)
    const titles = s.standing(now[0])
    expect(titles.filter((title) => title === 'Suggested answer')).toHaveLength(1)
    expect(new Set(titles).size).toBe(titles.length)
    expect(s.house.log.errors).toEqual([])

    // It is worked with as before.
    await s.ben.slackReply(s.conversationId, '> By ferry.')
    await s.house.settle()
    expect(s.carl.heard()).toEqual(['By ferry.'])
    expect(await s.thread()).toEqual(now)
    expect((await s.health()).status).toBe('connected')
  })

  test('a question that nobody has clicked stands in the new one', async () => {
    const s = await shop()
    await s.ben.slackReply(s.conversationId, 'By ferry, I think.')
    await s.house.pass(2_000)
    const [was] = await s.thread()
    s.gone.add(was!)
    await s.carl.says('Hello?')
    await s.house.pass(10_000)
    const [now] = await s.thread()
    expect(now).not.toBe(was)
    expect(s.standing(now)).toContain('Send this to Carl?')
    await s.ben.click('send_written')
    await s.house.settle()
    expect(s.carl.heard()).toEqual(['By ferry, I think.'])
  })

  test('a card that somebody deleted is shown again where it stood, and its thread stays', async () => {
    const s = await shop()
    const [was] = await s.thread()
    const card = s.house.platforms.log.findLast(({ outbound }) =>
      JSON.stringify(outbound).includes('Suggested answer'),
    )!
    s.gone.add(card.platformId)
    await s.house.core.drafts.approve(s.ben.actor, s.draft.id, s.draft.version)
    await s.house.settle()
    expect(await s.thread()).toEqual([was])
    expect(s.standing(was)).toContain('Approved: by Ben.')
  })

  test('threads that go as fast as they are opened are given up, and tried again with the next message alone', async () => {
    const s = await shop()
    const threads = () =>
      s.house.platforms.cards().filter(({ place, card }) => place.thread === 'C1/' && card.purpose === 'conversation')
    const before = threads().length
    s.house.platforms.treat((place, outbound) =>
      place.connector === 'slack' && outbound.kind === 'card' && place.thread !== 'C1/'
        ? new Gone('the thread was deleted', 'place')
        : 'accepts',
    )
    await s.carl.says('And to Sweden?')
    await s.house.settle()
    expect(threads().length - before).toBe(3)
    await s.house.pass(30 * minuteMs)
    expect(threads().length - before).toBe(3)
  })
})

test('on the database: a thread is opened anew, and where its channel is gone, too, in the next one', async () => {
  const s = await shop({ slack: true }, makeDatabaseHouse)
  const [was] = await s.thread()
  s.gone.add(was!)
  await s.carl.says('And to Sweden?')
  await s.house.settle()
  const [now] = await s.thread()
  expect(now).toMatch(/^C1\//)
  expect(now).not.toBe(was)
  await channel(s, 'C8')
  s.gone.add('C1')
  await s.carl.says('And to Finland?')
  await s.house.settle()
  const [next] = await s.thread()
  expect(next).toMatch(/^C8\//)
  expect(s.standing(next)).toContain('Suggested answer')
  expect((await s.health()).health.state).toBe('failing')
  expect(s.house.log.errors).toEqual([])
  const { id } = await s.health()
  await s.house.core.integrations.remove(s.house.owner, id)
}, 60_000)

describe('a channel that is gone', () => {
  test('one of several is left, its threads are opened anew where they belong now, and the owners are told', async () => {
    const s = await shop({ slack: true, mail: true })
    const { house } = s
    const sales = await channel(s, 'C7', 'conversations')
    const dora = house.customer('Dora')
    await dora.says('Do you repair boots?')
    await house.settle()
    const { id } = await dora.conversation()
    expect((await s.thread(id))[0]).toMatch(/^C7\//)
    s.gone.add('C7')
    await dora.says('They are brown.')
    await house.settle()
    expect((await s.thread(id))[0]).toMatch(/^C1\//)
    expect((await house.scope.staffChannels.list()).map((one) => one.id)).not.toContain(sales.id)
    expect(JSON.stringify(house.platforms.log.map(({ outbound }) => outbound))).toContain('Lummy was removed from #C7.')
  })

  test('the account’s own gives way to the next, which its health says; once it is there again it is used again', async () => {
    const s = await shop()
    const { house } = s
    await channel(s, 'C8')
    s.gone.add('C1')
    await s.carl.says('And to Sweden?')
    await house.settle()
    const [now] = await s.thread()
    expect(now).toMatch(/^C8\//)
    expect(s.standing(now)).toContain('Suggested answer')
    expect(s.standing('C8/')).toContain('The channel of Slack is gone')
    const { status, health } = await s.health()
    expect([status, health.state]).toEqual(['failing', 'failing'])
    expect(health.sentence).toMatch(/^The Slack channel does not exist\. Until it is there again/)

    // Nobody asks the channel that is gone for every conversation.
    const asked = s.tried.length
    const emil = house.customer('Emil')
    await emil.says('Do you repair boots?')
    await house.settle()
    expect((await s.thread((await emil.conversation()).id))[0]).toMatch(/^C8\//)
    expect(s.tried.slice(asked).filter((at) => at.startsWith('C1/'))).toEqual([])

    s.gone.clear()
    await house.pass(11 * minuteMs)
    const finn = house.customer('Finn')
    await finn.says('Do you repair boots?')
    await house.settle()
    expect((await s.thread((await finn.conversation()).id))[0]).toMatch(/^C1\//)
    expect((await s.health()).status).toBe('connected')
  })

  test('without another one, staff are told by mail, and answer from there', async () => {
    const s = await shop({ slack: true, mail: true })
    const { house } = s
    s.gone.add('C1')
    await s.carl.says('Can you ship to Norway, please?')
    await house.settle()
    expect(await s.thread()).toEqual([])
    const [mail] = s.ben.mails().filter(({ outbound }) => JSON.stringify(outbound).includes('5 days'))
    expect(mail).toBeDefined()
    expect(JSON.stringify(s.cleo.mails())).toContain('The channel of Slack is gone')
    await s.ben.mailReply(mail!, 'ok')
    await house.settle()
    expect(s.carl.heard()).toEqual(['Yes, we ship to Norway within 5 days.'])
  })

  test('connecting the account anew, with another channel, uses that at once', async () => {
    const s = await shop()
    s.gone.add('C1')
    await s.carl.says('And to Sweden?')
    await s.house.pass(5_000)
    s.gone.clear()
    await s.house.core.integrations.add(s.house.owner, {
      connector: 'slack',
      account: 'T1',
      label: 'Slack',
      settings: {},
    })
    await s.carl.says('Hello?')
    await s.house.settle()
    expect((await s.thread())[0]).toMatch(/^C1\//)
    expect((await s.health()).status).toBe('connected')
  })
})
