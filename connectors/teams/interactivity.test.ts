import { describe, expect, test } from 'vitest'
import type { HttpReply, Received } from '#connectors/connector.ts'
import type { ActionEvent, Outcome } from '#core/domain/event.ts'
import type { Form } from '#core/domain/outbound.ts'
import { readActivity } from './activity.ts'
import { parse } from './parse.ts'
import { account, appId, channel, known } from './samples.ts'

const thread = `${channel};messageid=1767000000000`
const main = { channel, teamId: undefined }

function received(facts: object): Received {
  const activity = {
    ...{ type: 'invoke', id: 'f:1', timestamp: '2026-11-22T17:00:00.123Z', localTimezone: 'Europe/Berlin' },
    from: { id: '29:ben', name: 'Ben' },
    recipient: { id: `28:${appId}`, name: 'Lummy' },
    conversation: { id: thread, conversationType: 'channel', tenantId: account },
    channelData: { tenant: { id: account } },
    ...facts,
  }
  return parse(readActivity(Buffer.from(JSON.stringify(activity))), known, main)
}

const lummy = { action: 'edit', target: 'draft-1', version: 2 }
const opens = () => received({ name: 'task/fetch', value: { data: { lummy, msteams: { type: 'task/fetch' } } } })
const presses = (more: object = {}) =>
  received({
    name: 'adaptiveCard/action',
    value: { action: { data: { lummy: { ...lummy, action: 'approve' } } } },
    ...more,
  })
const eventOf = ({ events }: Received) => events[0] as ActionEvent
function answer({ response }: Received, outcome: Outcome): unknown {
  const { status, body = '' }: HttpReply = typeof response === 'function' ? response(outcome) : response
  expect(status).toBe(200)
  return body === '' ? '' : JSON.parse(body)
}

const form: Form = {
  ...{ title: 'Edit the answer', label: 'Goes to the customer', text: 'Within two days.' },
  fields: [
    { name: 'to', label: 'To', kind: 'line', value: 'anna@home.example' },
    { name: 'files', label: 'Files', kind: 'files' },
    { name: 'sendAt', label: 'Send later', kind: 'time', hint: 'Empty: at once' },
    { name: 'once', label: 'Learning', kind: 'check', hint: "Send, don't learn from it" },
    { name: 'why', label: 'Why', kind: 'choice', options: [{ value: 'a', label: 'A' }], value: 'a' },
  ],
  submit: { action: 'edit', label: 'Send', target: 'draft-1', version: 2 },
}
interface Dialog {
  task: {
    value: { card: { content: { body: { id?: string; value?: string; type: string }[]; actions: { data: object }[] } } }
  }
}
const contentOf = (dialog: unknown) => (dialog as Dialog).task.value.card.content

function submits(inputs: object, facts: object = {}): Received {
  const shown = contentOf(answer(opens(), { kind: 'done', form }))
  return received({ name: 'task/submit', value: { data: { ...shown.actions[0]!.data, ...inputs } }, ...facts })
}

describe('a universal action', () => {
  test('is an action of the thread where its card stands, the same when it is tried again', () => {
    expect(eventOf(presses())).toEqual({
      ...{ type: 'action', id: `press/${thread}/f:1`, at: '2026-11-22T17:00:00.123Z' },
      place: { connector: 'teams', account, thread, private: false },
      author: {
        ...{ handle: { kind: 'teams', value: `${account}/29:ben` }, name: 'Ben' },
        ...{ isUs: false, isMachine: false, isOutsider: false, isVerified: true },
      },
      ...{ action: 'approve', target: 'draft-1', version: 2, canShow: ['words'] },
    })
  })

  test.each([
    [{ kind: 'done' }, 'Done.'],
    [{ kind: 'done', say: 'Noted.' }, 'Noted.'],
    [{ kind: 'refused', say: 'Ben was faster.' }, 'Ben was faster.'],
    [{ kind: 'refused', say: 'It changed.', news: 'And to Sweden?' }, 'It changed.\n\nAnd to Sweden?'],
    [{ kind: 'working' }, 'It is stored and being worked on: see the thread.'],
  ] as [Outcome, string][])('is answered with words: %j', (outcome, value) => {
    expect(answer(presses(), outcome)).toEqual({
      ...{ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value },
    })
  })

  test('of somebody whose tenant is another one is said to be an outsider', () => {
    expect(eventOf(presses({ from: { id: '29:x', tenantId: 'other' } })).author.isOutsider).toBe(true)
  })

  test.each([
    {},
    { action: 'explode', target: 'x' },
    { action: 'approve', target: '' },
  ])('that carries %j is nothing', (carried) => {
    expect(received({ name: 'adaptiveCard/action', value: { action: { data: { lummy: carried } } } }).events).toEqual(
      [],
    )
  })
})

