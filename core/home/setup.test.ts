import { describe, expect, test } from 'vitest'
import type { ActionEvent, Outcome } from '../domain/event.ts'
import type { Card, Form, Home } from '../domain/outbound.ts'
import { makeLearners } from '../learning/learners.ts'
import { autonomous } from '../testing/autonomous.ts'
import { pressed } from '../testing/events.ts'
import { makeTestHouse, type TestHouse } from '../testing/house.ts'
import type { Staff } from '../testing/staff.ts'
import { readConfiguration } from './configuration.ts'

/** Somebody at their own page: what they press and submit there, and what stands on it. */
function at(house: TestHouse, staff: Staff) {
  const place = { connector: 'slack', account: 'T1', private: true, thread: `${staff.handle.value.split('/')[1]}/` }
  const author = { handle: staff.handle, isUs: false, isMachine: false, isOutsider: false, isVerified: true }
  const act = (given: Pick<ActionEvent, 'action' | 'target'> & Partial<ActionEvent>): Promise<Outcome> =>
    house.receiveAndWait(
      pressed({ id: `at-${house.next()}`, place, at: house.clock.now().toISOString(), author, ...given }),
    )
  const home = (): Home => {
    const found = house.platforms.log.findLast(({ outbound }) => outbound.kind === 'home')?.outbound
    if (found?.kind !== 'home') throw new Error('no page was shown')
    return found.home
  }
  return {
    act,
    home,
    open: () => act({ action: 'home', target: 'x' }),
    /** Opens a form and returns it. */
    async form(action: ActionEvent['action'], target: string, choice?: string): Promise<Form> {
      const more = choice === undefined ? {} : { choice }
      const outcome = await act({ action, target, trigger: 't', canShow: ['form'], ...more })
      if (outcome.kind !== 'done' || outcome.form === undefined) throw new Error(JSON.stringify(outcome))
      return outcome.form
    },
    /** Submits a form as it stands, with these fields changed. */
    submit({ submit, text, fields = [] }: Form, change: Record<string, string> = {}, words = text ?? '') {
      if (submit === undefined) throw new Error('there is nothing to submit')
      const values = Object.fromEntries(fields.map(({ name, value }) => [name, value ?? '']))
      const { action, target, version, choice } = submit
      return act({
        ...{ action, target, text: words, fields: { ...values, ...change } },
        ...(version === undefined ? {} : { version }),
        ...(choice === undefined ? {} : { choice }),
      })
    },
    section: (title: string) => home().sections.find((one) => one.title.startsWith(title)),
    rows: (title: string) =>
      (home().sections.find((one) => one.title.startsWith(title))?.cards ?? []).map(
        (card) => `${card.title} ${card.status}`,
      ),
  }
}

const pressable = (home: Home) =>
  home.sections.flatMap(({ cards, buttons = [] }) => [
    ...buttons,
    ...cards.flatMap((card: Card) => [...card.buttons, ...(card.menu ?? [])]),
  ])

async function withOwner(options: Parameters<typeof makeTestHouse>[0] = {}) {
  const house = await makeTestHouse({ slack: true, ...options })
  const ben = await house.teammate('Ben')
  const oona = await house.teammate('Oona')
  await house.scope.teammates.update(oona.teammate.id, { role: 'owner' })
  return { house, ben: at(house, ben), oona: at(house, oona), oonaId: oona.teammate.id }
}

const lastAudit = async (house: TestHouse) => (await house.core.audit.list(house.owner, { limit: 1 }))[0]

