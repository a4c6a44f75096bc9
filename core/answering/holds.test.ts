import { describe, expect, onTestFinished, test } from 'vitest'
import { Gone, NotAllowed, RateLimited } from '#core/errors.ts'
import { makeDatabaseHouse } from '#core/testing/database-house.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'

const minuteMs = 60_000
const answer = 'Yes, we ship to Norway within 5 days.'
const replies = (house: TestHouse) => house.platforms.log.filter(({ outbound }) => outbound.kind === 'reply')

/** A shop with mail and the chat; what goes by mail is refused as `how` says. */
async function shop(open = makeTestHouse) {
  const house = await open({ mail: true, slack: true })
  const agent = await house.scope.agent()
  const { id } = await house.scope.integrations.add({
    ...{ agentId: agent.id, connector: 'email', account: 'help@shop.example', label: 'Shop', settings: {} },
  })
  // An account is one business's; the next test on this database has it again.
  onTestFinished(() => house.scope.integrations.update(id, { status: 'removed' }))
  const calls: { at: number; connector: string }[] = []
  let refusal: () => Error | undefined = () => undefined
  house.platforms.treat((place, outbound) => {
    if (outbound.kind !== 'reply') return 'accepts'
    calls.push({ at: house.clock.at(), connector: place.connector })
    const error = place.connector === 'email' ? refusal() : undefined
    return (error as RateLimited | undefined) ?? 'accepts'
  })
  return {
    house,
    calls,
    refuse: (how: () => Error | undefined) => {
      refusal = how
    },
    async asked(name: string) {
      const customer = house.mailCustomer(`${name.toLowerCase()}@home.example`, name)
      await customer.says('Do you ship to Norway?')
      const { id } = (await house.scope.conversations.list({ limit: 50 })).find(
        ({ customerEmail }) => customerEmail === customer.address,
      )!
      return { customer, says: (text: string) => house.core.conversations.reply(house.owner, id, { text }), id }
    },
    health: async () =>
      (await house.core.integrations.list(house.owner)).find(({ connector }) => connector === 'email')!,
  }
}

describe('a platform that asks us to slow down', () => {
  test('gets nothing before it said, then one after the other; other accounts go on', async () => {
    const { house, calls, refuse, asked, health } = await shop()
    const all = [await asked('Ana'), await asked('Bea'), await asked('Cia')]
    let times = 1
    refuse(() => (times-- > 0 ? new RateLimited(5 * minuteMs, 'SendGrid asked us to slow down') : undefined))
    for (const one of all) await one.says(answer)
    const chat = house.customer('Dora')
    await chat.says('Do you ship to Norway?')
    await house.core.conversations.reply(house.owner, (await chat.conversation()).id, { text: answer })
    await house.pass(40_000)
    const told = calls[0]!.at
    expect(calls.filter(({ connector }) => connector === 'email')).toHaveLength(1)
    expect(chat.heard()).toEqual([answer])
    expect((await health()).health).toMatchObject({ state: 'slow', waiting: 3, failed: 0 })
    expect((await health()).health.sentence).toMatch(/^SendGrid asked us to slow down until .+; 3 messages wait\.$/)
    await house.pass(10 * minuteMs)
    const later = calls.filter(({ connector }) => connector === 'email').slice(1)
    expect(later).toHaveLength(3)
    for (const { at } of later) expect(at - told).toBeGreaterThanOrEqual(5 * minuteMs)
    expect(new Set(later.map(({ at }) => at)).size).toBe(3)
    for (const { customer } of all) expect(customer.heard()).toEqual([answer])
    expect((await health()).health).toMatchObject({ state: 'works', waiting: 0, sentence: 'Works.' })
  })

  test('is asked again as often as it says so, and nothing counts as failed', async () => {
    const { house, refuse, asked } = await shop()
    const ana = await asked('Ana')
    let times = 12
    refuse(() => (times-- > 0 ? new RateLimited(20_000) : undefined))
    await ana.says(answer)
    await house.settle()
    expect(times).toBe(-1)
    expect(ana.customer.heard()).toEqual([answer])
  })

  test('is said to staff where it takes long, and not where it takes seconds', async () => {
    const { house, refuse, asked } = await shop()
    const told = () => house.platforms.cards().filter(({ card }) => /^Not sent yet|^Sent\./.test(card.title))
    for (const [ms, expected] of [
      [5_000, []],
      [5 * minuteMs, [expect.stringMatching(/^Not sent yet: SendGrid asked us to slow down; it goes out /)]],
    ] as const) {
      const one = await asked(`Guest${ms}`)
      let times = 1
      refuse(() => (times-- > 0 ? new RateLimited(ms, 'SendGrid asked us to slow down') : undefined))
      await one.says(answer)
      await house.pass(40_000)
      expect(told().map(({ card }) => card.title)).toEqual(expected)
      await house.settle()
      expect(one.customer.heard()).toEqual([answer])
    }
    expect(told().map(({ card }) => card.title)).toEqual(['Sent.'])
  })

  test('where it counts by place, other places of the same account go on', async () => {
    const { house, calls, refuse, asked } = await shop()
    const [ana, bea] = [await asked('Ana'), await asked('Bea')]
    let times = 1
    refuse(() => (times-- > 0 ? new RateLimited(5 * minuteMs, 'slow', 'place') : undefined))
    await ana.says(answer)
    await house.pass(31_000)
    await bea.says(answer)
    await house.pass(31_000)
    expect([ana.customer.heard(), bea.customer.heard()]).toEqual([[], [answer]])
    expect(calls).toHaveLength(2)
    await house.settle()
    expect(ana.customer.heard()).toEqual([answer])
  })

  test('what was written later to the same person goes later', async () => {
    const { house, refuse, asked } = await shop()
    const ana = await asked('Ana')
    let times = 1
    refuse(() => (times-- > 0 ? new RateLimited(2 * minuteMs) : undefined))
    await ana.says('One.')
    await house.pass(30_500)
    await ana.says('Two.')
    await house.settle()
    expect(ana.customer.heard()).toEqual(['One.', 'Two.'])
  })

  test('an answer that waits can be taken back', async () => {
    const { house, refuse, asked } = await shop()
    const ana = await asked('Ana')
    refuse(() => new RateLimited(5 * minuteMs))
    const row = await ana.says(answer)
    await house.pass(31_000)
    refuse(() => undefined)
    await house.core.outbox.undo(house.owner, row.id)
    await house.settle()
    expect(ana.customer.heard()).toEqual([])
  })
})

