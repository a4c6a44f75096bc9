import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type Desk, nonEmpty, openDesk, until } from './day/desk.ts'
import { everyState, everyStateByMail } from './day/states.ts'
import { call, install, type Servers } from './kill/installation.ts'
import { kill, run } from './kill/process.ts'
import { givenServers } from './kill/settings.ts'

const servers = givenServers()
const title = 'two teammates, one in Slack and one in the admin, and customers who write at the wrong moments'

// At the same time: each waits for its processes and its undo windows most of the time.
test(`${title}, on the embedded default`, { concurrent: true }, () => busyDay(undefined))

test.skipIf(servers === undefined)(
  servers === undefined
    ? `${title}, on servers (not run: TEST_DATABASE_URL names no server)`
    : `${title}, on PostgreSQL and Redis`,
  { concurrent: true },
  () => busyDay(servers),
)

const byMail = 'a team that works by mail alone is told each state that concerns it'

test(`${byMail}, on the embedded default`, () => onDesk(undefined, 'mail', everyStateByMail))

test.skipIf(servers === undefined)(
  servers === undefined
    ? `${byMail}, on servers (not run: TEST_DATABASE_URL names no server)`
    : `${byMail}, on PostgreSQL and Redis`,
  () => onDesk(servers, 'mail', everyStateByMail),
)

function busyDay(given: Servers): Promise<void> {
  return onDesk(given, 'slack', async (desk) => {
    const ben = await desk.invites('Ben Frost', 'ben@shop.example')
    await firstAnswer(desk)
    await oneDraftTwoHands(desk)
    await customerInterrupts(desk, ben)
    await thanks(desk)
    await putOff(desk)
    await away(desk, ben)
    await undoAndNote(desk)
    await spam(desk)
    await mergeAndBack(desk)
    await whatIsGone(desk)
    await everyState(desk, ben)
  })
}

/** Starts a house with a desk of its own, and takes it down again. */
async function onDesk(given: Servers, staff: 'slack' | 'mail', work: (desk: Desk) => Promise<void>): Promise<void> {
  const house = await install(given, staff)
  const running = house.parts.map((words) => run(words, house.environment))
  try {
    await Promise.all(running.map((one) => one.up()))
    const token = await house.signIn()
    const desk = openDesk(house, token)
    await call(house.url, 'PUT', '/api/settings', { undoMs: { email: 1_500, chat: 1_500 } }, token)
    await work(desk)
    const said = running.map((one) => one.said()).join('\n')
    expect(said, 'nothing that nobody foresaw').not.toMatch(/"level":50/)
  } finally {
    await Promise.all(running.map(kill))
    await house.close()
  }
}

const answer = 'Yes, we ship to Norway within 5 days.'

/** A mail is in Slack and in the admin; Ben answers in the thread; the customer has it once; it is learned. */
async function firstAnswer(desk: Desk): Promise<void> {
  await desk.mail('mia@home.example', 'Do you ship to Norway?')
  const card = await until('the card in Slack', () => desk.slackShows('Do you ship to Norway?'))
  const [id] = await until('the conversation in the admin', async () =>
    nonEmpty(await desk.conversationsOf('mia@home.example')),
  )
  expect((await desk.see(id)).conversation).toMatchObject({ waitingFor: 'staff', kind: 'support' })
  await desk.writesInThread(desk.slackUser.ben, card, `> ${answer}`)
  await until('the answer at the customer', async () => nonEmpty(await desk.sentTo('mia@home.example')))
  await until('it waits for the customer', async () => (await desk.see(id)).conversation.waitingFor === 'customer')
  const lessons = await until('a lesson', async () => nonEmpty(await desk.get<{ question: string }[]>('/api/lessons')))
  expect(lessons[0]?.question).toContain('Norway')
}

/** Both approve the same draft at the same moment: one answer leaves, and the other is told so. */
async function oneDraftTwoHands(desk: Desk): Promise<void> {
  const { id, draft, card } = await drafted(desk, 'carl@home.example', 'Can you ship to Norway please?')
  const [mine] = await Promise.all([
    desk.ask('POST', `/api/drafts/${draft.id}/approve`, { version: draft.version }),
    desk.presses(desk.slackUser.ben, card, 'Approve'),
  ])
  if (!mine.ok) expect(mine).toMatchObject({ status: 409, sentence: expect.stringMatching(/\w/) })
  await until('the answer at the customer', async () => nonEmpty(await desk.sentTo('carl@home.example')))
  await wait(500)
  expect(await desk.sentTo('carl@home.example')).toHaveLength(1)
  expect((await desk.see(id)).drafts.filter(({ state }) => state === 'approved')).toHaveLength(1)
}

