import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Home } from '#core/domain/outbound.ts'
import { pressed } from '#core/testing/events.ts'
import { eventually } from '#core/testing/eventually.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'
import type { Staff } from '#core/testing/staff.ts'
import { makeLearners } from '../learning/learners.ts'
import { makeHomes } from './homes.ts'

const place = (staff: Staff) => ({
  ...{ connector: 'slack', account: 'T1', private: true },
  thread: `${staff.handle.value.split('/')[1]}/`,
})
const homes = (house: TestHouse): Home[] =>
  house.platforms.log.flatMap(({ outbound }) => (outbound.kind === 'home' ? [outbound.home] : []))
/** Pages are drawn by a timer: however slow the machine is, it comes to this. */
const shown = eventually
const waiting = (home: Home | undefined) => home?.sections.filter(({ isCompact }) => !isCompact) ?? []
const titles = (home: Home | undefined) => waiting(home).flatMap(({ cards }) => cards.map(({ title }) => title))
/** Presses and commands as the connector reads them. */
const event = (house: TestHouse, staff: Staff, action: 'home' | 'next', name = staff.handle) =>
  pressed({
    ...{ id: `${action}-${house.next()}`, at: house.clock.now().toISOString(), place: place(staff), action },
    ...{ target: 'x', text: '' },
    author: { handle: name, isUs: false, isMachine: false, isOutsider: false, isVerified: true },
  })

describe('a person’s own page', () => {
  test('shows what waits when it is opened, and again when the list changes', async () => {
    const house = await makeTestHouse({ slack: true })
    const ben = await house.teammate('Ben')
    await house.receive(event(house, ben, 'home'))
    expect(homes(house).map(({ status }) => status)).toEqual(['Nothing waits for you.'])
    const anna = house.customer('Anna')
    await anna.says('Do you ship to Norway?')
    await shown(() => expect(titles(homes(house).at(-1))).toEqual(['Anna · Do you ship to Norway?']))
    expect(homes(house)).toHaveLength(2)
  })

  test('of somebody who is no teammate says how to become one, and shows nothing', async () => {
    const house = await makeTestHouse({ slack: true })
    const ben = await house.teammate('Ben')
    await house.customer('Anna').says('Do you ship to Norway?')
    await house.receive(event(house, ben, 'home', { kind: 'slack', value: 'T1/USTRANGER' }))
    expect(homes(house)).toMatchObject([{ sections: [] }])
    expect(homes(house)[0]?.status).toMatch(/not linked to a teammate/)
    expect(house.platforms.log.filter(({ outbound }) => outbound.kind === 'direct')).toEqual([])
  })

  test('is published at most once in its pause, however much changes, and ends with how things stand', async () => {
    const house = await makeTestHouse({ slack: true })
    const ben = await house.teammate('Ben')
    const at: number[] = []
    const homesNow = makeHomes(
      {
        ...house.ports,
        learners: makeLearners(house.ports),
        messenger: {
          ...house.ports.messenger,
          async send(...given) {
            at.push(performance.now())
            return house.ports.messenger.send(...given)
          },
        },
      },
      { gatherMs: 5, pauseMs: 120 },
    )
    const by = { teammateId: ben.teammate.id, place: place(ben), to: ben.handle }
    await homesNow.open(house.businessId, by)
    for (let i = 0; i < 20; i++) await house.customer(`Anna ${i}`).says('Do you ship to Norway?')
    await homesNow.open(house.businessId, by)
    await shown(() => expect(homes(house).at(-1)?.status).toBe('20 things wait, oldest first.'))
    expect(at.length).toBeGreaterThan(1)
    expect(at.length).toBeLessThan(20)
    // A timer may come a millisecond early.
    for (const [index, time] of at.entries()) if (index > 0) expect(time - at[index - 1]!).toBeGreaterThanOrEqual(118)
    expect(homes(house).at(-1)?.sections[0]).toMatchObject({ more: 12 })
  })

  test('that the platform does not take stops nothing, and is tried again with the next change', async () => {
    const house = await makeTestHouse({ slack: true })
    const ben = await house.teammate('Ben')
    const homesNow = makeHomes({ ...house.ports, learners: makeLearners(house.ports) }, { gatherMs: 5, pauseMs: 10 })
    house.platforms.treat((_, outbound) => (outbound.kind === 'home' ? 'refuses' : 'accepts'))
    await homesNow.open(house.businessId, { teammateId: ben.teammate.id, place: place(ben), to: ben.handle })
    expect(homes(house)).toEqual([])
    house.platforms.treat(() => 'accepts')
    await house.customer('Anna').says('Do you ship to Norway?')
    await shown(() => expect(homes(house).at(-1)?.status).toBe('1 thing waits, oldest first.'))
  })
})

