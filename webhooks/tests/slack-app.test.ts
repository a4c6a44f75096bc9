import { expect, test } from 'vitest'
import { methodScopes } from '#connectors/slack/scopes.ts'
import { openHub } from './loopback/hub.ts'
import { slackSide } from './loopback/slack.ts'
import { type SlackPosted, slackWorkspace } from './platforms/slack-platform.ts'
import type { SlackRequest } from './platforms/slack-requests.ts'

const [ben, cleo] = ['U0BEN', 'U0CLEO']
const wrong = 'Yes, we ship to Norway within 5 days.'
const right = 'Yes, we ship to Norway within 12 days.'

/** Staff work in Slack, customers chat on fakes. Cleo is an owner. */
async function openWorkspace() {
  const side = await slackSide()
  const hub = await openHub({ sides: [side] })
  const { house } = hub
  await house.teammate('Ben')
  const owner = await house.teammate('Cleo')
  await house.scope.teammates.update(owner.teammate.id, { role: 'owner' })
  await hub.connect(side)
  const slack = side.in(hub)
  const { slackSays: says, ts, card } = slack

  async function post(request: SlackRequest) {
    const reply = await hub.post(hub.address('slack'), request)
    expect(reply.status).toBe(200)
    const body = await reply.text()
    await house.settle()
    return body === '' ? undefined : JSON.parse(body)
  }
  return {
    ...{ ...slack, house, workspace: side.platform, says, post },
    /** A customer asks, in the chat. */
    async asks(name: string, text = 'Do you ship to Norway?') {
      const customer = house.customer(name)
      await customer.says(text)
      await house.settle()
      return customer
    },
    presses: async (words: string, label: string, user = ben) => post(says.click(await card(words), label, user, ts())),
    async writes(thread: SlackPosted, text: string, user = ben) {
      const at = { channel: thread.channel, ts: ts(), threadTs: thread.thread_ts ?? thread.ts }
      await post(says.event({ ...at, user, text }))
      return { ...at, thread_ts: at.threadTs, text, user }
    },
    home: async (user: string) =>
      (await slack.calls('/views.publish')).findLast(({ fields }) => fields.id === `V${user}`)!.fields,
  }
}

/** Who wrote our cards. */
const ours = { user: slackWorkspace.botUser, bot_id: 'B0BOT' }

const shown = (view: object) => JSON.stringify(view)

