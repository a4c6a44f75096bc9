import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Received } from '#connectors/connector.ts'
import type { Outcome } from '#core/domain/event.ts'
import type { Card, Home } from '#core/domain/outbound.ts'
import { brokenViewRules } from './block-rules.ts'
import { usageHint } from './commands.ts'
import { homePlace, renderHome } from './home.ts'
import { slack } from './index.ts'
import { type Loopback, openLoopback } from './loopback.ts'
import { form, recorded, recording, request, settings, tools } from './samples.ts'

let server: Loopback
beforeEach(async () => {
  server = await openLoopback()
})
afterEach(() => server.close())

const open = () => slack.open(settings, tools({ SLACK_API_URL: server.url }))
const place = homePlace('T0SHOP', 'U0MAYA')
const maya = { kind: 'slack' as const, value: 'T0SHOP/U0MAYA' }
const card = (number: number): Card => ({
  ...{ purpose: 'notice', title: `Anna ${number} · Shipping`, status: 'chat · waits 5 min', facts: [], sources: [] },
  quote: 'Do you *really* ship\nto <!channel>?',
  buttons: [{ action: 'approve', label: 'Approve', target: `draft-${number}`, version: 2, style: 'primary' }],
  link: { label: 'Open', url: 'https://desk.example/admin/conversations/1' },
})
const home = (count: number): Home => ({
  title: 'Waiting for you',
  status: `${count} things wait, oldest first.`,
  sections: [{ title: 'Nobody has these', cards: Array.from({ length: count }, (_, i) => card(i)), more: 3 }],
  link: { label: 'Open the list', url: 'https://desk.example/admin/waiting' },
})

describe('the App Home', () => {
  test('is published for its person through the real client, each row with Approve and Open', async () => {
    await open().send(place, { kind: 'home', id: 'x', to: maya, home: home(1) })
    const [{ method, fields } = { method: '', fields: {} as Record<string, string> }] = server.calls
    expect([method, fields.user_id]).toEqual(['views.publish', 'U0MAYA'])
    const view = JSON.parse(fields.view!)
    expect(view).toMatchObject({ type: 'home' })
    const words = JSON.stringify(view.blocks)
    expect(words).toContain('*Anna 0 · Shipping*')
    expect(words).toContain('>Do you _really_ ship to &lt;!channel&gt;?')
    expect(words).toContain('3 more are in the list.')
    const buttons = view.blocks.flatMap((block: { elements?: { action_id?: string; url?: string }[] }) =>
      (block.elements ?? []).map(({ action_id, url }) => action_id && (url ?? action_id)),
    )
    expect(buttons).toContain('lummy:approve:0')
    expect(buttons).toContain('https://desk.example/admin/conversations/1')
  })

  test('never has more blocks than Slack takes, and says what it leaves out', () => {
    const { blocks } = renderHome(home(60), place)
    expect(blocks.length).toBeLessThanOrEqual(100)
    expect(JSON.stringify(blocks.at(-1))).toMatch(/\d+ more are in the list/)
  })

  test('draws how the agent is set up whole, whatever waits above it, within what Slack takes', () => {
    const menu = [
      { action: 'trust', label: 'Evidence', target: 't' },
      { action: 'topic', label: 'Change', target: 't' },
    ] as const
    const row = (index: number): Card => ({
      ...{ purpose: 'notice', title: `Topic ${index} & *more*`, status: 'supervised', facts: [], sources: [] },
      ...{ buttons: [], menu: [...menu] },
    })
    const rest: Home['sections'] = [
      { title: 'Topics (500)', cards: Array.from({ length: 8 }, (_, i) => row(i)), more: 0, isCompact: true },
      { title: 'How it works', cards: [{ ...row(8), menu: [], buttons: [menu[1]] }], more: 3, isCompact: true },
      { title: 'Channels', says: 'None.', cards: [], more: 0, isCompact: true },
    ]
    const turn = { action: 'home', label: 'Next', target: 'topics', choice: '1' } as const
    rest[0] = { ...rest[0]!, buttons: [turn] }
    for (const count of [0, 1, 60]) {
      const waiting = count === 0 ? [] : home(count).sections
      const view = renderHome({ ...home(count), sections: [...waiting, ...rest] }, place)
      expect(brokenViewRules(view)).toEqual([])
      const words = JSON.stringify(view.blocks)
      for (const shown of ['Topic 0 &amp; ∗more∗', 'Topic 7', 'Topic 8', 'None.', '3 more are in the admin'])
        expect(words, shown).toContain(shown)
      expect(words).toContain('"value":"{\\"target\\":\\"topics\\",\\"choice\\":\\"1\\"}"')
    }
  })

  test('asks for itself when somebody opens it, once by its event', async () => {
    const event = { type: 'app_home_opened', user: 'U0MAYA', channel: 'D0MAYA', tab: 'home', event_ts: '1795366900.1' }
    const body = (change: object) =>
      JSON.stringify({ type: 'event_callback', team_id: 'T0SHOP', event: { ...event, ...change } })
    const { events } = await open().receive(request(body({})))
    expect(events).toMatchObject([
      {
        type: 'action',
        action: 'home',
        place,
        author: { handle: maya, isMachine: false },
        id: 'home/U0MAYA/1795366900.1',
      },
    ])
    expect((await open().receive(request(body({ tab: 'messages' })))).events).toEqual([])
  })

  test('a press on it is an action of its person, at their own place', async () => {
    const pressed = recorded('pressed') as Record<string, unknown>
    const { message: _, channel: __, ...rest } = pressed
    const body = { ...rest, container: { type: 'view', view_id: 'V0HOME' }, view: { type: 'home', id: 'V0HOME' } }
    const { events } = await open().receive(request(form(JSON.stringify(body))))
    expect(events).toMatchObject([
      { action: 'approve', target: 'draft-3', version: 2, place, author: { handle: maya } },
    ])
    const modal = { ...body, view: { type: 'modal', id: 'V0FORM' } }
    expect((await open().receive(request(form(JSON.stringify(modal))))).events).toEqual([])
  })
})

