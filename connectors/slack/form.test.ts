import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { actionNames } from '#core/domain/action.ts'
import type { FormField } from '#core/domain/outbound.ts'
import { renderForm, renderSaid } from './form.ts'
import { readInteraction } from './interactivity.ts'
import { renderCard } from './render.ts'
import { now, recorded } from './samples.ts'

const fields: FormField[] = [
  { name: 'to', label: 'To', kind: 'line', value: 'ann@example.com' },
  { name: 'once', label: 'Learning', kind: 'check', value: 'yes', hint: "Send, don't learn" },
  {
    name: 'as',
    label: 'As',
    kind: 'choice',
    value: 'b',
    options: [
      { value: 'a', label: 'A' },
      { value: 'b', label: 'B' },
    ],
  },
  { name: 'sendAt', label: 'Send at', kind: 'time', value: '2026-11-24T08:00:00.000Z' },
  { name: 'files', label: 'Files', kind: 'files' },
]
const form = {
  kind: 'form',
  id: 'f',
  trigger: '13.37',
  title: 'Reply',
  label: 'Goes to the customer',
  text: 'Hi',
  fields,
  submit: { action: 'edit', label: 'Send', target: 'draft-3' },
} as const

const purpose = { action: 'edit', target: 'draft-3', account: 'T0SHOP', thread: 'C0DESK/1.1', private: false }

/** What Slack hands back of a form that was submitted as it stood: the first values of its inputs. */
function submittedAsItStands() {
  const view = renderForm({ ...form, fields: [...fields] }, purpose)
  const values: Record<string, Record<string, object>> = {}
  for (const block of view.blocks) {
    if (!('element' in block) || block.block_id === undefined) continue
    const element = block.element as unknown as Record<string, unknown> & { action_id: string }
    values[block.block_id] = {
      [element.action_id]: {
        type: element.type,
        value: element.initial_value ?? null,
        selected_options: element.initial_options ?? [],
        selected_option: element.initial_option ?? null,
        ...(element.initial_date_time === undefined ? {} : { selected_date_time: element.initial_date_time }),
        ...(element.type === 'file_input'
          ? {
              files: [
                {
                  id: 'F1',
                  name: 'price.pdf',
                  mimetype: 'application/pdf',
                  size: 12,
                  url_private: 'https://files.slack.com/F1',
                },
              ],
            }
          : {}),
      },
    }
  }
  const { view: sample, ...rest } = recorded('submitted') as { view: object }
  return { ...rest, view: { ...sample, private_metadata: view.private_metadata, state: { values } } }
}

describe('forms', () => {
  test('every kind of field comes back as it was shown', () => {
    const [event] = readInteraction(submittedAsItStands(), { now }).events
    expect(event).toMatchObject({
      action: 'edit',
      text: 'Hi',
      fields: { to: 'ann@example.com', once: 'yes', as: 'b', sendAt: '2026-11-24T08:00:00.000Z' },
      attachments: [{ name: 'price.pdf', type: 'application/pdf', size: 12, url: 'https://files.slack.com/F1' }],
    })
  })

  test('a field that was emptied comes back empty, not absent', () => {
    const body = submittedAsItStands()
    const emptied = JSON.parse(JSON.stringify(body).replace('"ann@example.com"', 'null')) as object
    expect(readInteraction(emptied, { now }).events).toMatchObject([{ fields: { to: '' } }])
  })

  test('whoever closes the editor of a draft stops editing it', () => {
    const { view } = recorded('submitted') as { view: object }
    const body = { ...(recorded('submitted') as object), type: 'view_closed', is_cleared: false, view }
    expect(readInteraction(body, { now }).events).toMatchObject([
      { action: 'stop_editing', target: 'draft-3', place: { thread: 'C0DESK/1795366700.000100' } },
    ])
    expect(renderForm({ ...form, fields: [] }, purpose).notify_on_close).toBe(true)
  })

  test('a refusal with news is laid over the form, so that the words under it are not lost', () => {
    const { response } = readInteraction(submittedAsItStands(), { now })
    if (typeof response !== 'function') throw new Error('nobody waits')
    const reply = JSON.parse(
      response({ kind: 'refused', say: 'The customer wrote again.', news: 'And in *blue*?' }).body ?? '',
    )
    expect(reply.response_action).toBe('push')
    expect(JSON.stringify(reply.view)).toContain('And in _blue_?')
    expect(renderSaid('x').blocks).toHaveLength(1)
  })
})

describe('the menu', () => {
  const bare = { purpose: 'notice', title: 'T', facts: [], sources: [], buttons: [] } as const
  const entries = fc.record({
    action: fc.constantFrom(...actionNames),
    label: fc.string({ minLength: 1 }),
    target: fc.uuid(),
    version: fc.option(fc.nat(99), { nil: undefined }),
    choice: fc.option(fc.constantFrom('once', '1d', '2026-11-24T08:00:00.000Z', 'two words'), { nil: undefined }),
  })

  test('every entry comes back with all that it carries, however many there are', () => {
    fc.assert(
      fc.property(fc.array(entries, { minLength: 1, maxLength: 12 }), fc.nat(), (made, pick) => {
        const menu = made.map(({ version, choice, ...rest }) => ({
          ...rest,
          ...(version === undefined ? {} : { version }),
          ...(choice === undefined ? {} : { choice }),
        }))
        const { blocks } = renderCard('o', { ...bare, facts: [], sources: [], buttons: [], menu })
        const actions = blocks.at(-1) as unknown as {
          elements: { type: string; action_id: string; options: { value: string }[] }[]
        }
        const element = actions.elements[0]
        if (element === undefined) throw new Error('no menu')
        for (const { value } of element.options) expect(value.length).toBeLessThanOrEqual(150)
        const index = pick % menu.length
        const body = {
          ...(recorded('pressed') as object),
          actions: [{ type: element.type, action_id: element.action_id, selected_option: element.options[index] }],
        }
        const { label: _, ...carried } = menu[index] ?? { label: '' }
        const [event] = readInteraction(body, { now }).events
        expect(event).toMatchObject(carried)
        expect(Object.hasOwn(event ?? {}, 'choice')).toBe('choice' in carried)
      }),
      { numRuns: 60 },
    )
  })
})