test('an old client presses with a message that has a value and no words', () => {
  const { events, response } = received({ type: 'message', id: '17', value: { lummy } })
  expect(events).toMatchObject([{ type: 'action', action: 'edit', target: 'draft-1' }])
  expect(events[0]).not.toHaveProperty('canShow')
  expect(response).toEqual({ status: 200 })
})

describe('a dialog', () => {
  test('is opened by the answer, with the words and fields of the form, files aside', () => {
    expect(eventOf(opens())).toMatchObject({ action: 'edit', version: 2, canShow: ['words', 'form'] })
    const { body } = contentOf(answer(opens(), { kind: 'done', form }))
    expect(body.map(({ type, id, value }) => [type, id, value])).toEqual([
      ['Input.Text', 'text', 'Within two days.'],
      ['Input.Text', 'field-to', 'anna@home.example'],
      ['Input.Date', 'field-sendAt', undefined],
      ['Input.Time', 'field-sendAt-time', undefined],
      ['Input.Toggle', 'field-once', ''],
      ['Input.ChoiceSet', 'field-why', 'a'],
    ])
  })

  test('says why it does not open, with a link that can be followed where there is one', () => {
    const answered = answer(opens(), { kind: 'refused', say: 'Cleo is editing this draft.' })
    expect(answered).toEqual({ task: { type: 'message', value: 'Cleo is editing this draft.' } })
    const news = '[This is me](https://desk.example/admin/link?token=t)'
    const { body, actions } = contentOf(answer(opens(), { kind: 'refused', say: 'Not linked.', news }))
    const address = 'https://desk.example/admin/link?token=t'
    expect(JSON.stringify(body)).toContain(`This is me: [${address}](${address})`)
    expect(actions).toBeUndefined()
  })

  test('opens with no text that it would cut off', () => {
    const long = { ...form, text: 'x'.repeat(12_001) }
    expect(answer(opens(), { kind: 'done', form: long })).toMatchObject({ task: { type: 'message' } })
  })

  test('may be only for reading, or ask several things about a card', () => {
    const card = { purpose: 'notice', title: 'Why', facts: [], sources: [], buttons: [], body: '**Because**' } as const
    const read = contentOf(
      answer(opens(), { kind: 'done', form: { title: 'Why', card: { ...card, facts: [], sources: [], buttons: [] } } }),
    )
    expect(JSON.stringify(read.body)).toMatch(/Why.*\*\*Because\*\*/)
    expect(read.actions).toBeUndefined()
    const words = { name: 'reply', label: 'Reply', kind: 'words' as const, value: 'Yes.' }
    const { submit } = form
    const asks = contentOf(
      answer(opens(), { kind: 'done', form: { title: 'Teach', fields: [words], submit: submit! } }),
    )
    expect(asks.body).toMatchObject([{ type: 'Input.Text', id: 'field-reply', isMultiline: true, value: 'Yes.' }])
  })

  test('hands over what was filled in, a time on the clock of whoever filled it in', () => {
    const inputs = { text: 'By ferry.', 'field-to': '', 'field-once': 'yes', 'field-why': 'a' }
    const time = { 'field-sendAt': '2026-12-01', 'field-sendAt-time': '14:30' }
    expect(eventOf(submits({ ...inputs, ...time }))).toMatchObject({
      ...{ action: 'edit', target: 'draft-1', version: 2, text: 'By ferry.' },
      fields: { to: '', sendAt: '2026-12-01T13:30:00.000Z', once: 'yes', why: 'a' },
    })
    const { fields } = eventOf(submits({ ...inputs, ...time }, { localTimezone: 'Mars/Olympus' }))
    expect(Date.parse(fields!.sendAt!)).toBeNaN()
    expect(eventOf(submits(inputs)).fields?.sendAt).toBe('')
  })

  test('closes when it was done, says what there is to say, and comes back with the words when it was refused', () => {
    const sent = submits({ text: 'By ferry.', 'field-to': 'x' })
    expect(answer(sent, { kind: 'done' })).toBe('')
    expect(answer(sent, { kind: 'done', say: 'Found.' })).toEqual({ task: { type: 'message', value: 'Found.' } })
    const again = contentOf(answer(sent, { kind: 'refused', say: 'To whom?', news: 'And to Sweden?' }))
    expect(JSON.stringify(again.body.slice(0, 2))).toMatch(/To whom\?.*And to Sweden\?/)
    expect(again.body).toContainEqual(expect.objectContaining({ id: 'text', value: 'By ferry.' }))
    expect(again.body).toContainEqual(expect.objectContaining({ id: 'field-to', value: 'x' }))
    expect(again.actions[0]!.data).toMatchObject({ lummy })
  })
})