/** Ben has the editor open: the card says so, Anna loses politely; then the customer writes, and nothing leaves. */
async function customerInterrupts(desk: Desk, ben: string): Promise<void> {
  const { id, draft, card, messageId } = await drafted(desk, 'dora@home.example', 'Do you ship parcels to Norway?')
  await desk.presses(desk.slackUser.ben, card, 'Edit')
  await until('the admin shows who edits', async () => (await desk.see(id)).draft?.editorId === ben)
  const refused = await desk.ask('POST', `/api/drafts/${draft.id}/approve`, { version: draft.version })
  expect(refused).toMatchObject({ ok: false, status: 409, sentence: expect.stringContaining('Ben') })
  await desk.mail('dora@home.example', 'Sorry, I meant a gift card. What does a gift card cost?', { re: messageId })
  await until('the draft is withdrawn', async () => (await desk.see(id)).drafts[0]?.state === 'withdrawn')
  const said = await desk.submits(desk.slackUser.ben, 'Yes, we ship to Norway, Dora.')
  expect(said).toContain('gift card')
  await wait(2_000)
  expect(await desk.sentTo('dora@home.example')).toEqual([])
  expect((await desk.see(id)).drafts.filter(({ state }) => state === 'pending').length).toBeLessThanOrEqual(1)
  const own = await desk.ask('POST', `/api/conversations/${id}/messages`, {
    text: 'They begin at 10 euros.',
    learn: false,
  })
  expect(own.ok).toBe(true)
  await until('Anna’s answer', async () => nonEmpty(await desk.sentTo('dora@home.example')))
}

/** A bare thank-you ends it and asks nobody; a thank-you with a question waits. */
async function thanks(desk: Desk): Promise<void> {
  const [mia = ''] = await desk.conversationsOf('mia@home.example')
  const [answered] = await desk.sentTo('mia@home.example')
  const to = { re: answered?.headers['message-id'] ?? '', subject: answered?.subject ?? '' }
  await desk.mail('mia@home.example', 'Thanks a lot!', to)
  await until('resolved by the customer', async () => (await desk.see(mia)).conversation.resolvedBy === 'customer')
  expect((await desk.see(mia)).draft).toBeNull()
  await desk.mail('mia@home.example', 'Thanks, but where is my parcel now?', to)
  await until('open again', async () => (await desk.see(mia)).conversation.waitingFor === 'staff')
  expect((await desk.see(mia)).conversation).toMatchObject({ status: 'active', resolvedBy: null })
}

/** Snoozed until tomorrow; the customer’s word brings it back now. */
async function putOff(desk: Desk): Promise<void> {
  const re = await desk.mail('fay@home.example', 'Is the blue vase back in stock?')
  const [id] = await until('Fay’s conversation', async () => nonEmpty(await desk.conversationsOf('fay@home.example')))
  expect((await desk.ask('POST', `/api/conversations/${id}/snooze`, { until: 'tomorrow' })).ok).toBe(true)
  expect((await desk.see(id)).conversation.snoozedUntil).not.toBeNull()
  await desk.mail('fay@home.example', 'Or the green one?', { re })
  await until('awake', async () => (await desk.see(id)).conversation.snoozedUntil === null)
}

/** Ben has it and goes away: the customer’s next word makes it everybody’s. */
async function away(desk: Desk, ben: string): Promise<void> {
  const re = await desk.mail('gus@home.example', 'My lamp flickers.')
  const [id] = await until('Gus’s conversation', async () => nonEmpty(await desk.conversationsOf('gus@home.example')))
  expect((await desk.ask('POST', `/api/conversations/${id}/assign`, { to: ben })).ok).toBe(true)
  expect((await desk.see(id)).conversation.assigneeId).toBe(ben)
  const until5 = new Date(Date.now() + 86_400_000).toISOString()
  expect((await desk.ask('PUT', `/api/teammates/${ben}/away`, { until: until5 })).ok).toBe(true)
  await desk.mail('gus@home.example', 'It went out now.', { re })
  await until('nobody has it', async () => (await desk.see(id)).conversation.assigneeId === null)
  expect((await desk.ask('PUT', `/api/teammates/${ben}/away`, { until: null })).ok).toBe(true)
}

/** Anna takes her words back in time; Ben’s note stays inside although the customer writes meanwhile. */
async function undoAndNote(desk: Desk): Promise<void> {
  const re = await desk.mail('hal@home.example', 'Do you repair clocks?')
  const [id] = await until('Hal’s conversation', async () => nonEmpty(await desk.conversationsOf('hal@home.example')))
  const sent = await desk.ask('POST', `/api/conversations/${id}/messages`, { text: 'No, we never do.' })
  if (!sent.ok) throw new Error(sent.sentence)
  const undone = await desk.ask('POST', `/api/outbox/${(sent.reply as { id: string }).id}/undo`)
  expect(undone.ok).toBe(true)
  const card = await until('the card', () => desk.slackShows('Do you repair clocks?'))
  await desk.writesInThread(desk.slackUser.ben, card, 'I find Hal a little rude')
  const question = await until('the question', () => desk.slackShows('Keep as note'))
  await Promise.all([
    desk.mail('hal@home.example', 'Hello? Anybody?', { re }),
    desk.presses(desk.slackUser.ben, question, 'Keep as note'),
  ])
  await wait(2_500)
  expect(await desk.sentTo('hal@home.example')).toEqual([])
}