test('staff live in Slack: they answer, look, teach, correct and set up there, and no call asks for history', async () => {
  const { house, workspace, says, post, card, ts, asks, presses, writes, window, home } = await openWorkspace()

  // A question, answered in its thread; the next one is a draft, approved and changed.
  const anna = await asks('Anna')
  await writes(await card('Do you ship to Norway?'), `> ${wrong}`)
  expect(anna.heard()).toEqual([wrong])
  const carl = await asks('Carl')
  await presses('Suggested answer', 'Approve')
  expect(carl.heard()).toEqual([wrong])
  const dora = await asks('Dora')
  await writes(await card('Suggested answer'), 'Is this still right?')
  await presses('Is this still right?', 'Keep as note')
  expect(dora.heard()).toEqual([])

  // Why did it say that?
  const draft = await card('Suggested answer')
  await post(says.shortcut('lummy:why', { ...draft, ...ours }, ben, ts()))
  expect(shown(await window())).toContain('Lummy proposed this')

  // It was wrong: the right answer goes to Dora, and then to those who heard the old one.
  await presses('Suggested answer', 'Reject')
  await presses('Suggested answer', 'Wrong facts')
  await writes(draft, `> ${right}`)
  expect(dora.heard()).toEqual([right])
  await presses('heard the old answer', 'Tell those who heard the old answer (2)')
  const asked = await window()
  expect(shown(asked)).toMatch(/2 customers heard the old answer.*Carl.*Anna/)
  expect(anna.heard()).toEqual([wrong])
  const told = await post(says.submit(asked, '', ben))
  expect(shown(told)).toContain('Sent to 2 customers')
  for (const one of [anna, carl]) expect(one.heard()).toEqual([wrong, expect.stringContaining(right)])

  // Teaching from words that were said anywhere.
  const lunch = { channel: 'C0LUNCH', ts: ts(), user: cleo, text: 'By the way: yes, we gift-wrap, for 3 euros.' }
  await post(says.shortcut('lummy:teach', lunch, ben, ts()))
  const question = { question: { value: 'Do you gift-wrap?' } }
  const taught = await post(says.submit(await window(), 'Yes, we gift-wrap, for 3 euros.', ben, { fields: question }))
  expect(shown(taught)).toContain('Learned.')
  await asks('Emil', 'Do you gift-wrap?')
  expect(shown(await card('gift-wrap, for 3 euros'))).toContain('Suggested answer')

  // The Home tab: what waits, and how the agent is set up; owners change it there, others see no button for it.
  await post(says.homeOpened(ben))
  expect(shown(await home(ben))).toMatch(/Waiting for you.*Emil.*Topics \(.*Opening hours/)
  expect(shown(await home(ben))).not.toContain('"Change"')
  await post(says.homeOpened(cleo))
  await post(says.pressHome(await home(cleo), 'Change', cleo, ts(), 'Opening hours'))
  const bad = await post(
    says.submit(await window(), '', cleo, {
      fields: { day1: { value: 'nine to five' }, always: { selected_options: [] } },
    }),
  )
  expect(bad).toEqual({ response_action: 'errors', errors: { 'field:day1': expect.stringContaining('no time span') } })
  const hours = { day1: { value: '9-17' }, zone: { value: 'Europe/Oslo' }, always: { selected_options: [] } }
  await post(says.submit(await window(), '', cleo, { fields: hours }))
  expect((await house.scope.business()).settings).toMatchObject({
    zone: 'Europe/Oslo',
    hours: { 1: [['09:00', '17:00']] },
  })
  await expect
    .poll(async () => shown(await home(cleo)), { timeout: 10_000 })
    .toContain('Monday 09:00-17:00 · Europe/Oslo')
  await post(says.pressHome(await home(cleo), 'Evidence', cleo, ts(), 'supervised'))
  expect(shown(await window())).toContain('Judged')

  // Commands, each answered to whoever wrote it alone.
  for (const [text, words] of [
    ['status', 'Learning stage'],
    ['next', 'Emil'],
    ['why', 'Lummy proposed this'],
    ['find Norway', 'Norway'],
    ['topics', 'Topics'],
    ['help', '/lummy teach'],
    ['pause', 'Only the owner may do this.'],
  ] as const) {
    const answer = await post(says.command(text, ben, 'C0SUPPORT'))
    expect(answer.response_type).toBe('ephemeral')
    expect(shown(answer), text).toContain(words)
  }
  await post(says.command('teach Are you open on Sundays?', ben, 'C0SUPPORT'))
  expect(shown(await window())).toContain('Are you open on Sundays?')
  expect(shown(await post(says.command('pause', cleo, 'C0SUPPORT')))).toContain('is paused')
  expect(shown(await post(says.command('resume', cleo, 'C0SUPPORT')))).toContain('speaks again')

  // Every call that was made is one that the manifest has a scope for, and none of them reads what was said before.
  const methods = new Set((await workspace.called()).map((path) => path.replace(/^\/api\//, '')))
  expect([...methods].sort()).toEqual([
    ...['chat.postMessage', 'chat.update', 'users.info', 'views.open', 'views.publish'],
  ])
  expect([...methods].filter((method) => !Object.hasOwn(methodScopes, method))).toEqual([])
  expect([...methods].filter((method) => /history|replies|search|list|members/.test(method))).toEqual([])

  // The workspace removes us: nothing is called any more, and what was said there beside the answers is gone.
  await post(says.uninstalled())
  const before = (await workspace.called()).length
  await asks('Finn')
  expect((await workspace.called()).length).toBe(before)
  expect(
    JSON.stringify(house.store.rows(house.businessId).outbox.filter(({ audience }) => audience === 'staff')),
  ).not.toContain('still right')
}, 60_000)