describe('membership', () => {
  const team = '19:general@thread.tacv2'
  const update = (facts: object, learnedTeam?: string) => {
    const activity = {
      ...{ type: 'conversationUpdate', id: 'f:2', timestamp: '2026-11-22T17:00:00Z', from: { id: '29:ben' } },
      recipient: { id: `28:${appId}` },
      conversation: { id: team, conversationType: 'channel', tenantId: account },
      channelData: { team: { id: team }, tenant: { id: account } },
      ...facts,
    }
    return parse(readActivity(Buffer.from(JSON.stringify(activity))), known, { channel, teamId: learnedTeam }).events
  }
  const us = [{ id: `28:${appId}` }]

  test('the bot added to a team is an invitation to its channel, by whoever added it', () => {
    expect(update({ membersAdded: us })).toMatchObject([
      { type: 'invited', channel: team, by: { kind: 'teams', value: `${account}/29:ben` } },
    ])
    const selected = { team: { id: team }, tenant: { id: account }, settings: { selectedChannel: { id: channel } } }
    expect(update({ membersAdded: us, channelData: selected })).toMatchObject([{ channel }])
    expect(update({ membersAdded: [{ id: '29:cleo' }] })).toEqual([])
  })

  test('the bot removed from the team of the main channel is dismissed from both', () => {
    expect(update({ membersRemoved: us })).toMatchObject([{ type: 'dismissed', channel: team }])
    const both = update({ membersRemoved: us }, team)
    expect(both).toMatchObject([{ channel: team }, { channel }])
    expect(new Set(both.map(({ id }) => id)).size).toBe(2)
  })

  test('a channel or a team that ends is one that we are no longer in', () => {
    const ended = { team: { id: team }, tenant: { id: account } }
    expect(update({ channelData: { ...ended, eventType: 'channelDeleted', channel: { id: channel } } })).toMatchObject([
      { type: 'dismissed', channel },
    ])
    expect(update({ channelData: { ...ended, eventType: 'teamDeleted' } })).toMatchObject([
      { type: 'dismissed', channel: team },
    ])
    expect(update({ channelData: { ...ended, eventType: 'channelRenamed', channel: { id: channel } } })).toEqual([])
  })
})