describe('how the agent is set up, on a person’s own page', () => {
  test('a business in which nothing happened is told what comes first', async () => {
    const { oona } = await withOwner()
    await oona.open()
    expect(oona.home().status).toBe('Nothing waits for you.')
    expect(oona.rows('Lummy')).toEqual([
      'Lummy listens and drafts; nothing is answered alone yet. Learning stage 0 of 100 · 0 topics',
      'The last 7 days No customer wrote.',
    ])
    expect(oona.section('Topics')?.says).toMatch(/^None yet/)
    expect(oona.section('Integrations')?.says).toBe('Nothing is connected.')
    expect(oona.rows('How it works')).toEqual([
      'A reply in a thread Ask each time: send it, or keep it as a note.',
      'Opening hours Always open · UTC',
      'Days off None.',
    ])
  })

  test('a teammate sees the same and nothing to change it by; who tries is refused with a sentence', async () => {
    const { house, ben } = await withOwner()
    await house.customer('Anna').says('Do you ship to Norway?')
    await ben.open()
    expect(ben.rows('How it works')).toHaveLength(3)
    const names = pressable(ben.home()).map(({ action }) => action)
    expect(names.filter((name) => ['pause', 'settings', 'topic', 'channel', 'switch_topic'].includes(name))).toEqual([])
    for (const [action, target] of [
      ['settings', 'hours'],
      ['topic', 'x'],
      ['channel', 'x'],
      ['pause', 'x'],
      ['switch_topic', 'x'],
    ] as const) {
      const outcome = await ben.act({ action, target, trigger: 't', fields: {}, text: '' })
      expect(outcome, action).toEqual({ kind: 'refused', say: 'Only the owner may do this.' })
    }
    expect((await house.scope.agent()).status).not.toBe('paused')
  })

  test('hours are asked for as people say them, checked by the API’s own rules, and stand in the audit with their author', async () => {
    const { house, oona, oonaId } = await withOwner()
    const form = await oona.form('settings', 'hours')
    expect(form.fields?.map(({ name }) => name)).toEqual([
      ...['zone', 'always', 'day1', 'day2', 'day3', 'day4', 'day5', 'day6', 'day7', 'answerHours'],
    ])
    const open = { always: '', day1: '9-12:30 & 13:30–18:00', day2: '09:00-17:00', day3: '09:00-17:00' }
    const refusals = [
      [{ ...open, day2: 'nine to five' }, 'day2', /no time span/],
      [{ ...open, day2: '17:00-19:00, 18:00-20:00' }, 'day2', /overlap/],
      [{ ...open, zone: 'Atlantis' }, 'zone', /IANA/],
      [{ always: '' }, 'day1', /at least one day/],
    ] as const
    for (const [change, field, words] of refusals)
      expect(await oona.submit(form, change)).toMatchObject({
        kind: 'refused',
        field,
        say: expect.stringMatching(words),
      })
    expect((await house.scope.business()).settings.hours).toBeNull()
    expect(await oona.submit(form, { ...open, zone: 'Europe/Berlin', answerHours: 'closed' })).toEqual({ kind: 'done' })
    const { settings } = await house.scope.business()
    expect(settings).toMatchObject({ zone: 'Europe/Berlin', answerHours: 'closed' })
    expect(settings.hours?.[1]).toEqual([
      ['09:00', '12:30'],
      ['13:30', '18:00'],
    ])
    expect(await lastAudit(house)).toMatchObject({
      ...{ actor: oonaId, action: 'settings changed', subject: house.businessId },
      data: { zone: 'Europe/Berlin' },
    })
    await oona.open()
    expect(oona.rows('How it works')[1]).toBe(
      'Opening hours Monday 09:00-12:30, 13:30-18:00; Tuesday-Wednesday 09:00-17:00 · Europe/Berlin · alone only while closed',
    )
  })

  test('send rule and days off are saved; a wrong number and a day that is none are refused beside their field', async () => {
    const { house, oona } = await withOwner()
    const sending = await oona.form('settings', 'sending')
    expect(await oona.submit(sending, { askMinutes: 'ten' })).toMatchObject({ kind: 'refused', field: 'askMinutes' })
    await oona.submit(sending, { sendRule: 'notes', askMinutes: '30' })
    const days = await oona.form('settings', 'holidays')
    expect(await oona.submit(days, { holidays: '2026-12-25\n2026-02-30' })).toMatchObject({
      ...{ kind: 'refused', field: 'holidays', say: 'Not a day of the calendar.' },
    })
    await oona.submit(days, { holidays: '2026-12-25\n2026-12-24 2026-12-25' })
    const { settings } = await house.scope.business()
    expect(settings).toMatchObject({ sendRule: 'notes', askMinutes: 30, holidays: ['2026-12-24', '2026-12-25'] })
  })

  test('a change is on the page of everybody who looks at it', async () => {
    const { house, ben, oona } = await withOwner()
    await ben.open()
    await oona.act({ action: 'pause', target: (await house.scope.agent()).id })
    await expect
      .poll(() => ben.rows('Lummy')[0], { timeout: 10_000 })
      .toMatch(/^Lummy is paused: no drafts, no answers. It still records/)
    expect(await lastAudit(house)).toMatchObject({ action: 'agent paused' })
  })

  test('integrations that fail stand first, with what is wrong and where it is put right', async () => {
    const { house, oona } = await withOwner()
    const { id: agentId } = await house.scope.agent()
    const add = (connector: string, label: string) =>
      house.scope.integrations.add({ agentId, connector, account: label, label, settings: {} })
    const works = await add('email', 'help@shop.example')
    const fails = await add('sms', '+15550100')
    const lastEventAt = new Date(house.clock.now().getTime() - 300_000).toISOString()
    await house.scope.integrations.update(works.id, { lastEventAt })
    await house.scope.integrations.update(fails.id, { status: 'failing', lastError: 'the token was revoked' })
    await oona.open()
    expect(oona.rows('Integrations')).toEqual([
      '+15550100 (sms) ⚠ the token was revoked',
      'help@shop.example (email) Works. · heard 5 min ago',
    ])
    expect(oona.section('Integrations')?.cards[0]?.link?.url).toBe('https://lummy.example/admin/integrations')
  })

  test('a channel is given to a topic, an address or nothing', async () => {
    const { house, oona, oonaId } = await withOwner()
    const channel = await house.scope.staffChannels.save({
      ...{ connector: 'slack', account: 'T1', channel: 'C2', name: 'returns', purpose: 'nothing', value: null },
    })
    const form = await oona.form('channel', channel.id)
    expect(await oona.submit(form, { purpose: 'address', value: 'no address' })).toMatchObject({ field: 'value' })
    await oona.submit(form, { purpose: 'address', value: 'returns@shop.example' })
    await oona.open()
    expect(oona.rows('Channels')).toEqual(['#returns Conversations with returns@shop.example'])
    expect(await lastAudit(house)).toMatchObject({ actor: oonaId, action: 'channel purpose' })
  })
})