describe('/lummy', () => {
  const say = (text: string) => open().receive(request(recording('command.txt').replace('text=help', `text=${text}`)))
  const told = ({ response }: Received, outcome: Outcome) =>
    JSON.parse((typeof response === 'function' ? response(outcome) : response).body ?? '')

  test.each([
    ['next', 'next', ''],
    ['NEXT', 'next', ''],
    ['find+return+label', 'find', 'return label'],
    ['away+next+monday', 'away', 'next monday'],
    ['back', 'back', ''],
    ['invite+ana@shop.example+Ana', 'invite', 'ana@shop.example Ana'],
    ['role+ana+owner', 'role', 'ana owner'],
    ['test', 'test_conversation', ''],
    ['topics', 'topics', ''],
    ['trust+shipping+abroad', 'trust', 'shipping abroad'],
    ['status', 'status', ''],
    ['why', 'why', ''],
    ['teach+Do+you+ship?', 'teach', 'Do you ship?'],
    ['pause', 'pause', ''],
    ['resume', 'resume', ''],
  ])('%s is the action %s', async (text, action, words) => {
    const { events } = await say(text)
    expect(events).toMatchObject([
      {
        type: 'action',
        action,
        text: words,
        author: { handle: maya },
        id: 'command/13.37.cmd',
        place: { private: true },
      },
    ])
  })

  test('names what can be said in what Slack shows while somebody types, which has an end', () => {
    expect(usageHint).toContain('why words')
    expect(usageHint.length).toBeLessThanOrEqual(1000)
  })

  test.each(['help', '', 'constructor', 'nonsense'])('%s gets the help, and nothing happens', async (text) => {
    const received = await say(text)
    expect(received.events).toEqual([])
    expect(told(received, { kind: 'done' })).toMatchObject({ response_type: 'ephemeral' })
    expect(told(received, { kind: 'done' }).text).toContain('/lummy next')
  })

  test('next shows the card to its author alone, or the sentence that there is none', async () => {
    const received = await say('next')
    const shown = told(received, { kind: 'done', card: card(1) })
    expect(shown).toMatchObject({ response_type: 'ephemeral' })
    expect(JSON.stringify(shown.blocks)).toContain('lummy:approve:0')
    expect(told(received, { kind: 'done', say: 'Nothing waits for you.' })).toEqual({
      response_type: 'ephemeral',
      text: 'Nothing waits for you.',
    })
    expect(told(received, { kind: 'refused', say: 'You are <nobody>.' }).text).toBe('You are &lt;nobody&gt;.')
    expect(told(received, { kind: 'working' }).text).toMatch(/worked on/)
  })
})

describe('a card', () => {
  test('that is shown in the channel too says so, and calls people and groups', async () => {
    const mentions = ['U0BEN', 'S0LEADS', 'here'].map((name) => ({ kind: 'slack' as const, value: `T0SHOP/${name}` }))
    const thread = { connector: 'slack', account: 'T0SHOP', thread: 'C0DESK/1795366700.000100', private: false }
    await open().send(thread, { kind: 'card', id: 'x', broadcast: true, card: { ...card(1), mentions } })
    await open().send(thread, { kind: 'card', id: 'y', card: card(1) })
    const [first, second] = server.calls.map(({ fields }) => fields)
    expect(first).toMatchObject({ reply_broadcast: 'true', thread_ts: '1795366700.000100' })
    expect(first?.blocks).toContain('<@U0BEN> <!subteam^S0LEADS> <!here>')
    expect(second).not.toHaveProperty('reply_broadcast')
  })
})