describe('a permission that was taken away', () => {
  const needs = 'an API key with "Mail Send"'
  const revoked = () => new NotAllowed(needs, { waits: 'account' })
  /** Ana is answered while it is taken away, and the answer waits so long. */
  async function held(waitMs: number) {
    const made = await shop()
    const ana = await made.asked('Ana')
    made.refuse(revoked)
    await ana.says(answer)
    await made.house.pass(waitMs)
    return { ...made, ana }
  }

  for (const [name, open] of [
    ['in memory', makeTestHouse],
    ['on the database', makeDatabaseHouse],
  ] as const)
    test(`${name}: messages wait, people read what to grant, and each is delivered once after that`, async () => {
      const { house, calls, refuse, asked, health } = await shop(open)
      const all = [await asked('Ana'), await asked('Bea')]
      refuse(revoked)
      for (const one of all) await one.says(answer)
      await house.pass(5 * minuteMs)
      expect(replies(house)).toEqual([])
      const { status, health: how } = await health()
      expect(status).toBe('failing')
      expect(how).toMatchObject({ state: 'failing', waiting: 2, failed: 0 })
      expect(how.sentence).toBe(`It needs ${needs}. 2 messages wait, and go out by themselves once that is done.`)
      const titles = house.platforms.cards().map(({ card }) => card.title)
      expect(titles).toContain('Shop cannot be written to')
      expect(titles.filter((title) => title === 'Shop cannot be written to')).toHaveLength(1)
      expect(titles.filter((title) => title.startsWith(`Not sent yet: it needs ${needs};`))).toHaveLength(2)
      // It is found out by trying, more and more seldom.
      expect(calls.length).toBeLessThan(12)
      refuse(() => undefined)
      await house.settle()
      for (const { customer } of all) expect(customer.heard()).toEqual([answer])
      expect(await health()).toMatchObject({ status: 'connected', failingSince: null, health: { state: 'works' } })
    }, 90_000)

  test('“Try again” does not wait for the next try', async () => {
    const { house, refuse, ana, health } = await held(20 * minuteMs)
    refuse(() => undefined)
    await house.core.integrations.tryAgain(house.owner, (await health()).id)
    await house.pass(1_000)
    expect(ana.customer.heard()).toEqual([answer])
  })

  test('connecting the account anew delivers what waits', async () => {
    const { house, refuse, ana, health } = await held(20 * minuteMs)
    refuse(() => undefined)
    const { connector, account, label } = await health()
    await house.core.integrations.add(house.owner, { connector, account, label, settings: {} })
    await house.pass(1_000)
    expect(ana.customer.heard()).toEqual([answer])
    expect(await health()).toMatchObject({ status: 'connected', lastError: null })
  })

  test('a process that dies between the refusal and the fix loses nothing and sends nothing twice', async () => {
    const { house, refuse, ana } = await held(2 * minuteMs)
    house.restart()
    refuse(() => undefined)
    await house.recover()
    expect(ana.customer.heard()).toEqual([answer])
  })

  test('that is not granted for three days becomes a person’s turn', async () => {
    const { house, ana } = await held(4 * 24 * 60 * minuteMs)
    expect((await house.core.conversations.get(house.owner, ana.id)).conversation.status).toBe('escalated')
    const titles = house.platforms.cards().map(({ card }) => card.title)
    expect(titles).toContain(`This did not reach the customer: it needs ${needs}.`)
  })

  test('what cannot be granted fails at once', async () => {
    const { house, refuse, asked } = await shop()
    const ana = await asked('Ana')
    refuse(() => new NotAllowed('words alone'))
    await ana.says(answer)
    await house.pass(31_000)
    expect((await house.core.conversations.get(house.owner, ana.id)).conversation.status).toBe('escalated')
  })

  test('an account that was disconnected hands over what waited for it, with a sentence', async () => {
    const { house, refuse, ana, health } = await held(minuteMs)
    refuse(() => new Gone('Shop is not connected any more'))
    await house.core.integrations.remove(house.owner, (await health()).id)
    await house.pass(5_000)
    expect((await house.core.conversations.get(house.owner, ana.id)).conversation.status).toBe('escalated')
    const titles = house.platforms.cards().map(({ card }) => card.title)
    expect(titles).toContain('This did not reach the customer: Shop is not connected any more.')
  })
})
