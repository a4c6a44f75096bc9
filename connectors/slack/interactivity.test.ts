import { describe, expect, test } from 'vitest'
import type { Outcome } from '#core/domain/event.ts'
import { readInteraction } from './interactivity.ts'
import { now, recorded } from './samples.ts'

function answered(name: string, outcome: Outcome) {
  const { response } = readInteraction(recorded(name), { now })
  if (typeof response !== 'function') throw new Error('nobody waits')
  const reply = response(outcome)
  return { status: reply.status, body: reply.body === undefined ? undefined : JSON.parse(reply.body) }
}

describe('interactions', () => {
  test('a press tells who, what, which version and where', () => {
    expect(readInteraction(recorded('pressed'), { now }).events).toEqual([
      {
        type: 'action',
        id: 'press/C0DESK/1795366720.000150/approve/U0MAYA/1795366900.123456',
        place: { connector: 'slack', account: 'T0SHOP', thread: 'C0DESK/1795366700.000100', private: false },
        at: '2026-11-22T17:01:40.123Z',
        author: {
          handle: { kind: 'slack', value: 'T0SHOP/U0MAYA' },
          name: 'maya',
          isUs: false,
          isMachine: false,
          isOutsider: false,
          isVerified: true,
        },
        action: 'approve',
        target: 'draft-3',
        version: 2,
        trigger: '13.37.abc',
      },
    ])
  })

  test('a submitted form carries its text and the thread that it was opened from', () => {
    expect(readInteraction(recorded('submitted'), { now }).events).toMatchObject([
      {
        action: 'edit',
        target: 'draft-3',
        version: 2,
        text: 'We ship within three days.',
        place: { thread: 'C0DESK/1795366700.000100' },
      },
    ])
  })

  test('emoji that were picked in a form become plain text', () => {
    const body = JSON.stringify(recorded('submitted')).replace('We ship within', 'Hi :wave: :shipit: we ship within')
    expect(readInteraction(JSON.parse(body), { now }).events).toMatchObject([
      { text: 'Hi 👋 we ship within three days.' },
    ])
  })

  test('a form that is submitted again after a refusal is another event', () => {
    const first = recorded('submitted') as { trigger_id: string }
    const ids = [first, { ...first, trigger_id: '13.38.abc' }].map(
      (body) => readInteraction(body, { now }).events[0]?.id,
    )
    expect(new Set(ids).size).toBe(2)
  })

  test("another workspace's form does nothing here", () => {
    const { view, ...rest } = recorded('submitted') as { view: { private_metadata: string } }
    const private_metadata = view.private_metadata.replace('T0SHOP', 'T0ELSE')
    expect(readInteraction({ ...rest, view: { ...view, private_metadata } }, { now }).events).toEqual([])
  })

  test.each<Outcome>([
    { kind: 'done' },
    { kind: 'done', say: 'x' },
    { kind: 'refused', say: 'x' },
    { kind: 'working' },
  ])('a press is answered empty on %j: Slack would not show it', (outcome) => {
    expect(answered('pressed', outcome)).toEqual({ status: 200, body: undefined })
  })

  test('a form closes, says its sentence, or shows the refusal beside the input', () => {
    expect(answered('submitted', { kind: 'done' }).body).toEqual({ response_action: 'clear' })
    expect(answered('submitted', { kind: 'refused', say: 'Maya was faster.' }).body).toEqual({
      response_action: 'errors',
      errors: { text: 'Maya was faster.' },
    })
    expect(answered('submitted', { kind: 'done', say: 'Sent in 5 s.' }).body).toMatchObject({
      response_action: 'update',
      view: { blocks: [{ text: { text: 'Sent in 5 s.' } }] },
    })
    expect(answered('submitted', { kind: 'working' }).body).toMatchObject({ response_action: 'update' })
  })
})