describe('topics on the page', () => {
  test('an owner looks at the evidence, switches on, pauses, and caps; each stands in the audit', async () => {
    const { house, prove, topicId } = await autonomous({ slack: true })
    const staff = await house.teammate('Oona')
    await house.scope.teammates.update(staff.teammate.id, { role: 'owner' })
    const oona = at(house, staff)
    const early = await oona.form('trust', topicId)
    expect(early.submit).toBeUndefined()
    expect(early.card?.status).toMatch(/supervised/)
    await prove()
    const evidence = await oona.form('trust', topicId)
    expect(evidence.submit).toMatchObject({ label: 'Switch on', action: 'switch_topic' })
    await oona.submit(evidence)
    expect(await lastAudit(house)).toMatchObject({ actor: staff.teammate.id, action: 'topic switched on' })
    await oona.open()
    expect(oona.rows('Topics')[0]).toMatch(/automatic, on/)
    expect(oona.rows('Lummy')[1]).toMatch(
      /conversations · \d+ answered alone, \d+ by the team · drafts: \d+ sent as they were/,
    )
    await oona.act({ action: 'switch_topic', target: topicId, choice: 'off' })
    expect((await house.core.learning.topics(house.owner))[0]?.switchedOn).toBe(false)
    const form = await oona.form('topic', topicId)
    for (const [change, field] of [
      [{ eps: '60' }, 'eps'],
      [{ mostAmount: 'ten' }, 'mostAmount'],
    ] as const)
      expect(await oona.submit(form, change)).toMatchObject({ kind: 'refused', field })
    await oona.submit(form, { name: 'Shipping abroad', cap: 'supervised', eps: '1,5', mostAmount: '50', urgent: 'yes' })
    const [topic] = await house.core.learning.topics(house.owner)
    expect(topic).toMatchObject({ name: 'Shipping abroad', cap: 'supervised', eps: 0.015, mostAmount: 50 })
    expect((await house.scope.business()).settings.urgentTopics).toEqual([topicId])
    const acts = (await house.core.audit.list(house.owner, { actor: staff.teammate.id })).map(({ action }) => action)
    expect(acts.slice(0, 4).sort()).toEqual([
      ...['settings changed', 'topic limits changed', 'topic renamed', 'topic switched off'],
    ])
    // As it stands, nothing is changed.
    const before = (await house.core.audit.list(house.owner, {})).length
    await oona.submit(await oona.form('topic', topicId))
    expect(await house.core.audit.list(house.owner, {})).toHaveLength(before)
  })

  test('of five hundred, a page shows eight; the others are turned to, or found by a word', async () => {
    const { house, oona } = await withOwner()
    const { id } = await house.scope.agent()
    const topic = (index: number) => ({
      ...{ id: `t${index}`, name: index === 333 ? 'Gift wrapping' : `Topic ${index}`, foundName: `Topic ${index}` },
      ...{ isNamed: false, isPinned: index === 400, merged: [], terms: [`term${index}`], template: 'Yes.' },
      ...{ volume: 1000 - index, agreeing: 1, judged: 0, right: 0 },
    })
    const all = Array.from({ length: 500 }, (_, index) => topic(index))
    await house.scope.write((tx) => tx.learning.project(id, 0, 0, { lessons: [], topics: all }))
    const began = performance.now()
    await oona.open()
    const tookMs = performance.now() - began
    expect(tookMs).toBeLessThan(2_000)
    expect(oona.section('Topics')?.title).toBe('Topics (500), page 1 of 63')
    expect(oona.rows('Topics')[0]).toMatch(/^📌 Topic 400/)
    expect(oona.rows('Topics')).toHaveLength(8)
    const learners = makeLearners(house.ports)
    const seen = new Set<string>()
    for (let page = 0; page < 63; page++) {
      const view = await readConfiguration({ ...house.ports, learners }, house.businessId, 'owner', { page, words: '' })
      for (const { id: topicId } of view.topics.shown) seen.add(topicId)
    }
    expect(seen.size).toBe(500)
    const buttons = () => oona.section('Topics')?.buttons ?? []
    const turn = async (label: string, title: string) => {
      await oona.act(buttons().find((button) => button.label === label)!)
      await expect.poll(() => oona.section('Topics')?.title, { timeout: 10_000 }).toContain(title)
    }
    await turn('Next', 'page 2 of 63')
    await turn('Previous', 'page 1 of 63')
    // Whatever a button carries, there is no page behind the last.
    await oona.act({ action: 'home', target: 'topics', choice: '999' })
    await expect.poll(() => oona.section('Topics')?.title, { timeout: 10_000 }).toContain('page 63 of 63')
    expect(buttons().map(({ label }) => label)).toEqual(['Previous', 'Find a topic'])
    const find = await oona.form('home', 'topics', 'find')
    await oona.submit(find, {}, 'wrapp')
    await expect.poll(() => oona.section('Topics')?.title, { timeout: 10_000 }).toBe('Topics (1 of 500 with “wrapp”)')
    expect(oona.rows('Topics')[0]).toMatch(/^Gift wrapping/)
    await turn('Show all', 'page 1 of 63')
  })
})