/** Spam is put aside with its sender: no thread, no draft, no lesson; *Not spam* brings it back. */
async function spam(desk: Desk): Promise<void> {
  await desk.mail('seo@spam.example', 'We rank your page first!')
  const [id] = await until('the pitch', async () => nonEmpty(await desk.conversationsOf('seo@spam.example')))
  expect((await desk.ask('PUT', `/api/conversations/${id}/kind`, { kind: 'spam' })).ok).toBe(true)
  await desk.mail('seo@spam.example', 'Have you read my offer of backlinks?')
  const both = await until('the second one', async () => {
    const all = await desk.conversationsOf('seo@spam.example')
    return all.length > 1 || (await desk.see(id)).messages.length > 1 ? all : undefined
  })
  for (const one of both) {
    const { conversation, draft } = await desk.see(one)
    expect(conversation).toMatchObject({ kind: 'spam', waitingFor: 'nobody' })
    expect(draft).toBeNull()
  }
  expect(await desk.slackShows('offer of backlinks')).toBeUndefined()
  const back = both.at(0) ?? ''
  expect((await desk.ask('POST', `/api/conversations/${back}/not-spam`)).ok).toBe(true)
  await until('it is support again', async () => (await desk.see(back)).conversation.kind === 'support')
}

/** Two conversations of one customer become one, and two again. */
async function mergeAndBack(desk: Desk): Promise<void> {
  await desk.mail('ida@home.example', 'The parcel is wet.', { subject: 'Wet parcel' })
  await desk.mail('ida@home.example', 'The vase is broken.', { subject: 'Broken vase' })
  const [b = '', a = ''] = await until('both conversations', async () => {
    const found = await desk.conversationsOf('ida@home.example')
    return found.length === 2 ? found : undefined
  })
  const before = [await desk.see(a), await desk.see(b)].map(({ messages }) => messages.map(({ id }) => id))
  const merged = await desk.ask('POST', `/api/conversations/${b}/merge`, { into: a })
  expect(merged).toMatchObject({ ok: true })
  expect((await desk.see(a)).messages).toHaveLength(2)
  expect((await desk.see(b)).conversation.mergedIntoId).toBe(a)
  expect(await desk.ask('POST', `/api/conversations/${b}/unmerge`)).toMatchObject({ ok: true })
  const after = [await desk.see(a), await desk.see(b)].map(({ messages }) => messages.map(({ id }) => id))
  expect(after).toEqual(before)
}

/** Acting on what is gone, withdrawn or another's is refused in a sentence. */
async function whatIsGone(desk: Desk): Promise<void> {
  const nobody = '01a20000-0000-7000-8000-000000000000'
  const acts: [string, string, object?][] = [
    ['POST', `/api/drafts/${nobody}/approve`, { version: 1 }],
    ['POST', `/api/drafts/not-an-id/approve`, { version: 1 }],
    ['POST', `/api/conversations/${nobody}/messages`, { text: 'Hello' }],
    ['POST', `/api/conversations/${nobody}/snooze`, { until: 'tomorrow' }],
    ['POST', `/api/conversations/${nobody}/assign`, { to: 'me' }],
    ['POST', `/api/conversations/${nobody}/merge`, { into: nobody }],
    ['POST', `/api/conversations/${nobody}/unmerge`],
    ['POST', `/api/conversations/${nobody}/not-spam`],
    ['POST', `/api/conversations/${nobody}/follow-up`, { at: '1d' }],
    ['POST', `/api/outbox/${nobody}/undo`],
    ['POST', `/api/outbox/${nobody}/send-now`],
    ['POST', `/api/written/${nobody}/send`],
  ]
  for (const [method, path, body] of acts) {
    const answered = await desk.ask(method, path, body)
    expect(answered, `${method} ${path}`).toMatchObject({ ok: false, sentence: expect.stringMatching(/\w+ \w+/) })
    expect((answered as { status: number }).status, `${method} ${path}`).toBeLessThan(500)
  }
}

/** A customer asks what was answered before: the draft in the admin, its card in Slack. */
async function drafted(desk: Desk, from: string, text: string) {
  const messageId = await desk.mail(from, text)
  const [id] = await until(`the conversation of ${from}`, async () => nonEmpty(await desk.conversationsOf(from)))
  const draft = await until(`a draft for ${from}`, async () => (await desk.see(id)).draft)
  expect(draft.text).toContain('Norway')
  const card = await until(`its card for ${from}`, () => desk.slackShows(draft.id))
  return { id, draft, card, messageId }
}
