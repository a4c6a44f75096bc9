import { expect, test } from 'vitest'
import { readInteraction } from './interactivity.ts'
import { now } from './samples.ts'
import { shortcutId, shortcuts } from './shortcuts.ts'

/** As Slack posts it when somebody chooses a shortcut in a message's menu. */
const chosen = (change: object = {}, message: object = {}) => ({
  type: 'message_action',
  callback_id: 'lummy:why',
  trigger_id: '13.37.short',
  action_ts: '1795366900.000100',
  team: { id: 'T0SHOP', domain: 'shop' },
  user: { id: 'U0MAYA', name: 'maya', team_id: 'T0SHOP' },
  channel: { id: 'C0DESK', name: 'desk' },
  message: {
    ...{ type: 'message', user: 'U0BEN', ts: '1795366800.000200', thread_ts: '1795366700.000100' },
    text: 'We *do* ship to <https://norway.example|Norway>',
    ...message,
  },
  ...change,
})
const known = { account: 'T0SHOP', botUserId: 'U0BOT', now }

test('a shortcut is an action about the message it was chosen on, whose words come along', () => {
  const { events, response } = readInteraction(chosen(), known)
  expect(events).toEqual([
    {
      ...{ type: 'action', action: 'why', target: 'C0DESK/1795366800.000200', trigger: '13.37.short' },
      id: 'shortcut/why/C0DESK/1795366800.000200/U0MAYA/1795366900.000100',
      place: { connector: 'slack', account: 'T0SHOP', thread: 'C0DESK/1795366700.000100', private: false },
      at: '2026-11-22T17:01:40.000Z',
      author: {
        ...{ handle: { kind: 'slack', value: 'T0SHOP/U0MAYA' }, name: 'maya' },
        ...{ isUs: false, isMachine: false, isOutsider: false, isVerified: true },
      },
      about: {
        messageId: 'C0DESK/1795366800.000200',
        text: 'We **do** ship to [Norway](https://norway.example)',
      },
    },
  ])
  expect(typeof response === 'function' && response({ kind: 'done' })).toEqual({ status: 200 })
})

test('on a card of ours it names the outbox row; a stranger’s card that looks like one names nothing', () => {
  const blocks = [{ type: 'section', block_id: 'lummy:outbox-7', text: { type: 'mrkdwn', text: 'x' } }]
  const ours = readInteraction(chosen({}, { user: 'U0BOT', bot_id: 'B0BOT', blocks }), known).events[0]
  expect(ours).toMatchObject({ about: { outboxId: 'outbox-7' } })
  const theirs = readInteraction(chosen({}, { user: 'U0EVE', bot_id: 'B0EVE', blocks }), known).events[0]
  expect(theirs).toMatchObject({ type: 'action' })
  expect(theirs).not.toHaveProperty('about.outboxId')
})

test.each([
  ['another app’s shortcut', { callback_id: 'theirs' }],
  ['a name that is no action', { callback_id: 'lummy:constructor' }],
  ['no trigger', { trigger_id: null }],
  ['no channel', { channel: undefined }],
  ['another workspace', { team: { id: 'T0OTHER' } }],
])('%s does nothing', (_, change) => {
  expect(readInteraction(chosen(change), known)).toEqual({ response: { status: 200 }, events: [] })
})

test('what the menu shows keeps within Slack’s limits, and each name comes back as its action', () => {
  expect(shortcuts.length).toBeLessThanOrEqual(10)
  for (const { action, name, description } of shortcuts) {
    expect(name.length, name).toBeLessThanOrEqual(24)
    expect(description.length).toBeLessThanOrEqual(150)
    expect(readInteraction(chosen({ callback_id: shortcutId(action) }), known).events).toMatchObject([{ action }])
  }
})
