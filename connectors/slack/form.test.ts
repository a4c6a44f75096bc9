import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { actionNames } from '#core/domain/action.ts'
import type { FormField } from '#core/domain/outbound.ts'
import { brokenViewRules } from './block-rules.ts'
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

  test('what a form was opened for comes back with it: also what the button had chosen', () => {
    const view = renderForm({ ...form, fields: [] }, { ...purpose, action: 'channel_for', choice: 'topic' })
    const { view: sample, ...rest } = recorded('submitted') as { view: object }
    const body = { ...rest, view: { ...sample, private_metadata: view.private_metadata } }
    expect(readInteraction(body, { now }).events).toMatchObject([{ action: 'channel_for', choice: 'topic' }])
  })

  test('a refusal stands beside the field that it is about, else beside the first; where nothing was asked it is a page', () => {
    const { response } = readInteraction(submittedAsItStands(), { now })
    const { view: sample, ...rest } = recorded('submitted') as { view: object }
    const empty = readInteraction({ ...rest, view: { ...sample, state: { values: {} } } }, { now }).response
    if (typeof response !== 'function' || typeof empty !== 'function') throw new Error('nobody waits')
    const read = (reply: { body?: string }) => JSON.parse(reply.body ?? '')
    expect(read(response({ kind: 'refused', say: 'No.', field: 'as' })).errors).toEqual({ 'field:as': 'No.' })
    expect(read(response({ kind: 'refused', say: 'No.' })).errors).toEqual({ text: 'No.' })
    expect(read(response({ kind: 'refused', say: 'No.', field: 'gone' })).errors).toEqual({ text: 'No.' })
    expect(read(empty({ kind: 'refused', say: 'No.' }))).toMatchObject({ response_action: 'update' })
  })

  test('what is only to be read is a page with its card and no button to send it', () => {
    const card = {
      ...({ purpose: 'notice', title: 'Why' } as const),
      ...{ facts: [{ label: 'Sure', value: '94 %' }], sources: [], body: 'Because.' },
      buttons: [{ action: 'undo', label: 'Undo', target: 'x' } as const],
      link: { label: 'Open', url: 'https://desk.example/admin' },
    }
    const view = renderForm({ title: 'Why did it say that?', card }, purpose)
    expect(brokenViewRules(view)).toEqual([])
    expect(view.submit).toBeUndefined()
    expect(JSON.stringify(view.blocks)).toContain('Because.')
    expect(JSON.stringify(view.blocks)).not.toContain('Undo')
    expect(JSON.stringify(view.blocks)).toContain('https://desk.example/admin')
  })

  test("any form keeps within Slack's limits", () => {
    const kinds = fc.constantFrom('line', 'words', 'check', 'choice', 'time', 'files')
    const option = fc.record({ value: fc.uuid(), label: fc.string({ maxLength: 200 }) })
    const field = fc.record({
      ...{ label: fc.string({ maxLength: 3000 }), kind: kinds, value: fc.string({ maxLength: 3000 }) },
      ...{ hint: fc.string({ minLength: 1, maxLength: 3000 }) },
      options: fc.array(option, { minLength: 1, maxLength: 150 }),
    })
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.array(field, { maxLength: 20 }), (title, some) => {
        const named = some.map((one, index) => ({ ...one, name: `f${index}` })) as FormField[]
        const submit = { action: 'settings', label: title, target: 'hours' } as never
        expect(
          brokenViewRules(renderForm({ title, label: title, text: title, fields: named, submit }, purpose)),
        ).toEqual([])
      }),
      { numRuns: 40 },
    )
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