describe('ten open pages of one workspace', () => {
  test('are all fresh within a second of each change, also of several right after they were opened', async () => {
    const ten = await tenPages()
    for (const [change, after] of [
      ['Anna', 0],
      ['Bela', 500],
      ['Carl', 0],
      ['Dora', 3_000],
    ] as const) {
      await ten.passes(after)
      await ten.changes(change)
      await ten.passes(1_000)
      for (const name of ten.names) expect(ten.last(name), `${name}, after ${change}`).toContain(change)
    }
  })

  test('take turns in a storm: a hundred in any minute at most, and all end with how things stand', async () => {
    const ten = await tenPages()
    for (let i = 0; i < 100; i++) {
      await ten.changes(`Customer ${i}`)
      await ten.passes(2_000)
    }
    await ten.changes('The Last One')
    await ten.passes(20_000)
    for (const { at } of ten.published) {
      const inMinute = ten.published.filter((one) => one.at >= at && one.at < at + 60_000).length
      expect(inMinute).toBeLessThanOrEqual(100)
    }
    const counts = ten.names.map((name) => ten.published.filter((one) => one.name === name).length)
    expect(Math.min(...counts) / Math.max(...counts)).toBeGreaterThan(0.7)
    expect(Math.min(...counts)).toBeGreaterThan(14)
    for (const name of ten.names) expect(ten.last(name)).toContain('101 things wait')
  })

  test('wait for as long as the platform says, and are fresh then', async () => {
    const ten = await tenPages()
    await ten.passes(5_000)
    ten.house.platforms.treat((_, outbound) => (outbound.kind === 'home' ? 'slows down' : 'accepts'))
    await ten.changes('Anna')
    await ten.passes(1_000)
    const before = ten.published.length
    ten.house.platforms.treat(() => 'accepts')
    await ten.passes(1_500)
    expect(ten.published).toHaveLength(before)
    await ten.passes(2_500)
    for (const name of ten.names) expect(ten.last(name)).toContain('Anna')
  })
})

/** Ten teammates look at their pages; time is the test's own. */
async function tenPages() {
  const house = await makeTestHouse({ slack: true })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const published: { name: string; at: number; said: string }[] = []
  const names = Array.from({ length: 10 }, (_, i) => `Ben${i}`)
  const byHandle = new Map<string, string>()
  const homesNow = makeHomes({
    ...house.ports,
    learners: makeLearners(house.ports),
    messenger: {
      ...house.ports.messenger,
      async send(businessId, where, outbound) {
        const delivery = await house.ports.messenger.send(businessId, where, outbound)
        if (outbound.kind === 'home')
          published.push({
            name: byHandle.get(outbound.to.value) ?? '',
            at: performance.now(),
            said: JSON.stringify(outbound.home),
          })
        return delivery
      },
    },
  })
  for (const name of names) {
    const ben = await house.teammate(name)
    byHandle.set(ben.handle.value, name)
    await homesNow.open(house.businessId, { teammateId: ben.teammate.id, place: place(ben), to: ben.handle })
  }
  return {
    house,
    names,
    published,
    passes: (ms: number) => vi.advanceTimersByTimeAsync(ms),
    last: (name: string) => published.findLast((one) => one.name === name)?.said,
    async changes(customer: string) {
      await house.receive(house.customer(customer).event('Do you ship to Norway?'))
    },
  }
}

describe('/lummy next', () => {
  test('shows the first of the list with what can be pressed, and how many more there are', async () => {
    const house = await makeTestHouse({ slack: true })
    const ben = await house.teammate('Ben')
    expect(await house.receiveAndWait(event(house, ben, 'next'))).toEqual({
      kind: 'done',
      say: 'Nothing waits for you.',
    })
    for (const name of ['Anna', 'Bela']) {
      await house.customer(name).says('Do you ship to Norway?')
      await house.pass(60_000)
    }
    const outcome = await house.receiveAndWait(event(house, ben, 'next'))
    expect(outcome).toMatchObject({
      kind: 'done',
      card: {
        title: 'Anna · Do you ship to Norway?',
        status: 'chat · waits 2 min · 1 more waits',
        buttons: [{ action: 'reply' }],
      },
    })
    const list = await house.core.waiting.list(ben.actor)
    expect(list.sections[0]?.rows.map(({ name }) => name)).toEqual(['Anna', 'Bela'])
  })

  test('tells somebody who is no teammate that nothing was done', async () => {
    const house = await makeTestHouse({ slack: true })
    const ben = await house.teammate('Ben')
    const outcome = await house.receiveAndWait(event(house, ben, 'next', { kind: 'slack', value: 'T1/USTRANGER' }))
    expect(outcome).toMatchObject({ kind: 'refused', say: expect.stringMatching(/not linked/) })
  })
})
