import { describe, expect, inject, test } from 'vitest'
import type { Ports } from '#core/ports.ts'
import { makeKiller } from '#core/testing/killer.ts'
import { makeStage, type Stage } from './faults/stage.ts'
import { type Story, stories } from './faults/stories.ts'

describe.each(stories)('$name', (story) => {
  test('ends well when nothing goes wrong', async () => {
    const stage = await play(story)
    expect(await problemsOf(story, stage)).toEqual([])
    expect(story.kept.filter((text) => repliesOf(stage).some((reply) => reply.text === text))).toEqual([])
  })

  test.each([
    'before',
    'after',
  ] as const)('loses and doubles nothing when it dies %s a call of any port', async (when) => {
    let calls = Number.POSITIVE_INFINITY
    const problems: string[] = []
    const { names } = await rehearse(story)
    for (let n = 1; n <= calls; n++) {
      // Between two calls nothing is kept: to die after a call that keeps nothing is to die before the next one.
      if (n <= names.length && (when === 'after' ? !keeps.test(names[n - 1]!) : !isTried(names, n))) continue
      const killer = makeKiller(n, when)
      const stage = await play(story, killer)
      if (killer.diedAt() === undefined) calls = n
      const found = await problemsOf(story, stage)
      problems.push(...found.map((problem) => `died ${when} call ${n}, ${killer.diedAt()}: ${problem}`))
    }
    expect(problems).toEqual([])
    expect(calls).toBeGreaterThan(names.length)
  }, 60_000)

  test('ends well when every wake-up comes twice', async () => {
    const stage = await play({ ...story, options: { ...story.options, fate: () => 'doubled' } })
    expect(await problemsOf(story, stage)).toEqual([])
  })

  test('changes nothing when every event is delivered again, the last one first', async () => {
    const stage = await play(story)
    const before = repliesOf(stage)
    for (const event of stage.delivered.toReversed()) await stage.happens(event)
    await stage.end()
    expect(repliesOf(stage)).toEqual(before)
    expect(await problemsOf(story, stage)).toEqual([])
  })
})

/** What lasts when it is done: a commit, a send, an accepted event. */
const keeps = /^(store\.write|messenger\.send|system\.keep|store\.inbox\.mark)/

/** The continuous run, which has a real database, takes the time to die before each call. */
const isLong = inject('testDatabaseUrl') !== ''

/** Before a call that follows one that lasts, and before every fifth of the others: they only read. */
function isTried(names: readonly string[], n: number): boolean {
  return isLong || n === 1 || n % 5 === 0 || keeps.test(names[n - 1]!) || keeps.test(names[n - 2] ?? '')
}

/** The calls of a run that nothing disturbs. */
async function rehearse(story: Story): Promise<{ names: readonly string[] }> {
  const killer = makeKiller(Number.POSITIVE_INFINITY, 'before')
  await play(story, killer)
  return { names: killer.names() }
}

/** A sweep that sends again what it finds in `sending`, as a queue's retry would. */
function resending(ports: Ports): Ports {
  const { store } = ports
  const sweep: Ports['store']['system']['sweep'] = async (now, limit) => {
    const due = await store.system.sweep(now, limit)
    for (const { businessId, outboxId } of due.stuckSending) {
      await store.of(businessId).outbox.move(outboxId, ['sending'], 'ready', { notBefore: now.toISOString() })
    }
    return { ...due, outbox: [...due.outbox, ...due.stuckSending], stuckSending: [] }
  }
  return { ...ports, store: { ...store, system: { ...store.system, sweep } } }
}

test('the counting sees a house that sends again by itself', async () => {
  const story = stories[0]!
  const resends = { ...story, options: { ...story.options, wrap: resending } }
  const { names } = await rehearse(resends)
  const sends = names.flatMap((name, i) => (name === 'messenger.send' ? [i + 1] : []))
  const problems: string[] = []
  for (const n of sends) problems.push(...(await problemsOf(story, await play(resends, makeKiller(n, 'after')))))
  expect(problems).toContainEqual(expect.stringContaining('sent twice'))
})

async function play(story: Story, killer?: ReturnType<typeof makeKiller>): Promise<Stage> {
  const stage = await makeStage(story.options, story.setting, killer)
  await story.play(stage)
  await stage.end()
  return stage
}

/** What customers got, by the platforms' own log. */
function repliesOf({ house }: Stage): { id: string; text: string }[] {
  return house.platforms.log.flatMap(({ outbound }) =>
    outbound.kind === 'reply' ? [{ id: outbound.id, text: outbound.text }] : [],
  )
}

/** Counts from the platforms' own log what went wrong, in sentences. */
async function problemsOf(story: Story, stage: Stage): Promise<string[]> {
  const { house } = stage
  const rows = house.store.rows(house.businessId)
  const replies = repliesOf(stage)
  const problems: string[] = []
  for (const row of rows.inbox.filter(({ handledAt }) => handledAt === null))
    problems.push(`unhandled: ${row.platformId}`)
  for (const [i, { id, text }] of replies.entries()) {
    if (replies.findIndex((reply) => reply.id === id) !== i) problems.push(`sent twice: ${text}`)
    const state = rows.outbox.get(id)?.state
    if (state !== 'sent' && state !== 'in_doubt') problems.push(`arrived, but is ${state}: ${text}`)
  }
  const troubled = (await house.scope.outbox.troubled(100)).map(({ payload }) => String(payload.text))
  const listed = (await house.scope.written.list()).map(({ text }) => text)
  const inFront = [
    ...troubled,
    ...listed,
    ...rows.drafts.filter(({ state }) => state === 'pending').map(({ text }) => text),
  ]
  const known = [...inFront, ...replies.map(({ text }) => text)]
  for (const texts of story.meant) {
    if (!texts.some((text) => known.includes(text))) problems.push(`missing: ${texts[0]}`)
  }
  for (const { text, id } of replies) {
    const twin = replies.find((reply) => reply.text === text && reply.id !== id)
    const customers = rows.outbox.filter((row) => row.id === id || row.id === twin?.id).map((row) => row.place.thread)
    if (twin !== undefined && new Set(customers).size === 1) problems.push(`said twice: ${text}`)
  }
  for (const row of rows.outbox.filter(({ audience }) => audience === 'customer')) {
    if (row.state === 'held' || row.state === 'ready' || row.state === 'sending')
      problems.push(`still ${row.state}: ${row.payload.text}`)
    const hasArrived = replies.some(({ id }) => id === row.id)
    if (row.state === 'sent' && !hasArrived) problems.push(`never arrived, but is sent: ${row.payload.text}`)
  }
  const heard = rows.messages.filter(({ senderType }) => senderType === 'customer').map(({ content }) => content)
  for (const event of stage.delivered) {
    const isTheirs =
      event.type === 'message' && stage.customers.some(({ place }) => place.thread === event.place.thread)
    const times = isTheirs ? heard.filter((text) => text === event.text).length : 1
    if (times !== 1) problems.push(`stored ${times} times: ${event.type === 'message' ? event.text : event.id}`)
  }
  const learned = rows.learning.all().flatMap(({ entry }) => (entry.type === 'pair' ? [entry.lessonId] : []))
  if (new Set(learned).size !== learned.length) problems.push('learned twice')
  return problems
}
